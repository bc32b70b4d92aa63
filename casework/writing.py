"""What a writer hands in for a note, and the rules its wordings must keep."""

import dataclasses
import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access.choices import Handling, Nature, Tier
from agencies.choices import AgencyGroup, Secrecy
from agencies.errors import RuleBroken
from agencies.models import Agency
from casework.choices import DEFAULT_SECRECY, NoteKind


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note as typed: its labels and one text per tier. ``named`` holds user ids."""

    kind: str
    occurred_on: dt.date
    nature: str
    handling: str
    title: str
    full: str
    summary: str = ""
    gist: str = ""
    action: str = ""
    secrecy: str = Secrecy.NONE
    source_grade: str = ""
    knowledge_grade: str = ""
    released_tier: int = Tier.FULL
    told_to_companions: bool = False
    named: tuple[uuid.UUID, ...] = ()
    answer_by: dt.date | None = None
    checked_by: uuid.UUID | None = None
    court_tier: int = Tier.NONE


def about(note: NewNote, kind: str, occurred_on: dt.date | None = None) -> NewNote:
    """Return the words as those of the record they belong to, which says their kind and their day.

    What concerns health is under its secrecy, and leaves the agency as a gist unless its writer says otherwise.
    """
    note = dataclasses.replace(note, kind=kind, occurred_on=occurred_on or note.occurred_on)
    usual = DEFAULT_SECRECY.get(kind)
    if usual is None or note.secrecy != Secrecy.NONE:
        return note
    return dataclasses.replace(note, secrecy=usual, released_tier=min(note.released_tier, int(Tier.GIST)))


def usual_court_tier(kind: str, released_tier: int, *, supervises: bool) -> int:
    """Return how far a note usually may go to the court: contact notes of the supervising agency in full, others not.

    Never further than what leaves the agency at all.
    """
    return min(int(Tier.FULL), released_tier) if supervises and kind == NoteKind.CONTACT else int(Tier.NONE)


def check_court_tier(court_tier: int, released_tier: int, secrecy: str, written: frozenset[int]) -> None:
    """Hold the rules of clearing words for the court.

    Raises:
        RuleBroken: more than leaves the agency, a text nobody wrote, or the secrecy of an investigation.
    """
    if court_tier <= Tier.EXISTENCE:
        return
    if secrecy == Secrecy.INVESTIGATION:
        raise RuleBroken(_("A note under the secrecy of an investigation does not go to the court."), "court_tier")
    if court_tier > released_tier:
        raise RuleBroken(_("The court gets no fuller text than leaves your agency."), "court_tier")
    if court_tier not in written:
        raise RuleBroken(_("Write the text that may go to the court, or choose another one."), "court_tier")


def needs_grading(kind: str, nature: str) -> bool:
    """Say whether source and knowledge must be graded: hearsay and police information (domain section 4.1)."""
    return nature == Nature.REPORTED or kind == NoteKind.POLICE


def needs_second_reader(agency: Agency, kind: str) -> bool:
    """Say whether a second person of the agency must check the gist: health, and police information."""
    return agency.group == AgencyGroup.HEALTH or kind == NoteKind.POLICE


def check(note: NewNote, originator: Agency) -> None:
    """Hold the rules of handled text.

    Raises:
        RuleBroken: with the field and a sentence that says what to do.
    """
    if note.occurred_on > timezone.localdate():
        raise RuleBroken(_("The date it happened lies in the future. Enter the day it happened."), "occurred_on")
    if not note.full.strip():
        raise RuleBroken(_("Write the full text. Summary and gist are made from it."), "full")
    if not note.title.strip():
        raise RuleBroken(_("Enter a title that says what the note is about."), "title")
    if note.gist.strip() and not note.action.strip():
        raise RuleBroken(_("Say what the reader of the gist should do. A gist without an action misleads."), "action")
    if note.action.strip() and not note.gist.strip():
        raise RuleBroken(_("Write the gist that this action belongs to, or clear the action."), "gist")
    if needs_grading(note.kind, note.nature) and not (note.source_grade and note.knowledge_grade):
        raise RuleBroken(_("Grade the source and how it knows, because this was reported to us."), "source_grade")
    if note.handling == Handling.NAMED and not note.named:
        raise RuleBroken(_("Choose who may read the full text."), "named")
    if note.named and note.handling not in (Handling.NAMED, Handling.SEALED):
        raise RuleBroken(_("People are named only with the handling “named” or “sealed”."), "named")
    _check_secrecy(note, originator)
    written = frozenset(int(tier) for tier in writable_tiers(note))
    check_court_tier(note.court_tier, note.released_tier, note.secrecy, written)


def _check_secrecy(note: NewNote, originator: Agency) -> None:
    if note.secrecy == Secrecy.HEALTH and note.released_tier > Tier.SUMMARY:
        raise RuleBroken(
            _("Clinical text never leaves the health agency. Release a summary or a gist at the most."),
            "released_tier",
        )
    if note.secrecy != Secrecy.NONE and note.told_to_companions:
        raise RuleBroken(_("A note under secrecy is not told to companions."), "told_to_companions")
    if note.told_to_companions and note.handling != Handling.TEAM:
        raise RuleBroken(_("Only notes with the handling “team” may be told to companions."), "told_to_companions")
    if note.kind == NoteKind.POLICE and not note.summary.strip():
        raise RuleBroken(_("Police information needs a summary that others can use."), "summary")
    if note.gist.strip() and needs_second_reader(originator, note.kind) and note.checked_by is None:
        raise RuleBroken(_("Name the colleague of your agency who checked the gist."), "checked_by")


def writable_tiers(note: NewNote) -> dict[Tier, str]:
    """Return the texts to store, by tier; empty ones are left out."""
    texts = {Tier.FULL: note.full, Tier.SUMMARY: note.summary, Tier.GIST: note.gist}
    return {tier: text.strip() for tier, text in texts.items() if text.strip()}
