"""What people do with their own reminders: put one off with a reason, or settle it from the list."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from casework.choices import ReminderState, ReminderStep, SnoozeReason
from casework.models import Reminder, ReminderMail
from casework.services.cases import meet_deadline

LONGEST_SNOOZE = 14
"""Days that a reminder may be put off at the most (ours). It stays on the list, and passing on is not put off."""


@transaction.atomic
def snooze_reminder(actor: Actor, reminder_id: uuid.UUID, until: dt.date, reason: SnoozeReason) -> None:
    """Put off one deadline's reminders of the actor until the local day ``until``.

    Raises:
        Http404: the reminder is not the actor's, or no longer stands.
        RuleBroken: the day is not after today, or more than 14 days away.
    """
    row = _standing(actor, reminder_id)
    today = timezone.localdate()
    if not today < until <= today + dt.timedelta(days=LONGEST_SNOOZE):
        sentence = _("Choose a day after today, at the most %(n)d days away.") % {"n": LONGEST_SNOOZE}
        raise RuleBroken(sentence, "until")
    same = Reminder.objects.visible_to(actor, "settle").filter(deadline_id=row.deadline_id, state=ReminderState.OPEN)
    same.update(snoozed_until=until, snooze_reason=reason)
    _recorded(actor, "reminder.snoozed", row, {"until": until.isoformat(), "why": reason.value})


@transaction.atomic
def settle_reminder(actor: Actor, reminder_id: uuid.UUID) -> None:
    """Settle a reminder: one that was passed on is taken up, one that is met by hand meets its deadline.

    Raises:
        Http404, NotAllowed: the reminder, or its deadline, is not the actor's to settle.
        RuleBroken: its deadline is met by an act of its own.
    """
    row = _standing(actor, reminder_id)
    if row.step != ReminderStep.ESCALATION:
        meet_deadline(actor, row.deadline_id)
        return
    same = Reminder.objects.visible_to(actor, "settle").filter(deadline_id=row.deadline_id, state=ReminderState.OPEN)
    same.update(state=ReminderState.DONE, done_at=timezone.now())
    _recorded(actor, "reminder.taken_up", row, {})


def _standing(actor: Actor, reminder_id: uuid.UUID) -> Reminder:
    return Reminder.objects.all().standing().get_for(actor, "settle", pk=reminder_id)


def _recorded(actor: Actor, verb: str, row: Reminder, detail: dict[str, str]) -> None:
    trail.record(
        actor, verb, operation=Operation.ALTER, kind="deadline", subjects=[row.deadline_id], case_id=row.case_id,
        ground="own", detail=detail,
    )  # fmt: skip


@transaction.atomic
def note_mail(actor: Actor, mail_id: uuid.UUID) -> None:
    """Take a message of unknown or no fate off the list, as a coordinator who dealt with it; nothing is sent.

    Raises:
        Http404: there is none of the actor's partnership.
    """
    row = ReminderMail.objects.get_for(actor, "note", pk=mail_id)
    ReminderMail.objects.visible_where(actor, "note", pk=row.pk).update(noted_at=timezone.now())
    trail.record(
        actor, "reminder.mail_noted", operation=Operation.ADMINISTER, kind="reminder_mail", subjects=[row.pk],
        ground="duty",
    )  # fmt: skip
