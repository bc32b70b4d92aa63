"""What an officer hands in about a breach, and the rules that its words and days must keep."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access.choices import Handling, Nature, Tier
from agencies.errors import RuleBroken
from casework.choices import NoteKind, Proposal
from casework.writing import NewNote

TO_COURT = (Tier.FULL, Tier.SUMMARY, Tier.NONE)
"""Whether words may go into the report to the court: as written, as their summary, or not at all."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a step as typed: they become its note. ``court_tier`` clears them for the court."""

    full: str
    summary: str = ""
    handling: str = Handling.TEAM
    court_tier: int = Tier.NONE

    def as_note(self, on: dt.date, title: str, nature: str) -> NewNote:
        """Return the note to store; its title is the name of the step, which tells nothing.

        Raises:
            RuleBroken: the summary is to go to the court and there is none.
        """
        if self.court_tier == Tier.SUMMARY and not self.summary.strip():
            raise RuleBroken(_("Write the summary that may go to the court."), "summary")
        graded = nature == Nature.REPORTED
        return NewNote(
            kind=NoteKind.OFFENCE, occurred_on=on, nature=nature, handling=self.handling, title=title,
            full=self.full, summary=self.summary, court_tier=self.court_tier,
            source_grade="2" if graded else "", knowledge_grade="A" if graded else "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """Keys of records that show the facts: missed contacts, incidents, notes whose nature is fact."""

    contacts: tuple[uuid.UUID, ...] = ()
    incidents: tuple[uuid.UUID, ...] = ()
    notes: tuple[uuid.UUID, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.contacts or self.incidents or self.notes)


@dataclass(frozen=True, slots=True)
class NewBreach:
    """A suspected failure to keep a condition. ``facts`` are words of nature fact, or None."""

    condition_id: uuid.UUID
    suspected_on: dt.date
    is_serious: bool
    proof: Proof
    facts: Words | None = None


@dataclass(frozen=True, slots=True)
class NewTerm:
    """Words of a condition, put to the court or decided by it; ``replaces_id`` names the condition they replace."""

    category: str
    text: str
    function: str
    replaces_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """One agency's position on a decision."""

    agency_id: uuid.UUID
    view: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewJointDecision:
    """A joint decision as typed: what was open, what was chosen and why, and who took which position."""

    kind: str
    decided_on: dt.date
    options: str
    chosen: str
    reasons: str
    positions: tuple[Stance, ...] = ()
    proposal: str = Proposal.NONE
    terms: tuple[NewTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class CourtOutcome:
    """What the court decided about a breach, in its own words. ``custody_from`` belongs to a revocation."""

    outcome: str
    decided_on: dt.date
    number: str = ""
    words: str = ""
    terms: tuple[NewTerm, ...] = ()
    order_ends_on: dt.date | None = None
    custody_from: dt.date | None = None


def check_day(on: dt.date, since: dt.date, field: str = "on") -> None:
    """Hold that a step was taken between the failure and today.

    Raises:
        RuleBroken: its day lies in the future, or before the failure.
    """
    if on > timezone.localdate():
        raise RuleBroken(_("This day lies in the future. Enter the day it was done."), field)
    if on < since:
        raise RuleBroken(_("This day lies before the failure itself. Check the date."), field)
