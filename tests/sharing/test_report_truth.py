"""What a report says is so: the court's own words, the state of today, proof wherever it lies, what was corrected."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from agencies.errors import RuleBroken
from casework.breaching import NewBreach, Proof
from casework.models import Breach, BreachProof, BreachStep, Note, ProposedTerm, SafetyPart
from casework.planning import NewIntervention
from casework.services.breaches import start_breach
from casework.services.interventions import add_intervention
from devstack.testing import backstage
from sharing.models import ReportOmission
from tests.cast import acting, browser_of
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    ConditionFactory,
    ContactFactory,
    CustodyFactory,
    DecisionFactory,
    EndingStepFactory,
    ExposureFactory,
    InterventionFactory,
    MembershipFactory,
    NoteFactory,
    ObjectiveFactory,
    PlaceFactory,
    PositionFactory,
    SignEntryFactory,
    SignObservationFactory,
)
from tests.factories.reports import held, today
from tests.sharing.reporting import WHY, begin, day, part_form, post, with_record
from tests.sharing.test_report_kinds import failing, words


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def taken_up(court: Any) -> Any:
    """A proposal in the team's words which the court took up in its own."""
    of = {"order": court.record.order, "source_decision": court.record.imposed}
    ConditionFactory(**of, number=2, exact_text="The court's zqown words.")
    return ConditionFactory(**of, number=2, exact_text="The team's zqasked words.", state="taken_up")


def test_a_proposal_is_never_told_as_the_courts_words(court: Any) -> None:
    proposal = taken_up(court)
    found = "".join(words(begin(court)).values())
    assert "The court's zqown words." in found
    assert "zqasked" not in found
    with acting(court.supervisor) as actor:
        new = NewBreach(proposal.pk, today(-1), False, Proof(contacts=(court.record.contacts[2].pk,)))
        with pytest.raises(RuleBroken, match="Choose one of the conditions"):
            start_breach(actor, court.case.reference, new)
        course = NewIntervention(
            "education_work", court.probation.pk, today(-1), "A", "B", is_voluntary=False, condition_id=proposal.pk
        )
        with pytest.raises(RuleBroken, match="Choose a condition of this case"):
            add_intervention(actor, court.case.reference, course)


def test_before_a_release_only_conditions_that_hold_are_told(court: Any) -> None:
    of = {"order": court.record.order, "source_decision": court.record.imposed, "number": 3}
    old = ConditionFactory(**of, state="varied", exact_text="Every zqday.", ends_on=today(-10))
    ConditionFactory(**of, edition=2, replaces=old, exact_text="Every zqweek.")
    stay = CustodyFactory(case=court.case, began_on=today(-200), release_on=today(50))
    found = words(begin(court, f"pre_release:{stay.pk}"))["sentence"]
    assert ("zqweek" in found, "zqday" in found) == (True, False)


@pytest.mark.parametrize(
    ("stored", "days", "said"),
    [("in_force", (-100, -1), "It is now: Expired."), ("pending", (-100, 90), "It is now: In force.")],
)
def test_the_state_of_an_order_is_told_as_its_days_make_it(
    court: Any, stored: str, days: tuple[int, int], said: str
) -> None:
    order = court.record.order
    with backstage():
        order.state, order.starts_on, order.ends_on = stored, today(days[0]), today(days[1])
        order.version += 1
        order.save()
    assert said in words(begin(court, f"completion:{order.pk}"))["order"]


def newest(court: Any) -> Any:
    with backstage():
        return Note.objects.unguarded(because=WHY).filter(case=court.case).order_by("-recorded_at").first()


