"""What services refuse although no page lets it come so far: the rule stands below the form too."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from access import policy
from access.services.drafts import MAX_CHARACTERS, save_draft
from agencies.errors import Conflict, NotAllowed, RuleBroken
from casework.breaching import NewJointDecision
from casework.contacting import NewContact, NewPlan
from casework.eventing import NewExposure, NewIncident
from casework.models import Case, CaseTeamMember, Deadline, EmergencyAccess, Note
from casework.planning import NewAchievement, NewAction, NewObjective
from casework.queries.case_file import case_file
from casework.services import emergencies, notes, openings, responses, teams
from casework.services.actions import add_action
from casework.services.contacts import plan_contact, record_contact
from casework.services.decisions import record_joint_decision
from casework.services.events import record_exposure, record_incident
from casework.services.networks import add_achievement
from casework.services.objectives import add_objective
from casework.writing import NewNote
from devstack.testing import backstage
from tests.casework.doors import lines
from tests.casework.test_case_new import typed
from tests.factories import (
    CaseFactory,
    EmergencyFactory,
    MembershipFactory,
    NoteFactory,
    PlaceFactory,
    PlanVersionFactory,
)

CEDAR = "VRP-CEDAR"


def refused(act: Callable[..., object], *values: Any, kind: type[Exception] = RuleBroken, **named: Any) -> str:
    """The sentence with which a service refuses."""
    with pytest.raises(kind) as caught:
        act(*values, **named)
    return str(getattr(caught.value, "sentence", caught.value))


def new_place(membership: Any, **more: Any) -> teams.NewPlace:
    given = {"kind": "permanent", "purpose": "reintegration", "decision": "Panel", **more}
    return teams.NewPlace(membership.pk if membership else uuid.uuid4(), **given)


def place_of(membership: Any) -> CaseTeamMember:
    with backstage():
        row: CaseTeamMember = CaseTeamMember.objects.unguarded(because="test").get(membership=membership)
        return row


def test_places_are_given_to_those_whom_the_rules_let_in(world: Any, act: Any) -> None:
    unready = MembershipFactory(agency=world.police, accepted=False)
    past = timezone.localdate() - dt.timedelta(days=1)
    for new, words in (
        (new_place(None), "Choose who joins"),
        (new_place(world.officer), "has a place on the team already"),
        (new_place(world.analyst, kind="oversight"), "Choose permanent member, guest or companion"),
        (new_place(world.stranger), "belongs to another partnership"),
        (new_place(world.analyst, kind="companion"), "A companion joins as companion"),
        (new_place(world.analyst, kind="ad_hoc", until=past), "has passed already"),
        (new_place(unready), "code of conduct"),
    ):
        with act(world.manager) as actor:
            assert words in refused(teams.give_place, actor, CEDAR, new)
    assert lines("team.place_given") == []


WRONG: tuple[tuple[str, Any, str], ...] = (
    ("objective", {"text": " "}, "text"), ("objective", {"measure": ""}, "measure"),
    ("objective", {"area": "weather"}, "area"), ("objective", {"text": "x" * 301}, "text"),
    ("action", {"text": " "}, "text"),
    ("contact", {"setting": "moon"}, "setting"), ("contact", {"mode": "pigeon"}, "mode"),
    ("plan", {"mode": "pigeon"}, "mode"),
    ("incident", {"kind": "party"}, "kind"), ("exposure", {"offer": "love"}, "offer"),
    ("decision", {"reasons": " "}, "reasons"), ("decision", {"chosen": "x" * 301}, "chosen"),
    ("achievement", {"text": ""}, "text"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "wrong", "field"), WRONG)
def test_what_no_form_has_read_fits_its_columns(world: Any, act: Any, what: str, wrong: Any, field: str) -> None:
    today, moment = timezone.localdate(), timezone.now()
    words = NewNote("contact", today, "fact", "team", "T", "Words")
    PlanVersionFactory(case=world.case, membership=world.manager, state="draft")
    calls: dict[str, tuple[Any, Any, dict[str, Any]]] = {
        "objective": (add_objective, NewObjective, {
            "text": "A home", "area": "reintegration", "domain": "housing", "function": "reintegration",
            "finding": "F", "measure": "M", "target_on": today,
        }),
        "action": (add_action, NewAction, {"text": "Call", "membership_id": world.manager.pk, "due_on": today}),
        "contact": (record_contact, NewContact, {
            "kind": "person", "attended": "yes", "happened_at": moment, "words": words,
        }),
        "plan": (plan_contact, NewPlan, {"kind": "person", "planned_for": moment + dt.timedelta(days=1)}),
        "incident": (record_incident, NewIncident, {"kind": "online", "words": words}),
        "exposure": (record_exposure, NewExposure, {
            "by": "online", "offer": "home", "response": "refused", "words": words, "counter_offer": "A flat",
        }),
        "decision": (record_joint_decision, NewJointDecision, {
            "kind": "plan", "decided_on": today, "options": "", "chosen": "C", "reasons": "R",
        }),
        "achievement": (add_achievement, NewAchievement, {"text": "T", "on": today}),
    }  # fmt: skip
    run, new, usual = calls[what]
    with act(world.manager) as actor, pytest.raises(RuleBroken) as told:
        run(actor, CEDAR, new(**{**usual, **wrong}))
    assert told.value.field == field


def test_a_place_ends_once_and_for_a_reason(world: Any, act: Any) -> None:
    for membership, reason, words in (
        (world.officer, "  ", "Say why the place ends"),
        (world.past_guest, "Over", "has ended already"),
        (world.manager, "Leaves", "Appoint a successor first"),
    ):
        with act(world.supervisor) as actor:
            assert words in refused(teams.end_place, actor, CEDAR, place_of(membership).pk, reason)
    assert lines("team.place_ended") == []


def test_a_role_is_not_given_to_a_place_that_ends_in_the_same_moment(world: Any, act: Any) -> None:
    place = place_of(world.officer)

    def end_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "casework_hand_over" in sql:
            with backstage():
                rows = CaseTeamMember.objects.unguarded(because="test").filter(pk=place.pk)
                rows.update(valid_to=timezone.now(), version=place.version + 1)
        return execute(sql, params, many, context)

    with act(world.supervisor) as actor, connection.execute_wrapper(end_first):
        sentence = refused(teams.appoint, actor, CEDAR, place.pk, "case_manager", "Panel of today")
    assert "has ended meanwhile" in sentence
    assert not place_of(world.officer).is_case_manager
    assert place_of(world.manager).is_case_manager
    assert lines("team.case_manager_appointed") == []


def test_a_guests_renewed_place_moves_the_reminder_that_still_waits(world: Any, act: Any) -> None:
    today = timezone.localdate()
    with act(world.manager) as actor:
        row = teams.give_place(actor, CEDAR, new_place(world.colleague, kind="ad_hoc", until=today))
    with backstage():
        rows = CaseTeamMember.objects.unguarded(because="test").filter(pk=row.pk)
        rows.update(valid_to=timezone.now(), version=row.version + 1)  # its day has passed, nobody ended it
    with act(world.manager) as actor:
        until = today + dt.timedelta(days=40)
        teams.give_place(actor, CEDAR, new_place(world.colleague, kind="ad_hoc", until=until))
    with backstage():
        (reminder,) = Deadline.objects.unguarded(because="test").filter(kind="place_ends", subject_id=row.pk)
    assert (reminder.state, reminder.due_on) == ("open", today + dt.timedelta(days=26))


def test_notes_are_withdrawn_and_contested_with_words(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="They met.", summary="S")
    with act(world.supervisor) as actor:
        assert "Say why the note is withdrawn" in refused(notes.withdraw_note, actor, note.pk, " ")
    with act(world.officer) as actor:
        assert "Say what is wrong" in refused(notes.contest_note, actor, note.pk, "\n")
    with backstage():
        (row,) = Note.objects.unguarded(because="test").all()
    assert row.status == "current"


def test_who_may_not_write_is_not_shown_who_would_read(world: Any, act: Any) -> None:
    new = NewNote("contact", timezone.localdate(), "fact", "team", "A visit", "They met.")
    with act(world.chair) as actor:
        file = case_file(actor, CEDAR)
        assert "does not let you write" in refused(notes.preview, actor, file, new, kind=NotAllowed)
    with act(world.officer) as actor:
        assert notes.preview(actor, case_file(actor, CEDAR), new).agencies


def test_a_note_that_nobody_else_reads_is_written_and_not_said_to_be_shared(world: Any, act: Any) -> None:
    alone = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    PlaceFactory(case=alone, membership=world.supervisor, is_case_manager=True, is_order_supervisor=True)
    new = NewNote("contact", timezone.localdate(), "fact", "team", "A visit", "They met.")
    with act(world.supervisor) as actor:
        note = notes.write_note(actor, alone.reference, new)
    assert [line.subjects for line in lines("note.written")] == [[note.pk]]
    assert lines("note.shared") == []


def test_answers_come_from_the_right_side_and_with_words(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="They met.", summary="S")
    for who, kind, text, words in (
        (world.officer, "answer", "Yes.", "Only the agency that wrote the note answers"),
        (world.supervisor, "read", "", "nothing to acknowledge"),
        (world.officer, "question", "  ", "Write the words"),
    ):
        with act(who) as actor:
            assert words in refused(responses.respond, actor, note.pk, kind, text, None)


def test_an_emergency_needs_duty_reason_and_hours_below_the_page_too(world: Any, act: Any) -> None:
    reason = "He telephoned from the bridge and said goodbye."
    with act(world.analyst) as actor:
        assert "carry that duty" in refused(emergencies.open_emergency, actor, CEDAR, reason, 2, kind=NotAllowed)
    with act(world.duty) as actor:
        assert "who is in danger" in refused(emergencies.open_emergency, actor, CEDAR, "Quick  ", 2)
        for hours in (0, 9):
            assert "between 1 and 8" in refused(emergencies.open_emergency, actor, CEDAR, reason, hours)
    with backstage():
        assert not EmergencyAccess.objects.unguarded(because="test").exists()


def test_nobody_reviews_their_own_emergency_or_without_words_or_twice(world: Any, act: Any) -> None:
    PlaceFactory(case=world.case, membership=world.duty, is_case_manager=False, is_order_supervisor=False)
    own = EmergencyFactory(case=world.case, membership=world.manager)
    other = EmergencyFactory(case=world.case, membership=world.duty)
    with act(world.manager) as actor:
        assert "their own" in refused(emergencies.review_emergency, actor, own.pk, "Mine was right.", kind=NotAllowed)
        assert "Say whether" in refused(emergencies.review_emergency, actor, other.pk, " ")
        emergencies.review_emergency(actor, other.pk, "Right: he was in danger.")
        assert "reviewed already" in refused(emergencies.review_emergency, actor, other.pk, "Again.")
    assert [line.subjects for line in lines("emergency.reviewed")] == [[other.pk]]


def test_nobody_is_kept_out_of_an_emergency_because_the_counter_is_down(world: Any, browse: Any, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    given = {"reference": CEDAR, "reason": "He telephoned from the bridge and said goodbye.", "hours": "2"}
    assert browse(world.duty).post("/emergency/", given).status_code == 303
    assert len(lines("emergency.opened")) == 1


def test_a_reference_that_is_taken_is_drawn_again_and_not_for_ever(
    world: Any, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    CaseFactory(reference="VRP-AAAAA", partnership=world.partnership, lead_agency=world.probation)
    drawn = iter(["QQQQQQQ", "AAAAA", "AAAAA", "BBBBB"])
    monkeypatch.setattr(openings, "_letters", lambda _n: next(drawn))
    answer = browse(world.colleague).post("/cases/new/", typed())
    assert answer["Location"] == "/cases/VRP-BBBBB/"
    drawn = iter(["RRRRRRR", *["AAAAA"] * openings.TRIES])
    with pytest.raises(IntegrityError):
        browse(world.colleague).post("/cases/new/", typed(neutral_title="Yew"))
    assert next(drawn, None) is None
    with backstage():
        assert not Case.objects.unguarded(because="test").filter(neutral_title="Yew").exists()


def test_a_draft_has_a_size_and_a_revision(world: Any, act: Any) -> None:
    subject = world.case.pk
    with act(world.officer) as actor:
        long = {"full": ["x" * MAX_CHARACTERS]}
        assert "too long" in refused(save_draft, actor, "note", subject, subject, long, 0)
        first = save_draft(actor, "note", subject, subject, {"full": ["One"]}, 0)
        second = save_draft(actor, "note", subject, subject, {"full": ["Two"]}, first.revision)
        assert second.revision == first.revision + 1
        stale = refused(save_draft, actor, "note", subject, subject, {"full": ["Old"]}, first.revision, kind=Conflict)
        assert "another window" in stale


def test_the_policy_says_so_when_nobody_installed_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert policy.tables().case == "casework_case"
    monkeypatch.setattr(policy, "_tables", None)
    with pytest.raises(RuntimeError, match="install"):
        policy.tables()


def test_only_a_chair_oversees_areas(world: Any, act: Any) -> None:
    with act(world.officer) as actor:
        assert policy.overseen(actor) == []
    with act(world.chair) as actor:
        (area,) = policy.overseen(actor)
    assert (area.partnership_id, area.area) == (world.partnership.pk, world.case.area)


def test_a_verb_that_the_policy_does_not_know_clears_nothing(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        for condition, column in (
            (policy.case_condition, "case_id"), (policy.case_point, "case_id"), (policy.item_condition, "note__"),
        ):  # fmt: skip
            assert condition(actor, "unravel", column) is None
            assert condition(actor, "view", column) is not None
