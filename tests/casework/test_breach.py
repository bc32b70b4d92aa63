"""A breach through the real doors: from a missed contact to a proposal with a dissent, and to a warning."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from access.models import Event
from casework.due import due_in_working_days
from casework.models import (
    Breach,
    BreachProof,
    BreachStep,
    Condition,
    ContactCondition,
    Deadline,
    Decision,
    Note,
    PositionTaken,
    ProposedTerm,
)
from devstack.testing import backstage
from tests.casework.doors import OUTSIDE, lines, page
from tests.factories import (
    ConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    DeadlineFactory,
    IncidentFactory,
    NoteFactory,
    OrderFactory,
)

CASE = "/cases/VRP-CEDAR/"
WHY = "test"


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def lay_order(world: Any) -> Any:
    """An order with a reporting condition, and a contact the person missed three days ago."""
    s = SimpleNamespace()
    s.order = OrderFactory(case=world.case)
    s.decision = CourtDecisionFactory(order=s.order, membership=world.supervisor)
    s.condition = ConditionFactory(order=s.order, source_decision=s.decision, number=1)
    s.note = NoteFactory(case=world.case, by=world.supervisor, full="He did not come on Tuesday.", nature="fact")
    s.missed = ContactFactory(
        case=world.case, membership=world.supervisor, note=s.note, attended="no_good_reason",
        planned_for=timezone.now() - dt.timedelta(days=3),
    )  # fmt: skip
    return s


@pytest.fixture
def order(world: Any) -> Any:
    return lay_order(world)


def all_of(model: Any, **wanted: Any) -> Any:
    with backstage():
        return list(model.objects.unguarded(because=WHY).filter(**wanted).order_by("pk"))


def one(model: Any, **wanted: Any) -> Any:
    (row,) = all_of(model, **wanted)
    return row


def open_due(breach: Any) -> dict[str, dt.date]:
    return {row.kind: row.due_on for row in all_of(Deadline, subject_id=breach.pk, state="open")}


def started(world: Any, browse: Any, order: Any, **changes: Any) -> Any:
    typed = {
        "condition": str(order.condition.pk), "suspected_on": today(-3).isoformat(),
        "contacts": [str(order.missed.pk)], **changes,
    }  # fmt: skip
    answer = browse(world.supervisor).post(f"{CASE}breaches/new/", typed)
    assert answer.status_code == 303, answer.content.decode()
    key = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    return one(Breach, pk=key)


def act(client: Any, breach: Any, step: str, **typed: Any) -> Any:
    """Post one step as typed on its page, with the version that stands there now."""
    fresh = one(Breach, pk=breach.pk)
    return client.post(
        f"{CASE}breach/{breach.pk}/{step}/", {"version": fresh.version, "on": today().isoformat(), **typed}
    )


SPOKEN = {"words": "He cared for his father that day.", "handling": "team", "court_tier": "4", "summary": ""}


def explained(world: Any, browse: Any, order: Any) -> Any:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    assert act(client, breach, "explanation", came="yes", **SPOKEN).status_code == 303
    return breach


def refused(world: Any, browse: Any, order: Any) -> Any:
    breach = explained(world, browse, order)
    typed = {**SPOKEN, "words": "He could have called."}
    assert act(browse(world.supervisor), breach, "weigh", accepted="no", **typed).status_code == 303
    return breach


def test_a_missed_contact_becomes_a_breach_with_its_clock(world: Any, browse: Any, order: Any) -> None:
    breach = started(world, browse, order)
    assert (breach.state, breach.order_id, breach.case_id) == ("suspected", order.order.pk, world.case.pk)
    assert one(BreachProof, breach=breach).contact_id == order.missed.pk
    assert open_due(breach) == {"breach_action": due_in_working_days(10, today(-3))}
    assert one(Condition, pk=order.condition.pk).state == "in_question"
    text = page(browse(world.supervisor), f"{CASE}breach/{breach.pk}/")
    for words in ("Ask the person for an explanation", "The person reports to the office every week.",
                  "Did not come, no good reason"):  # fmt: skip
        assert words in text
    (line,) = lines("breach.suspected")
    assert (line.case_id, line.subjects) == (world.case.pk, [breach.pk])


def test_the_flow_of_the_issue(world: Any, browse: Any, order: Any) -> None:
    letter = DeadlineFactory(
        case=world.case, kind="contact_letter", responsible=world.supervisor, agency=world.probation,
        subject_kind="contact", subject_id=order.missed.pk,
    )  # fmt: skip
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="registered").status_code == 303
    assert open_due(breach)["explanation"] == due_in_working_days(6, today())
    assert one(Deadline, pk=letter.pk).state == "done"
    assert "Record the explanation when it comes" in page(client, f"{CASE}breach/{breach.pk}/")

    assert act(client, breach, "explanation", came="yes", **SPOKEN).status_code == 303
    assert "explanation" not in open_due(breach)
    note = one(BreachStep, breach=breach, kind="explanation_given").note_id
    stored = one(Note, pk=note)
    assert (stored.nature, stored.court_tier, stored.originator_id) == ("reported", 4, world.probation.pk)

    text = page(client, f"{CASE}breach/{breach.pk}/")
    assert "Say whether the explanation is accepted" in text
    assert SPOKEN["words"] in text


def by_agency(world: Any, **views: str) -> dict[str, str]:
    """Fields of the positions, by the key of each agency in the cast."""
    keys = [getattr(world, name).pk for name in ("probation", "charity", "police", "health", "port")]
    found = {f"{kind}_{key}": "" for key in keys for kind in ("view", "reason")}
    for name, said in views.items():
        view, _colon, reason = said.partition(":")
        key = getattr(world, name).pk
        found |= {f"view_{key}": view, f"reason_{key}": reason}
    return found


def test_changed_terms_are_proposed_and_an_agency_dissents(world: Any, browse: Any, order: Any) -> None:
    breach, client = explained(world, browse, order), browse(world.supervisor)
    proposal = {
        "proposal": "terms_changed", "sentence": "evening reporting", "options": "Mornings as before, or evenings.",
        "reasons": "Care for a sick parent in the mornings.", "text": "Reports at six in the evening on Fridays.",
        "category": "reporting", "function": "relapse_prevention", "replaces": str(order.condition.pk),
    }  # fmt: skip
    views = by_agency(world, probation="agrees")
    assert act(client, breach, "propose", **proposal, **views).status_code == 303
    breach = one(Breach, pk=breach.pk)
    assert (breach.state, breach.proposal) == ("explanation_asked", "terms_changed")
    assert one(ProposedTerm, breach=breach).text == "Reports at six in the evening on Fridays."
    decision = one(Decision, breach=breach)
    assert decision.chosen == "Change the terms: evening reporting"
    assert one(PositionTaken, decision=decision).agency_id == world.probation.pk

    officer = browse(world.officer)
    path = f"{CASE}decisions/{decision.pk}/position/"
    assert officer.post(path, {"view": "dissents", "reason": ""}).status_code == 422
    assert officer.post(path, {"view": "dissents", "reason": "The evenings are the risk."}).status_code == 303
    assert officer.post(path, {"view": "agrees", "reason": ""}).status_code == 409
    text = page(client, f"{CASE}breach/{breach.pk}/")
    for words in ("evening reporting", "The evenings are the risk.", "Dissents", "at six in the evening"):
        assert words in text
    verbs = {event.verb for event in lines_of(world)}
    assert {"breach.explanation_asked", "breach.explanation_recorded", "breach.proposed",
            "joint_decision.position_taken", "joint_decision.recorded"} <= verbs  # fmt: skip


def lines_of(world: Any) -> list[Event]:
    with backstage():
        return list(Event.objects.unguarded(because=WHY).filter(case_id=world.case.pk))


def test_an_accepted_explanation_ends_it(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    early = act(client, breach, "weigh", accepted="yes", **SPOKEN)
    assert early.status_code == 422
    assert "Record the explanation first" in early.content.decode()
    assert SPOKEN["words"] in early.content.decode()
    assert act(client, breach, "explanation", came="yes", **SPOKEN).status_code == 303
    assert act(client, breach, "weigh", accepted="yes", **{**SPOKEN, "words": "Papers seen."}).status_code == 303
    breach = one(Breach, pk=breach.pk)
    assert (breach.state, breach.outcome, open_due(breach)) == ("accepted", "accepted", {})
    assert one(Condition, pk=order.condition.pk).state == "in_force"
    assert one(Note, pk=one(BreachStep, breach=breach, kind="accepted").note_id).nature == "opinion"


def test_a_warning_counts_in_the_next_breach_of_the_order(world: Any, browse: Any, order: Any) -> None:
    first, client = refused(world, browse, order), browse(world.supervisor)
    assert act(client, first, "refer").status_code == 422  # a first failure, not serious
    warning = {**SPOKEN, "words": "The next time goes to the court."}
    late = act(client, first, "warn", delivery="letter", window_to=today(-1).isoformat(), **warning)
    assert late.status_code == 422
    endless = act(client, first, "warn", delivery="letter", window_to=today(366).isoformat(), **warning)
    assert endless.status_code == 422
    assert act(client, first, "warn", delivery="letter", **warning).status_code == 303
    first = one(Breach, pk=first.pk)
    assert (first.state, first.window_to, open_due(first)) == ("warning", today(365), {})
    assert one(Condition, pk=order.condition.pk).state == "in_force"
    assert "a repeat counts until" in page(client, f"{CASE}breaches/new/")

    curfew = ConditionFactory(order=order.order, source_decision=order.decision, number=2, category="curfew")
    second = started(world, browse, order, suspected_on=today().isoformat(), condition=str(curfew.pk))
    text = page(client, f"{CASE}breach/{second.pk}/")
    assert "The next time goes to the court." in text
    assert f"/breach/{first.pk}/" in text
    assert act(client, second, "ask", delivery="letter").status_code == 303
    assert act(client, second, "explanation", came="yes", **SPOKEN).status_code == 303
    assert act(client, second, "weigh", accepted="no", **SPOKEN).status_code == 303
    assert "Agree on what to propose to the court" in page(client, f"{CASE}breach/{second.pk}/")
    assert act(client, second, "refer").status_code == 303
    assert open_due(second) == {}


def test_a_serious_failure_skips_the_warning(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order, is_serious="on"), browse(world.supervisor)
    assert act(client, breach, "refer").status_code == 422  # the person is asked first
    assert act(client, breach, "ask", delivery="by_hand").status_code == 303
    proposal = {"proposal": "revocation", "reasons": "Violence."}
    assert "Record first what the person said" in act(client, breach, "propose", **proposal).content.decode()
    assert act(client, breach, "refer").status_code == 303
    assert one(Breach, pk=breach.pk).state == "referred_to_court"
    assert act(client, breach, "propose", **proposal).status_code == 303
    soon = today(9)
    assert act(client, breach, "hearing", hearing_on=soon.isoformat()).status_code == 303
    assert open_due(breach) == {"hearing": soon}
    text = page(client, f"{CASE}breach/{breach.pk}/")
    assert "Wait for the hearing" in text
    assert "in 9 days" in text


def test_a_step_that_is_not_open_is_refused_before_anybody_writes(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    for step in ("explanation", "weigh", "warn", "propose", "refer", "hearing", "heard", "outcome"):
        assert client.get(f"{CASE}breach/{breach.pk}/{step}/").status_code == 422, step
    assert client.get(f"{CASE}breach/{breach.pk}/ask/").status_code == 200
    assert act(client, breach, "heard").status_code == 422
    assert one(Breach, pk=breach.pk).state == "suspected"


def test_two_at_once_lose_nothing(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    answer = act(client, breach, "explanation", came="yes", **{**SPOKEN, "version": breach.version})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody took a step" in text
    assert SPOKEN["words"] in text
    assert all_of(BreachStep, breach=breach, kind="explanation_given") == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"condition": ""}, "Choose the condition"),
        ({"suspected_on": "soon"}, "Enter a real date"),
        ({"suspected_on": today(1).isoformat()}, "lies in the future"),
        ({"suspected_on": today(-400).isoformat()}, "lies before"),
        ({"contacts": []}, "Choose at least one record"),
        ({"words": "He was not there."}, "Choose whether the words may go to the court"),
    ],
)
def test_bad_input_gives_the_form_once_more(
    world: Any, browse: Any, order: Any, changes: Any, words: str
) -> None:  # fmt: skip
    typed = {"condition": str(order.condition.pk), "suspected_on": today(-3).isoformat(),
             "contacts": [str(order.missed.pk)], "is_serious": "on", **changes}  # fmt: skip
    answer = browse(world.supervisor).post(f"{CASE}breaches/new/", typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert re.search(r'name="is_serious"[^>]* checked', answer.content.decode())
    assert all_of(Breach) == []


def test_members_add_proof_and_terms_and_only_the_supervisor_acts(world: Any, browse: Any, order: Any) -> None:
    breach, officer = started(world, browse, order), browse(world.officer)
    fact = NoteFactory(case=world.case, by=world.officer, nature="fact", title="Seen at the station")
    incident = IncidentFactory(note=NoteFactory(case=world.case, by=world.officer, nature="fact"))
    path = f"{CASE}breach/{breach.pk}/"
    assert "Seen at the station" in page(officer, f"{path}proof/")
    chosen = {"notes": [str(fact.pk)], "incidents": [str(incident.pk)]}
    assert officer.post(f"{path}proof/", chosen).status_code == 303
    assert officer.post(f"{path}proof/", chosen).status_code == 303  # twice adds nothing
    assert len(all_of(BreachProof, breach=breach)) == 3
    term = {"category": "conduct", "text": "Stays in town.", "function": "protection", "replaces": ""}
    assert officer.post(f"{path}terms/new/", term).status_code == 303
    row = one(ProposedTerm, breach=breach)
    assert "Stays in town." in page(browse(world.manager), path)
    for who in (world.officer, world.manager, world.clinician, world.chair):
        client = browse(who)
        assert "The order supervisor does this" in page(client, path)
        assert act(client, breach, "ask", delivery="letter").status_code == 403
        assert client.post(f"{path}terms/{row.pk}/drop/").status_code == 403
        assert client.get(f"{CASE}breaches/new/").status_code == 403
    supervisor = browse(world.supervisor)
    assert supervisor.post(f"{path}terms/{row.pk}/drop/").status_code == 303
    assert one(ProposedTerm, breach=breach).is_dropped
    assert "Stays in town." not in page(supervisor, path)


def test_an_opinion_is_no_proof_and_a_hidden_record_neither(world: Any, browse: Any, order: Any) -> None:
    opinion = NoteFactory(case=world.case, by=world.supervisor, nature="opinion")
    sealed = NoteFactory(case=world.case, by=world.officer, handling="sealed", nature="fact", title="Sealed title")
    client = browse(world.supervisor)
    assert "Sealed title" not in page(client, f"{CASE}breaches/new/")
    for key in (opinion.pk, sealed.pk):
        typed = {"condition": str(order.condition.pk), "suspected_on": today(-3).isoformat(), "notes": [str(key)]}
        assert client.post(f"{CASE}breaches/new/", typed).status_code == 422
    breach = started(world, browse, order)
    officer = browse(world.officer)
    assert officer.post(f"{CASE}breach/{breach.pk}/proof/", {"notes": [str(sealed.pk)]}).status_code == 303
    assert "Sealed title" in page(officer, f"{CASE}breach/{breach.pk}/")
    assert "Sealed title" not in page(client, f"{CASE}breach/{breach.pk}/")


def test_a_member_reads_the_words_at_their_tier(world: Any, browse: Any, order: Any) -> None:
    breach = explained(world, browse, order)
    path = f"{CASE}breach/{breach.pk}/"
    assert SPOKEN["words"] in page(browse(world.officer), path)
    chair = page(browse(world.chair), path)
    assert SPOKEN["words"] not in chair
    assert "Your place does not show the words of this step." in chair
    with backstage():
        assert ContactCondition.objects.unguarded(because=WHY).count() == 0


@pytest.mark.parametrize("who", [*OUTSIDE, "teacher", "mentor"])
def test_outsiders_and_guests_learn_nothing(world: Any, browse: Any, order: Any, who: str) -> None:
    breach = started(world, browse, order)
    client = browse(getattr(world, who))
    never = "00000000-0000-4000-8000-000000000007"
    for step in ("", "ask/", "proof/", "propose/", "terms/new/"):
        shown = client.get(f"{CASE}breach/{breach.pk}/{step}")
        absent = client.get(f"{CASE}breach/{never}/{step}")
        assert shown.status_code == absent.status_code == 404
        assert shown.content.replace(str(breach.pk).encode(), never.encode()) == absent.content


def test_what_is_due_leads_to_the_breach(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    link = f'href="{CASE}breach/{breach.pk}/"'
    overview = page(client, CASE)
    assert overview.count(link) >= 2  # action, and explanation
    assert "Explanation due from the person" in overview
    assert "Explanation due from the person" in page(browse(world.officer), CASE)
    assert "Explanation due from the person" not in page(browse(world.teacher), CASE)
    with backstage():
        for row in Deadline.objects.unguarded(because=WHY).filter(subject_id=breach.pk):
            row.due_on, row.version = today(), row.version + 1
            row.save()
    assert link in page(client, "/")


def test_a_draft_of_a_step_is_kept_and_used_up(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    path = f"{CASE}breach/{breach.pk}/explanation/"
    kept = client.post(path + "draft/", {"words": "He said that", "came": "yes", "draft_version": "0"})
    assert kept.status_code == 200
    text = page(client, path)
    assert "He said that" in text
    assert "Your draft was kept" in text
    assert act(client, breach, "explanation", came="yes", **SPOKEN).status_code == 303
    assert "Your draft was kept" not in page(client, path)
    assert client.post(f"{CASE}breach/{breach.pk}/nothing/draft/", {"words": "x"}).status_code == 404