def test_what_is_no_contact_goes_to_the_court_only_when_somebody_clears_it(court: Any) -> None:
    client, at = browser_of(court.supervisor), f"/cases/{court.case.reference}/"
    event = {"on": day(-1), "setting": "community", "words": "He gave zqthings away."}
    sign = {**event, "entry": SignEntryFactory(partnership=court.partnership).pk}
    exposure = {**event, "by": "former_group", "offer": "money_work", "response": "told_us", "counter_offer": "A job"}
    contact = {**event, "at": "12:00", "mode": "face_to_face", "attended": "yes"}
    for path, form, tier in (
        ("events/sign/", sign, 0),
        ("events/exposure/", exposure, 0),
        ("events/incident/", {**event, "kind": "threat_to"}, 0),
        ("events/incident/", {**event, "kind": "threat_to", "court_tier": "4"}, 4),
        ("contacts/new/", {**contact, "kind": "family", "asked": "on"}, 0),
        ("contacts/new/", {**contact, "kind": "person"}, 4),
        ("contacts/new/", {**contact, "kind": "person", "court_tier": "0"}, 0),
        ("contacts/new/", {**contact, "kind": "person", "released_tier": "3"}, 3),
    ):
        assert client.post(at + path, form).status_code == 303, path
        assert newest(court).court_tier == tier, (path, form)


@pytest.mark.parametrize(("state", "is_told"), [("not_assessed", False), ("set_aside", False), ("confirmed", True)])
def test_a_sign_is_told_only_when_agencies_assessed_it(court: Any, state: str, is_told: bool) -> None:
    note = NoteFactory(case=court.case, by=court.supervisor, kind="contact", full="Prays zqoften.", court_tier=4)
    entry = SignEntryFactory(partnership=court.partnership)
    SignObservationFactory(note=note, entry=entry, state=state)
    report = begin(court)
    assert ("zqoften" in "".join(words(report).values())) == is_told
    page = browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
    assert ("A sign that was not assessed together" in page) != is_told


def test_no_part_of_the_record_tells_of_health(court: Any) -> None:
    case, plan = court.case, court.record.plan
    line = ObjectiveFactory(plan=plan, domain="health", text="Sleep zqa better").line
    for text, by, more in (
        ("zqb social", court.supervisor, {"line": line}),
        ("zqc clinic", court.clinician, {}),
        ("zqd blocked", court.supervisor, {"line": line, "state": "done", "done_on": today(-3)}),
    ):
        ActionFactory(case=case, membership=by, text=text, **more)
    AchievementFactory(case=case, membership=court.supervisor, text="Slept zqe well", line=line)
    AchievementFactory(case=case, membership=court.clinician, text="Ended zqf therapy")
    InterventionFactory(case=case, provider=court.health, title="zqg group", goal="Less zqh anger")
    InterventionFactory(
        case=case, provider=court.charity, title="zqi course", goal="zqj", line=line, is_voluntary=False,
        condition=court.record.condition,
    )  # fmt: skip
    EndingStepFactory(case=case, agency=court.health, support="zqk support")
    stay = CustodyFactory(case=case, began_on=today(-200), release_on=today(1))
    post = PositionFactory(name="zql psychologist", group="health")
    PlaceFactory(case=case, membership=MembershipFactory(agency=court.social, position=post))
    order = court.record.order.pk
    for about in (f"progress:{order}", f"completion:{order}", f"pre_release:{stay.pk}"):
        report = begin(court, about)
        found = "\n".join(words(report).values())
        assert "zq" not in found, found
        assert court.health.name not in found
        page = browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
        assert "Health secrecy" in page
        part = "work_done" if "pre" in about else "help"
        assert "(Second Door): no session on record in the period. Ordered by the court." in words(report)[part]


