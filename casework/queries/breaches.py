"""Breaches of a case as a list: which condition, where each stands, what is due next."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from casework.choices import BreachState, BreachStepKind, Outcome, Proposal
from casework.due import day_words, days_words, due_state
from casework.models import Breach, BreachStep
from casework.queries.case_file import CaseFile, case_file

TONES = {
    BreachState.SUSPECTED: "orange", BreachState.ASKED: "orange", BreachState.ACCEPTED: "green",
    BreachState.NOT_ACCEPTED: "red", BreachState.WARNED: "blue", BreachState.REFERRED: "red",
    BreachState.HEARD: "red", BreachState.CLOSED: "grey", BreachState.NOT_PURSUED: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A day that counts: what it is for, the day, how far it is in words, and its state for the due mark."""

    label: str
    day: dt.date
    on: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class BreachLine:
    """One breach in a list."""

    id: uuid.UUID
    number: int
    about: str
    order: str
    suspected_on: dt.date
    on: str
    state: BreachState
    tone: str
    is_open: bool
    is_serious: bool
    outcome: Outcome
    proposal: Proposal
    window_to: dt.date | None
    window: str
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class BreachList:
    """The breaches of a case, those on which something is to be done first."""

    file: CaseFile
    open: tuple[BreachLine, ...]
    past: tuple[BreachLine, ...]

    @property
    def lines(self) -> tuple[BreachLine, ...]:
        """All of them, the open ones first."""
        return (*self.open, *self.past)


def breach_list(actor: Actor, reference: str) -> BreachList:
    """Return the breaches of a case, newest first, and log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show the record of the case.
    """
    file = case_file(actor, reference, "team")
    rows = Breach.objects.visible_to(actor).filter(case_id=file.id).select_related("condition", "order__type")
    found = list(rows.order_by("-suspected_on", "-pk"))
    trail.consulted(actor, "breach.list_read", "breach", [row.pk for row in found], file.id, file.place)
    lines = lines_of(actor, found)
    return BreachList(
        file, tuple(line for line in lines if line.is_open), tuple(line for line in lines if not line.is_open)
    )


def lines_of(actor: Actor, rows: Sequence[Breach]) -> tuple[BreachLine, ...]:
    """Put cleared breaches (with condition and order) into lines."""
    today, answered = timezone.localdate(), _answered(actor, rows)
    return tuple(
        BreachLine(
            id=row.pk, number=row.condition.number, about=row.condition.get_category_display(), order=str(row.order),
            suspected_on=row.suspected_on, on=day_words(row.suspected_on), state=BreachState(row.state),
            tone=TONES[BreachState(row.state)], is_open=row.is_open, is_serious=row.is_serious,
            outcome=Outcome(row.outcome), proposal=Proposal(row.proposal), window_to=row.window_to,
            window=day_words(row.window_to) if row.window_to and row.window_to >= today else "",
            clocks=clocks_of(actor, row, row.pk in answered),
        )
        for row in rows
    )  # fmt: skip


def _answered(actor: Actor, rows: Sequence[Breach]) -> set[uuid.UUID]:
    """Those of the breaches that wait for an explanation which has come, or is known not to come."""
    asked = [row.pk for row in rows if row.state == BreachState.ASKED]
    if not asked:
        return set()
    kinds = (BreachStepKind.GIVEN, BreachStepKind.NONE_GIVEN)
    steps = BreachStep.objects.visible_to(actor).filter(breach_id__in=asked, kind__in=kinds)
    return set(steps.values_list("breach_id", flat=True))


def clocks_of(actor: Actor, row: Breach, answered: bool = False) -> tuple[Clock, ...]:
    """Return the days that count for a cleared breach now: explanation, action, hearing, the warning's window."""
    today, found = timezone.localdate(), []
    if row.state == BreachState.ASKED and row.explanation_due_on and not answered:
        found.append((_("Explanation from the person"), row.explanation_due_on))
    if row.state in (BreachState.SUSPECTED, BreachState.ASKED, BreachState.NOT_ACCEPTED) and row.act_by_on:
        found.append((_("Act on it"), row.act_by_on))
    if row.state == BreachState.REFERRED and row.hearing_on:
        found.append((_("Hearing"), row.hearing_on))
    clocks = [Clock(label, day, day_words(day), days_words(day, today), due_state(day, today)) for label, day in found]
    if row.window_to and row.window_to >= today:
        day = row.window_to
        clocks.append(Clock(_("A repeat counts until"), day, day_words(day), days_words(day, today), "later"))
    return tuple(clocks)
