"""Erasures: proposed by one, decided by another, carried out by the worker; what stands in the way says so."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.models import save_next
from casework.models import Deadline, NoteResponse
from devstack.testing import as_role, backstage
from sharing.models import Erasure
from tests.api.caller import caller
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories import CaseFactory, NoteFactory, OrderFactory, OutcomeFactory
from tests.factories.erasing import LegalHoldFactory
from tests.factories.reports import RetentionReviewFactory
from tests.sharing.erasing_scene import (
    CASE,
    WHY,
    carried_out,
    close,
    decided,
    everything,
    granted,
    in_days,
    is_there,
    proposed,
    stored,
    typed,
)


@pytest.fixture
def source(world: Any) -> Any:
    """A granted request on a case that is closed."""
    close(world)
    return granted(world)


def due() -> set[tuple[Any, str]]:
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(kind="erasure_decision")
        return {(row.responsible_id, row.state) for row in rows}


def test_two_people_erase_and_the_bare_fact_stays(world: Any, browse: Any, source: Any) -> None:
    key = str(uuid.uuid4())
    row = proposed(world, browse, source, form_key=key)
    assert proposed(world, browse, source, form_key=key).pk == row.pk
    assert due() == {(world.legal.pk, "open")}
    assert row.mark in page(browse(world.manager), f"{CASE}retention/")
    assert row.mark not in page(browse(world.officer), f"{CASE}retention/")
    assert "It was about somebody else." in page(browse(world.legal), f"/erasures/{row.pk}/")
    assert browse(world.officer).get(f"/erasures/{row.pk}/").status_code == 404
    assert carried_out() == 0  # nobody decided yet
    assert decided(world, browse, row, who="manager") == 403
    assert decided(world, browse, row) == 303
    assert due() == {(world.legal.pk, "done")}
    assert decided(world, browse, row, who="chair") == 422
    assert is_there(world)
    assert carried_out() == 1
    assert not is_there(world)
    assert browse(world.manager).get(CASE).status_code == 404
    assert browse(world.manager).get(f"/erasures/{row.pk}/").status_code == 404
    fact = page(browse(world.legal), f"/erasures/{row.pk}/")
    assert row.mark in fact
    assert "It was about somebody else." not in fact
    assert row.mark in page(browse(world.chair), "/erasures/")
    (line,) = lines("erasure.carried_out")
    assert (line.subjects, line.case_id, line.user_id, line.reason) == ([row.pk], world.case.pk, None, "")
    assert page(browse(world.legal), "/trail/")


def test_nobody_decides_what_they_proposed(world: Any, browse: Any, source: Any) -> None:
    with backstage():
        world.manager.duties = ["legal", "chair"]
        save_next(world.manager, "duties")
    row = proposed(world, browse, source)
    assert decided(world, browse, row, who="manager") == 403
    client = caller(world.manager)
    answer = client.post(f"/erasures/{row.pk}/decide/", {"version": 1, "approve": True, "words": "Yes."})
    assert answer.status_code == 403
    statement = """UPDATE sharing_erasure SET version = version + 1, state = 'approved', decided_at = now(),
        decided_by_id = %s, decider_id = %s WHERE id = %s"""
    with acting(world.manager), pytest.raises(DatabaseError, match="decided_by_another"), transaction.atomic():
        connection.cursor().execute(statement, [world.manager.pk, world.manager.user_id, row.pk])
    with acting(world.manager), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        connection.cursor().execute(statement, [world.legal.pk, world.legal.user_id, row.pk])


def test_nobody_but_the_worker_erases(world: Any, browse: Any, source: Any) -> None:
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    for who in (world.manager, world.legal):
        with acting(who):
            for statement in (
                "SELECT sharing_carry_out_erasure(%s)",
                "DELETE FROM sharing_erasure WHERE id = %s",
                "SELECT sharing_remove_case(%s)",
                "DELETE FROM sharing_rightsword WHERE case_id = %s",
            ):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    connection.cursor().execute(statement, [row.pk])
    assert is_there(world)


def test_a_line_of_the_trail_is_removed_by_nobody(world: Any, browse: Any, source: Any) -> None:
    proposed(world, browse, source)
    with as_role("throughcare_policy"), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("DELETE FROM access_event")
    with backstage(), pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute("DELETE FROM access_event")


def test_a_hold_stops_it_at_every_step(world: Any, browse: Any, source: Any) -> None:
    row = proposed(world, browse, source)
    hold = LegalHoldFactory(case=world.case, membership=world.legal)
    assert decided(world, browse, row) == 422
    lift = {"version": 1, "kind": "lift", "words": "Over."}
    assert browse(world.legal).post(f"/holds/{hold.pk}/step/", lift).status_code == 303
    assert decided(world, browse, row) == 303
    LegalHoldFactory(case=world.case, membership=world.legal)
    assert carried_out() == 0
    assert (is_there(world), stored(row).state) == (True, "proposed")


def _reopened(world: Any, status: str) -> None:
    with backstage():
        world.case.refresh_from_db()
        world.case.status = status
        save_next(world.case, "status")


def test_a_case_that_is_opened_again_is_not_erased_when_it_closes_once_more(
    world: Any, browse: Any, source: Any
) -> None:
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    _reopened(world, "active")
    assert carried_out() == 0
    assert (stored(row).state, stored(row).decider_id) == ("proposed", None)
    assert due() == {(world.legal.pk, "done"), (world.legal.pk, "open")}
    assert len(lines("erasure.put_back")) == 1
    _reopened(world, "closed")
    assert carried_out() == 0  # what was approved before is decided anew
    assert is_there(world)
    assert decided(world, browse, stored(row)) == 303
    assert carried_out() == 1


def test_a_hold_stops_the_proposal_and_names_whom_to_ask(world: Any, browse: Any, source: Any) -> None:
    hold = LegalHoldFactory(case=world.case, membership=world.legal)
    answer = browse(world.manager).post(f"{CASE}erasing/new/", typed(source))
    assert answer.status_code == 422
    assert hold.mark in answer.content.decode()
    assert world.legal.user.full_name in answer.content.decode()


def refused(world: Any, browse: Any, form: dict[str, Any]) -> str:
    answer = browse(world.manager).post(f"{CASE}erasing/new/", form)
    assert answer.status_code == 422, answer.status_code
    with backstage():
        assert not Erasure.objects.unguarded(because=WHY).exists()
    return str(answer.content.decode())


def test_what_is_worked_on_is_not_erased(world: Any, browse: Any) -> None:
    assert "The work goes on" in refused(world, browse, typed(granted(world)))


def test_while_an_order_runs_nothing_is_erased(world: Any, browse: Any, source: Any) -> None:
    OrderFactory(case=world.case)
    assert "An order still runs" in refused(world, browse, typed(source))


@pytest.mark.parametrize("change", [
    {"words": " "}, {"legal_ground": ""}, {"told_on": ""}, {"told_on": in_days(1)}, {"not_told": "died"},
    {"source": f"request:{uuid.uuid4()}"}, {"source": "x"},
])  # fmt: skip
def test_what_is_missing_or_odd_is_said(world: Any, browse: Any, source: Any, change: dict[str, str]) -> None:
    assert "govuk-error-summary" in refused(world, browse, typed(source, **change))


def review_of(world: Any, keep: dt.date | None) -> dict[str, Any]:
    """The form that goes back to a retention review, where the record is kept until a day."""
    if keep is not None:
        OutcomeFactory(case=world.case, membership=world.manager, keep_until=keep)
    row = RetentionReviewFactory(case=world.case, membership=world.manager, proposal="erase")
    return typed(row, source=f"review:{row.pk}", legal_ground="")


def test_the_period_that_was_set_runs_first(world: Any, browse: Any, source: Any) -> None:
    today = timezone.localdate()
    assert "The record is kept until" in refused(world, browse, review_of(world, today + dt.timedelta(days=9)))


def test_a_review_erases_once_the_period_is_over(world: Any, browse: Any, source: Any) -> None:
    answer = browse(world.manager).post(f"{CASE}erasing/new/", review_of(world, timezone.localdate()))
    assert answer.status_code == 303
    with backstage():
        row = Erasure.objects.unguarded(because=WHY).get()
    assert decided(world, browse, row, who="chair") == 303
    assert carried_out() == 1
    assert stored(row).ground == "review"


def test_without_a_period_nothing_goes_back_to_a_review(world: Any, browse: Any, source: Any) -> None:
    with backstage():
        world.partnership.settings = {}
        save_next(world.partnership, "settings")
    assert "has not said how long" in refused(world, browse, review_of(world, None))


def test_it_is_refused_with_a_reason_or_taken_back(world: Any, browse: Any, source: Any) -> None:
    row = proposed(world, browse, source)
    assert browse(world.manager).post(f"{CASE}erasing/new/", typed(source)).status_code == 409
    no_words = {"version": 1, "verdict": "refuse", "words": " "}
    assert browse(world.legal).post(f"/erasures/{row.pk}/decide/", no_words).status_code == 422
    assert decided(world, browse, row, verdict="refuse") == 303
    assert (stored(row).state, stored(row).decision_words) == ("refused", "So it is.")
    again = proposed(world, browse, source)
    assert browse(world.legal).post(f"/erasures/{again.pk}/withdraw/", {"version": 1}).status_code == 403
    assert browse(world.manager).post(f"/erasures/{again.pk}/withdraw/", {"version": 1}).status_code == 303
    assert browse(world.manager).post(f"/erasures/{again.pk}/withdraw/", {"version": 2}).status_code == 422
    assert (stored(again).state, carried_out()) == ("withdrawn", 0)
    third = proposed(world, browse, source)
    assert browse(world.legal).post(
        f"/erasures/{third.pk}/decide/", {"version": 9, "verdict": "refuse", "words": "W"}
    ).status_code == 409  # fmt: skip


def test_of_a_note_the_words_go_in_each_version_and_that_there_was_one_stays(world: Any, browse: Any) -> None:
    words = ("zqfirst", "zqsecond", "zqgist", "zqquestion")
    first = NoteFactory(case=world.case, by=world.officer, full=words[0], summary="zqfirst too", gist="zqgist at once")
    second = NoteFactory(case=world.case, by=world.officer, full=words[1], supersedes=first)
    other = NoteFactory(case=world.case, by=world.officer, full="zqother")
    with backstage():
        NoteResponse.objects.create(
            note=second, kind="question", text=words[3], agency=world.probation, author=world.supervisor.user,
            membership=world.supervisor, at=timezone.now(),
        )  # fmt: skip
    row = proposed(world, browse, granted(world), note=str(second.pk))
    assert decided(world, browse, row) == 303
    before = everything()
    assert any("zqsecond" in text for text in before["casework_notetext"])
    assert carried_out() == 1
    after = everything()
    found = {(table, word) for table, rows in after.items() for text in rows for word in words if word in text}
    assert found == set()
    assert any("zqother" in text for text in after["casework_notetext"])
    assert len(after["casework_note"]) == len(before["casework_note"])
    assert is_there(world)
    assert (stored(row).state, stored(row).counts["casework_notetext"]) == ("done", 4)
    for who in (world.manager, world.officer, world.supervisor, world.teacher):
        listed = page(browse(who), f"{CASE}notes/")
        assert "zqfirst" not in listed
        for end in ("", "release/", "court/", "correct/", "withdraw/", "contest/"):
            assert browse(who).get(f"/notes/{second.pk}/{end}").status_code in (403, 404, 422), (who, end)
    assert "zqother" in page(browse(world.officer), f"/notes/{other.pk}/")


def test_a_note_of_another_case_is_not_there_to_erase(world: Any, browse: Any) -> None:
    foreign = NoteFactory(case=CaseFactory(partnership=world.partnership), by=world.officer)
    answer = browse(world.manager).post(f"{CASE}erasing/new/", typed(granted(world), note=str(foreign.pk)))
    assert answer.status_code == 404


def test_a_request_that_was_granted_leads_on_to_what_is_erased(world: Any, browse: Any, source: Any) -> None:
    at, ahead = f"/rights/{source.pk}/", f"{CASE}erasing/new/"
    assert ahead in browse(world.manager).get(at).content.decode()
    assert ahead not in browse(world.supervisor).get(at).content.decode()  # whoever may not propose is not sent there
