"""What the forms of a proposed disclosure offer: agencies outside the team, and records that may stand behind it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Tier
from agencies.choices import DataCategory, Secrecy
from agencies.models import Agency
from casework.due import day_words
from casework.models import CaseTeamMember, Note, NoteText
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.advising import Quoted
from sharing.models import DisclosureProposal, ProposalRecord, ProposalWords

NEWEST = 20
"""Notes that are offered as records: the newest."""
FACTS = ("recipient", "purpose", "basis", "categories", "findable")
WORDS = ("text", "basis_words", "lawful", "necessary", "proportionate", "least", "telling")


@dataclass(frozen=True, slots=True)
class ProposalDesk:
    """What the form of a proposal starts from; ``version`` is that of the draft."""

    file: CaseFile
    agencies: Sequence[tuple[str, str]]
    records: Sequence[tuple[str, str]]
    values: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    held: bool = False


def based_on(actor: Actor, case_id: uuid.UUID, notes: Collection[uuid.UUID]) -> dict[Quoted, str]:
    """Return which of these notes may stand behind a proposal, at which tiers, with a label; the newest first.

    Those that the actor reads as far; of another agency as far as it released; never what is secret for an
    investigation, and about health only one's own agency's.
    """
    if not notes:
        return {}
    rows = Note.objects.visible_where(actor, "read", pk__in=list(notes), case_id=case_id, status=ItemStatus.CURRENT)
    rows = rows.exclude(secrecy=Secrecy.INVESTIGATION).select_related("originator")
    found = {row.pk: row for row in rows if row.originator_id == actor.agency_id or not _about_health(row)}
    texts = NoteText.objects.visible_where(actor, note_id__in=list(found))
    made: dict[Quoted, str] = {}
    for text in sorted(texts, key=lambda one: (found[one.note_id].recorded_at, one.note_id, one.tier), reverse=True):
        note = found[text.note_id]
        if note.originator_id == actor.agency_id or text.tier <= note.released_tier:
            made[Quoted(note.pk, Tier(text.tier))] = _label(note, text)
    return made


def _about_health(note: Note) -> bool:
    return note.secrecy == Secrecy.HEALTH or note.data_category == DataCategory.HEALTH


def _label(note: Note, text: NoteText) -> str:
    title = text.title or str(note.get_kind_display())
    day = day_words(timezone.localdate(note.recorded_at))
    return f"{title} ({Tier(text.tier).label}; {note.originator.name}, {day})"


def proposal_desk(actor: Actor, reference: str) -> ProposalDesk:
    """Return what a new proposal starts from, and log what it offers.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
    """
    return _desk(actor, case_file(actor, reference, "edit"), [], {})


def draft_desk(actor: Actor, proposal_id: uuid.UUID) -> ProposalDesk:
    """Return what the form of a draft starts from, and log what it shows.

    Raises:
        Http404, NotAllowed: it is unseen, handed in, or another's draft.
    """
    rows = DisclosureProposal.objects.select_related("case__person", "case__lead_agency")
    row: DisclosureProposal = rows.get_for(actor, "write", pk=proposal_id)
    words: ProposalWords = ProposalWords.objects.visible_to(actor).get(proposal=row)
    kept = list(ProposalRecord.objects.visible_to(actor).filter(proposal=row, is_current=True))
    values: dict[str, Any] = {name: getattr(row, name) for name in FACTS}
    values |= {name: getattr(words, name) for name in WORDS}
    values |= {"to_agency": str(row.to_agency_id or ""), "records": [f"{one.note_id}:{one.tier}" for one in kept]}
    values["version"] = row.version
    chosen = [one.note_id for one in kept]
    return _desk(actor, file_of(actor, row.case), chosen, values, version=row.version, held=row.held)


def _desk(
    actor: Actor, file: CaseFile, chosen: Sequence[uuid.UUID], values: dict[str, Any], **more: Any
) -> ProposalDesk:  # fmt: skip
    rows = Note.objects.visible_to(actor, "read").filter(case_id=file.id, status=ItemStatus.CURRENT)
    newest = list(rows.newest().values_list("pk", flat=True)[:NEWEST])
    offered = based_on(actor, file.id, [*chosen, *newest])
    shown = list(dict.fromkeys(one.note for one in offered))
    trail.consulted(actor, "proposal.opened_to_write", "note", shown, file.id, file.place)
    records = [(f"{one.note}:{one.tier.value}", label) for one, label in offered.items()]
    return ProposalDesk(file, _outside(actor, file.id), records, values, **more)


def _outside(actor: Actor, case_id: uuid.UUID) -> list[tuple[str, str]]:
    """Agencies of the directory that are not on the team now."""
    now = timezone.now()
    team = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case_id, valid_from__lte=now, valid_to__gt=now, agency__isnull=False
    )
    rows = Agency.objects.filter(partnership_id=actor.partnership_id).exclude(
        pk__in=list(team.values_list("agency_id", flat=True))
    )
    return [(str(row.pk), row.name) for row in rows.order_by("name")]
