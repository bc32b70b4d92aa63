"""Reports of leaks as one reader may know them: the desk of chair and advisers, those of a case, one with its steps."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Tier
from access.sight_leaks import DECIDING
from agencies.choices import DataCategory, Duty
from agencies.errors import NotAllowed
from casework.due import day_words, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import LeakStepKind, LeakVerdict
from sharing.models import LeakReport, LeakStep
from sharing.queries.duty_reports import case_on_team

SUBJECT = "leak"
MOST = 100
"""Reports that a list shows: the latest."""


@dataclass(frozen=True, slots=True)
class LeakLine:
    """One report in a list. ``hours_left`` until the authority is told; negative when that is past."""

    id: uuid.UUID
    mark: str
    what: str
    is_danger: bool
    by: str
    agency: str
    reported: str
    noticed: str
    authority_by: str
    hours_left: int
    authority: str
    person: str
    is_closed: bool

    @property
    def waits(self) -> bool:
        """Whether a decision on the authority is still to be made."""
        return not (self.authority or self.is_closed)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step after a leak, in words; ``label`` names what kind of step it is."""

    kind: LeakStepKind
    label: str
    verdict: str
    words: str
    until: str
    by: str
    agency: str
    at: str


@dataclass(frozen=True, slots=True)
class LeakPage:
    """One report. ``file`` is None for whoever sees no case; the newest step comes first."""

    file: CaseFile | None
    line: LeakLine
    tier: str
    kinds: tuple[str, ...]
    reached: str
    at_risk: str
    phoned: str
    phoned_whom: str
    measures: str
    steps: tuple[StepLine, ...]
    possible: tuple[tuple[LeakStepKind, str], ...]


@dataclass(frozen=True, slots=True)
class LeakList:
    """Reports on one case that the actor may know of, the newest first."""

    file: CaseFile | None
    lines: tuple[LeakLine, ...]
    may_report: bool


@dataclass(frozen=True, slots=True)
class LeakDesk:
    """What chair and advisers have before them: what is open, and what was closed last."""

    open: tuple[LeakLine, ...]
    closed: tuple[LeakLine, ...]


def reporting_desk(actor: Actor, reference: str) -> CaseFile | None:
    """Return the case of a report that is being written; None where no agreement shows it.

    Raises:
        Http404, NotAllowed: there is no such case that the actor may know of, or they have no place on its team.
    """
    return _file(actor, case_on_team(actor, reference))


def leak_desk(actor: Actor) -> LeakDesk:
    """Return the reports of the partnership, logged by case.

    Raises:
        NotAllowed: the actor is neither chair nor legal adviser.
    """
    if not any(actor.has_duty(duty) for duty in DECIDING):
        raise NotAllowed(_("This page is for the chair and the legal advisers of the partnership."))
    closed = LeakStep.objects.visible_to(actor).filter(report=OuterRef("pk"), kind=LeakStepKind.CLOSED)
    rows = LeakReport.objects.visible_to(actor).filter(partnership_id=actor.partnership_id)
    rows = rows.select_related("membership__user", "membership__agency")
    still = list(rows.filter(~Exists(closed)).order_by("noticed_at", "pk")[:MOST])
    done = list(rows.filter(Exists(closed)).order_by("-reported_at", "pk")[:MOST])
    by_case = trail.by_case((*still, *done))
    trail.consulted_across(actor, "leak.listed", SUBJECT, by_case, "leak")
    lines = {line.id: line for line in _lines(actor, [*still, *done])}
    return LeakDesk(tuple(lines[row.pk] for row in still), tuple(lines[row.pk] for row in done))


