"""The assessments of a case, and what a new one is opened with."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from agencies.choices import Duty
from assessments.choices import AssessmentKind, AssessmentState
from assessments.definition import Definition
from assessments.models import Assessment, Contribution, Instrument
from casework.choices import Setting
from casework.due import day_words, due_state
from casework.models import CustodyEpisode
from casework.queries.case_file import CaseFile, case_file

TONES: dict[str, str] = {
    AssessmentState.DRAFT: "grey", AssessmentState.CONTRIBUTIONS_OPEN: "blue", AssessmentState.CONSENSUS: "blue",
    AssessmentState.SIGNED: "orange", AssessmentState.COUNTERSIGNED: "green", AssessmentState.SUPERSEDED: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in the list."""

    id: uuid.UUID
    kind: str
    on: str
    state: AssessmentState
    tone: str
    setting: str
    by: str
    countersigned_by: str
    instrument: str
    is_open: bool

    @classmethod
    def of(cls, row: Assessment) -> "AssessmentLine":
        """Put a cleared assessment into a line."""
        state = AssessmentState(row.state)
        return cls(
            row.pk, str(AssessmentKind(row.kind).label), day_words(row.as_of), state, TONES[state],
            str(Setting(row.setting).label), row.assessor.user.full_name,
            row.countersigner.user.full_name if row.countersigner else "",
            f"{row.instrument.definition['short_title']} {row.instrument.number}", row.is_open,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """A contribution that the reader's agency is asked for."""

    id: uuid.UUID
    state: str
    due_on: str
    due: str


@dataclass(frozen=True, slots=True)
class AssessmentList:
    """The assessments of a case, newest first, and what the reader's agency is asked for."""

    file: CaseFile
    lines: tuple[AssessmentLine, ...]
    turns: tuple[OwnTurn, ...]
    inside: bool

    @property
    def may_open(self) -> bool:
        """Whether the reader can open one now: the case manager, while none is in the making."""
        return "lead" in self.file.may and not any(line.is_open for line in self.lines)

    @property
    def pair(self) -> tuple[uuid.UUID, uuid.UUID] | None:
        """The two newest that stand, the older first; None when there is nothing to compare."""
        standing = [line.id for line in self.lines if line.state in ("signed", "countersigned")]
        return (standing[1], standing[0]) if len(standing) > 1 else None


def assessment_list(actor: Actor, reference: str) -> AssessmentList:
    """Return the assessments of a case and log the page once. Guests read only what their agency is asked for.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    rows = list(
        Assessment.objects.visible_to(actor)
        .filter(case_id=file.id)
        .select_related("assessor__user", "countersigner__user", "instrument")
        .order_by("-as_of", "-opened_at")
    )
    turns = Contribution.objects.visible_to(actor, "rate").filter(case_id=file.id, state__in=("asked", "begun"))
    own = tuple(_turn(row) for row in turns)
    shown = [*(row.pk for row in rows), *(turn.id for turn in own)]
    trail.consulted(actor, "assessment.list_read", "assessment", shown or [file.id], file.id, file.place)
    return AssessmentList(file, tuple(AssessmentLine.of(row) for row in rows), own, "team" in file.may)


def _turn(row: Contribution) -> OwnTurn:
    return OwnTurn(row.pk, row.get_state_display(), day_words(row.due_on), due_state(row.due_on, timezone.localdate()))


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What a new assessment begins with."""

    file: CaseFile
    instruments: tuple[tuple[str, str], ...]
    kind: str
    setting: str
    was_in_custody: bool


def new_desk(actor: Actor, reference: str) -> NewDesk:
    """Return the desk for opening an assessment; shows nothing of the record, so logs nothing.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
    """
    file = case_file(actor, reference, "lead")
    rows = Instrument.objects.visible_to(actor).in_use().order_by("title", "-loaded_at")
    before = Assessment.objects.visible_to(actor).filter(case_id=file.id).standing().exists()
    stays = list(CustodyEpisode.objects.visible_to(actor).filter(case_id=file.id).values_list("ended_on", flat=True))
    inside = any(ended is None for ended in stays)
    return NewDesk(
        file, tuple((str(row.pk), f"{row.title} {row.number}") for row in rows),
        AssessmentKind.REVIEW if before else AssessmentKind.INITIAL,
        Setting.CUSTODY if inside else Setting.COMMUNITY, bool(stays),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """One loaded instrument."""

    id: uuid.UUID
    title: str
    number: str
    items: int
    licence: str
    loaded_on: str
    by: str
    in_use: bool
    version: int


@dataclass(frozen=True, slots=True)
class InstrumentList:
    """The instruments of a partnership. ``keeps``: the reader may load and take out of use."""

    lines: tuple[InstrumentLine, ...]
    keeps: bool
    shipped_is_there: bool


def instrument_list(actor: Actor, shipped: tuple[str, str]) -> InstrumentList:
    """Return the instruments of the actor's partnership. They hold no word about a person, so nothing is logged."""
    rows = list(Instrument.objects.visible_to(actor).select_related("membership__user").order_by("title", "-loaded_at"))
    lines = tuple(
        InstrumentLine(
            row.pk, row.title, row.number, len(row.read().items), row.definition["licence"],
            day_words(timezone.localdate(row.loaded_at)), row.membership.user.full_name if row.membership else "",
            row.is_active, row.version,
        )
        for row in rows
    )  # fmt: skip
    return InstrumentList(
        lines, actor.has_duty(Duty.COORDINATOR), any((row.code, row.number) == shipped for row in rows)
    )


def instrument_words(actor: Actor, instrument_id: uuid.UUID) -> tuple[Definition, bool]:
    """Return an instrument to read, and whether it is in use.

    Raises:
        Http404: the actor's partnership has none such.
    """
    row = Instrument.objects.get_for(actor, "view", pk=instrument_id)
    return row.read(), row.is_active
