"""What whoever looks after the reminders of a partnership sees: figures, ages, and messages of unknown or no fate."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count

from access.actor import Actor
from casework.choices import MailState
from casework.due import moment_words
from casework.models import ReminderMail

MOST = 100
"""Messages shown at the most; the figures count all of them."""
TONES = {MailState.UNKNOWN: "orange", MailState.FAILED: "red", MailState.SENDING: "blue"}


@dataclass(frozen=True, slots=True)
class MailLine:
    """One message that somebody should look at: to whom, when, and what is known of it."""

    id: uuid.UUID
    who: str
    at: str
    kind: str
    state: str
    tone: str
    answer: int | None
    again: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The reminders of one partnership in figures, and the messages to look at."""

    standing: int
    to_post: int
    oldest: str
    last_raised: str
    told_nobody: int
    unknown: int
    failed: int
    email: bool
    mails: tuple[MailLine, ...]


def reminder_desk(actor: Actor) -> Desk:
    """Return the desk of the actor's partnership; it tells of no case. The database refuses all but coordinators."""
    standing, to_post, oldest, last_raised, told_nobody = _figures(actor.partnership_id)
    rows = ReminderMail.objects.visible_to(actor).filter(noted_at=None).exclude(state=MailState.SENT)
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    found = rows.select_related("user").order_by("-claimed_at")[:MOST]
    return Desk(
        standing, to_post, _words(oldest), _words(last_raised), told_nobody, counted.get(MailState.UNKNOWN, 0),
        counted.get(MailState.FAILED, 0), settings.EMAIL_IS_SET_UP, tuple(_line(row) for row in found),
    )  # fmt: skip


def _figures(partnership_id: uuid.UUID) -> tuple[int, int, dt.datetime | None, dt.datetime | None, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_reminder_figures(%s)", [partnership_id])
        row: tuple[int, int, dt.datetime | None, dt.datetime | None, int] = cursor.fetchone()
    return row


def _words(at: dt.datetime | None) -> str:
    return moment_words(at) if at else ""


def _line(row: ReminderMail) -> MailLine:
    return MailLine(
        row.pk, row.user.full_name, moment_words(row.claimed_at), str(row.get_kind_display()),
        str(row.get_state_display()), TONES.get(MailState(row.state), "grey"), row.answer, _words(row.again_at),
    )  # fmt: skip
