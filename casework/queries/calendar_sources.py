"""What stands in a calendar: one function for each sort of entry, asked in turn by ``casework.queries.calendar``."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from access.actor import Actor
from casework.choices import Attended
from casework.models import Contact
from casework.models.contact import ContactQuerySet

MOST = 400
"""Entries of one sort read at the most for one month."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, the end not included, and the cases that the actor has a place on."""

    begins: dt.datetime
    ends: dt.datetime
    cases: Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing at a moment. ``what`` and ``state`` are words, ``tone`` colours the state; ``visit``: somebody goes."""

    id: uuid.UUID
    case_id: uuid.UUID
    at: dt.datetime
    what: str
    state: str
    tone: str
    url: str
    mine: bool
    visit: bool


Source = Callable[[Actor, Span], Sequence[Dated]]
TONES = {Attended.PENDING: "blue", Attended.NO_REASON: "red", Attended.EXCUSED: "orange", Attended.CANCELLED: "grey"}


def contacts_in(actor: Actor, span: Span) -> Sequence[Dated]:
    """Contacts of the actor and of their cases: planned ones, and those that were held."""
    moment = Q(planned_for__gte=span.begins, planned_for__lt=span.ends, attended=Attended.PENDING)
    held = Q(happened_at__gte=span.begins, happened_at__lt=span.ends) & ~Q(attended=Attended.PENDING)
    rows = Contact.objects.visible_to(actor).filter(
        moment | held, Q(case_id__in=span.cases) | Q(membership_id=actor.membership_id)
    )
    found = []
    for row in rows.order_by("planned_for", "pk")[:MOST]:
        at = (row.planned_for if row.is_planned else row.happened_at) or timezone.now()
        attended = Attended(row.attended)
        found.append(
            Dated(
                row.pk, row.case_id, at, str(row.get_kind_display()), str(attended.label),
                TONES.get(attended, "green"), reverse("contact_detail", args=[row.pk]),
                row.membership_id == actor.membership_id, row.is_planned,
            )
        )  # fmt: skip
    return found


SOURCES: tuple[Source, ...] = (contacts_in,)
"""Every sort of entry. A floor that has another one adds its function here."""


def my_planned(actor: Actor) -> ContactQuerySet:
    """Return the planned contacts of the actor alone, from a month ago on, the soonest first."""
    since = timezone.now() - dt.timedelta(days=31)
    rows = Contact.objects.visible_to(actor).planned().filter(membership_id=actor.membership_id)
    return rows.filter(planned_for__gte=since).order_by("planned_for", "pk")[:MOST]
