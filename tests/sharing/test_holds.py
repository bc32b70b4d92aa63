"""Legal holds: placed without the case, told to the case manager, in the way of erasing and of nothing else."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.models import Case, Deadline
from devstack.testing import backstage
from sharing.models import LegalHold, RetentionReview
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories import CaseFactory
from tests.factories.erasing import LegalHoldFactory
from tests.sharing.test_duty_reports import filed

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"


def in_days(days: int) -> str:
    return str(timezone.localdate() + dt.timedelta(days=days))


def typed(**more: Any) -> dict[str, Any]:
    return {"reference": "vrp-cedar", "ground": "claim", "words": "A claim is announced.",
            "review_on": in_days(30), **more}  # fmt: skip


def placed(world: Any, browse: Any, **more: Any) -> LegalHold:
    assert browse(world.legal).post("/holds/new/", typed(**more)).status_code == 303
    with backstage():
        return LegalHold.objects.unguarded(because=WHY).latest("placed_at")


def due() -> dict[Any, tuple[str, Any]]:
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(kind="hold_review")
        assert all(row.case_id is None for row in rows)
        return {row.due_on: (row.state, row.responsible_id) for row in rows}


@pytest.fixture
def over(world: Any) -> None:
    """The case is closed, so that erasing may be proposed."""
    with backstage():
        Case.objects.unguarded(because=WHY).filter(pk=world.case.pk).update(
            status="closed", closed_on=timezone.localdate(), version=world.case.version + 1
        )


def test_an_adviser_places_a_hold_and_the_case_manager_finds_it(world: Any, browse: Any, over: Any) -> None:
    key = str(uuid.uuid4())
    row = placed(world, browse, form_key=key)
    assert placed(world, browse, form_key=key).pk == row.pk
    assert (row.case_id, row.ground, row.lifted_at) == (world.case.pk, "claim", None)
    assert due() == {row.review_on: ("open", world.legal.pk)}
    for who in (world.manager, world.legal, world.chair):
        assert "A claim is announced." in page(browse(who), f"/holds/{row.pk}/")
    assert row.mark in page(browse(world.manager), f"{CASE}retention/")
    assert row.mark not in page(browse(world.officer), f"{CASE}retention/")
    for who in (world.officer, world.supervisor, world.stranger):
        assert browse(who).get(f"/holds/{row.pk}/").status_code == 404
    assert [line.subjects for line in lines("hold.placed")] == [[row.pk]]
    assert "VRP-CEDAR" not in page(browse(world.legal), "/holds/")


def test_nothing_is_proposed_for_erasing_while_it_stands(world: Any, browse: Any, over: Any) -> None:
    row = placed(world, browse)
    form = {"proposal": "erase", "reason": "Nobody needs it."}
    answer = browse(world.manager).post(f"{CASE}retention/new/", form)
    assert answer.status_code == 422
    assert row.mark in answer.content.decode()
    assert world.legal.user.full_name in answer.content.decode()
    statement = """INSERT INTO sharing_retentionreview (id, case_id, reviewed_on, membership_id,
          proposal, reason, next_on)
        VALUES (gen_random_uuid(), %s, current_date, %s, 'erase', 'W', current_date + 9)"""
    with acting(world.manager), pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
        connection.cursor().execute(statement, [world.case.pk, world.manager.pk])
    lifted = {"version": 1, "kind": "lift", "words": "The claim was settled."}
    assert browse(world.chair).post(f"/holds/{row.pk}/step/", lifted).status_code == 303
    assert due() == {row.review_on: ("done", world.legal.pk)}
    assert browse(world.manager).post(f"{CASE}retention/new/", form).status_code == 303
    with backstage():
        assert RetentionReview.objects.unguarded(because=WHY).get().proposal == "erase"


def test_a_duty_report_asks_for_no_hold(world: Any, browse: Any) -> None:
    placed(world, browse)
    assert filed(world, "officer").case_id == world.case.pk


def test_it_is_kept_with_a_reason_until_another_day(world: Any, browse: Any) -> None:
    row = placed(world, browse)
    kept = {"version": 1, "kind": "keep", "words": "The court has not decided.", "review_on": in_days(60)}
    assert browse(world.manager).post(f"/holds/{row.pk}/step/", kept).status_code == 403
    assert browse(world.legal).post(f"/holds/{row.pk}/step/", kept).status_code == 303
    assert set(due().values()) == {("done", world.legal.pk), ("open", world.legal.pk)}
    assert browse(world.legal).post(f"/holds/{row.pk}/step/", kept).status_code == 409
    assert "The court has not decided." in page(browse(world.manager), f"/holds/{row.pk}/")


@pytest.mark.parametrize("change", [
    {"reference": "VRP-NEVER"}, {"words": " "}, {"review_on": in_days(0)}, {"review_on": in_days(400)}, {"ground": "x"},
])  # fmt: skip
def test_what_is_missing_or_odd_is_said_and_nothing_is_lost(world: Any, browse: Any, change: dict[str, str]) -> None:
    answer = browse(world.legal).post("/holds/new/", typed(**change))
    assert answer.status_code == 422
    with backstage():
        assert not LegalHold.objects.unguarded(because=WHY).exists()


@pytest.mark.parametrize("form", [
    {"kind": "keep", "words": "Still."}, {"kind": "lift", "words": " "},
    {"kind": "keep", "words": "W", "review_on": in_days(0)},
])  # fmt: skip
def test_a_step_says_why_and_until_when(world: Any, browse: Any, form: dict[str, str]) -> None:
    row = LegalHoldFactory(case=world.case, membership=world.legal)
    assert browse(world.legal).post(f"/holds/{row.pk}/step/", {"version": 1, **form}).status_code == 422


def test_what_was_lifted_stays_so(world: Any, browse: Any) -> None:
    row = LegalHoldFactory(case=world.case, membership=world.legal, last_words="Over.", lifted_at=timezone.now(),
                           lifted_by=world.legal)  # fmt: skip
    form = {"version": 1, "kind": "keep", "words": "Still.", "review_on": in_days(9)}
    assert browse(world.legal).post(f"/holds/{row.pk}/step/", form).status_code == 422


def test_a_reference_of_another_partnership_is_none(world: Any, browse: Any) -> None:
    CaseFactory(reference="VRP-FOREIGN")
    assert browse(world.legal).post("/holds/new/", typed(reference="VRP-FOREIGN")).status_code == 422
