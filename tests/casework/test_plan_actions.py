"""Actions through their doors: one agency, one person, one day; done, blocked, and whose turn it is then."""

from typing import Any

import pytest

from casework.models import Action, Note
from tests.casework.doors import lines, page
from tests.casework.planning import PLAN, action, day, due, posted, rows
from tests.factories import ActionFactory, ObjectiveFactory, PlanVersionFactory

NEW = "/cases/VRP-CEDAR/actions/new/"


def add(client: Any, membership: Any, **more: Any) -> Any:
    """An action added through its door."""
    posted(client, NEW, action(membership, **more))
    return max(rows(Action), key=lambda row: row.due_on)


def test_an_action_has_one_agency_one_person_one_day_and_its_deadline(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.officer)
    assert (added.agency_id, added.membership_id, added.due_on.isoformat()) == (
        world.police.pk, world.officer.pk, day(5),
    )  # fmt: skip
    (deadline,) = due("action_due")
    assert (deadline.responsible_id, deadline.due_on, deadline.subject_id) == (
        world.officer.pk, added.due_on, added.pk,
    )  # fmt: skip
    assert "Hand in the form" in page(browse(world.officer), "/")
    assert "Hand in the form" in page(browse(world.officer), "/cases/VRP-CEDAR/")
    assert [line.subjects for line in lines("action.added")] == [[added.pk]]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"due_on": day(-1)}, "lies behind us"), ({"text": " "}, "Say what is to be done"),
     ({"membership": ""}, "Choose who does it")],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    world: Any, browse: Any, changed: dict[str, str], sentence: str
) -> None:
    data = {**action(world.officer), **changed}
    body = posted(browse(world.supervisor), NEW, data, 422).content.decode()
    assert sentence in body
    assert data["due_on"] in body
    assert rows(Action) == []


def test_somebody_without_a_place_is_no_choice(world: Any, browse: Any) -> None:
    posted(browse(world.supervisor), NEW, action(world.analyst), 422)
    assert rows(Action) == []


def test_done_by_one_tap_from_my_work(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.officer)
    officer = browse(world.officer)
    assert f"/actions/{added.pk}/done/" in page(officer, "/")
    assert f"/actions/{added.pk}/done/" not in page(browse(world.manager), "/")
    posted(officer, f"/actions/{added.pk}/done/", {})
    posted(officer, f"/actions/{added.pk}/done/", {})  # twice changes nothing
    (row,) = rows(Action)
    assert (row.state, row.done_on.isoformat()) == ("done", day(0))
    assert due("action_due") == []
    assert len(lines("action.moved")) == 1


def test_done_with_what_shows_it_becomes_a_note(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.officer)
    posted(browse(world.officer), f"/actions/{added.pk}/", {"state": "done", "evidence": "The receipt is here."})
    (note,) = rows(Note)
    assert (note.author_id, note.kind, rows(Action)[0].evidence_id) == (world.officer.user_id, "progress", note.pk)
    assert f"/notes/{note.pk}/" in page(browse(world.manager), f"/actions/{added.pk}/")


def test_blocked_asks_somebody_and_going_on_settles_it(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.officer)
    officer, path = browse(world.officer), f"/actions/{added.pk}/"
    body = posted(officer, path, {"state": "blocked", "blocked_reason": "No room is free"}, 422).content.decode()
    assert "Say who must act" in body
    assert "No room is free" in body
    data = {"state": "blocked", "blocked_reason": "No room is free", "unblock_by": world.manager.pk}
    posted(officer, path, data)
    (asked,) = due("unblock")
    assert (asked.responsible_id, asked.subject_id) == (world.manager.pk, added.pk)
    assert "Something to unblock" in page(browse(world.manager), "/")
    assert "No room is free" in page(browse(world.manager), PLAN)
    posted(officer, path, {"state": "in_progress"})
    assert due("unblock") == []
    assert len(due("unblock", "done")) == 1
    assert len(due("action_due")) == 1  # still to be done


