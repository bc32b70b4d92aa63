"""How a case ends: the outcome on two strands, what it waits for, follow-ups, and the sheet for the person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.closing import Found
from casework.due import months_after
from casework.models import Case, CaseTeamMember, Deadline, FollowUp, Outcome
from casework.services.follow_ups import hold_follow_up
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.planning import rows
from tests.factories import (
    AchievementFactory,
    EndingStepFactory,
    FollowUpFactory,
    OutcomeFactory,
    PlanVersionFactory,
)

CASE = "/cases/VRP-CEDAR/"
CLOSING, OUTCOME, SHEET = f"{CASE}closing/", f"{CASE}closing/outcome/", f"{CASE}closing/sheet/"


def on(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "disengagement": "partial", "disengagement_text": "Away from them since spring; still afraid of one.",
        "reintegration": "achieved", "reintegration_text": "A room, a trade, an aunt.", "went_on": "Boxing on Tuesdays",
        "for_person": "You did this.", "agreed": "The coach keeps the place.", "call": "The coach, at the hall",
        "feedback_offered_on": str(on(-2)), "keep_until": str(on(900)), "months": ["6", "12"], "nothing_ends": "on",
    } | more  # fmt: skip


def looked(**more: Any) -> dict[str, Any]:
    return {
        "held_on": str(on(0)), "method": "phone", "found": "Works, sleeps, laughs.", "disengagement": "achieved",
        "reintegration": "achieved",
    } | more  # fmt: skip


def put(world: Any, **values: Any) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        for name, value in (values | {"version": case.version + 1}).items():
            setattr(case, name, value)
        case.save()


def move(world: Any, browse: Any, status: str, who: str = "manager") -> Any:
    with backstage():
        version = Case.objects.unguarded(because="test").get(pk=world.case.pk).version
    form = {"status": status, "reason": "As the panel agreed", "version": version}
    return browse(getattr(world, who)).post(f"{CASE}move/", form)


@pytest.fixture
def ending(world: Any) -> Any:
    put(world, status="ending")
    return world


def closed(world: Any, browse: Any, **more: Any) -> None:
    assert browse(world.manager).post(OUTCOME, typed(**more)).status_code == 303
    assert move(world, browse, "closed").status_code == 303


def test_an_outcome_is_recorded_on_both_strands_and_closes_the_case(ending: Any, browse: Any) -> None:
    body = move(ending, browse, "closed").content.decode()
    assert "Record the outcome on both strands" in body
    assert "Record the outcome on both strands" in browse(ending.officer).get(CLOSING).content.decode()
    closed(ending, browse, months=["3", "6", "12"])
    (row,) = rows(Outcome)
    assert (row.disengagement, row.reintegration, row.months, row.number) == ("partial", "achieved", [3, 6, 12], 1)
    assert row.membership == ending.manager
    planned = {follow.months: follow.due_on for follow in rows(FollowUp)}
    assert planned == {months: months_after(on(0), months) for months in (3, 6, 12)}
    due = {one.subject_id: one.due_on for one in rows(Deadline, kind="follow_up", state="open")}
    assert due == {follow.pk: follow.due_on for follow in rows(FollowUp)}
    page = browse(ending.chair).get(CLOSING).content.decode()
    assert "still afraid of one" in page


def test_closing_wants_a_final_review_of_the_plan_in_force(ending: Any, browse: Any) -> None:
    PlanVersionFactory(case=ending.case, membership=ending.manager, in_force_from=on(-20))
    assert browse(ending.manager).post(OUTCOME, typed()).status_code == 303
    said = "Hold the final review first"
    for reviewed in (None, on(-21)):  # none, and one of the version before
        put(ending, reviewed_on=reviewed)
        assert said in move(ending, browse, "closed").content.decode()
        page = browse(ending.officer).get(CLOSING).content.decode()
        assert said in page
        assert f"{CASE}reviews/" in page
    put(ending, reviewed_on=on(-20))
    assert said not in browse(ending.officer).get(CLOSING).content.decode()
    assert move(ending, browse, "closed").status_code == 303


def test_a_review_is_the_final_one_for_as_long_as_the_plan_stands(ending: Any, browse: Any) -> None:
    PlanVersionFactory(case=ending.case, membership=ending.manager, in_force_from=on(-200))
    assert browse(ending.manager).post(OUTCOME, typed()).status_code == 303
    put(ending, reviewed_on=on(-91))
    assert "Hold the final review first" in str(caller(ending.manager).get("/cases/VRP-CEDAR/closing/").json())
    put(ending, reviewed_on=on(-90))
    assert move(ending, browse, "closed").status_code == 303


def test_closing_wants_an_ending_plan_or_the_word_that_nothing_ends(ending: Any, browse: Any) -> None:
    browse(ending.manager).post(OUTCOME, {name: v for name, v in typed().items() if name != "nothing_ends"})
    assert "Write the ending plan" in move(ending, browse, "closed").content.decode()
    EndingStepFactory(case=ending.case, agency=ending.charity, successor="His uncle", done_on=on(-1))
    assert move(ending, browse, "closed").status_code == 303


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"disengagement": ""}, "Choose what became of disengagement"),
        ({"reintegration_text": " "}, "Say how you know"),
        ({"feedback_offered_on": str(on(3))}, "This day lies ahead"),
        ({"keep_until": str(on(0))}, "Choose a day ahead"),
        ({"months": []}, "Choose at least one follow-up"),
        ({"agreed": ""}, "Say what was agreed"),
        ({"call": ""}, "Say whom the person can call"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(ending: Any, browse: Any, more: Any, said: str) -> None:
    answer = browse(ending.manager).post(OUTCOME, typed(**more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Away from them since spring" in answer.content.decode()
    assert rows(Outcome) == []


def test_only_the_case_manager_records_it_and_only_at_the_end(world: Any, browse: Any) -> None:
    answer = browse(world.manager).post(OUTCOME, typed())
    assert answer.status_code == 422
    assert "while the case is ending" in answer.content.decode()
    put(world, status="ending")
    for who, status in ((world.supervisor, 403), (world.officer, 403), (world.teacher, 403), (world.stranger, 404)):
        assert browse(who).post(OUTCOME, typed()).status_code == status
    assert rows(Outcome) == []


def test_after_closing_a_correction_stands_beside_what_was_there(ending: Any, browse: Any) -> None:
    closed(ending, browse)
    manager = browse(ending.manager)
    assert "Say why it is recorded again" in manager.post(OUTCOME, typed()).content.decode()
    again = typed(reintegration="partial", reason="The room was lost", months=["3"])
    assert manager.post(OUTCOME, again).status_code == 303
    first, second = sorted(rows(Outcome), key=lambda row: row.number)
    assert (first.reintegration, second.reintegration, second.closing) == ("achieved", "partial", 1)
    assert second.months == [6, 12]  # those that were planned stay
    assert len(rows(FollowUp)) == 2
    page = manager.get(CLOSING).content.decode()
    assert "Recorded again because: The room was lost" in page
    assert "What was recorded before" in page


def test_the_database_changes_no_outcome_and_refuses_a_silent_one(ending: Any) -> None:
    with pytest.raises(IntegrityError, match="outcome_says_how_it_is_known"), transaction.atomic():
        OutcomeFactory(case=ending.case, membership=ending.manager, reintegration_text="")
    with pytest.raises(IntegrityError, match="outcome_plans_a_follow_up"), transaction.atomic():
        OutcomeFactory(case=ending.case, membership=ending.manager, months=[])
    with pytest.raises(IntegrityError, match="held_follow_up_says_how_and_what"), transaction.atomic():
        FollowUpFactory(case=ending.case, held_on=on(0), membership=ending.manager)


def test_the_same_form_sent_twice_records_one_outcome(ending: Any, browse: Any) -> None:
    form = typed(form_key="3b8f2f5e-8f43-4df8-8f6a-0a3d6a1c0b11")
    for _ in range(2):
        assert browse(ending.manager).post(OUTCOME, form).status_code == 303
    assert len(rows(Outcome)) == 1


def test_a_follow_up_is_recorded_once_and_meets_its_deadline(ending: Any, browse: Any) -> None:
    closed(ending, browse)
    first = min(rows(FollowUp), key=lambda row: row.due_on)
    due = rows(Deadline, subject_id=first.pk)[0]
    answer = browse(ending.officer).post(f"/deadlines/{due.pk}/done/")
    assert answer.status_code in (409, 422)  # it is met by recording what was found
    assert f"/follow-ups/{first.pk}/" in browse(ending.officer).get(CASE).content.decode()
    officer = browse(ending.officer)
    assert officer.post(f"/follow-ups/{first.pk}/", looked(reopen="on")).status_code == 303
    held = next(row for row in rows(FollowUp) if row.pk == first.pk)
    assert (held.found, held.reopen, held.membership) == ("Works, sleeps, laughs.", True, ending.officer)
    assert [row.state for row in rows(Deadline, subject_id=first.pk)] == ["done"]
    assert officer.post(f"/follow-ups/{first.pk}/", looked(found="Other words")).status_code == 409
    assert officer.get(f"/follow-ups/{first.pk}/").status_code == 303
    page = officer.get(CLOSING).content.decode()
    assert "Works, sleeps, laughs." in page
    assert "should be taken up again" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"held_on": str(on(1))}, "This day lies ahead"),
        ({"held_on": str(on(-5))}, "was not closed yet"),
        ({"found": ""}, "Say what you found"),
        ({"method": "not_reached"}, "Nobody was reached"),
    ],
)
def test_a_follow_up_says_what_is_odd(ending: Any, browse: Any, more: Any, said: str) -> None:
    closed(ending, browse)
    first = rows(FollowUp)[0]
    answer = browse(ending.manager).post(f"/follow-ups/{first.pk}/", looked(**more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert all(row.waits for row in rows(FollowUp))


def test_the_service_holds_what_the_form_holds(ending: Any, browse: Any, act: Any) -> None:
    from agencies.errors import RuleBroken

    closed(ending, browse)
    with act(ending.manager) as actor, pytest.raises(RuleBroken, match="Say it, even if"):
        hold_follow_up(actor, rows(FollowUp)[0].pk, Found(on(0), "phone", " ", "partial", "partial"))


def test_a_case_taken_up_again_drops_what_waits_and_ends_with_a_new_outcome(ending: Any, browse: Any) -> None:
    closed(ending, browse)
    assert "Hold the follow-up that is due on" in move(ending, browse, "archived").content.decode()
    put(ending, basis="voluntary", basis_text="As agreed", notice_given_on=on(-90))
    with backstage():  # the port has a place without an agreement
        CaseTeamMember.objects.unguarded(because="test").filter(membership=ending.border).delete()
    for status in ("follow_up", "active", "ending"):
        assert move(ending, browse, status).status_code == 303
    assert not any(row.waits for row in rows(FollowUp))
    assert {row.state for row in rows(Deadline, kind="follow_up")} == {"dropped"}
    assert "Record the outcome on both strands" in move(ending, browse, "closed").content.decode()
    closed(ending, browse, disengagement="worse")  # no reason: it is the first of this closing
    assert sorted((row.closing, row.number) for row in rows(Outcome)) == [(1, 1), (2, 2)]
    assert sorted(row.closing for row in rows(FollowUp)) == [1, 1, 2, 2]


def test_the_partnership_sets_which_follow_ups_are_usual(ending: Any, browse: Any) -> None:
    with backstage():
        ending.partnership.settings = {"follow_up_months": [3]}
        ending.partnership.version += 1
        ending.partnership.save()
    page = browse(ending.manager).get(OUTCOME).content.decode()
    ticked = [part for part in page.split("<input")[1:] if 'name="months"' in part and "checked" in part.split(">")[0]]
    assert [part.split('value="')[1][0] for part in ticked] == ["3"]


def test_the_sheet_speaks_to_the_person_and_keeps_what_was_not_told(ending: Any, browse: Any) -> None:
    assert browse(ending.manager).get(SHEET).status_code == 303  # nothing to print yet
    AchievementFactory(case=ending.case, membership=ending.manager, text="Passed the test", told_person_on=on(-1))
    AchievementFactory(case=ending.case, membership=ending.manager, text="zqkept silent")
    closed(ending, browse)
    page = browse(ending.manager).get(SHEET).content.decode()
    for words in ("left a part of it behind", "found your place", "You did this.", "Passed the test", "Boxing",
                  "The coach keeps the place.", "The coach, at the hall"):  # fmt: skip
        assert words in page
    for words in ("still afraid of one", "an aunt", "zqkept"):
        assert words not in page
    assert browse(ending.chair).get(SHEET).status_code == 403


def test_months_end_with_the_month() -> None:
    assert months_after(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2026, 11, 30), 3) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2026, 12, 15), 12) == dt.date(2027, 12, 15)


def test_a_program_reads_how_the_case_ended(ending: Any, browse: Any) -> None:
    ask = caller(ending.chair)
    empty = ask.get("/cases/VRP-CEDAR/closing/").json()
    assert (empty["outcome"], empty["follow_ups"], empty["closed"]) == (None, [], "")
    assert any("Record the outcome" in sentence for sentence in empty["missing"])
    closed(ending, browse)
    told = ask.get("/cases/VRP-CEDAR/closing/").json()
    assert [(s["name"], s["result"]) for s in told["outcome"]["strands"]] == [
        ("Disengagement", "partial"), ("Reintegration", "achieved"),
    ]  # fmt: skip
    assert len(told["follow_ups"]) == 2
    assert caller(ending.teacher).get("/cases/VRP-CEDAR/closing/").status_code == 403


def test_a_case_manager_with_a_guests_place_reads_what_they_record(ending: Any, browse: Any) -> None:
    with backstage():
        place = CaseTeamMember.objects.unguarded(because="test").get(
            content_object=ending.case, membership=ending.manager
        )
        place.kind, place.valid_to, place.version = "ad_hoc", timezone.now() + dt.timedelta(days=9), place.version + 1
        place.save()
    assert browse(ending.manager).post(OUTCOME, typed()).status_code == 303
    page = browse(ending.manager).get(CLOSING)
    assert page.status_code == 200
    assert "still afraid of one" in page.content.decode()
    assert "The coach keeps the place." in browse(ending.manager).get(f"{CASE}timeline/").content.decode()
    assert browse(ending.teacher).get(CLOSING).status_code == 403