def test_whoever_wrote_words_of_plan_programme_or_decision_is_asked_about_them(court: Any) -> None:
    case, by, plan = court.case, court.manager, court.record.plan
    with backstage():
        plan.membership, plan.version = by, plan.version + 1
        plan.save()
    ObjectiveFactory(plan=plan, text="A zqflat", measure="Has zqkeys")
    for state, more in (("not_started", {}), ("done", {"done_on": today(-3)})):
        ActionFactory(case=case, membership=by, text=f"zqstep {state}", state=state, **more)
    blocked = {"state": "blocked", "blocked_reason": "No zqroom", "unblock_by": by, "blocked_on": today(-2)}
    ActionFactory(case=case, membership=by, text="zqblocked", **blocked)
    AchievementFactory(case=case, membership=by, text="Kept zqgoing")
    held(case, by, -3, "They met.", skill_gained="zqcooking")
    InterventionFactory(case=case, provider=court.charity, title="zqmentoring", goal="zqgoal")
    EndingStepFactory(case=case, agency=court.charity, support="zqtalks", successor="zqcoach")
    order, breach = court.record.order.pk, failing(court)
    DecisionFactory(case=case, membership=by, breach=breach, chosen="zqchosen", reasons="zqreasons")
    with backstage():
        term = {"category": "reporting", "text": "zqterm", "function": "reintegration", "membership": by}
        ProposedTerm(breach=breach, **term).save(force_insert=True)
    told_of = (
        "zqflat", "zqkeys", "zqstep done", "zqgoing", "zqcooking", "zqmentoring", "zqgoal", "No identified victim.",
    )  # fmt: skip
    for about, expected in (
        (f"progress:{order}", (*told_of, "zqstep not_started", "zqblocked", "zqroom")),
        (f"completion:{order}", (*told_of, "zqtalks", "zqcoach")),
        (f"breach:{breach.pk}", ("zqchosen", "zqreasons", "zqterm", "zqblocked")),
    ):
        report = begin(court, about)
        assert post(court.supervisor, report, "ask").status_code == 303
        page = browser_of(by).get(f"/reports/{report.pk}/check/").content.decode()
        assert [word for word in expected if word not in page] == []
        assert "Enrol in the course" not in page  # the words of another agency


def correct(note: Any, **changes: Any) -> Any:
    """The next version of a note; rows that point to the first go on pointing to it."""
    with backstage():
        note.status = "corrected"
        note.save(update_fields=["status"])
    more = {"kind": note.kind, "court_tier": 4, "supersedes": note, **changes}
    return NoteFactory(case=note.case, by=more.pop("by"), occurred_on=note.occurred_on, **more)


def test_a_corrected_note_stays_where_it_was_told(court: Any) -> None:
    case, by = court.case, court.supervisor
    exposed = NoteFactory(case=case, by=by, kind="contact", full="Old.", court_tier=4)
    ExposureFactory(note=exposed, by="former_group", offer="money_work", response="refused")
    correct(exposed, by=by, full="zqexposed anew.")
    theirs = held(case, court.officer, -4, "At the desk.")
    correct(theirs.note, by=court.officer, full="zqdesk anew.")
    breach = failing(court)
    with backstage():
        step = (
            BreachStep.objects.unguarded(because=WHY)
            .select_related("note", "note__case")
            .exclude(note=None)
            .get(breach=breach)
        )
    correct(step.note, by=by, full="His father zqfell anew.")
    correct(court.record.contacts[2].note, by=by, full="zqproof anew.")
    found = words(begin(court))
    assert "The person:" in next(line for line in found["exposure"].split("\n") if "zqexposed" in line)
    assert "4 contacts with the person" in found["contacts"]
    found = words(begin(court, f"breach:{breach.pk}"))
    assert "zqproof" in found["facts"]
    assert "zqfell" in found["explanation"]
    assert "zqproof" not in found.get("effect", "") + found["compliance"]


@pytest.mark.parametrize("how", ["investigation", "withdrawn", "hidden"])
def test_a_correction_unhides_nothing(court: Any, how: str) -> None:
    first = court.record.contacts[2].note
    if how == "investigation":
        correct(first, by=court.supervisor, secrecy="investigation", court_tier=0)
    elif how == "withdrawn":
        correct(first, by=court.supervisor, status="withdrawn")
    else:
        with backstage():
            first.status = "corrected"
            first.save(update_fields=["status"])
    found = words(begin(court))
    assert "2 contacts with the person" in found["contacts"]
    assert "Did not come" not in found["contacts"]


def test_of_another_agencys_contact_a_gist_tells_no_day_and_no_place(court: Any) -> None:
    contact = held(court.case, court.officer, -4, "At zqquay.", attended="no_good_reason", place="zqquay", court_tier=2)
    with backstage():
        for text in contact.note.texts.unguarded(because=WHY).filter(tier__gte=3):
            text.delete()
    breach = failing(court)
    with backstage():
        BreachProof(breach=breach, contact=contact, membership=court.supervisor).save(force_insert=True)
    assert "3 contacts with the person" in words(begin(court))["contacts"]
    assert "zqquay" not in words(begin(court, f"breach:{breach.pk}"))["facts"]


