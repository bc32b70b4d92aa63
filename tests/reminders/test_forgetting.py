"""What was settled long ago is erased; what is open, waits or may not have arrived stays, and so does the trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.models import Deadline, Reminder, ReminderMail
from casework.services.forgetting import forget_reminders
from devstack.testing import as_worker, backstage
from tests.cast import acting
from tests.reminders.kit import change, due, mails, reminders, swept


def forgotten() -> int:
    with as_worker():
        return forget_reminders(None)


def ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def settled(row: Deadline, days: int) -> None:
    """The deadline was met so long ago, and its reminders are as old."""
    change(row, state="done", done_at=ago(days))
    with backstage():
        Reminder.objects.unguarded(because="test").filter(deadline=row).update(raised_at=ago(days), post="none")


def mail(world: Any, state: str, days: int, **more: Any) -> ReminderMail:
    with backstage():
        return ReminderMail.objects.create(
            user=world.supervisor.user, partnership=world.partnership, kind="now", state=state,
            message_id=f"<{state}-{days}-{len(more)}@example.org>", claimed_at=ago(days), **more,
        )  # fmt: skip


def test_reminders_of_what_is_settled_go_after_a_year_and_open_ones_never(world: Any) -> None:
    old, young, still = (due(world, on=timezone.localdate(), kind="hearing") for _ in range(3))
    swept()
    settled(old, 366)
    settled(young, 364)
    with backstage():
        Reminder.objects.unguarded(because="test").filter(deadline=still).update(raised_at=ago(900), post="none")
    assert forgotten() == 1
    assert {one.deadline_id for one in reminders()} == {young.pk, still.pk}
    assert forgotten() == 0
    assert swept() == 0  # nobody is told once more
    with backstage():
        assert Deadline.objects.unguarded(because="test").filter(pk=old.pk).exists()


def test_a_partnership_says_how_long(world: Any) -> None:
    row = due(world, on=timezone.localdate(), kind="hearing")
    swept()
    settled(row, 40)
    assert forgotten() == 0
    change(world.partnership, settings={"cadences": {"reminders_kept": 30}})
    assert forgotten() == 1


def test_a_message_that_may_not_have_arrived_stays_until_somebody_noted_it(world: Any) -> None:
    mail(world, "sent", 400)
    mail(world, "sent", 300)
    mail(world, "unknown", 400)
    mail(world, "failed", 400, noted_at=ago(399))
    assert forgotten() == 2
    assert sorted((one.state, (timezone.now() - one.claimed_at).days) for one in mails()) == [
        ("sent", 300), ("unknown", 400),
    ]  # fmt: skip


def test_nobody_but_the_sweep_forgets(world: Any) -> None:
    for member in (world.supervisor, world.coordinator):
        with acting(member), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT casework_forget_reminders()")
