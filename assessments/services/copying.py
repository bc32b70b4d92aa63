"""A correction begins with what was judged before."""

from typing import Any

from django.db import models

from access.actor import Actor
from assessments.models import (
    Assessment,
    ConsensusRating,
    Evidence,
    Formulation,
    InformationGap,
    Judgement,
    Scenario,
)

ROWS: tuple[Any, ...] = (Formulation, Scenario, Judgement, InformationGap)
NOT_COPIED = frozenset({"id", "version", "assessment"})


def copy_judgement(actor: Actor, old: Assessment, new: Assessment) -> None:
    """Copy what the team judged, with its records; what agencies gave stays with the old one.

    To be called in the transaction in which the correction begins.
    """
    for model in ROWS:
        for row in model.objects.visible_to(actor).filter(assessment=old):
            _copy(row, new).save(force_insert=True)
    behind = Evidence.objects.visible_to(actor).filter(consensus__assessment=old, is_current=True)
    notes: dict[object, list[Evidence]] = {}
    for link in behind:
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
