"""What happened around the assessments, as far as the reader reads it: releases, breaches, approaches, achievements."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import ExposureBy, ExposureResponse, IncidentKind
from casework.due import day_words
from casework.models import Achievement, Breach, CustodyEpisode, Exposure, Incident

BEFORE = dt.timedelta(days=60)
"""How long before the first assessment something may have happened to be laid over the line."""
MANY = 12
"""How many events, the newest, are laid over the line."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One event, with the note that tells of it where there is one."""

    day: dt.date
    on: str
    kind: str
    words: str
    note: uuid.UUID | None = None


def happened(actor: Actor, case_id: uuid.UUID, first: dt.date) -> tuple[Happened, ...]:
    """Return what happened since shortly before ``first``, oldest first: what the reader may read, and nothing else."""
    since = first - BEFORE
    found = [
        *_custody(actor, case_id, since), *_breaches(actor, case_id, since), *_events(actor, case_id, since),
        *(
            _one(row.on, _("Achievement"), row.text)
            for row in Achievement.objects.visible_to(actor).filter(
                case_id=case_id, on__gte=since, withdrawn_on__isnull=True
            )
        ),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.words))[-MANY:])


def _one(day: dt.date, kind: str, words: str = "", note: uuid.UUID | None = None) -> Happened:
    return Happened(day, day_words(day), kind, words, note)


def _custody(actor: Actor, case_id: uuid.UUID, since: dt.date) -> list[Happened]:
    rows = CustodyEpisode.objects.visible_to(actor).filter(case_id=case_id)
    begun = [_one(row.began_on, _("Custody began")) for row in rows if row.began_on >= since]
    return begun + [_one(row.ended_on, _("Release")) for row in rows if row.ended_on and row.ended_on >= since]


def _breaches(actor: Actor, case_id: uuid.UUID, since: dt.date) -> list[Happened]:
    rows = Breach.objects.visible_to(actor).filter(case_id=case_id, suspected_on__gte=since)
    return [_one(row.suspected_on, _("Breach suspected"), row.get_state_display()) for row in rows]


def _events(actor: Actor, case_id: uuid.UUID, since: dt.date) -> list[Happened]:
    lately = {"case_id": case_id, "note__occurred_on__gte": since}
    exposures = Exposure.objects.visible_to(actor).filter(**lately).exclude(note__status=ItemStatus.WITHDRAWN)
    incidents = Incident.objects.visible_to(actor).filter(**lately).exclude(note__status=ItemStatus.WITHDRAWN)
    return [
        *(
            _one(
                row.note.occurred_on, _("Approach"),
                f"{ExposureBy(row.by).label}. {ExposureResponse(row.response).label}", row.note_id,
            )
            for row in exposures.select_related("note")
        ),
        *(
            _one(row.note.occurred_on, _("Incident"), str(IncidentKind(row.kind).label), row.note_id)
            for row in incidents.select_related("note")
        ),
    ]  # fmt: skip
