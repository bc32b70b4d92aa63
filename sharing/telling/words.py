"""Small words that several parts of a report share."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.choices import CAME, Attended
from casework.due import day_words
from casework.models import Contact


def period_words(first: dt.date, last: dt.date) -> str:
    """Return “1 Feb 2026 to 1 May 2026”."""
    return _("%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}


def attendance_words(answers: Iterable[str]) -> str:
    """Return how often somebody came, of how often they were expected; what was called off is not counted."""
    known = [answer for answer in answers if answer not in (Attended.PENDING, Attended.CANCELLED)]
    came = sum(1 for answer in known if answer in CAME)
    return _("attended %(came)d of %(all)d") % {"came": came, "all": len(known)}


def day_of(contact: Contact) -> dt.date | None:
    """Return the local day of a contact: when it was held or, if it was not, when it was planned."""
    moment = contact.happened_at or contact.planned_for
    return timezone.localdate(moment) if moment else None


def sentence(*parts: str) -> str:
    """Join sentences, each with its full stop."""
    kept = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part[-1] in ".!?”:" else f"{part}." for part in kept)
