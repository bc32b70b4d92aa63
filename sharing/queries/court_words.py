"""What the court may be told, or would be told, of one assessment."""

import uuid
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from access import trail
from access.actor import Actor
from agencies.choices import AgencyGroup
from agencies.models import Agency
from assessments.choices import AssessmentState
from assessments.models import Assessment
from casework.due import day_words
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import ReportKind, ReportPart
from sharing.queries.report_sources.judged import judged_of
from sharing.telling.assessment import told_statements


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A section of a progress report, with what an assessment says in it."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourtWords:
    """One assessment and what the court would be told of it. ``may``: countersigned, standing, and the reader's to say.

    ``since`` and ``by`` say who marked it; ``told``: a signed report tells of it, so that it stays marked.
    """

    file: CaseFile
    id: uuid.UUID
    version: int
    kind: str
    as_of: str
    may: bool
    since: str
    by: str
    told: bool
    parts: tuple[ToldPart, ...]


def court_words(actor: Actor, assessment_id: uuid.UUID) -> CourtWords:
    """Return what a progress report would tell of an assessment, for whoever may say so, and log the reading.

    Raises:
        Http404, NotAllowed: the actor neither manages the case nor supervises the order.
    """
    rows = Assessment.objects.select_related(
        "case__person", "case__lead_agency", "instrument", "assessor", "for_court_by__user"
    )
    row: Assessment = rows.get_for(actor, "manage", pk=assessment_id)
    file = file_of(actor, row.case)
    trail.consulted(actor, "assessment.read", "assessment", [row.pk], file.id, file.place)
    health = Agency.objects.filter(partnership_id=row.case.partnership_id, group=AgencyGroup.HEALTH)
    found: dict[ReportPart, list[str]] = {}
    if row.state == AssessmentState.COUNTERSIGNED:
        out = frozenset(health.values_list("pk", flat=True))
        for one in told_statements(judged_of(actor, row), ReportKind.PROGRESS, out):
            found.setdefault(one.part, []).append(one.text)
    return CourtWords(
        file=file, id=row.pk, version=row.version, kind=str(row.get_kind_display()), as_of=day_words(row.as_of),
        may=row.state == AssessmentState.COUNTERSIGNED,
        since=day_words(timezone.localdate(row.for_court_at)) if row.for_court_at else "",
        by=row.for_court_by.user.full_name if row.for_court_by else "",
        told=row.is_for_court and is_told(actor, row.pk),
        parts=tuple(ToldPart(str(part.label), tuple(texts)) for part, texts in found.items()),
    )  # fmt: skip


def is_told(actor: Actor, assessment_id: uuid.UUID) -> bool:
    """Say whether a signed report tells of an assessment that ``actor`` knows, also where its words are not theirs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_told_of(%s)", [assessment_id])
        found: bool = cursor.fetchone()[0]
    return found and Assessment.objects.visible_to(actor).filter(pk=assessment_id).exists()
