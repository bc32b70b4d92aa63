"""Facts that the person contests, as one reader gets them: beside a note, one by itself, of a request, of a case."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import NoteKind
from casework.contesting import Dispute
from casework.due import day_words, due_state
from casework.models import Case, Note
from casework.queries.case_file import CaseFile, file_of
from casework.queries.note_entries import NoteEntry, entries_for
from casework.queries.work_lists import titles_of
from sharing.choices import PassedHow
from sharing.choices_contested import SETTLED, ContestedOutcome, ContestedWordKind
from sharing.models import ContestedFact, ContestedWord, CorrectionNotice, Disclosure, RightsRequest

SUBJECT = "contested_fact"
OFFERED = 200
"""Notes that may be named: the newest."""
Said = dict[uuid.UUID, dict[str, str]]


@dataclass(frozen=True, slots=True)
class ContestedLine:
    """One contested fact in a list. ``title`` is that of the note's newest version, empty where none is read."""

    id: uuid.UUID
    title: str
    agency: str
    named: str
    due: str
    due_state: str
    state: str
    waits: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A recipient who is to be told. ``told`` is the day on which they were, empty until then."""

    id: uuid.UUID
    to: str
    what: str
    why: str
    due: str
    due_state: str
    told: str
    how: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class ContestedPage:
    """One contested fact: both versions, what the person says, what was answered, who is told.

    ``earlier`` is the version that the person speaks of, where it is another one and the reader reads it.
    """

    file: CaseFile
    line: ContestedLine
    request: uuid.UUID | None
    newest: NoteEntry
    earlier: NoteEntry | None
    dispute: Dispute
    answered: str
    notices: tuple[NoticeLine, ...]
    may_answer: bool
    may_tell: bool
    disclosures: tuple[tuple[str, str], ...]
    version: int


@dataclass(frozen=True, slots=True)
class ContestDesk:
    """What naming a note starts from: the notes that may be named, with their titles."""

    file: CaseFile
    mark: str
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A recipient who is to be told, and about which fact as far as the reader knows of it."""

    file: CaseFile
    line: NoticeLine
    fact: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class SaidAgainst:
    """What the person says against a note. ``same``: the newest version is the one that they speak of.

    ``on`` is an ISO day; ``outcome`` is empty while the agency is asked.
    """

    newest: uuid.UUID
    same: bool
    agency: str
    on: str
    outcome: str
    dispute: Dispute


def disputes_for(actor: Actor, notes: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Dispute, ...]]:
    """Return what is said against cleared notes: at the version that is contested, and at the newest. Logs nothing."""
    rows = ContestedFact.objects.visible_where(actor).filter(Q(newest_id__in=notes) | Q(note_id__in=notes))
    found = [row for row in rows.order_by("named_at", "pk") if row.outcome != ContestedOutcome.DROPPED]
    said, made = _said(actor, found), defaultdict[uuid.UUID, list[Dispute]](list)
    for row in found:
        for key in {row.newest_id, row.note_id} & set(notes):
            made[key].append(_dispute(row, said.get(row.pk, {})))
    return {key: tuple(disputes) for key, disputes in made.items()}


def contested_of(actor: Actor, **where: object) -> tuple[ContestedLine, ...]:
    """Return the contested facts that ``where`` finds, as far as the actor knows of them. Logs nothing."""
    rows = list(
        ContestedFact.objects.visible_to(actor).filter(**where).select_related("originator").order_by("named_at", "pk")
    )
    titles = titles_of(actor, [row.newest_id for row in rows])
    return tuple(_line(row, titles) for row in rows)


def contested_page(actor: Actor, fact_id: uuid.UUID) -> ContestedPage:
    """Return one contested fact and log that it was read, with the versions of the note that are shown.

    Raises:
        Http404: the actor reads no words of the note that holds now.
    """
    rows = ContestedFact.objects.select_related("originator", "answered_by__user", "answered_by__agency")
    row: ContestedFact = rows.get_for(actor, pk=fact_id)
    case: Case = Case.objects.select_related("person", "lead_agency").get_for(actor, pk=row.case_id)
    file = file_of(actor, case)
    notes = Note.objects.visible_where(actor, "read", pk__in=[row.newest_id, row.note_id])
    shown = {one.id: one for one in entries_for(actor, list(notes.to_read()))}
    newest = shown.get(row.newest_id)
    if newest is None:  # its words were erased
        raise Http404
    earlier = shown.get(row.note_id) if row.note_id != row.newest_id else None
    asked = RightsRequest.objects.visible_to(actor).filter(pk=row.request_id).values_list("pk", flat=True).first()
    able = ContestedFact.objects.visible_to(actor, "change").filter(pk=row.pk, originator_id=actor.agency_id).exists()
    by = row.answered_by
    trail.consulted(actor, "contested.read", SUBJECT, [row.pk, *shown], file.id, file.place)
    return ContestedPage(
        file=file, line=_line(row, {row.newest_id: newest.title}), request=asked, newest=newest, earlier=earlier,
        dispute=_dispute(row, _said(actor, [row]).get(row.pk, {})),
        answered=f"{by.user.full_name}, {by.agency.name}" if by and "team" in file.may else "",
        notices=tuple(_notices(actor, fact=row)), may_answer=able and row.outcome not in SETTLED,
        may_tell="manage" in file.may, disclosures=_disclosures(actor, row) if "manage" in file.may else (),
        version=row.version,
    )  # fmt: skip


