"""The sweep raises what falls due, once, as a role that can read no words."""

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from casework.models import Deadline
from casework.services.emergencies import review_emergency
from casework.services.sweeps import raise_deadlines
from devstack.testing import backstage
from tests.factories import EmergencyFactory


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
