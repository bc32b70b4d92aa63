"""A note as one reader gets it: the fullest tier they may read, and whom to ask for more."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actor import Actor
from access.choices import Handling, ItemStatus, KnowledgeGrade, Nature, SourceGrade, Tier
from agencies.choices import Secrecy
from casework.choices import NoteKind
from casework.contesting import Dispute, disputes_of
from casework.models import Case, Note, NoteAudience, NoteSeen, NoteText
from casework.queries.responses import Said, responses_to
from casework.restricting import Mark, restrictions_of


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """One note for one reader. ``fuller`` says whom to ask where the reader may know that there is more.

    A gist hides the day it happened, only the full text comes with the grading of its source, and guests and
    companions read posts instead of names (domain section 4.8).
    """

    id: uuid.UUID
    case_id: uuid.UUID
    tier: Tier
    title: str
    text: str
    action: str
    kind: NoteKind
    nature: Nature
    grading: str
    handling: Handling
    secrecy: Secrecy
    occurred_on: dt.date | None
    recorded_at: dt.datetime
    author: str
    position: str
    agency_id: uuid.UUID
    agency: str
    agency_code: str
    own: bool
    mine: bool
    unread: bool
    status: ItemStatus
    edition: int
    supersedes: uuid.UUID | None
    contests: uuid.UUID | None
    withdrawal_reason: str
    answer_by: dt.date | None
    fuller: str
    told_to_companions: bool
    released: Tier
    court: Tier
    reach: str
    said: tuple[Said, ...]
    may: frozenset[str]
    disputes: tuple[Dispute, ...] = ()
    restriction: Mark | None = None

    @property
    def tier_word(self) -> str:
        """Name of the tier as the templates spell it."""
        return {2: "gist", 3: "summary", 4: "full"}[self.tier]

    @property
    def contested(self) -> bool:
        """Whether the person contests it now."""
        return any(one.stands for one in self.disputes)

    @property
    def expected(self) -> bool:
        """Whether the reader's agency is asked to answer and has not yet."""
        return self.answer_by is not None and not self.own and not any(s.by_us for s in self.said)


def entries_for(actor: Actor, notes: Sequence[Note]) -> tuple[NoteEntry, ...]:
    """Return what ``actor`` reads of cleared notes."""
    keys = [note.pk for note in notes]
    texts: dict[uuid.UUID, NoteText] = {}
    for text in NoteText.objects.visible_where(actor, note_id__in=keys).order_by("tier"):
        texts[text.note_id] = text
    seen = set(NoteSeen.objects.visible_to(actor).filter(note_id__in=keys).values_list("note_id", flat=True))
    cases = {note.case_id for note in notes}
    named = set(Case.objects.visible_to(actor, "team").filter(pk__in=cases).values_list("pk", flat=True))
    said = responses_to(actor, keys, named)
    reach = {row.note_id: _reach(row.entries) for row in NoteAudience.objects.visible_where(actor, note_id__in=keys)}
    answerable = set(Note.objects.visible_where(actor, "answer", pk__in=keys).values_list("pk", flat=True))
    ours = Note.objects.visible_where(actor, "change", pk__in=keys, originator_id=actor.agency_id)
    changeable = set(ours.values_list("pk", flat=True))
    disputes, marks = disputes_of(actor, keys), restrictions_of(actor, list(cases), keys)
    entries = []
    for note in notes:
        wording = texts.get(note.pk)
        if wording is None:  # the wall closed between two statements: the note is not shown
            continue
        may = {verb for verb, able in (("answer", answerable), ("change", changeable)) if note.pk in able}
        entry = _entry(
            actor, note, wording, note.pk in seen, said.get(note.pk, ()), reach, frozenset(may), note.case_id in named
        )
        restriction = marks.get(note.pk) or marks.get(note.case_id)
        entries.append(replace(entry, disputes=disputes.get(note.pk, ()), restriction=restriction))
    return tuple(entries)


def _entry(
    actor: Actor, note: Note, text: NoteText, seen: bool, said: tuple[Said, ...], reach: dict[uuid.UUID, str],
    may: frozenset[str], named: bool,
) -> NoteEntry:  # fmt: skip
    own, mine = note.originator_id == actor.agency_id, note.author_id == actor.user_id
    tier = Tier(text.tier)
    return NoteEntry(
        id=note.pk, case_id=note.case_id, tier=tier, title=text.title, text=text.text, action=text.action,
        kind=NoteKind(note.kind), nature=Nature(note.nature), grading=_grading(note) if tier == Tier.FULL else "",
        handling=Handling(note.handling), secrecy=Secrecy(note.secrecy),
        occurred_on=note.occurred_on if tier >= Tier.SUMMARY else None, recorded_at=note.recorded_at,
        author=note.author.full_name if named or mine else "", position=note.membership.position.name,
        agency_id=note.originator_id, agency=note.originator.name, agency_code=note.originator.code, own=own,
        mine=mine, unread=not seen and not mine, status=ItemStatus(note.status), edition=note.edition,
        supersedes=note.supersedes_id, contests=note.contests_id, withdrawal_reason=note.withdrawal_reason,
        answer_by=note.answer_by, fuller="" if tier == Tier.FULL else whom_to_ask(note, named),
        told_to_companions=note.told_to_companions, released=Tier(note.released_tier),
        court=Tier(note.court_tier) if own else Tier.NONE,
        reach=reach.get(note.pk, ""), said=said, may=may,
    )  # fmt: skip


def _grading(note: Note) -> str:
    """Return how reliable the source is and how it knows, in words; empty when it was not graded."""
    source = SourceGrade(note.source_grade).label if note.source_grade else ""
    knowledge = KnowledgeGrade(note.knowledge_grade).label if note.knowledge_grade else ""
    return " · ".join(str(label) for label in (source, knowledge) if label)


def whom_to_ask(note: Note, named: bool) -> str:
    """Return whom to ask for a fuller text: the note's author, or for guests the case manager."""
    if not named:
        return _("A fuller text exists. Ask the case manager.")
    return _("A fuller text exists. Ask %(name)s, %(agency)s.") % {
        "name": note.author.full_name,
        "agency": note.originator.name,
    }


def _reach(entries: Iterable[dict[str, str | int]]) -> str:
    told = [entry for entry in entries if entry["tier"]]
    readers = [entry for entry in told if int(entry["tier"]) > Tier.EXISTENCE]
    agencies = len({entry["agency"] for entry in readers})
    people = ngettext("%(n)d person", "%(n)d people", len(readers)) % {"n": len(readers)}
    reach = ngettext("%(people)s in %(n)d agency", "%(people)s in %(n)d agencies", agencies) % {
        "people": people,
        "n": agencies,
    }
    others = len(told) - len(readers)
    if not others:
        return reach
    hint = ngettext("%(n)d other knows only that it exists", "%(n)d others know only that it exists", others)
    return f"{reach}; {hint % {'n': others}}"


def mark_seen(actor: Actor, entries: Iterable[NoteEntry]) -> None:
    """Remember that these notes were on a page this person opened."""
    now = timezone.now()
    marks = [
        NoteSeen(note_id=entry.id, user_id=actor.user_id, membership_id=actor.membership_id, at=now)
        for entry in entries
    ]
    if marks:
        NoteSeen.objects.bulk_create(marks, ignore_conflicts=True)
