"""How the reminders of every partnership stand, for the operator's command: figures and ids, as the worker."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from agencies.models import Partnership
from casework.choices import MailState
from casework.models import ReminderMail

BECAUSE = "the operator's command counts messages as the worker; it shows ids and moments"
MOST = 500


@dataclass(frozen=True, slots=True)
class Figures:
    """One partnership in figures."""

    partnership: str
    standing: int
    to_post: int
    oldest: dt.datetime | None
    last_raised: dt.datetime | None
    told_nobody: int
    unknown: int
    failed: int


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message that did not surely go out."""

    id: uuid.UUID
    state: str
    claimed_at: dt.datetime
    answer: int | None


def figures(actor: None) -> list[Figures]:
    """Return the figures of each partnership. Runs as the worker; the database refuses other roles."""
    found = []
    for key, name in Partnership.objects.order_by("name").values_list("pk", "name"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM casework_reminder_figures(%s)", [key])
            standing, to_post, oldest, last_raised, told_nobody = cursor.fetchone()
        mails = ReminderMail.objects.unguarded(because=BECAUSE).filter(partnership_id=key, noted_at=None)
        by_state = dict(mails.order_by().values_list("state").annotate(n=Count("pk")))
        unknown, failed = (by_state.get(state, 0) for state in (MailState.UNKNOWN, MailState.FAILED))
        found.append(Figures(name, standing, to_post, oldest, last_raised, told_nobody, unknown, failed))
    return found


def messages(actor: None) -> list[MessageLine]:
    """Return the messages that nobody dealt with and that did not surely go out, the newest first; 500 at the most."""
    rows = ReminderMail.objects.unguarded(because=BECAUSE).filter(noted_at=None).exclude(state=MailState.SENT)
    found = rows.order_by("-claimed_at")[:MOST]
    return [MessageLine(row.pk, row.state, row.claimed_at, row.answer) for row in found]
