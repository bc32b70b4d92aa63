"""What is handed in about a contact, planned or held, and the rules it must keep."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.errors import RuleBroken
from casework.choices import ABSENT, WITH_PERSON, Attended, ContactKind, Mode, NoteKind, Setting, TestResult
from casework.writing import NewNote

NOTE_KIND: dict[str, NoteKind] = {
    ContactKind.PERSON: NoteKind.CONTACT,
    ContactKind.HOME_VISIT: NoteKind.CONTACT,
    ContactKind.TEST: NoteKind.CONTACT,
    ContactKind.RECEIVED: NoteKind.CONTACT,
    ContactKind.FAMILY: NoteKind.FAMILY,
    ContactKind.CONVERSATION: NoteKind.CONVERSATION,
}
"""The kind of note that holds the words of a contact."""

LONGEST_MINUTES = 1440  # a day
CLOCKS_DIFFER = dt.timedelta(minutes=10)
"""How far a contact may lie ahead and still be held: the clock of a telephone is not ours."""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A contact to come. ``relationship`` is the family member, ``asked`` says that the case manager agreed."""

    kind: str
    planned_for: dt.datetime
    setting: str = Setting.COMMUNITY
    mode: str = Mode.FACE
    place: str = ""
    relationship: uuid.UUID | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """What a contact is about besides its words: all of it optional. ``marks`` are pairs of condition and word."""

    minutes: int | None = None
    place: str = ""
    help_given: tuple[str, ...] = ()
    skill_gained: str = ""
    test_result: str = TestResult.NONE
    marks: tuple[tuple[uuid.UUID, str], ...] = ()
    objectives: tuple[uuid.UUID, ...] = ()
    actions: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact of which it is known what became of it, with its words."""

    kind: str
    attended: str
    happened_at: dt.datetime
    words: NewNote
    setting: str = Setting.COMMUNITY
    mode: str = Mode.FACE
    relationship: uuid.UUID | None = None
    asked: bool = False
    touched: Touched = field(default_factory=Touched)


def counts_attendance(kind: str) -> bool:
    """Say whether the person was to be there, so that coming or not matters."""
    return kind in WITH_PERSON


def check_held(new: NewContact) -> None:
    """Hold the rules of a contact that is over.

    Raises:
        RuleBroken: with the field and a sentence that says what to do.
    """
    if new.happened_at > timezone.now() + CLOCKS_DIFFER:
        raise RuleBroken(_("This time lies in the future. Plan the contact instead, or correct the time."), "at")
    if new.attended == Attended.PENDING:
        raise RuleBroken(_("Choose whether the person came."), "attended")
    check_attended(new.kind, new.attended)
    check_touched(new.kind, new.touched)


def check_attended(kind: str, attended: str) -> None:
    """Hold that only where the person was to be there somebody can have stayed away: it counts against them.

    Raises:
        RuleBroken: an absence at a family contact, a talk between professionals or something received.
    """
    if attended in ABSENT and not counts_attendance(kind):
        raise RuleBroken(
            _("The person was not expected at this kind of contact, so that nobody stayed away. Choose “Yes” or leave "
              "it open, and say in words who could not be reached."), "attended",
        )  # fmt: skip


def check_touched(kind: str, touched: Touched) -> None:
    """Hold the rules of what a contact touched.

    Raises:
        RuleBroken: a result without a test, or minutes that no contact takes.
    """
    if touched.test_result and kind != ContactKind.TEST:
        raise RuleBroken(_("Only a test has a result. Choose “Drug or alcohol test”, or clear it."), "test_result")
    if touched.minutes is not None and not 0 < touched.minutes <= LONGEST_MINUTES:
        raise RuleBroken(_("Enter the minutes it took, from 1 to 1440."), "minutes")


def check_plan(plan: NewPlan) -> None:
    """Hold the rules of a contact to come.

    Raises:
        RuleBroken: the moment is past.
    """
    if plan.planned_for < timezone.now() - CLOCKS_DIFFER:
        raise RuleBroken(_("This time is past. Record the contact instead, or correct the time."), "at")
