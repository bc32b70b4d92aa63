"""The sweep raises what falls due, once, as a role that can read no words."""

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from casework.models import Deadline
from casework.services.emergencies import review_emergency
from casework.services.sweeps import raise_deadlines
from devstack.testing import as_worker, backstage
from sharing.services.sweeps import raise_retention
from tests.factories import ContactFactory, EmergencyFactory, MembershipFactory
from tests.reminders.kit import change


def due() -> Any:
    with backstage():
        return list(Deadline.objects.unguarded(because="test").order_by("kind"))


def test_reviews_are_raised_once_for_those_who_answer_for_them(world: Any, as_worker: Any) -> None:
    today = timezone.localdate()
    with backstage():
        world.agreement.review_on, world.agreement.version = today + dt.timedelta(days=20), world.agreement.version + 1
        world.agreement.save()
        world.case.next_review_on, world.case.version = today + dt.timedelta(days=3), world.case.version + 1
        world.case.save()
    with as_worker():
        assert raise_deadlines(None) == 2
        assert raise_deadlines(None) == 0
    agreement, case = due()
    assert (agreement.kind, agreement.responsible_id) == ("agreement_review", world.coordinator.pk)
    assert (case.kind, case.responsible_id, case.case_id) == ("case_review", world.manager.pk, world.case.pk)


def test_a_review_that_moves_takes_its_deadline_with_it(world: Any, as_worker: Any) -> None:
    with as_worker():
        raise_deadlines(None)
    with backstage():
        world.case.next_review_on, world.case.version = timezone.localdate(), world.case.version + 1
        world.case.save()
    with as_worker():
        raise_deadlines(None)
    assert [row.due_on for row in due() if row.kind == "case_review"] == [timezone.localdate()]


@pytest.mark.parametrize(
    "table",
    ["casework_note", "casework_notetext", "casework_person", "casework_contactpoint", "access_draft"],
)
def test_background_work_can_read_no_words(world: Any, as_worker: Any, table: Any) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), as_worker(), transaction.atomic():
        connection.cursor().execute(f"SELECT * FROM {table}")


def test_a_reviewed_emergency_waits_for_nobody(world: Any, act: Any) -> None:
    access = EmergencyFactory(case=world.case, membership=world.duty)
    with act(world.manager) as actor:
        review_emergency(actor, access.pk, "Right to look: danger was real.")
    assert [row.state for row in due()] == ["done"]


def test_emergency_access_tells_the_legal_adviser(world: Any) -> None:
    EmergencyFactory(case=world.case, membership=world.duty)
    (row,) = due()
    assert (row.kind, row.responsible_id, row.case_id) == ("emergency_review", world.legal.pk, None)


def test_a_planned_contact_falls_due_until_it_is_known_what_became_of_it(world: Any, as_worker: Any) -> None:
    today = timezone.localdate()
    contact = ContactFactory(
        case=world.case, membership=world.supervisor, planned_for=timezone.now(), attended="pending"
    )
    later = timezone.now() + dt.timedelta(days=9)
    ContactFactory(case=world.case, membership=world.supervisor, planned_for=later, attended="pending")
    with as_worker():
        raise_deadlines(None)
        assert raise_deadlines(None) == 0
    (row,) = [one for one in due() if one.kind == "contact_planned"]
    assert (row.due_on, row.responsible_id, row.subject_id, row.state) == (
        today, world.supervisor.pk, contact.pk, "open",
    )  # fmt: skip
    with backstage():
        contact.attended, contact.happened_at, contact.version = "came", timezone.now(), contact.version + 1
        contact.save()
    assert [one.state for one in due() if one.kind == "contact_planned"] == ["done"]


def test_an_agreement_reminds_before_it_ends_and_no_more_once_it_is_renewed(world: Any, as_worker: Any) -> None:
    def agree(**fields: Any) -> None:
        with backstage():
            world.agreement.refresh_from_db()
            for name, value in {**fields, "version": world.agreement.version + 1}.items():
                setattr(world.agreement, name, value)
            world.agreement.save()
        with as_worker():
            raise_deadlines(None)

    def states() -> dict[str, str]:
        return {one.kind: one.state for one in due() if one.kind.startswith("agreement")}

    now = timezone.now()
    agree(review_on=timezone.localdate() + dt.timedelta(days=3), valid_to=now + dt.timedelta(days=20))
    assert states() == {"agreement_review": "open", "agreement_ends": "open"}
    agree(review_on=timezone.localdate() + dt.timedelta(days=300), valid_to=now + dt.timedelta(days=600))
    assert states() == {"agreement_review": "done", "agreement_ends": "done"}


def _agree(world: Any, **fields: Any) -> None:
    with backstage():
        world.agreement.refresh_from_db()
        for name, value in {**fields, "version": world.agreement.version + 1}.items():
            setattr(world.agreement, name, value)
        world.agreement.save()
    with as_worker():
        raise_deadlines(None)


def _of_agreement() -> dict[Any, str]:
    return {one.responsible_id: one.state for one in due() if one.kind == "agreement_review"}


def test_a_coordinator_who_comes_later_is_asked_too_and_a_day_that_moves_moves_for_each(world: Any) -> None:
    soon = timezone.localdate() + dt.timedelta(days=3)
    _agree(world, review_on=soon)
    second = MembershipFactory(agency=world.probation, duties=["coordinator"])
    for _time in range(2):
        _agree(world)
    assert _of_agreement() == {world.coordinator.pk: "open", second.pk: "open"}
    _agree(world, review_on=soon + dt.timedelta(days=1))
    assert {one.due_on for one in due() if one.kind == "agreement_review"} == {soon + dt.timedelta(days=1)}


def test_who_coordinates_no_longer_is_asked_no_more_unless_nobody_else_is_there(world: Any) -> None:
    second = MembershipFactory(agency=world.probation, duties=["coordinator"])
    _agree(world, review_on=timezone.localdate() + dt.timedelta(days=3))
    change(world.coordinator, duties=[])
    _agree(world)
    assert _of_agreement() == {world.coordinator.pk: "dropped", second.pk: "open"}
    change(second, duties=[])
    _agree(world)
    assert _of_agreement() == {world.coordinator.pk: "dropped", second.pk: "open"}


def test_what_is_announced_earlier_is_raised_earlier(world: Any) -> None:
    today = timezone.localdate()
    far = today + dt.timedelta(days=45)
    kinds = {"agreement_review", "case_review", "contact_planned", "retention_review"}
    at = timezone.now() + dt.timedelta(days=45)
    ContactFactory(case=world.case, membership=world.supervisor, planned_for=at, attended="pending")
    change(world.case, next_review_on=far, opened_on=far - dt.timedelta(days=365))
    _agree(world, review_on=far)
    with as_worker():
        raise_retention(None)
    assert not kinds & {one.kind for one in due()}
    change(world.partnership, settings={"reminders": {"kinds": {kind: [40, 1, 0] for kind in kinds}}})
    for _time in range(2):
        _agree(world)
        with as_worker():
            raise_retention(None)
    assert sorted(one.kind for one in due() if one.kind in kinds) == sorted(kinds)
    assert {one.due_on for one in due() if one.kind in kinds} == {far}