def test_not_needed_says_why_and_drops_what_was_due(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.officer)
    path = f"/actions/{added.pk}/"
    posted(browse(world.officer), path, {"state": "not_needed"}, 422)
    posted(browse(world.officer), path, {"state": "not_needed", "reason": "He found one himself"})
    assert (due("action_due"), len(due("action_due", "dropped"))) == ([], 1)
    posted(browse(world.officer), path, {"state": "in_progress"})  # taken up again
    assert len(due("action_due")) == 1
    assert rows(Action)[0].blocked_reason == ""


def test_a_guest_does_their_own_and_the_deadlines_they_do_not_see_are_settled(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.teacher)
    teacher, path = browse(world.teacher), f"/actions/{added.pk}/"
    posted(teacher, path, {"state": "blocked", "blocked_reason": "No desk", "unblock_by": world.supervisor.pk})
    assert len(due("unblock")) == 1
    posted(teacher, path, {"state": "done", "evidence": "He has a desk."})
    assert (due("unblock"), due("action_due")) == ([], [])
    other = ActionFactory(case=world.case, membership=world.past_guest, text="A colleague's part")
    assert "A colleague&#x27;s part" in page(teacher, PLAN)  # their agency's
    posted(teacher, f"/actions/{other.pk}/", {"state": "done"}, 403)


def test_another_agency_reads_and_does_not_change(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.officer)
    clinician = browse(world.clinician)
    assert "Hand in the form" in page(clinician, f"/actions/{added.pk}/")
    posted(clinician, f"/actions/{added.pk}/done/", {}, 403)
    posted(clinician, f"/actions/{added.pk}/edit/", action(world.clinician, version="1"), 403)
    assert rows(Action)[0].state == "not_started"


def test_another_person_gets_the_deadline(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    added = add(manager, world.officer)
    posted(manager, f"/actions/{added.pk}/edit/", action(world.clinician, due_on=day(9), version="1"))
    (deadline,) = due("action_due")
    assert (deadline.responsible_id, deadline.due_on.isoformat()) == (world.clinician.pk, day(9))
    assert rows(Action)[0].agency_id == world.health.pk
    body = posted(manager, f"/actions/{added.pk}/edit/", action(world.officer, version="1"), 409).content.decode()
    assert "Somebody else changed this" in body


def test_a_companion_reads_what_is_theirs_to_do_and_what_is_opened(world: Any, browse: Any) -> None:
    added = add(browse(world.supervisor), world.mentor)
    beside = ActionFactory(case=world.case, membership=world.manager, text="A colleague's part")
    mentor, teacher = browse(world.mentor), browse(world.teacher)
    assert "Hand in the form" in page(mentor, PLAN)
    assert "colleague" not in page(mentor, PLAN)  # working for the same agency opens nothing to companions
    assert f"/actions/{added.pk}/done/" not in page(mentor, "/")
    posted(mentor, f"/actions/{added.pk}/done/", {}, 403)
    page(mentor, f"/actions/{beside.pk}/", 404)
    page(teacher, f"/actions/{added.pk}/", 404)


def test_each_mark_opens_to_its_own_readers(world: Any, browse: Any) -> None:
    supervisor, mentor, teacher = (browse(getattr(world, who)) for who in ("supervisor", "mentor", "teacher"))
    added = add(supervisor, world.officer, for_companions="on")
    path = f"/actions/{added.pk}/"
    assert "May read it" in page(supervisor, path)
    assert "Hand in the form" in page(mentor, path)
    page(teacher, path, 404)
    posted(supervisor, f"{path}edit/", action(world.officer, for_guests="on", version="1"))
    page(mentor, path, 404)
    assert "Hand in the form" in page(teacher, path)
    assert "unless it is" not in page(teacher, path)  # to whom else it is opened is told to the team
    posted(supervisor, f"{path}edit/", action(world.officer, version="2"))
    page(teacher, path, 404)


def test_progress_is_counted_and_overdue_marked(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager)
    objective = ObjectiveFactory(plan=plan)
    for state in ("done", "not_needed", "in_progress"):
        ActionFactory(case=world.case, membership=world.officer, line=objective.line, state=state)
    late = ActionFactory(case=world.case, membership=world.officer, text="Call the landlord", line=objective.line)
    with_day = rows(Action, pk=late.pk)[0]
    assert not with_day.is_overdue(with_day.due_on)
    body = page(browse(world.manager), PLAN)
    assert "1 of 3 actions done" in body
    assert "Next" in body
