"""Two signed assessments of a case side by side: what was added, removed and changed, in words."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.http import Http404

from access import trail
from access.actor import Actor
from assessments.assessing import FormulationTexts
from assessments.changing import Look, Move, label_of, move_between
from assessments.choices import LOCKED, Confidence, Imminence, Priority
from assessments.definition import Item
from assessments.models import Assessment, Formulation, Judgement
from assessments.queries.lists import AssessmentLine
from assessments.queries.looks import looks_of
from casework.queries.case_file import CaseFile, file_of


@dataclass(frozen=True, slots=True)
class Side:
    """One item in one of the two: the answer and the reason of the team, and the records behind it."""

    answer: str
    reason: str
    records: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Differs:
    """One item that differs. ``move`` says whether it is a change or a new view."""

    name: str
    move: Move
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two assessments, the older first. ``texts``: judgement and formulation where they differ: label, old, new."""

    file: CaseFile
    old: AssessmentLine
    new: AssessmentLine
    added: tuple[Differs, ...]
    removed: tuple[Differs, ...]
    changed: tuple[Differs, ...]
    texts: tuple[tuple[str, str, str], ...]

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return bool(self.added or self.removed or self.changed or self.texts)


def assessment_compare(actor: Actor, one: uuid.UUID, other: uuid.UUID) -> ComparePage:
    """Return two signed assessments of one case side by side, and log the page with every record that is named.

    Raises:
        Http404: the actor knows of no such two, they are of two cases, or one is not signed.
    """
    rows = Assessment.objects.select_related(
        "case__person", "case__lead_agency", "instrument", "assessor__user", "countersigner__user"
    )
    found: list[Assessment] = [rows.get_for(actor, "view", pk=key) for key in (one, other)]
    old, new = sorted(found, key=lambda row: (row.as_of, row.opened_at))
    if old.case_id != new.case_id or old.state not in LOCKED or new.state not in LOCKED:
        raise Http404
    file, looks = file_of(actor, old.case), looks_of(actor, found)
    trail.consulted(
        actor, "assessment.compared", "assessment", [old.pk, new.pk, *sorted(looks.notes)], file.id, file.place
    )
    items = {item.code: item for row in (old, new) for item in row.instrument.read().items}
    differing: list[Differs] = []
    for code, item in items.items():
        before, after = looks.at(old.pk, code), looks.at(new.pk, code)
        move = move_between(before, after, old.as_of)
        if move is Move.NONE and _same_words(item, before, after):
            continue
        sides = [
            Side(label_of(item, look.answer), look.reason, looks.records.get((row.pk, code), ())) if look else None
            for row, look in ((old, before), (new, after))
        ]
        differing.append(Differs(f"{code} {item.label}", move, *sides))
    return ComparePage(
        file, AssessmentLine.of(old), AssessmentLine.of(new), tuple(one for one in differing if one.old is None),
        tuple(one for one in differing if one.new is None), tuple(one for one in differing if one.old and one.new),
        _texts(actor, old, new),
    )  # fmt: skip


def _same_words(item: Item, before: Look | None, after: Look | None) -> bool:
    """An item that is answered in words differs by its words."""
    return not item.scale.text or (before.reason if before else "") == (after.reason if after else "")


def _texts(actor: Actor, old: Assessment, new: Assessment) -> tuple[tuple[str, str, str], ...]:
    """The judgement and the formulation, field by field, where they differ."""
    both = [old.pk, new.pk]
    judged = {row.assessment_id: row for row in Judgement.objects.visible_to(actor).filter(assessment__in=both)}
    told = {row.assessment_id: row for row in Formulation.objects.visible_to(actor).filter(assessment__in=both)}
    pairs = [
        (label, _said(judged.get(old.pk), name), _said(judged.get(new.pk), name))
        for name, label in _labels(Judgement, ("priority", "imminence", "confidence", "words"))
    ] + [
        (label, _said(told.get(old.pk), name), _said(told.get(new.pk), name))
        for name, label in _labels(Formulation, FormulationTexts.__slots__)
    ]
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _labels(model: type[models.Model], names: Sequence[str]) -> list[tuple[str, str]]:
    labels = {one.name: str(one.verbose_name).capitalize() for one in model._meta.concrete_fields}
    return [(name, labels[name]) for name in names]


CHOICES = {"priority": Priority, "imminence": Imminence, "confidence": Confidence}


def _said(row: Judgement | Formulation | None, name: str) -> str:
    value = str(getattr(row, name, ""))
    return str(CHOICES[name](value).label) if value and name in CHOICES else value
