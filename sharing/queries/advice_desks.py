"""What the forms of legal advice offer: advisers, and wordings of notes that may go with a question."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Tier
from agencies.choices import Duty
from agencies.models import AgencyMembership
from casework.due import day_words
from casework.models import Note, NoteText
from casework.queries.case_file import CaseFile, case_file

NEWEST = 12
"""Notes whose wordings are offered: the newest."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one note at one tier, as the actor may add them to a question."""

    note: uuid.UUID
    tier: Tier
    text: str
    title: str
    agency_id: uuid.UUID
    agency: str
    on: str

    @property
    def value(self) -> str:
        """The wording as a form sends it."""
        return f"{self.note}:{self.tier.value}"

    @property
    def label(self) -> str:
        """The wording as a form offers it."""
        return f"{self.title} ({self.tier.label}; {self.agency}, {self.on})"


def advisers_of(actor: Actor) -> list[uuid.UUID]:
    """Return the memberships of the partnership's legal advisers, without the actor's own."""
    rows = AgencyMembership.objects.current().filter(
        agency__partnership_id=actor.partnership_id, duties__contains=[Duty.LEGAL], user__is_active=True
    )
    return list(rows.exclude(user_id=actor.user_id).values_list("pk", flat=True))


def is_adviser(actor: Actor) -> bool:
    """Say whether the actor advises the partnership."""
    return actor.has_duty(Duty.LEGAL)


def wordings(actor: Actor, case_id: uuid.UUID, notes: Collection[uuid.UUID]) -> list[Wording]:
    """Return the wordings of these notes that may go with a question, the fullest of each note first.

    Of one's own agency's notes each wording that the actor reads, of others' at most the summary.
    """
    if not notes:
        return []
    rows = Note.objects.visible_where(actor, "read", pk__in=list(notes), case_id=case_id, status=ItemStatus.CURRENT)
    found = {row.pk: row for row in rows.select_related("originator")}
    texts = NoteText.objects.visible_where(actor, note_id__in=list(found)).order_by("-tier")
    made = []
    for text in texts:
        note = found[text.note_id]
        if note.originator_id == actor.agency_id or text.tier <= Tier.SUMMARY:
            made.append(
                Wording(
                    note=note.pk, tier=Tier(text.tier), text=text.text,
                    title=text.title or str(note.get_kind_display()), agency_id=note.originator_id,
                    agency=note.originator.name, on=day_words(timezone.localdate(note.recorded_at)),
                )
            )  # fmt: skip
    return sorted(made, key=lambda one: list(found).index(one.note))


@dataclass(frozen=True, slots=True)
class QuestionDesk:
    """What the form of a question starts from. ``about``: the note it begins with, if it is about one."""

    file: CaseFile
    wordings: Sequence[Wording]
    about: uuid.UUID | None
    advisers: int


def question_desk(actor: Actor, reference: str, note: uuid.UUID | None = None) -> QuestionDesk:
    """Return what a question on a case starts from, and log what it offers.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
    """
    file = case_file(actor, reference, "write")
    rows = Note.objects.visible_to(actor, "read").filter(case_id=file.id, status=ItemStatus.CURRENT)
    newest = list(rows.newest().values_list("pk", flat=True)[:NEWEST])
    offered = wordings(actor, file.id, [*newest, *([note] if note else [])])
    about = note if any(one.note == note for one in offered) else None
    trail.consulted(
        actor, "advice.opened_to_write", "note", list(dict.fromkeys(one.note for one in offered)), file.id, file.place
    )
    return QuestionDesk(file, offered, about, len(advisers_of(actor)))