def leak_list(actor: Actor, reference: str) -> LeakList:
    """Return the reports on a case that the actor may know of: their own, or all for case manager and chair.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    try:
        case_id, may_report = case_on_team(actor, reference), True
    except NotAllowed:
        case_id, may_report = Case.objects.get_for(actor, reference=reference.upper()).pk, False
    rows = LeakReport.objects.visible_to(actor).filter(case_id=case_id)
    found = list(rows.select_related("membership__user", "membership__agency").order_by("-reported_at", "pk")[:MOST])
    trail.consulted(actor, "leak.listed", SUBJECT, [row.pk for row in found], case_id, "leak")
    return LeakList(_file(actor, case_id), tuple(_lines(actor, found)), may_report)


def leak_page(actor: Actor, report_id: uuid.UUID) -> LeakPage:
    """Return one report with its steps, and log that it was looked at.

    Raises:
        Http404: it is unseen.
    """
    rows = LeakReport.objects.select_related("membership__user", "membership__agency")
    row: LeakReport = rows.get_for(actor, "view", pk=report_id)
    steps = _steps(actor, [row])
    trail.consulted(actor, "leak.read", SUBJECT, [row.pk], row.case_id, "leak")
    return LeakPage(
        file=_file(actor, row.case_id), line=_line(row, steps), tier=str(Tier(row.tier).label),
        kinds=tuple(str(DataCategory(kind).label) for kind in row.kinds), reached=row.reached, at_risk=row.at_risk,
        phoned=moment_words(row.phoned_at) if row.phoned_at else "", phoned_whom=row.phoned_whom,
        measures=row.measures, steps=tuple(_step_line(step) for step in reversed(steps)),
        possible=tuple((kind, str(kind.label)) for kind in _possible(actor, row, steps)),
    )  # fmt: skip


def possible_steps(actor: Actor, row: LeakReport) -> tuple[LeakStepKind, ...]:
    """Return the steps that the actor may do now about a report that they read."""
    return _possible(actor, row, _steps(actor, [row]))


def _possible(actor: Actor, row: LeakReport, steps: Sequence[LeakStep]) -> tuple[LeakStepKind, ...]:
    done = {step.kind for step in steps}
    if LeakStepKind.CLOSED in done:
        return ()
    advises, person = actor.has_duty(Duty.LEGAL), _verdict(steps, LeakStepKind.PERSON)
    found = [LeakStepKind.MEASURE]
    if advises:
        found += [LeakStepKind.AUTHORITY, LeakStepKind.PERSON]
    if person == LeakVerdict.TELL and (
        advises or Case.objects.visible_to(actor, "lead").filter(pk=row.case_id).exists()
    ):
        found.append(LeakStepKind.TOLD)
    settled = person == LeakVerdict.NOT or (person == LeakVerdict.TELL and LeakStepKind.TOLD in done)
    if (advises or actor.has_duty(Duty.CHAIR)) and LeakStepKind.AUTHORITY in done and settled:
        found.append(LeakStepKind.CLOSED)
    return tuple(found)


def _file(actor: Actor, case_id: uuid.UUID) -> CaseFile | None:
    case = Case.objects.select_related("person").visible_to(actor).filter(pk=case_id).first()
    return file_of(actor, case) if case is not None else None


def _steps(actor: Actor, rows: Sequence[LeakReport]) -> list[LeakStep]:
    found = LeakStep.objects.visible_to(actor).filter(report__in=[row.pk for row in rows])
    return list(found.select_related("membership__user", "membership__agency").order_by("made_at", "pk"))


def _verdict(steps: Sequence[LeakStep], kind: LeakStepKind) -> LeakVerdict | None:
    """What counts now: the last decision of its kind."""
    said = [step.verdict for step in steps if step.kind == kind]
    return LeakVerdict(said[-1]) if said else None


def _lines(actor: Actor, rows: Sequence[LeakReport]) -> list[LeakLine]:
    steps = _steps(actor, rows)
    return [_line(row, [step for step in steps if step.report_id == row.pk]) for row in rows]


def _line(row: LeakReport, steps: Sequence[LeakStep]) -> LeakLine:
    authority, person = _verdict(steps, LeakStepKind.AUTHORITY), _verdict(steps, LeakStepKind.PERSON)
    told = any(step.kind == LeakStepKind.TOLD for step in steps)
    return LeakLine(
        id=row.pk, mark=row.mark, what=row.what, is_danger=row.is_danger, by=row.membership.user.full_name,
        agency=row.membership.agency.name, reported=moment_words(row.reported_at), noticed=moment_words(row.noticed_at),
        authority_by=moment_words(row.authority_by), hours_left=_hours(row.authority_by),
        authority=str(authority.label) if authority else "",
        person=str(LeakStepKind.TOLD.label) if told else str(person.label) if person else "",
        is_closed=any(step.kind == LeakStepKind.CLOSED for step in steps),
    )  # fmt: skip


def _hours(until: dt.datetime) -> int:
    return int((until - timezone.now()).total_seconds() // 3600)


def _step_line(step: LeakStep) -> StepLine:
    return StepLine(
        kind=LeakStepKind(step.kind), label=step.get_kind_display(), verdict=step.get_verdict_display(),
        words=step.words, until=day_words(step.until_on) if step.until_on else "", by=step.membership.user.full_name,
        agency=step.membership.agency.name, at=moment_words(step.made_at),
    )  # fmt: skip