def _disclosures(actor: Actor, row: ContestedFact) -> tuple[tuple[str, str], ...]:
    """What left the team of the case, to have its recipient told; nothing before the answer."""
    if row.answered_at is None:
        return ()
    found = Disclosure.objects.visible_to(actor).filter(case_id=row.case_id).select_related(
        "court", "to_agency", "report"
    )  # fmt: skip
    return tuple(
        (str(one.pk), f"{one.to_whom}: {one.what}, {day_words(one.made_on)}")
        for one in found.order_by("-made_on", "-recorded_at", "pk")[:OFFERED]
    )


def contest_desk(actor: Actor, request_id: uuid.UUID) -> ContestDesk:
    """Return what naming a note starts from, and log the notes that are offered.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    return notes_to_name(actor, request_id, "contested.opened_to_name")


def notes_to_name(actor: Actor, request_id: uuid.UUID, verb: str) -> ContestDesk:
    """Return the notes of a case that may be named on a request, and log as ``verb`` that they are offered.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    rows = RightsRequest.objects.select_related("case__person", "case__lead_agency")
    row: RightsRequest = rows.get_for(actor, "manage", pk=request_id)
    file = file_of(actor, row.case)
    notes = Note.objects.visible_to(actor, "read").filter(case_id=file.id, status=ItemStatus.CURRENT)
    found = list(notes.exclude(kind=NoteKind.CONTEST).select_related("originator").newest()[:OFFERED])
    titles = titles_of(actor, [note.pk for note in found])
    trail.consulted(actor, verb, "note", [note.pk for note in found] or [file.id], file.id, file.place)
    labels = (
        (note, titles.get(note.pk) or str(note.get_kind_display()), day_words(timezone.localdate(note.recorded_at)))
        for note in found
    )
    return ContestDesk(
        file, row.mark,
        tuple((str(note.pk), f"{title} ({note.originator.name}, {day})") for note, title, day in labels),
    )  # fmt: skip


def fact_to_answer(actor: Actor, fact_id: uuid.UUID) -> ContestedPage:
    """Return one contested fact for whoever answers for the agency that wrote the note.

    Raises:
        Http404, NotAllowed: it is unseen, or the note is not the actor's to correct.
    """
    ContestedFact.objects.get_for(actor, "change", pk=fact_id)
    return contested_page(actor, fact_id)


def fact_to_tell(actor: Actor, fact_id: uuid.UUID) -> ContestedPage:
    """Return one contested fact for whoever has recipients told.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    row: ContestedFact = ContestedFact.objects.get_for(actor, pk=fact_id)
    Case.objects.get_for(actor, "manage", pk=row.case_id)
    return contested_page(actor, fact_id)


def notice_page(actor: Actor, notice_id: uuid.UUID) -> NoticePage:
    """Return a recipient who is to be told, and log that it was looked at.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    row: CorrectionNotice = CorrectionNotice.objects.select_related("case__person", "case__lead_agency").get_for(
        actor, "manage", pk=notice_id
    )
    file = file_of(actor, row.case)
    fact = ContestedFact.objects.visible_to(actor).filter(pk=row.fact_id).values_list("pk", flat=True).first()
    trail.consulted(actor, "contested.notice_read", "disclosure", [row.disclosure_id], file.id, file.place)
    return NoticePage(file, next(iter(_notices(actor, pk=row.pk))), fact)


def _said(actor: Actor, rows: Sequence[ContestedFact]) -> Said:
    found: Said = {}
    if rows:
        words = ContestedWord.objects.visible_where(actor, fact_id__in=[row.pk for row in rows])
        for fact, kind, text in words.values_list("fact_id", "kind", "text"):
            found.setdefault(fact, {})[kind] = text
    return found


def _dispute(row: ContestedFact, said: dict[str, str]) -> Dispute:
    return Dispute(
        row.pk, row.stands, row.state_words, day_words(timezone.localdate(row.named_at)),
        said.get(ContestedWordKind.PERSON, ""), said.get(row.outcome, ""),
    )  # fmt: skip


def _line(row: ContestedFact, titles: dict[uuid.UUID, str]) -> ContestedLine:
    waits = not row.outcome
    return ContestedLine(
        row.pk, titles.get(row.newest_id, ""), row.originator.name, day_words(timezone.localdate(row.named_at)),
        day_words(row.due_on), due_state(row.due_on, timezone.localdate()) if waits else "done", row.state_words, waits,
        row.stands,
    )  # fmt: skip


def _notices(actor: Actor, **where: object) -> Iterable[NoticeLine]:
    rows = CorrectionNotice.objects.visible_to(actor).filter(**where).select_related(
        "disclosure__court", "disclosure__to_agency", "disclosure__report", "membership__user"
    )  # fmt: skip
    for row in rows.order_by("due_on", "pk"):
        yield NoticeLine(
            row.pk, row.disclosure.to_whom, f"{row.disclosure.what}, {day_words(row.disclosure.made_on)}",
            str(ContestedOutcome(row.outcome).label), day_words(row.due_on),
            "done" if row.told_on else due_state(row.due_on, timezone.localdate()), day_words(row.told_on),
            str(PassedHow(row.how).label) if row.how else "", row.membership.user.full_name if row.membership else "",
            row.version,
        )  # fmt: skip


def said_by_person(actor: Actor, case_id: uuid.UUID) -> tuple[SaidAgainst, ...]:
    """Return what the person of a case contests or contested, in the order it was named. Logs nothing."""
    rows = ContestedFact.objects.visible_to(actor).filter(case_id=case_id).exclude(outcome=ContestedOutcome.DROPPED)
    found = list(rows.select_related("originator").order_by("named_at", "pk"))
    said = _said(actor, found)
    return tuple(
        SaidAgainst(
            row.newest_id, row.note_id == row.newest_id, row.originator.name,
            timezone.localdate(row.named_at).isoformat(), str(row.outcome), _dispute(row, said.get(row.pk, {})),
        )
        for row in found
    )  # fmt: skip
