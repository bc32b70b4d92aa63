"""What tests of reminders share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.models import Deadline, Reminder, ReminderMail
from casework.services.reminder_mail import send_reminders
from casework.services.reminder_sweep import raise_reminders
from devstack.testing import as_worker, backstage
from tests.factories import DeadlineFactory

NOON = dt.time(12)


def at(day: dt.date, hour: int = 12, minute: int = 0) -> dt.datetime:
    """A moment of a local day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def due(world: Any, *, on: dt.date, kind: str = "court_report", **more: Any) -> Deadline:
    """A deadline of the hidden case that its order supervisor answers for, unless ``more`` says otherwise."""
    about = {"case": world.case, "agency": world.probation, "responsible": world.supervisor, **more}
    row: Deadline = DeadlineFactory(kind=kind, due_on=on, **about)
    return row


def swept(now: dt.datetime | None = None) -> int:
    """Sweep as the worker does."""
    with as_worker():
        return raise_reminders(None, now)


def sent(now: dt.datetime | None = None) -> int:
    """Send as the worker does."""
    with as_worker():
        return send_reminders(None, now)


def told() -> list[tuple[str, Any]]:
    """Each step and whom it was told, as stored."""
    with backstage():
        rows = Reminder.objects.unguarded(because="test").order_by("raised_at", "step")
        return list(rows.values_list("step", "membership_id"))


def reminders(**where: Any) -> list[Reminder]:
    """Reminders as stored."""
    with backstage():
        return list(Reminder.objects.unguarded(because="test").filter(**where).order_by("raised_at", "step"))


def mails() -> list[ReminderMail]:
    """The ledger."""
    with backstage():
        return list(ReminderMail.objects.unguarded(because="test").order_by("claimed_at", "user_id"))


def change(row: Any, **fields: Any) -> None:
    """Change a row past the second wall, as its next version where it has one."""
    with backstage():
        row.refresh_from_db()
        for name, value in fields.items():
            setattr(row, name, value)
        if hasattr(row, "version"):
            row.version += 1
        row.save()
