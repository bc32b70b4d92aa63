"""Interventions as one reader may know them: treatment is told beyond its agency by attendance alone (R182, R185)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Place
from agencies.errors import NotAllowed
from casework.choices import CAME, MISSED, Attended, InterventionOutcome
from casework.due import day_words
from casework.models import ClinicalPart, Intervention, Session
from casework.plan_words import when_words
from casework.queries.case_file import CaseFile, file_of
from casework.queries.slots import treatment_words


@dataclass(frozen=True, slots=True)
class InterventionLine:
    """One intervention with its attendance. Another agency's treatment has no words, its kind as ``title``."""

    id: uuid.UUID
    line: uuid.UUID | None
    kind: str
    title: str
    goal: str
    frequency: str
    when: str
    provider_id: uuid.UUID
    provider: str
    provider_code: str
    setting: str
    voluntary: bool
    condition: str
    starts_on: dt.date
    ends_on: dt.date | None
    starts: str
    ends: str
    outcome: InterventionOutcome
    runs: bool
    came: int
    missed: int
    excused: int
    last: str
    withheld: bool
    for_companions: bool
    for_guests: bool
    overlap_accepted: str
    may_edit: bool
    may_record: bool
    version: int


def interventions_of(actor: Actor, file: CaseFile) -> list[Intervention]:
    """Return the cleared interventions of a case, those that began last first."""
    rows = Intervention.objects.visible_to(actor).filter(case_id=file.id)
    rows = rows.select_related("provider", "condition")
    return list(rows.order_by("-starts_on", "title", "pk"))


def intervention_lines(actor: Actor, file: CaseFile, rows: Sequence[Intervention]) -> list[InterventionLine]:
    """Put cleared interventions into words for one reader, with counts of the sessions they may see."""
    words = treatment_words(actor, rows)
    attended = _attendance(actor, file)
    none, today = Attendance(), timezone.localdate()
    return [_line(actor, file, row, words.get(row.pk), attended.get(row.pk, none), today) for row in rows]


@dataclass(frozen=True, slots=True)
class Attendance:
    """How often the person came, missed without a good reason or was excused, and the last day."""

    came: int = 0
    missed: int = 0
    excused: int = 0
    last: dt.date | None = None


def _attendance(actor: Actor, file: CaseFile) -> dict[uuid.UUID, Attendance]:
    rows = Session.objects.visible_to(actor).filter(case_id=file.id).order_by().values_list("intervention_id")
    counted = rows.annotate(
        came=Count("pk", filter=Q(attended__in=CAME)), missed=Count("pk", filter=Q(attended__in=MISSED)),
        excused=Count("pk", filter=Q(attended=Attended.EXCUSED)),
        last=Max("on", filter=~Q(attended=Attended.PENDING)),
    )  # fmt: skip
    return {key: Attendance(*figures) for key, *figures in counted}


def _line(
    actor: Actor, file: CaseFile, row: Intervention, part: ClinicalPart | None, attended: Attendance, today: dt.date
) -> InterventionLine:
    withheld = row.is_clinical and row.provider_id != actor.agency_id
    words = part or row
    own = file.place == Place.AD_HOC and row.provider_id == actor.agency_id
    told = not withheld and ("team" in file.may or own)
    return InterventionLine(
        id=row.pk, line=None if withheld else row.line, kind=row.get_type_display(),
        title=words.title or row.get_type_display(), goal=words.goal, frequency=words.frequency,
        when="" if withheld else when_words(row.weekday, row.begins_at, row.ends_at),
        provider_id=row.provider_id, provider=row.provider.name,
        provider_code=row.provider.code, setting=row.get_setting_display(), voluntary=row.is_voluntary,
        condition=str(row.condition) if row.condition and "team" in file.may else "", starts_on=row.starts_on,
        ends_on=row.ends_on, starts=day_words(row.starts_on), ends=day_words(row.ends_on),
        outcome=InterventionOutcome(row.outcome), runs=row.runs_on(today), came=attended.came, missed=attended.missed,
        excused=attended.excused, last=day_words(attended.last), withheld=withheld,
        for_companions=row.for_companions, for_guests=row.for_guests,
        overlap_accepted=row.overlap_accepted if told else "", may_edit=may_edit(actor, file.may, row.provider_id),
        may_record=may_record(actor, file.may, row.provider_id), version=row.version,
    )  # fmt: skip


def may_edit(actor: Actor, may: frozenset[str], provider_id: uuid.UUID) -> bool:
    """Say whether the actor may change an intervention of that provider."""
    return "edit" in may and ("manage" in may or provider_id == actor.agency_id)


def may_record(actor: Actor, may: frozenset[str], provider_id: uuid.UUID) -> bool:
    """Say whether the actor may record sessions: the provider's staff, guests included, and who manages the case."""
    if actor.is_companion or "write" not in may:
        return False
    return "manage" in may or provider_id == actor.agency_id


def own_intervention(actor: Actor, intervention_id: uuid.UUID) -> Intervention:
    """Return an intervention that the actor may change: their agency's, or one of a case they answer for.

    Raises:
        Http404: there is none that the actor may know of.
        NotAllowed: it is another agency's, or the actor's place does not let them.
    """
    rows = Intervention.objects.select_related("case__person", "case__lead_agency", "provider")
    row: Intervention = rows.get_for(actor, "edit", pk=intervention_id)
    if not may_edit(actor, file_of(actor, row.case).may, row.provider_id):
        raise NotAllowed(_("This intervention is another agency's. That agency or the case manager changes it."))
    return row
