"""A correction begins with what was judged before."""

import uuid
from typing import Any

from django.db import models

from access.actor import Actor
from agencies.models import save_next
from assessments.models import (
    Assessment,
    ConsensusRating,
    Evidence,
    Formulation,
    InformationGap,
    Judgement,
    Scenario,
)
from casework.choices import DeadlineKind
from casework.models import Deadline, Note

ROWS: tuple[Any, ...] = (Formulation, Scenario, Judgement, InformationGap)
NOT_COPIED = frozenset({"id", "version", "assessment"})


def copy_judgement(actor: Actor, old: Assessment, new: Assessment) -> None:
    """Copy what the team judged, with its records; what agencies gave stays with the old one.

    To be called in the transaction in which the correction begins.
    """
    copies: dict[uuid.UUID | None, uuid.UUID] = {}
    for model in ROWS:
        for row in model.objects.visible_to(actor).filter(assessment=old):
            copied = _copy(row, new)
            copied.save(force_insert=True)
            copies[row.pk] = copied.pk
    open_gaps = Deadline.objects.visible_to(actor).open().filter(case_id=new.case_id, kind=DeadlineKind.INFORMATION_GAP)
    for due in open_gaps.filter(subject_id__in=copies):  # who was to find out closes the gap that stands from now on
        due.subject_id = copies[due.subject_id]
        save_next(due, "subject_id")
    behind = list(Evidence.objects.visible_to(actor).filter(consensus__assessment=old, is_current=True))
    known = Note.objects.visible_where(actor, "read", pk__in=[link.note_id for link in behind])
    readable = set(known.values_list("pk", flat=True)) if behind else set()
    notes: dict[object, list[Evidence]] = {}
    for link in behind:
        if link.note_id not in readable:  # of a case manager before, who read more: it stays behind the old one
            continue
        notes.setdefault(link.consensus_id, []).append(link)
    for rating in ConsensusRating.objects.visible_to(actor).filter(assessment=old):
        again = _copy(rating, new)
        again.membership_id = actor.membership_id
        again.save(force_insert=True)
        for link in notes.get(rating.pk, []):
            Evidence(case_id=new.case_id, consensus=again, note_id=link.note_id).save(force_insert=True)


def _copy(row: models.Model, assessment: Assessment) -> Any:
    names = [f.attname for f in row._meta.concrete_fields if f.name not in NOT_COPIED]
    return type(row)(assessment=assessment, **{name: getattr(row, name) for name in names})
