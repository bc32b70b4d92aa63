"""The file for the person as whoever puts it together or reviews it sees it, and its two forms once handed over."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404

from access import trail
from access.actor import Actor
from casework.due import day_words, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from sharing.choices_rights import AccessPart, FileState, KeptOut, RightsKind, StaysOut
from sharing.models import AccessFile, AccessOmission, RightsRequest
from sharing.queries.rights import RightsLine
from sharing.subject_access import entry_of

SUBJECT = "access_file"
F = FileState
TONES = {F.ASSEMBLED: "blue", F.IN_REVIEW: "orange", F.REVIEWED: "green", F.HANDED: "green", F.DROPPED: "grey"}
REQUESTS = ("decided_by__user", "membership__user", "membership__agency")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One entry with its number in the file; ``out`` says on what ground and why it is kept out, and by whom."""

    number: int
    key: str
    title: str
    text: str
    on: str
    agency: str
    out: str


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of the file, in the words in which the person reads it."""

    title: str
    entries: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as it stands."""

    id: uuid.UUID
    state: FileState
    state_words: str
    tone: str
    assembled: str
    assembled_by: str
    reviewed: str
    reviewed_by: str
    handed: str
    handed_how: str
    parts: tuple[FilePart, ...]
    total: int
    kept_out: int
    stays_out: tuple[tuple[str, int], ...]
    version: int


@dataclass(frozen=True, slots=True)
class FilePage:
    """The file of a request, with what the actor may do. ``file`` is the case, or None for a reviewer without it."""

    line: RightsLine
    file: CaseFile | None
    given: FileView | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Copy:
    """One form of what was handed over, byte for byte."""

    content: bytes
    kind: str
    name: str


def file_page(actor: Actor, request_id: uuid.UUID) -> FilePage:
    """Return the file of a request, and log what is shown of it.

    Raises:
        Http404: the request is unseen, or the actor neither manages its case nor reviews a file of it.
        NotAllowed: the actor knows of the request from inside the case, and does not manage it.
    """
    request: RightsRequest = RightsRequest.objects.select_related(*REQUESTS).get_for(actor, pk=request_id)
    row = _file(actor, request)
    case = Case.objects.visible_to(actor, "manage").select_related("person").filter(pk=request.case_id).first()
    if case is None and row is None:
        RightsRequest.objects.get_for(actor, "manage", pk=request_id)
        raise Http404
    file = file_of(actor, case) if case is not None else None
    shown = [request.pk, *([row.pk] if row else [])]
    trail.consulted(actor, "access_file.read", SUBJECT, shown, request.case_id, file.place if file else "duty")
    return FilePage(RightsLine.of(request), file, _view(actor, row) if row else None, _may(actor, request, row, case))


def file_copy(actor: Actor, request_id: uuid.UUID, kind: str) -> Copy:
    """Return one form (``pdf`` or ``json``) of what was handed over, and log that it was read.

    Raises:
        Http404: there is none that the actor may read.
    """
    rows = AccessFile.objects.visible_to(actor).filter(request_id=request_id, state=F.HANDED)
    row: AccessFile | None = rows.select_related("request").first()
    if row is None or kind not in ("pdf", "json"):
        raise Http404
    trail.consulted(actor, "access_file.copy_read", SUBJECT, [row.pk, request_id], row.case_id, "place")
    return Copy(row.form(kind), kind, f"{row.request.mark}.{kind}".lower())


def _file(actor: Actor, request: RightsRequest) -> AccessFile | None:
    rows = AccessFile.objects.visible_to(actor).filter(request=request).exclude(state=F.DROPPED)
    found: AccessFile | None = (
        rows.select_related("assembled_by__user", "assembled_by__agency", "reviewer").defer("pdf", "data").first()
    )
    return found


def _may(actor: Actor, request: RightsRequest, row: AccessFile | None, case: Case | None) -> frozenset[str]:
    """What the actor may do with it now: assemble, keep_out, hand_in, review, hand_over, copy."""
    found, open_ = set(), request.waits and request.kind == RightsKind.ACCESS
    if case is not None and open_:
        found.add("assemble")
    if row is not None:
        reviews = row.state == F.IN_REVIEW and row.assembler_id != actor.user_id
        if reviews or (case is not None and row.state in (F.ASSEMBLED, F.IN_REVIEW)):
            found.add("keep_out")
        if reviews:
            found.add("review")
        if case is not None and row.state == F.ASSEMBLED:
            found.add("hand_in")
        if case is not None and row.state == F.REVIEWED:
            found.add("hand_over")
        if row.state == F.HANDED:
            found.add("copy")
    return frozenset(found)


def _view(actor: Actor, row: AccessFile) -> FileView:
    out = {
        one.key: f"{KeptOut(one.ground).label}. {one.reason} ({one.membership.user.full_name})"
        for one in AccessOmission.objects.visible_to(actor).filter(file=row).select_related("membership__user")
    }
    numbered = [
        (AccessPart(one["part"]), _entry(number, one, out.get(one["key"], "")))
        for number, one in enumerate(row.entries, start=1)
    ]
    parts = (FilePart(str(p.label), tuple(entry for at, entry in numbered if at is p)) for p in AccessPart)
    state = F(row.state)
    return FileView(
        id=row.pk, state=state, state_words=str(state.label), tone=TONES[state],
        assembled=moment_words(row.assembled_at),
        assembled_by=f"{row.assembled_by.user.full_name}, {row.assembled_by.agency.name}",
        reviewed=moment_words(row.reviewed_at) if row.reviewed_at else "",
        reviewed_by=row.reviewer.full_name if row.reviewer else "", handed=day_words(row.handed_on),
        handed_how=str(row.get_handed_how_display()), parts=tuple(part for part in parts if part.entries),
        total=len(numbered), kept_out=len(out),
        stays_out=tuple((str(ground.label), row.stays_out[ground]) for ground in StaysOut if row.stays_out.get(ground)),
        version=row.version,
    )  # fmt: skip


def _entry(number: int, row: dict[str, str], out: str) -> FileEntry:
    one = entry_of(row)
    day = day_words(dt.date.fromisoformat(one.on)) if one.on else ""
    return FileEntry(number, one.key, one.title, one.text, day, one.agency, out)
