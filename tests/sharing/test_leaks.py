"""Leaks: reported by anybody on the team, told at once, decided by the advisers, closed with what was learned."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.errors import NotAllowed
from casework.models import Deadline
from devstack.testing import backstage
from sharing.choices import LeakStepKind, LeakVerdict
from sharing.leaking import NewLeakStep
from sharing.models import LeakReport, LeakStep
from sharing.services.leaks import step_after_leak
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories.leaks import LeakFactory

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"


def typed(**more: Any) -> dict[str, Any]:
    noticed = timezone.localtime() - dt.timedelta(hours=2)
    return {
        "what": "The report went to a wrong address.", "noticed_on": f"{noticed:%Y-%m-%d}",
        "noticed_time": f"{noticed:%H:%M}", "tier": "4", "kinds": ["supervision", "family"],
        "reached": "A firm with a like name.", "measures": "Asked them to delete it.", **more,
    }  # fmt: skip


def reported(world: Any, browse: Any, who: str = "mentor", **more: Any) -> LeakReport:
    answer = browse(getattr(world, who)).post(f"{CASE}leaks/new/", typed(**more))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    with backstage():
        return LeakReport.objects.unguarded(because=WHY).latest("reported_at")


def due(kind: str) -> dict[uuid.UUID, dt.date]:
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(kind=kind, state="open")
        assert all(row.case_id is None for row in rows)
        return dict(rows.values_list("responsible_id", "due_on"))


def step(world: Any, browse: Any, row: LeakReport, by: str, kind: str, **form: Any) -> int:
    answer = browse(getattr(world, by)).post(f"/leaks/{row.pk}/steps/{kind}/", {"words": "Because.", **form})
    return int(answer.status_code)


def test_a_companion_reports_and_those_who_decide_are_told_at_once(world: Any, browse: Any) -> None:
    key = str(uuid.uuid4())
    first, row = reported(world, browse, form_key=key), reported(world, browse, form_key=key)
    assert first.pk == row.pk
    assert due("leak_notice") == dict.fromkeys((world.manager.pk, world.chair.pk), timezone.localdate())
    assert due("leak_decision") == {world.legal.pk: (row.noticed_at + dt.timedelta(hours=72)).date()}
    assert lines("leak.reported")[0].case_id == row.case_id
    body = page(browse(world.legal), "/leaks/")
    assert row.mark in body
    assert "69 hours left" in body or "70 hours left" in body
    assert "A firm with a like name." in page(browse(world.manager), f"/leaks/{row.pk}/")
    assert row.mark in page(browse(world.mentor), f"{CASE}leaks/")


def test_nobody_else_learns_of_it(world: Any, browse: Any) -> None:
    row = reported(world, browse)
    for who in ("supervisor", "officer", "clinician", "teacher", "stranger", "coordinator"):
        client = browse(getattr(world, who))
        assert client.get(f"/leaks/{row.pk}/").status_code == 404
        assert client.post(f"/leaks/{row.pk}/steps/measure/", {"words": "W"}).status_code == 404
        assert client.get("/leaks/").status_code == 403
    assert row.mark not in page(browse(world.supervisor), f"{CASE}leaks/")


@pytest.mark.parametrize(("more", "said"), [
    ({"is_danger": "on"}, "Phone the police first"),
    ({"is_danger": "on", "phoned_at": "00:00"}, "Phone the police first"),
    ({"what": " "}, "Write what happened."), ({"kinds": []}, "Choose what kinds"),
    ({"noticed_on": str(timezone.localdate() + dt.timedelta(days=2))}, "cannot have been noticed in the future"),
])  # fmt: skip
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    world: Any, browse: Any, more: dict[str, Any], said: str
) -> None:
    answer = browse(world.officer).post(f"{CASE}leaks/new/", typed(**more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "A firm with a like name." in answer.content.decode()


def test_danger_that_was_phoned_is_reported(world: Any, browse: Any) -> None:
    row = reported(world, browse, is_danger="on", phoned_at="00:00", phoned_whom="The desk", at_risk="His sister.")
    assert (row.is_danger, row.phoned_whom) == (True, "The desk")
    assert "His sister." in page(browse(world.chair), f"/leaks/{row.pk}/")


def test_the_advisers_decide_the_person_is_told_and_it_is_closed(world: Any, browse: Any) -> None:
    row, soon = reported(world, browse), str(timezone.localdate() + dt.timedelta(days=3))
    assert step(world, browse, row, "chair", "authority", verdict="told") == 403
    assert step(world, browse, row, "legal", "authority") == 422
    assert step(world, browse, row, "legal", "authority", verdict="told") == 303
    assert due("leak_decision"), "of the person it is not decided yet"
    assert step(world, browse, row, "legal", "person", verdict="later") == 422
    assert step(world, browse, row, "legal", "person", verdict="later", until_on=soon) == 303
    assert {str(day) for day in due("leak_decision").values()} == {soon}
    assert step(world, browse, row, "legal", "closed") == 403
    assert step(world, browse, row, "legal", "person", verdict="tell", until_on=soon) == 303
    assert {who: str(day) for who, day in due("leak_tell").items()} == {world.manager.pk: soon}
    assert due("leak_decision") == {}
    assert step(world, browse, row, "mentor", "told") == 403
    assert step(world, browse, row, "manager", "told") == 303
    assert due("leak_tell") == {}
    assert step(world, browse, row, "chair", "closed") == 303
    assert due("leak_notice") == {}
    assert step(world, browse, row, "legal", "measure") == 403
    assert "Closed, with what was learned" in page(browse(world.chair), f"/leaks/{row.pk}/")
    assert [line.verb for line in lines("leak.closed")] == ["leak.closed"]
    assert page(browse(world.chair), "/leaks/").count(row.mark) == 1


def test_a_verdict_is_of_its_kind_and_a_day_lies_ahead(world: Any, browse: Any) -> None:
    row = reported(world, browse)
    assert step(world, browse, row, "legal", "nothing") == 404
    with acting(world.legal) as actor, pytest.raises(Exception, match="Choose what you decide"):
        step_after_leak(actor, row.pk, NewLeakStep(LeakStepKind.AUTHORITY, "W", LeakVerdict.LATER))
    late = str(timezone.localdate() - dt.timedelta(days=1))
    assert step(world, browse, row, "legal", "person", verdict="tell", until_on=late) == 422
    assert step(world, browse, row, "legal", "measure", words=" ") == 422
    with acting(world.chair) as actor, pytest.raises(NotAllowed):
        step_after_leak(actor, row.pk, NewLeakStep(LeakStepKind.PERSON, "W", LeakVerdict.NOT))


def test_nothing_of_it_is_changed_afterwards(world: Any, browse: Any) -> None:
    row = reported(world, browse)
    step(world, browse, row, "legal", "measure")
    with acting(world.legal), connection.cursor() as cursor:
        for table in ("sharing_leakreport", "sharing_leakstep"):
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET user_id = user_id"):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    cursor.execute(statement)
    with backstage(), pytest.raises(DatabaseError, match="leak_with_danger_was_phoned_first"), transaction.atomic():
        LeakFactory(case=world.case, membership=world.teacher, is_danger=True)
    with backstage():
        assert LeakStep.objects.unguarded(because=WHY).count() == 1
