"""Decisions taken together: what was open, what was chosen and why, and who agreed or dissented."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from access.guarded import GuardedQuerySet
from casework.choices import DecisionKind, View
from casework.due import day_words
from casework.models import Decision, PositionTaken
from casework.queries.case_file import CaseFile, case_file

TONES = {View.AGREES: "green", View.DISSENTS: "red", View.ABSTAINS: "grey"}


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One agency's position. A dissent is kept for ever, with its reason."""

    agency_id: uuid.UUID
    agency: str
    agency_code: str
    view: View
    tone: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision with the positions taken on it."""

    id: uuid.UUID
    kind: DecisionKind
    on: str
    options: str
    chosen: str
    reasons: str
    by: str
    breach_id: uuid.UUID | None
    positions: tuple[PositionLine, ...]

    def count(self, view: View) -> int:
        """How many agencies took this view."""
        return sum(1 for position in self.positions if position.view == view)

    @property
    def agreed(self) -> int:
        """How many agree."""
        return self.count(View.AGREES)

    @property
    def dissented(self) -> int:
        """How many dissent."""
        return self.count(View.DISSENTS)

    @property
    def abstained(self) -> int:
        """How many abstain."""
        return self.count(View.ABSTAINS)


@dataclass(frozen=True, slots=True)
class DecisionList:
    """The decisions of a case, newest first."""

    file: CaseFile
    lines: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True)
class DecisionDetail:
    """One decision. ``may_take``: the reader's agency has not spoken yet and may."""

    file: CaseFile
    line: DecisionLine
    may_take: bool


def decision_list(actor: Actor, reference: str) -> DecisionList:
    """Return the decisions of a case and log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show the record of the case.
    """
    file = case_file(actor, reference, "team")
    lines = decision_lines(actor, Decision.objects.visible_to(actor).filter(case_id=file.id))
    trail.consulted(
        actor, "joint_decision.list_read", "joint_decision", [line.id for line in lines], file.id, file.place
    )
    return DecisionList(file, lines)


def decision_detail(actor: Actor, reference: str, decision_id: uuid.UUID) -> DecisionDetail:
    """Return one decision with everybody's position and log the reading.

    Raises:
        Http404: the actor may not know of it.
    """
    file = case_file(actor, reference)
    row = Decision.objects.get_for(actor, pk=decision_id, case_id=file.id)
    (line,) = decision_lines(actor, Decision.objects.visible_to(actor).filter(pk=row.pk))
    trail.consulted(actor, "joint_decision.read", "joint_decision", [line.id], file.id, file.place)
    spoken = any(position.agency_id == actor.agency_id for position in line.positions)
    return DecisionDetail(file, line, "edit" in file.may and not spoken)


def decision_lines(actor: Actor, rows: GuardedQuerySet[Decision]) -> tuple[DecisionLine, ...]:
    """Put cleared decisions into lines, newest first."""
    found = list(rows.select_related("membership__user").order_by("-decided_on", "-recorded_at", "pk"))
    by_decision: dict[uuid.UUID, list[PositionTaken]] = {row.pk: [] for row in found}
    taken = PositionTaken.objects.visible_to(actor).filter(decision_id__in=by_decision)
    for position in taken.select_related("agency", "membership__user").order_by("agency__name"):
        by_decision[position.decision_id].append(position)
    return tuple(
        DecisionLine(
            id=row.pk, kind=DecisionKind(row.kind), on=day_words(row.decided_on), options=row.options,
            chosen=row.chosen, reasons=row.reasons, by=row.membership.user.full_name, breach_id=row.breach_id,
            positions=_positions(by_decision[row.pk]),
        )
        for row in found
    )  # fmt: skip


def _positions(rows: Iterable[PositionTaken]) -> tuple[PositionLine, ...]:
    return tuple(
        PositionLine(
            row.agency_id, row.agency.name, row.agency.code, View(row.view), TONES[View(row.view)], row.reason,
            row.membership.user.full_name,
        )
        for row in rows
    )  # fmt: skip
