"""The ledger of messages: claimed in one transaction, handed over outside of any, settled by what is known."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from agencies.choices import RemindBy
from agencies.models import Partnership
from casework.choices import MailKind, MailState, Post
from casework.models import Reminder, ReminderMail
from casework.models.reminder import ReminderQuerySet
from casework.reminding import Rules, rules_of
from casework.services.reminder_clock import moment
from casework.services.reminder_handover import Outcome, hand_over, message_id_of
from casework.services.reminder_receivers import Receivers

BECAUSE = "messages are claimed by the worker, for nobody in particular"
LOST_AFTER = dt.timedelta(seconds=120)
"""A hand-over that takes longer was cut off: a mail server's answers are waited for ten seconds each."""
ATTEMPTS = 5
PAUSE = dt.timedelta(minutes=5)
"""Between two attempts of a message that the server refused for now, times the attempts made."""
CLAIM = 0x7265_6D69_6E64
"""Number of the advisory lock under which messages are claimed, one transaction at a time."""


def send_reminders(actor: None, now: dt.datetime | None = None) -> int:
    """Send what waits; return how many messages were handed over.

    A message is claimed first. Whoever dies after that leaves it ``sending``, and after two minutes it is ``unknown``:
    visible, and never sent again by itself. Two at once claim different messages.
    """
    _note_lost(now or moment(None))
    sent = 0
    while (mail := _claimed(now or moment(None))) is not None:
        outcome = hand_over(None, mail.user.email, mail.user.language, mail.message_id)
        _settle(mail, outcome, now or moment(None))
        sent += outcome.state == MailState.SENT
        if outcome.again or outcome.state == MailState.UNKNOWN:
            break  # the server is ill: the others wait for the next sweep
    return sent


def send_again(actor: None, mail_id: uuid.UUID) -> bool:
    """Let a message of unknown or refused fate go once more, with the same Message-ID; say whether there is one.

    Only a person decides this, on the console: whoever got it already gets it twice, unless their server knows it.
    """
    fates = (MailState.UNKNOWN, MailState.FAILED)
    rows = ReminderMail.objects.unguarded(because=BECAUSE).filter(pk=mail_id, state__in=fates)
    return bool(rows.update(state=MailState.FAILED, again_at=moment(None), attempts=0))


def _note_lost(now: dt.datetime) -> None:
    lost = ReminderMail.objects.unguarded(because=BECAUSE).filter(
        state=MailState.SENDING, claimed_at__lt=now - LOST_AFTER
    )
    lost.update(state=MailState.UNKNOWN, settled_at=now)


def _settle(mail: ReminderMail, outcome: Outcome, now: dt.datetime) -> None:
    may = outcome.again and (mail.attempts < ATTEMPTS or outcome.answer is None)  # one that cannot be reached has no no
    again = now + PAUSE * min(mail.attempts, ATTEMPTS) if may else None
    ReminderMail.objects.unguarded(because=BECAUSE).filter(
        pk=mail.pk, state__in=(MailState.SENDING, MailState.UNKNOWN)
    ).update(state=outcome.state, answer=outcome.answer, settled_at=now, again_at=again)


def _claimed(now: dt.datetime) -> ReminderMail | None:
    """Claim the next message in a transaction of its own, or return None when nothing waits."""
    while True:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM])
            mail, more = _refused_before(now)
            if not more:
                mail, more = _next(now)
        if mail is not None or not more:
            return mail


def _refused_before(now: dt.datetime) -> tuple[ReminderMail | None, bool]:
    rows = ReminderMail.objects.unguarded(because=BECAUSE).filter(state=MailState.FAILED, again_at__lte=now)
    mail = rows.select_related("user").order_by("again_at").first()
    if mail is None:
        return None, False
    about = Reminder.objects.unguarded(because=BECAUSE).filter(mail=mail)
    wanted = bool(_still_wanted(about))
    changes = {"state": MailState.SENDING, "claimed_at": now, "attempts": mail.attempts + 1} if wanted else {}
    ReminderMail.objects.unguarded(because=BECAUSE).filter(pk=mail.pk).update(again_at=None, **changes)
    mail.attempts += 1
    return (mail if wanted else None), True


def _next(now: dt.datetime) -> tuple[ReminderMail | None, bool]:
    """One person's reminders that wait, in one message; whether there may be more besides."""
    waiting = Reminder.objects.unguarded(because=BECAUSE).filter(post=Post.WAITING)
    waiting.filter(user__reminded_by=RemindBy.IN_APP).update(post=Post.NONE)
    for key, kept in Partnership.objects.order_by("pk").values_list("pk", "settings"):
        rules = rules_of(kept)
        here = waiting.filter(partnership_id=key).filter(_awake(rules.today(now)))
        if not rules.is_quiet(now) and (first := _first(here, rules, now)):
            user, by = first
            return _put_together(here.filter(user_id=user), by, rules, now), True
    return None, False


def _awake(today: dt.date) -> Q:
    """Not put off beyond ``today``; those that no longer stand are looked at too, and let go."""
    return Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)


def _first(waiting: ReminderQuerySet, rules: Rules, now: dt.datetime) -> tuple[uuid.UUID, str] | None:
    today = rules.today(now)
    had = ReminderMail.objects.unguarded(because=BECAUSE).filter(
        user=OuterRef("user"), partnership=OuterRef("partnership"), digest_on=today
    )
    ready = waiting.filter(Q(user__reminded_by=RemindBy.NOW) | ~Exists(had))
    return ready.order_by("raised_at", "pk").values_list("user_id", "user__reminded_by").first()


def _put_together(waiting: ReminderQuerySet, by: str, rules: Rules, now: dt.datetime) -> ReminderMail | None:
    rows = list(waiting.select_for_update(of=("self",)))
    wanted = _still_wanted(waiting) & {row.pk for row in rows}
    of_these = Reminder.objects.unguarded(because=BECAUSE)
    of_these.filter(pk__in=[row.pk for row in rows if row.pk not in wanted]).update(post=Post.NONE)
    if not wanted:
        return None
    kind, first = MailKind(by), rows[0]
    mail = ReminderMail(
        user_id=first.user_id, partnership_id=first.partnership_id, kind=kind, claimed_at=now,
        digest_on=rules.today(now) if kind == MailKind.DIGEST else None,
        message_id=message_id_of(None, _key(row for row in rows if row.pk in wanted)),
    )  # fmt: skip
    mail.save(force_insert=True)
    of_these.filter(pk__in=wanted).update(post=Post.CARRIED, mail=mail)
    return mail


def _still_wanted(rows: ReminderQuerySet) -> set[uuid.UUID]:
    """Those whose deadline still stands and whose reader may still know of it, by the policy and now."""
    asked = Receivers()
    found = rows.standing().select_related("deadline__agency")
    return {row.pk for row in found if asked.may_know(row.deadline, row.step, row.membership_id)}


def _key(rows: Iterable[Reminder]) -> str:
    """The same for the same events and the same person, also after a restore of the database."""
    events = sorted(f"{row.deadline_id}|{row.due_on}|{row.step}|{row.user_id}" for row in rows)
    return hashlib.sha256("\n".join(events).encode()).hexdigest()[:40]
