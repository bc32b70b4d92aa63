"""Emergency access: what runs now for a person, and what waits for a case manager's review."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from access import trail
from access.actor import Actor
from access.guarded import GuardedQuerySet
from access.models import Event
from agencies.errors import NotAllowed
from casework.due import moment_words
from casework.models import EmergencyAccess
from casework.queries.case_file import CaseFile, case_file
from casework.words import emergency_word

MOST_LINES = 200
"""Lines of the trail shown beside one emergency access; more stand in the access log of the case."""


@dataclass(frozen=True, slots=True)
class Running:
    """Emergency access that runs now, as the banner shows it."""

    case_label: str
    ends_at: dt.datetime
    minutes_left: int
    url: str
    end_url: str


def running_now(actor: Actor) -> GuardedQuerySet[EmergencyAccess]:
    """Return the actor's emergency access that runs now, the one that ends first before others."""
    now = timezone.now()
    return (
        EmergencyAccess.objects.visible_to(actor)
        .filter(user_id=actor.user_id, membership_id=actor.membership_id, ended_at=None, opened_at__lte=now)
        .filter(expires_at__gt=now)
        .order_by("expires_at")
    )


def running_emergency(actor: Actor) -> Running | None:
    """Return the actor's emergency access that ends first, or None."""
    now, row = timezone.now(), running_now(actor).select_related("case").first()
    if row is None:
        return None
    reference = row.case.reference
    minutes = max(1, int((row.expires_at - now).total_seconds() // 60))
    return Running(
        reference, timezone.localtime(row.expires_at), minutes, reverse("case_overview", args=[reference]),
        reverse("emergency_end", args=[row.pk]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """One line of the trail made under the access: when, and what in words."""

    at: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class EmergencyFile:
    """One emergency access as its reviewer reads it."""

    file: CaseFile
    id: uuid.UUID
    who: str
    position: str
    agency: str
    agency_code: str
    reason: str
    opened: str
    until: str
    state: str
    running: bool
    reviewed: str
    reviewer: str
    finding: str
    lines: tuple[Opening, ...]


def emergency_file(actor: Actor, access_id: uuid.UUID) -> EmergencyFile:
    """Return one emergency access with what was opened under it, and log the reading.

    Raises:
        Http404: there is none that the actor may know of.
        NotAllowed: the actor neither manages nor supervises the case, or asked for the access themselves.
    """
    rows = EmergencyAccess.objects.select_related("case", "user", "agency", "membership__position", "reviewer")
    row = rows.get_for(actor, "manage", pk=access_id)
    if row.user_id == actor.user_id:
        raise NotAllowed(_("Nobody reviews their own emergency access."))
    file = case_file(actor, row.case.reference)
    if "manage" not in file.may:
        raise Http404
    end = min(row.ended_at or row.expires_at, row.expires_at)
    lines = _lines(actor, row, end)
    trail.consulted(actor, "emergency.read", "emergency", [row.pk], row.case_id, file.place)
    return EmergencyFile(
        file=file, id=row.pk, who=row.user.full_name, position=row.membership.position.name, agency=row.agency.name,
        agency_code=row.agency.code, reason=row.reason, opened=moment_words(row.opened_at), until=moment_words(end),
        state=emergency_word(row.ended_at, row.expires_at, timezone.now()), running=end > timezone.now(),
        reviewed=moment_words(row.reviewed_at) if row.reviewed_at else "",
        reviewer=row.reviewer.full_name if row.reviewer else "", finding=row.review_finding, lines=lines,
    )  # fmt: skip


VERBS = {
    "case.read": _lazy("Opened the case"),
    "case.contact_read": _lazy("Opened where the person can be found"),
    "case.team_read": _lazy("Opened the team"),
    "note.list_read": _lazy("Read a page of notes"),
    "note.read": _lazy("Opened a note"),
    "emergency.opened": _lazy("Emergency access began"),
    "emergency.ended": _lazy("Emergency access ended by hand"),
}
"""Verbs of the trail in a reviewer's words; the others are shown as they are."""


def _lines(actor: Actor, row: EmergencyAccess, end: dt.datetime) -> tuple[Opening, ...]:
    events = Event.objects.visible_to(actor).filter(
        case_id=row.case_id, user_id=row.user_id, at__gte=row.opened_at - dt.timedelta(seconds=5), at__lte=end
    )
    return tuple(
        Opening(moment_words(event.at), str(VERBS.get(event.verb, event.verb)), len(event.subjects))
        for event in events.order_by("seq")[:MOST_LINES]
    )
