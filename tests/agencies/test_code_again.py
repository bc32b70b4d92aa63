"""The code of conduct falls due before a new version closes the access, and again after a year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from agencies.models import CodeAcceptance
from agencies.services import codes
from casework.models import Case, Deadline
from casework.services.sweeps import raise_deadlines
from devstack.testing import as_worker, backstage
from tests.agencies.helpers import lines
from tests.reminders.kit import at, change, reminders
from tests.reminders.kit import swept as reminded

PUBLISH = reverse("code_publish")


def day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def due(member: Any, state: str = "open") -> list[Deadline]:
    """What the code asks of a member after a sweep, and after another one."""
    with as_worker():
        raise_deadlines(None)
        raise_deadlines(None)
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(kind="code_acceptance", responsible=member)
        return list(rows.filter(state=state))


def publish(world: Any, browse: Any, begins: dt.date, text: str = "Be kind, and say so.") -> None:
    form = {"text": text, "begins_on": str(begins)}
    assert browse(world.coordinator).post(PUBLISH, form).status_code == 303


def accept(browse: Any, member: Any, code: Any) -> None:
    assert browse(member).post("/code/", {"code": str(code)}).status_code == 303


def accepted_days_ago(world: Any, days: int) -> None:
    with backstage():
        CodeAcceptance.objects.update(accepted_at=at(day(-days)))


def test_a_new_version_is_due_before_its_first_day_and_accepted_before(world: Any, browse: Any) -> None:
    assert due(world.officer) == []
    publish(world, browse, day(9))
    (row,) = due(world.officer)
    assert (row.due_on, row.case_id) == (day(8), None)
    for member in (world.teacher, world.mentor, world.manager):
        assert [one.due_on for one in due(member)] == [day(8)]
    reminded()
    assert [one.step for one in reminders(deadline=row)] == ["ahead"]
    listed = browse(world.officer).get("/reminders/").content.decode()
    assert 'href="/code/"' in listed
    page = browse(world.officer).get("/code/").content.decode()
    assert "Be kind, and say so." in page
    accept(browse, world.officer, row.subject_id)
    assert due(world.officer) == []
    assert [one.pk for one in due(world.officer, "done")] == [row.pk]
    assert "I have read the coming version" not in browse(world.officer).get("/code/").content.decode()
    assert len(lines("code.accepted")) == 1


def test_whoever_leaves_is_asked_no_more(world: Any, browse: Any) -> None:
    publish(world, browse, day(9))
    (row,) = due(world.officer)
    change(world.officer, valid_to=timezone.now())
    assert due(world.officer) == []
    assert [one.pk for one in due(world.officer, "dropped")] == [row.pk]
    reminded()
    assert reminders(deadline=row) == []


def test_the_same_version_is_accepted_again_after_a_year(world: Any, browse: Any) -> None:
    accepted_days_ago(world, 300)
    assert due(world.officer) == []
    page = browse(world.officer).get("/code/").content.decode()
    assert "It is to be accepted again by" in page
    accepted_days_ago(world, 340)
    (row,) = due(world.officer)
    assert row.due_on == day(25)
    page = browse(world.officer).get("/code/").content.decode()
    assert "accept it again by" in page
    for _ in range(2):
        accept(browse, world.officer, world.code.pk)
    assert len(lines("code.accepted")) == 1
    assert due(world.officer) == []
    assert [one.pk for one in due(world.officer, "done")] == [row.pk]
    with backstage():
        assert CodeAcceptance.objects.get(user=world.officer.user, code=world.code).renewed_at is not None


def test_a_partnership_sets_how_often(world: Any) -> None:
    change(world.partnership, settings={"cadences": {"code_renewal": 100}})
    accepted_days_ago(world, 90)
    assert [one.due_on for one in due(world.officer)] == [day(10)]
    spans = {"code_renewal": 100, "code_renewal_ahead": 7}
    for announced, there in ((1, []), (20, [day(10)])):  # announced earlier, it is there earlier
        kinds = {"kinds": {"code_acceptance": [announced, 1, 3]}}
        change(world.partnership, settings={"cadences": spans, "reminders": kinds})
        assert [one.due_on for one in due(world.officer)] == there


def test_a_renewal_that_was_missed_closes_the_case_until_it_is_made_good(world: Any, browse: Any, act: Any) -> None:
    accepted_days_ago(world, 365)
    case, client = f"/cases/{world.case.reference}/", browse(world.officer)
    assert client.get(case).status_code == 200  # the last day counts in full
    accepted_days_ago(world, 367)
    assert client.get(case)["Location"] == f"/code/?next=%2Fcases%2F{world.case.reference}%2F"
    page = client.get(client.get(case)["Location"]).content.decode()
    assert "Accept it again to go on" in page
    assert str(world.person) not in page
    refused = client.get("/api/v1/cases/")
    assert refused.status_code == 403
    assert "was to be accepted again by" in refused.json()["detail"]
    with act(world.officer) as actor:
        assert not Case.objects.visible_to(actor).exists()
        with connection.cursor() as cursor:  # the second wall, alone
            cursor.execute("SELECT count(*) FROM casework_case")
            assert cursor.fetchone() == (0,)
    again = {"code": str(world.code.pk), "next": case}
    assert client.post("/code/", again)["Location"] == case
    assert client.get(case).status_code == 200
    assert len(lines("code.accepted")) == 1


def test_whoever_missed_it_is_named_to_the_coordinator_and_joins_no_case(world: Any, browse: Any) -> None:
    with backstage():
        CodeAcceptance.objects.filter(user=world.officer.user).update(accepted_at=at(day(-367)))
        CodeAcceptance.objects.filter(user=world.colleague.user).update(accepted_at=at(day(-367)))
    page = browse(world.coordinator).get("/agencies/code/").content.decode()
    assert f"<bdi>{world.officer.user.full_name}, {world.police.name}</bdi>" in page
    page = browse(world.manager).get(f"/cases/{world.case.reference}/team/new/").content.decode()
    assert str(world.colleague.pk) not in page
    row = due(world.officer)
    assert [one.due_on for one in row] == [day(-2)]
    reminded()
    told = {one.membership_id for one in reminders(deadline=row[0])}
    assert told
    assert world.officer.pk not in told  # nobody whose access ended is reminded; somebody else hears of it


def test_a_renewal_is_asked_for_although_a_version_comes_later(world: Any, browse: Any) -> None:
    publish(world, browse, day(40))
    accepted_days_ago(world, 350)
    assert sorted(one.due_on for one in due(world.officer)) == [day(15), day(39)]
    accept(browse, world.officer, world.code.pk)
    assert [one.due_on for one in due(world.officer)] == [day(39)]


def test_a_version_that_comes_before_the_renewal_takes_its_place(world: Any, browse: Any) -> None:
    publish(world, browse, day(10))
    accepted_days_ago(world, 350)
    assert [one.due_on for one in due(world.officer)] == [day(9)]


def test_the_same_form_sent_twice_in_one_moment_renews_once(world: Any, act: Any) -> None:
    accepted_days_ago(world, 350)
    with backstage():
        read = CodeAcceptance.objects.get(user=world.officer.user, code=world.code)
    with act(world.officer) as actor:
        twice = [codes.renew(actor, read), codes.renew(actor, read)]  # both had read it before either wrote
    assert twice == [True, False]
