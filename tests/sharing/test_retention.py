"""Whether a record is still needed: asked yearly and at the erase date, reviewed with a reason, never changed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.models import Event
from casework.models import Case, Deadline
from devstack.testing import as_worker, backstage
from sharing.models import RetentionReview
from sharing.services.sweeps import raise_retention
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.cast import acting
from tests.factories import OutcomeFactory
from tests.factories.erasing import LegalHoldFactory
from tests.reminders.kit import change

PAGE, NEW = "/cases/VRP-CEDAR/retention/", "/cases/VRP-CEDAR/retention/new/"
TYPED = {"proposal": "keep", "reason": "The order still runs."}


def day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def put(world: Any, **values: Any) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        for name, value in (values | {"version": case.version + 1}).items():
            setattr(case, name, value)
        case.save()


def swept() -> list[Deadline]:
    """What is due after a sweep, and after another one."""
    with as_worker():
        raise_retention(None)
        assert raise_retention(None) == 0
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(kind="retention_review", case=None)
        assert not rows.exists()
        found = Deadline.objects.unguarded(because="test").filter(kind="retention_review", state="open")
        return list(found.filter(case_id__isnull=False))


def reviews() -> list[RetentionReview]:
    with backstage():
        return list(RetentionReview.objects.unguarded(because="test").order_by("reviewed_on"))


def of_case(world: Any) -> list[Deadline]:
    return [row for row in swept() if row.case_id == world.case.pk]


def test_a_case_is_reviewed_once_a_year_while_it_is_open(world: Any, browse: Any) -> None:
    put(world, opened_on=day(-300))
    assert of_case(world) == []
    put(world, opened_on=day(-340))
    (row,) = of_case(world)
    assert (row.due_on, row.responsible_id) == (day(-340) + dt.timedelta(days=365), world.manager.pk)
    assert browse(world.manager).post(NEW, TYPED).status_code == 303
    (kept,) = reviews()
    assert (kept.proposal, kept.reason, kept.membership) == ("keep", "The order still runs.", world.manager)
    assert kept.next_on == day(365)
    assert of_case(world) == []
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=row.pk).state == "done"
        (line,) = Event.objects.unguarded(because="test").filter(verb="retention.reviewed")
    assert (line.case_id, line.detail) == (world.case.pk, {"proposal": "keep"})
    page = browse(world.officer).get(PAGE).content.decode()
    assert "The order still runs." in page
    assert "It erases nothing" in page


def test_the_erase_period_has_no_default_and_asks_at_its_end(world: Any, browse: Any) -> None:
    put(world, status="closed", closed_on=day(-400))
    assert of_case(world) == []
    assert "Nobody has said how long records are kept" in browse(world.coordinator).get("/times/").content.decode()
    assert "Nobody has said how long records are kept" in browse(world.manager).get(PAGE).content.decode()
    with backstage():
        version = type(world.partnership).objects.get(pk=world.partnership.pk).version
    client = browse(world.coordinator)
    for months in ("0", "601", "", "ever"):
        assert client.post("/times/erasing/", {"months": months, "version": version}).status_code == 422
    assert client.post("/times/erasing/", {"months": "12", "version": version}).status_code == 303
    assert client.post("/times/erasing/", {"months": "24", "version": version}).status_code == 409
    assert "Nobody has said" not in client.get("/times/").content.decode()
    (row,) = of_case(world)
    assert day(-400) < row.due_on <= day(-30)


def test_the_day_that_the_outcome_names_comes_first(world: Any, browse: Any) -> None:
    change(world.partnership, settings={"erase_after_months": 600})
    put(world, status="closed", closed_on=day(-40))
    OutcomeFactory(case=world.case, membership=world.manager, keep_until=day(20))
    assert [row.due_on for row in of_case(world)] == [day(20)]
    client = browse(world.manager)
    for bad in ({"keep_until": ""}, {"keep_until": str(day(0))}, {"reason": " "}, {"proposal": "burn"}):
        assert client.post(NEW, {**TYPED, "keep_until": str(day(700)), **bad}).status_code == 422
    form = {**TYPED, "keep_until": str(day(700)), "form_key": "3b8f2f5e-8f43-4df8-8f6a-0a3d6a1c0b12"}
    for _ in range(2):
        assert client.post(NEW, form).status_code == 303
    assert [row.next_on for row in reviews()] == [day(700)]
    assert of_case(world) == []


def test_erasing_is_proposed_for_closed_cases_and_erases_nothing(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    answer = client.post(NEW, {"proposal": "erase", "reason": "Not needed."})
    assert answer.status_code == 422
    assert "Close it first" in answer.content.decode()
    put(world, status="closed", closed_on=day(-40))
    answer = client.post(NEW, {"proposal": "erase", "reason": "Not needed."}, follow=True)
    assert "Nothing was erased" in answer.content.decode()
    with backstage():
        assert Case.objects.unguarded(because="test").filter(pk=world.case.pk).exists()
    (row,) = reviews()
    assert row.next_on == day(365)  # until somebody erases it, it is looked at again


def test_what_was_asked_while_it_was_open_is_asked_no_more_once_it_is_closed_and_kept(world: Any) -> None:
    put(world, opened_on=day(-400))
    (asked,) = of_case(world)
    put(world, status="closed", closed_on=day(0))
    assert [row.pk for row in of_case(world)] == [asked.pk]  # nobody has said how long it is kept
    OutcomeFactory(case=world.case, membership=world.manager, keep_until=day(900))
    assert of_case(world) == []
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=asked.pk).state == "dropped"


def test_a_case_opened_again_is_asked_of_every_year_whatever_was_kept_before(world: Any, browse: Any) -> None:
    put(world, status="closed", closed_on=day(-400))
    form = {**TYPED, "keep_until": str(day(3000))}
    assert browse(world.manager).post(NEW, form).status_code == 303
    put(world, status="active", closed_on=None)
    assert of_case(world) == []
    change(world.partnership, settings={"cadences": {"retention_review": 30}})
    assert [row.due_on for row in of_case(world)] == [day(30)]


def test_only_the_case_manager_records_it_and_it_is_never_changed(world: Any, browse: Any) -> None:
    for who, status in ((world.supervisor, 403), (world.teacher, 403), (world.chair, 403), (world.stranger, 404)):
        assert browse(who).post(NEW, TYPED).status_code == status
    assert browse(world.manager).post(NEW, TYPED).status_code == 303
    (row,) = reviews()
    table = RetentionReview._meta.db_table
    copy = (
        f"INSERT INTO {table} SELECT gen_random_uuid(), reviewed_on, proposal, 'x', next_on, case_id, "
        "%s FROM " + table
    )  # fmt: skip
    for member, by in ((world.supervisor, world.supervisor), (world.manager, world.supervisor)):
        with acting(member), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(copy, [by.pk])
    for moved in ("reviewed_on - 30", "reviewed_on + 30"):  # it is dated by the day it is made
        with acting(world.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                copy.replace(" reviewed_on", f" {moved}").replace(" next_on", " next_on + 60"), [world.manager.pk]
            )
    for act in (f"UPDATE {table} SET reason = 'x'", f"DELETE FROM {table}"):
        with acting(world.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)
    for member, count in ((world.officer, 1), (world.chair, 1), (world.teacher, 0), (world.stranger, 0)):
        with acting(member) as actor:
            assert RetentionReview.objects.visible_to(actor).count() == count
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (count,)
    assert row.pk


API = "/cases/VRP-CEDAR/retention/"


def test_a_program_reads_and_records_it_by_the_same_rules(world: Any) -> None:
    sent, key = {"proposal": "keep", "reason": "The order still runs."}, {"Idempotency-Key": str(uuid.uuid4())}
    for who, status in ((world.supervisor, 403), (world.teacher, 403), (world.chair, 403), (world.legal, 404)):
        assert caller(who).post(API, sent).status_code == status
    stranger = caller(world.stranger)
    for path in (API, "/cases/VRP-NEVER/retention/"):
        assert (stranger.get(path).status_code, stranger.post(path, sent).status_code) == (404, 404)
    assert stranger.get(API).content == stranger.get("/cases/VRP-NEVER/retention/").content
    client = caller(world.manager)
    for _ in range(2):
        told = client.post(API, sent, key)
        assert told.status_code == 201
    (row,) = reviews()
    (line,) = told.json()["reviews"]
    assert (line["id"], line["reason"], line["erase"]) == (str(row.pk), "The order still runs.", False)
    assert [one.subjects for one in lines("retention.reviewed")] == [[row.pk]]
    assert caller(world.officer).get(API).json() == {**told.json(), "may_review": False}
    assert caller(world.teacher).get(API).status_code == 403


@pytest.mark.parametrize("change", [
    {"reason": " "}, {"proposal": "burn"}, {"proposal": "erase"}, {"keep_until": "soon"}, {"x": 1},
    {"reason": "x" * 501},
])  # fmt: skip
def test_what_a_program_sends_oddly_is_said(world: Any, change: dict[str, Any]) -> None:
    sent = {"proposal": "keep", "reason": "The order still runs.", **change}
    assert caller(world.manager).post(API, sent).status_code == 422
    assert reviews() == []


def test_a_program_learns_of_holds_and_erasures_only_what_its_owner_does(world: Any) -> None:
    hold = LegalHoldFactory(case=world.case, membership=world.legal)
    assert [row["id"] for row in caller(world.manager).get(API).json()["holds"]] == [str(hold.pk)]
    assert caller(world.officer).get(API).json()["holds"] == []
    put(world, status="closed", closed_on=day(0))
    refused = caller(world.manager).post(API, {"proposal": "erase", "reason": "Nobody needs it."})
    assert refused.status_code == 409
    assert hold.mark in refused.content.decode()
    assert reviews() == []
