"""References to assessments made with licensed tools, newest first, each with what it put right."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from agencies.errors import NotAllowed
from assessments.models import ExternalAssessment
from casework.due import day_words
from casework.queries.case_file import CaseFile, case_file, file_of


@dataclass(frozen=True, slots=True)
class ExternalLine:
    """One reference. ``replaced``: a correction took its place."""

    id: uuid.UUID
    tool: str
    made_on: str
    assessor: str
    kept_at: str
    conclusion: str
    agency: str
    by: str
    corrects: uuid.UUID | None
    correction_reason: str
    replaced: bool
    may_correct: bool


@dataclass(frozen=True, slots=True)
class ExternalList:
    """The references of a case."""

    file: CaseFile
    lines: tuple[ExternalLine, ...]

    @property
    def may_record(self) -> bool:
        """Whether the reader may record one."""
        return "edit" in self.file.may


def external_list(actor: Actor, reference: str) -> ExternalList:
    """Return the references of a case, and log the page once.

    Raises:
        Http404: there is no such case that the actor knows from inside.
    """
    file = case_file(actor, reference)
    if "team" not in file.may:
        raise Http404
    rows = list(
        ExternalAssessment.objects.visible_to(actor)
        .filter(case_id=file.id)
        .select_related("agency", "membership__user")
        .order_by("-made_on", "-recorded_at")
    )
    trail.consulted(
        actor, "external.list_read", "external_assessment", [row.pk for row in rows] or [file.id], file.id, file.place
    )
    gone = {row.corrects_id for row in rows}
    return ExternalList(
        file,
        tuple(
            ExternalLine(
                row.pk, row.tool, day_words(row.made_on), row.assessor, row.kept_at, row.conclusion, row.agency.name,
                row.membership.user.full_name, row.corrects_id, row.correction_reason, row.pk in gone,
                row.pk not in gone and "edit" in file.may and row.agency_id == actor.agency_id,
            )
            for row in rows
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExternalDesk:
    """The form about a reference: the case, and what stands there now."""

    file: CaseFile
    values: dict[str, Any]


def external_desk(actor: Actor, reference: str) -> ExternalDesk:
    """Return the desk for a new reference. Raises Http404, NotAllowed: the actor is no permanent member."""
    file = case_file(actor, reference)
    if "team" not in file.may:
        raise Http404
    if "edit" not in file.may:
        raise NotAllowed(_("A permanent member of the case records it."))
    return ExternalDesk(file, {})


def correction_desk(actor: Actor, external_id: uuid.UUID) -> ExternalDesk:
    """Return the desk for putting a reference right, and log the reading.

    Raises:
        Http404, NotAllowed: the actor does not work for the agency that recorded it, from a permanent place.
    """
    rows = ExternalAssessment.objects.select_related("case__person", "case__lead_agency")
    row: ExternalAssessment = rows.get_for(actor, "edit", pk=external_id)
    if row.agency_id != actor.agency_id:
        raise NotAllowed(_("Only the agency that recorded it puts it right."))
    file = file_of(actor, row.case)
    trail.consulted(actor, "external.list_read", "external_assessment", [row.pk], file.id, file.place)
    names = ("tool", "made_on", "assessor", "kept_at", "conclusion")
    return ExternalDesk(file, {name: getattr(row, name) for name in names})
