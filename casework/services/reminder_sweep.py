"""Raising reminders from deadlines. Runs as the worker; the deadline row is the truth, a reminder says who was told."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from agencies.choices import RemindBy
from agencies.models import Partnership, User
from casework.choices import DeadlineState, Post, ReminderStep
from casework.models import Deadline, Reminder
from casework.reminding import Rules, due_between, rules_of
from casework.services.reminder_clock import moment
from casework.services.reminder_receivers import Able, Receivers

BATCH = 200
"""Deadlines claimed by one transaction."""
BECAUSE = "the sweep reads keys and days of every deadline, and no words"


def raise_reminders(actor: None, now: dt.datetime | None = None) -> int:
    """Raise a reminder for each step that a deadline has reached and nobody was told of yet; say how many are new.

    ``actor`` is nobody: the worker acts for the product. Claim, effect and state are one transaction of at most 200
    deadlines: two sweeps at once pass each other by, and one that is killed leaves all of a batch or nothing of it.
    """
    at, raised = now or moment(None), 0
    for key, kept in Partnership.objects.order_by("pk").values_list("pk", "settings"):
        rules = rules_of(kept)
        for step in ReminderStep:
            raised += _raise_step(key, rules, step, at)
    return raised


def _raise_step(partnership_id: uuid.UUID, rules: Rules, step: ReminderStep, now: dt.datetime) -> int:
    at_step = _at_step(rules, step, rules.today(now))
    if at_step is None:
        return 0
    raised, after = 0, uuid.UUID(int=0)
    while True:
        with transaction.atomic():
            rows = _claimed(partnership_id, step, at_step, after)
            raised += _raise(rows, partnership_id, step, now)
        if len(rows) < BATCH:
            return raised
        after = rows[-1].pk  # those that remind nobody are not looked at again in this sweep


def _at_step(rules: Rules, step: ReminderStep, today: dt.date) -> Q | None:
    found: Q | None = None
    for timing, kinds in rules.kinds_by_timing().items():
        if span := due_between(step, timing, today):
            there = Q(kind__in=kinds, due_on__range=span)
            found = there if found is None else found | there
    return found


def _claimed(partnership_id: uuid.UUID, step: ReminderStep, at_step: Q, after: uuid.UUID) -> list[Deadline]:
    """Lock the next deadlines at ``step`` of which nobody was told for whoever answers for them now."""
    told = Reminder.objects.unguarded(because=BECAUSE).filter(
        Q(meant_for=OuterRef("responsible")) | Q(meant_for__isnull=True, deadline__responsible__isnull=True),
        deadline=OuterRef("pk"), due_on=OuterRef("due_on"), step=step,
    )  # fmt: skip
    rows = (
        Deadline.objects.unguarded(because=BECAUSE)
        .filter(at_step, ~Exists(told), state=DeadlineState.OPEN, agency__partnership_id=partnership_id, pk__gt=after)
        .select_related("agency")
        .order_by("pk")
    )
    return list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])


def _raise(rows: Iterable[Deadline], partnership_id: uuid.UUID, step: ReminderStep, now: dt.datetime) -> int:
    asked = Receivers()
    wanted = [(row, one) for row in rows for one in asked.of(row, step)]
    by = dict(User.objects.filter(pk__in={one.user_id for _row, one in wanted}).values_list("pk", "reminded_by"))
    new = [_reminder(row, one, step, partnership_id, now, _post(by[one.user_id])) for row, one in wanted]
    before = Reminder.objects.unguarded(because=BECAUSE).filter(deadline__in=[row for row, _one in wanted], step=step)
    already = before.filter(due_on=F("deadline__due_on")).count()
    Reminder.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["deadline", "due_on", "step", "user"],
        update_fields=["meant_for", "state"],  # who stood in before and does again is not written to once more
    )  # fmt: skip
    return before.filter(due_on=F("deadline__due_on")).count() - already


def _post(by: str) -> Post:
    return Post.WAITING if settings.EMAIL_IS_SET_UP and by != RemindBy.IN_APP else Post.NONE


def _reminder(
    row: Deadline, one: Able, step: ReminderStep, partnership_id: uuid.UUID, now: dt.datetime, post: Post
) -> Reminder:
    return Reminder(
        case_id=row.case_id, deadline=row, due_on=row.due_on, step=step, meant_for_id=row.responsible_id,
        membership_id=one.membership_id, user_id=one.user_id, partnership_id=partnership_id, raised_at=now, post=post,
    )  # fmt: skip