def test_warnings_and_failures_of_the_period_are_told_in_a_progress_report(court: Any) -> None:
    breach = failing(court)
    found = words(begin(court))["conditions"]
    assert "In question since" in found
    assert "Explanation given." in found
    assert "His father fell." in found
    assert "Warning given. Letter." in found
    with backstage():
        breach.state, breach.outcome, breach.version = "warning", "warning", breach.version + 1
        breach.save()
    ended = words(begin(court, f"completion:{court.record.order.pk}"))["conditions"]
    assert "failure suspected on" in ended
    assert ": Warning." in ended
    assert "In question since" not in ended


def test_words_of_a_failure_that_were_not_cleared_are_named_as_left_out(court: Any) -> None:
    breach = failing(court)
    with backstage():
        step = (
            BreachStep.objects.unguarded(because=WHY)
            .select_related("note", "note__case")
            .exclude(note=None)
            .get(breach=breach)
        )
        assert step.note is not None
        step.note.court_tier = 0
        step.note.save(update_fields=["court_tier"])
    report = begin(court)
    assert "His father fell." not in "".join(words(report).values())
    with backstage():
        assert ReportOmission.objects.unguarded(because=WHY).filter(report=report, note=step.note).exists()


def test_proof_and_condition_are_told_whenever_they_were(court: Any) -> None:
    breach = failing(court)
    with backstage():
        court.record.condition.ends_on = today(-4)
        court.record.condition.version += 1
        court.record.condition.save()
    found = words(begin(court, f"breach:{breach.pk}", period_from=day(-3), period_to=day()))
    assert "“The person reports to the office every week.”" in found["condition"]
    assert "Did not come, no good reason" in found["facts"]


def test_a_planned_contact_of_which_nobody_recorded_more_is_named(court: Any) -> None:
    then = timezone.now() - dt.timedelta(days=2)
    ContactFactory(case=court.case, membership=court.supervisor, planned_for=then)
    ContactFactory(case=court.case, membership=court.officer, planned_for=then)
    ContactFactory(case=court.case, membership=court.supervisor)  # still to come
    report = begin(court)
    assert words(report)["not_verified"] == (
        "Of 1 planned contact with the person nobody recorded whether it took place."
    )
    assert "3 contacts with the person" in words(report)["contacts"]
    with backstage():
        rows = ReportOmission.objects.unguarded(because=WHY).filter(report=report, why="not_recorded")
        assert {row.originator_id for row in rows} == {court.probation.pk, court.police.pk}


def test_a_failure_taken_up_again_after_a_warning_is_in_question(court: Any) -> None:
    breach = failing(court)
    with backstage():
        breach.state, breach.outcome, breach.version = "warning", "warning", breach.version + 1
        breach.save()
    client, at = browser_of(court.supervisor), f"/cases/{court.case.reference}/breach/{breach.pk}/propose/"
    version = re.findall(r'name="version" value="(\d+)"', client.get(at).content.decode())[0]
    form = {"version": version, "proposal": "no_action", "reasons": "Enough.", "decided_on": day(), "on": day()}
    assert client.post(at, form).status_code == 303
    with backstage():
        assert Breach.objects.unguarded(because=WHY).get(pk=breach.pk).outcome == ""
    assert "In question since" in words(begin(court))["conditions"]


def test_what_is_missing_is_said_in_a_sentence_that_its_writer_may_leave_out(court: Any) -> None:
    with backstage():
        SafetyPart.objects.unguarded(because=WHY).update(text="", version=F("version") + 1)
    report = begin(court, f"breach:{failing(court).pk}")
    said = "No line about victims is in a plan in force. No assessment was made."
    assert words(report)["effect"].startswith(said)
    client, preview = browser_of(court.supervisor), f"/reports/{report.pk}/preview/"
    assert "No assessment was made." in client.get(preview).content.decode()
    form = part_form(client, report, "effect")
    (text,) = [name for name, typed in form.items() if typed == said]
    del form[text.replace("text_", "keep_")]
    assert post(court.supervisor, report, "edit/effect", **form).status_code == 303
    assert "No assessment was made." not in client.get(preview).content.decode()
    assert post(court.supervisor, report, "refresh").status_code == 303
    page = client.get(preview).content.decode()
    assert "No assessment was made." not in page
    assert "in this system" not in page
