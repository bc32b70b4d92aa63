"""How far a note goes: who would read more or less of it if that changed, and each time it changed."""

import dataclasses
import uuid
from dataclasses import dataclass

from access import policy
from access.actor import Actor
from access.choices import Tier
from casework.due import moment_words
from casework.models import Note, NoteListing, NoteRelease
from casework.queries.audience import Listener, audience_of, labels_of_note
from casework.queries.case_file import CaseFile
from casework.queries.notes import NoteDetail, note_to_withdraw
from casework.releasing import Release

LINES = 50
"""Changes that a note's page shows: the latest."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one person reads now and would read then. ``name`` is empty where the asker's place shows posts only."""

    membership_id: uuid.UUID
    name: str
    position: str
    agency: str
    before: Tier
    after: Tier

    @property
    def gains(self) -> bool:
        """Whether they would read more."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One change that was made."""

    id: uuid.UUID
    before: str
    after: str
    companions_before: bool
    companions: bool
    reason: str
    by: str
    agency: str
    at: str


@dataclass(frozen=True, slots=True)
class ReleaseDesk:
    """What whoever releases a note has before them: the note, how far it goes now, how it changed."""

    detail: NoteDetail
    now: Release
    lines: tuple[ReleaseLine, ...]


def release_desk(actor: Actor, note_id: uuid.UUID) -> ReleaseDesk:
    """Return what the form of a release starts from, and log that the note was read.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to release.
        RuleBroken: it is no longer current.
    """
    detail = note_to_withdraw(actor, note_id)
    note: Note = Note.objects.get_for(actor, "change", pk=note_id)
    return ReleaseDesk(detail, Release(Tier(note.released_tier), note.told_to_companions), _lines(actor, note_id))


def _lines(actor: Actor, note_id: uuid.UUID) -> tuple[ReleaseLine, ...]:
    rows = NoteRelease.objects.visible_to(actor).filter(note_id=note_id).select_related("membership__user", "agency")
    return tuple(
        ReleaseLine(
            id=row.pk, before=str(Tier(row.tier_before).label), after=str(Tier(row.tier).label),
            companions_before=row.companions_before, companions=row.companions, reason=row.reason,
            by=row.membership.user.full_name, agency=row.agency.name, at=moment_words(row.made_at),
        )
        for row in rows.order_by("-made_at", "-pk")[:LINES]
    )  # fmt: skip


def changes(actor: Actor, file: CaseFile, note_id: uuid.UUID, after: Release) -> tuple[Change, ...]:
    """Return who would read more, and who less, if the note went so far; whoever gains comes first.

    Raises:
        Http404, NotAllowed: the note is not the actor's to release.
    """
    note: Note = Note.objects.get_for(actor, "change", pk=note_id)
    listed = list(NoteListing.objects.visible_to(actor).filter(note_id=note_id).values_list("user_id", flat=True))
    labels = labels_of_note(note, listed)
    then = dataclasses.replace(labels, released_tier=int(after.tier), told_to_companions=after.companions)
    old = {who.membership_id: who.tier for who, _agency in _people(actor, file, labels)}
    found = [
        Change(who.membership_id, who.name, who.position, agency, old.get(who.membership_id, Tier.NONE), who.tier)
        for who, agency in _people(actor, file, then)
    ]
    return tuple(sorted((one for one in found if one.before != one.after), key=lambda one: (not one.gains, one.agency)))


def _people(actor: Actor, file: CaseFile, labels: policy.Labels) -> list[tuple[Listener, str]]:
    return [(who, agency.name) for agency in audience_of(actor, file, labels).agencies for who in agency.people]
