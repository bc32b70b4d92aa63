"""What the person asks about their record: its clock, who asks, taking longer once, the decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from access.models import Event
from agencies.errors import Conflict, RuleBroken
from agencies.models import Partnership
from casework.due import months_after
from casework.models import Deadline
from devstack.testing import backstage
from sharing.choices_rights import Identity, RightsHow, RightsKind, RightsState
from sharing.models import RightsRequest, RightsWord
from sharing.rights import Longer, NewRights, RightsDecision
from sharing.services.rights import check_identity, decide_request, record_request, take_longer
from tests.cast import acting
from tests.factories.rights import RightsRequestFactory


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def new(**more: Any) -> NewRights:
    return NewRights(**{
        "kind": RightsKind.ACCESS, "how": RightsHow.LETTER, "received_on": today(-3), "words": "All you hold.", **more,
    })  # fmt: skip


def deadlines(row: RightsRequest) -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because="test").filter(subject_id=row.pk).order_by("case_id"))


def fresh(row: RightsRequest) -> RightsRequest:
    with backstage():
        return RightsRequest.objects.unguarded(because="test").get(pk=row.pk)


def decided(state: str = "refused", **more: Any) -> RightsDecision:
    return RightsDecision(RightsState(state), "Because.", more.pop("remedy_told_on", today()))


def test_a_request_runs_for_a_month_from_the_day_it_came(world: Any) -> None:
    with acting(world.officer) as actor:
        row = record_request(actor, "VRP-CEDAR", new())
    assert row.due_on == months_after(today(-3), 1)
    case, adviser = deadlines(row)
    assert (case.responsible_id, case.case_id, case.due_on) == (world.manager.pk, world.case.pk, row.due_on)
    assert (adviser.responsible_id, adviser.case_id) == (world.legal.pk, None)
    with backstage():
        assert RightsWord.objects.unguarded(because="test").get(request=row).text == "All you hold."
        line = Event.objects.unguarded(because="test").get(verb="rights.recorded")
    assert line.subjects == [row.pk]
    assert "All you hold" not in str(line.detail)


def test_a_partnership_may_answer_sooner_and_never_later(world: Any) -> None:
    with backstage():
        Partnership.objects.filter(pk=world.partnership.pk).update(
            settings={"cadences": {"rights_request": 14}}, version=F("version") + 1
        )
    with acting(world.officer) as actor:
        assert record_request(actor, "VRP-CEDAR", new()).due_on == today(11)


@pytest.mark.parametrize("day", [1, -400])
def test_it_came_on_a_real_day(world: Any, day: int) -> None:
    with acting(world.officer) as actor, pytest.raises(RuleBroken) as wrong:
        record_request(actor, "VRP-CEDAR", new(received_on=today(day)))
    assert wrong.value.field == "received_on"


def test_it_asks_something(world: Any) -> None:
    with acting(world.officer) as actor, pytest.raises(RuleBroken) as wrong:
        record_request(actor, "VRP-CEDAR", new(words="  "))
    assert wrong.value.field == "words"


def test_it_takes_longer_once_and_the_person_is_told_before(world: Any) -> None:
    row = RightsRequestFactory(case=world.case, membership=world.officer)
    longer = Longer(today(60), "Two archives.", today())
    with acting(world.manager) as actor:
        take_longer(actor, row.pk, 1, longer)
        assert {due.due_on for due in deadlines(row)} == {today(60)}
        with pytest.raises(RuleBroken):
            take_longer(actor, row.pk, 2, longer)
    with backstage(), transaction.atomic(), pytest.raises(Exception, match="once"):
        RightsRequest.objects.unguarded(because="test").filter(pk=row.pk).update(extended_to=today(90), version=3)


@pytest.mark.parametrize(("until", "told", "field"), [
    (20, 0, "until_on"), (120, 0, "until_on"), (60, -11, "told_on"), (60, 1, "told_on"),
])  # fmt: skip
def test_it_takes_longer_by_the_rules(world: Any, until: int, told: int, field: str) -> None:
    row = RightsRequestFactory(case=world.case, membership=world.officer)
    with acting(world.manager) as actor, pytest.raises(RuleBroken) as wrong:
        take_longer(actor, row.pk, 1, Longer(today(until), "Two archives.", today(told)))
    assert wrong.value.field == field


def test_a_late_extension_is_none(world: Any) -> None:
    row = RightsRequestFactory(case=world.case, membership=world.officer, received_on=today(-40), due_on=today(-9))
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        take_longer(actor, row.pk, 1, Longer(today(10), "Two archives.", today()))


def test_nothing_is_granted_to_whoever_is_not_known(world: Any) -> None:
    row = RightsRequestFactory(case=world.case, membership=world.officer, kind="erasure")
    with acting(world.manager) as actor:
        with pytest.raises(RuleBroken):
            decide_request(actor, row.pk, 1, decided("granted"))
        check_identity(actor, row.pk, 1, Identity.DOCUMENT)
        decide_request(actor, row.pk, 2, decided("granted"))
    assert fresh(row).state == "granted"
    assert fresh(row).remedy_told_on is None
    assert {due.state for due in deadlines(row)} <= {"done"}


def test_a_refusal_names_the_remedy(world: Any) -> None:
    row = RightsRequestFactory(case=world.case, membership=world.officer)
    with acting(world.manager) as actor:
        for day in (None, today(1), today(-11)):
            with pytest.raises(RuleBroken) as wrong:
                decide_request(actor, row.pk, 1, decided(remedy_told_on=day))
            assert wrong.value.field == "remedy_told_on"
        decide_request(actor, row.pk, 1, decided())
    assert fresh(row).remedy_told_on == today()
    with backstage(), transaction.atomic(), pytest.raises(IntegrityError):
        RightsRequest.objects.unguarded(because="test").filter(pk=row.pk).update(remedy_told_on=None, version=3)


def test_it_is_decided_once_and_by_what_was_read(world: Any) -> None:
    row = RightsRequestFactory(case=world.case, membership=world.officer)
    with acting(world.manager) as actor:
        with pytest.raises(Conflict):
            decide_request(actor, row.pk, 9, decided())
        with pytest.raises(RuleBroken):
            decide_request(actor, row.pk, 1, RightsDecision(RightsState.RECEIVED, "x", None))
        decide_request(actor, row.pk, 1, decided("withdrawn"))
        with pytest.raises(RuleBroken):
            decide_request(actor, row.pk, 2, decided())


def test_whoever_keeps_the_clocks_reads_no_word_and_no_case(world: Any, browse: Any) -> None:
    with acting(world.officer) as actor:
        row = record_request(actor, "VRP-CEDAR", new(words="Quince."))
    for keeper in (world.legal, world.coordinator):
        for path in ("/rights/", f"/rights/{row.pk}/"):
            page = browse(keeper).get(path)
            assert page.status_code == 200
            assert row.mark in page.content.decode()
            for word in ("Quince", "VRP-CEDAR", "Valcourt", "Idris"):
                assert word not in page.content.decode()
    assert "Quince." in browse(world.supervisor).get(f"/rights/{row.pk}/").content.decode()
    assert browse(world.officer).get("/rights/").status_code == 403


def test_the_pages_keep_what_was_typed(world: Any, browse: Any) -> None:
    typed = {"kind": "erasure", "how": "phone", "received_on": str(today(2)), "words": "Forget me."}
    page = browse(world.officer).post("/cases/VRP-CEDAR/rights/new/", typed)
    assert page.status_code == 422
    assert "Forget me." in page.content.decode()
    done = browse(world.officer).post("/cases/VRP-CEDAR/rights/new/", typed | {"received_on": str(today())})
    assert done.status_code == 303
    row = fresh(RightsRequest(pk=done["Location"].split("/")[2]))
    manager, at = browse(world.manager), f"/rights/{row.pk}/"
    assert manager.post(f"{at}identity/", {"version": 1}).status_code == 422
    assert manager.post(f"{at}identity/", {"version": 1, "identity": "known"}).status_code == 303
    late = {"version": 2, "state": "refused", "reason": "A court keeps it."}
    page = manager.post(f"{at}decide/", late)
    assert page.status_code == 422
    assert "A court keeps it." in page.content.decode()
    assert manager.post(f"{at}decide/", late | {"remedy_told_on": str(today())}).status_code == 303
    assert "A court keeps it." in browse(world.officer).get(at).content.decode()
