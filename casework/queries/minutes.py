"""What the summary minutes of a case may say: notes cleared for them, each in the text that was cleared."""

import uuid
from dataclasses import dataclass, replace

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Handling, ItemStatus, Tier
from agencies.choices import Secrecy
from casework.choices import NoteKind
from casework.contesting import disputes_of
from casework.due import day_words, moment_words
from casework.models import MinutesClearance, Note, NoteText
from casework.queries.case_file import CaseFile, case_file
from casework.queries.notes import NoteDetail, note_to_withdraw
from casework.restricting import restrictions_of

SHOWN = 200
"""Notes that one page of summary minutes holds: the latest. Minutes of one meeting hold a fraction of that."""
LINES = 20
"""Decisions that the form shows: the latest."""


@dataclass(frozen=True, slots=True)
class MinutedNote:
    """One note as summary minutes may have it. ``title`` and ``text`` are those of the cleared tier.

    ``on`` is the day it happened, which a gist hides: then it is the day it was recorded.
    """

    id: uuid.UUID
    on: str
    kind: str
    agency: str
    agency_code: str
    tier: Tier
    title: str
    text: str
    action: str
    cleared_at: str
    cleared_by: str
    reason: str
    contested: bool = False

    @property
    def tier_word(self) -> str:
        """Name of the tier as the templates spell it."""
        return {Tier.GIST: "gist", Tier.SUMMARY: "summary"}[self.tier]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """What the summary minutes of a case may say, the newest first; ``more``: there is more than is shown.

    ``held``: something is left out because it is restricted.
    """

    file: CaseFile
    notes: tuple[MinutedNote, ...]
    more: bool
    held: bool


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One decision about a note."""

    id: uuid.UUID
    tier: str
    stands: bool
    reason: str
    by: str
    agency: str
    at: str


@dataclass(frozen=True, slots=True)
class MinutesDesk:
    """What whoever clears a note has before them: the note, what stands now, how it changed."""

    detail: NoteDetail
    now: Tier
    lines: tuple[MinutesLine, ...]


def minuted_tier(actor: Actor, note_id: uuid.UUID) -> Tier:
    """Return the text of a note that may stand in summary minutes now; ``Tier.NONE`` if none may."""
    rows = MinutesClearance.objects.visible_to(actor).filter(note_id=note_id).order_by("-made_at", "-pk")
    return Tier(rows.values_list("tier", flat=True).first() or Tier.NONE)


def minutes_desk(actor: Actor, note_id: uuid.UUID) -> MinutesDesk:
    """Return what the form starts from, and log that the note was read.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to clear.
        RuleBroken: it is no longer current.
    """
    detail = note_to_withdraw(actor, note_id)
    rows = MinutesClearance.objects.visible_to(actor).filter(note_id=note_id).order_by("-made_at", "-pk")
    found = list(rows.select_related("membership__user", "agency")[:LINES])
    lines = tuple(
        MinutesLine(
            id=row.pk, tier=str(Tier(row.tier).label), stands=row.tier != Tier.NONE, reason=row.reason,
            by=row.membership.user.full_name, agency=row.agency.name, at=moment_words(row.made_at),
        )
        for row in found
    )  # fmt: skip
    return MinutesDesk(detail, Tier(found[0].tier) if found else Tier.NONE, lines)


def minutes_of(actor: Actor, reference: str) -> MinutesPage:
    """Return what the summary minutes of a case may say as far as the actor reads it, and log the reading.

    A note that was corrected, withdrawn, narrowed or put under secrecy since is left out; and what is restricted, while
    that lasts.

    Raises:
        Http404, NotAllowed: the actor does not know the team of the case.
    """
    file = case_file(actor, reference, "team")
    lines = MinutesClearance.objects.visible_to(actor).filter(note_id=OuterRef("pk")).order_by("-made_at", "-pk")
    rows = (
        Note.objects.visible_to(actor)
        .filter(case_id=file.id, status=ItemStatus.CURRENT, handling=Handling.TEAM, secrecy=Secrecy.NONE)
        .exclude(kind=NoteKind.ASSESSMENT)
        .annotate(line=Subquery(lines.values("pk")[:1]), cleared=Subquery(lines.values("tier")[:1]))
        .filter(cleared__gt=Tier.NONE, released_tier__gte=F("cleared"))
        .annotate(day=Case(When(cleared=Tier.GIST, then=TruncDate("recorded_at")), default=F("occurred_on")))
        .select_related("originator")
        .order_by("-day", "-pk")
    )
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    standing = [row.line for row in shown]  # type: ignore[attr-defined]  # annotated above
    cleared = MinutesClearance.objects.visible_to(actor).filter(pk__in=standing).select_related("membership__user")
    by = {row.note_id: row for row in cleared}
    texts = _texts(actor, {row.note_id: row.tier for row in cleared})
    held = restrictions_of(actor, [file.id], list(texts))
    said = disputes_of(actor, list(texts))
    notes = tuple(
        replace(_minuted(row, by[row.pk], texts[row.pk]), contested=any(one.stands for one in said.get(row.pk, ())))
        for row in shown
        if row.pk in texts and row.pk not in held and file.id not in held
    )
    trail.consulted(actor, "minutes.read", "note", [one.id for one in notes], file.id, file.place)
    return MinutesPage(file, notes, len(found) > SHOWN, bool(held))


def _texts(actor: Actor, tiers: dict[uuid.UUID, int]) -> dict[uuid.UUID, NoteText]:
    """The cleared text of each note, of those that the actor reads so far."""
    asked = Q(pk__in=[])
    for tier in set(tiers.values()):
        asked |= Q(tier=tier, note_id__in=[note for note, one in tiers.items() if one == tier])
    return {text.note_id: text for text in NoteText.objects.visible_to(actor).filter(asked)}


def _minuted(note: Note, line: MinutesClearance, text: NoteText) -> MinutedNote:
    return MinutedNote(
        id=note.pk, on=_day(note, line), kind=str(note.get_kind_display()),
        agency=note.originator.name, agency_code=note.originator.code, tier=Tier(line.tier), title=text.title,
        text=text.text, action=text.action, cleared_at=moment_words(line.made_at),
        cleared_by=line.membership.user.full_name, reason=line.reason,
    )  # fmt: skip


def _day(note: Note, line: MinutesClearance) -> str:
    if line.tier >= Tier.SUMMARY:
        return day_words(note.occurred_on)
    return _("recorded %(day)s") % {"day": day_words(timezone.localdate(note.recorded_at))}
