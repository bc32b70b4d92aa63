"""Restrictions as one reader gets them: beside notes and cases, one by itself, of a request, of a case."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from access import trail
from access.actor import Actor
from access.guarded import GuardedQuerySet
from casework.due import day_words, due_state
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from casework.queries.work_lists import titles_of
from casework.restricting import Mark
from sharing.choices_restricting import RestrictionGround, RestrictionWordKind
from sharing.models import Restriction, RestrictionWord, RightsRequest
from sharing.queries.contested import ContestDesk, notes_to_name

SUBJECT = "restriction"


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """One restriction. ``title`` is that of the note, empty of a whole case (``whole``) or where none is read."""

    id: uuid.UUID
    whole: bool
    title: str
    ground: str
    since: str
    since_on: dt.date
    review: str
    review_state: str
    by: str
    agency: str
    runs: bool
    lifted: str
    lifted_by: str
    told: str


@dataclass(frozen=True, slots=True)
class RestrictionPage:
    """One restriction with its words, as far as they are read."""

    file: CaseFile
    line: RestrictionLine
    note: uuid.UUID | None
    request: uuid.UUID | None
    placed: str
    lifting: str
    may_move: bool
    version: int


def marks_for(actor: Actor, cases: Sequence[uuid.UUID], notes: Sequence[uuid.UUID]) -> dict[uuid.UUID, Mark]:
    """Return the restrictions that run on cleared cases and notes, by their keys; a note's own before its case's."""
    asked = Q(case_id__in=cases, newest__isnull=True) | Q(newest_id__in=notes) | Q(note_id__in=notes)
    rows = Restriction.objects.visible_where(actor).filter(asked, lifted_on__isnull=True)
    found: dict[uuid.UUID, Mark] = {}
    for row in rows.order_by("placed_on", "pk"):
        mark = Mark(row.pk, row.newest_id is None, day_words(row.placed_on), day_words(row.review_on))
        found |= dict.fromkeys([key for key in (row.newest_id, row.note_id) if key] or [row.case_id], mark)
    return found


def restrictions_of(actor: Actor, **where: object) -> tuple[RestrictionLine, ...]:
    """Return the restrictions that ``where`` finds, those that run first. Logs nothing."""
    rows = list(_shown(Restriction.objects.visible_to(actor).filter(**where)).order_by("lifted_on", "placed_on", "pk"))
    rows.sort(key=lambda row: not row.runs)
    titles = titles_of(actor, [row.newest_id for row in rows if row.newest_id])
    return tuple(_line(row, titles) for row in rows)


def restriction_page(actor: Actor, restriction_id: uuid.UUID) -> RestrictionPage:
    """Return one restriction and log that it was read.

    Raises:
        Http404: the actor does not know of it.
    """
    row: Restriction = _shown(Restriction.objects.all()).get_for(actor, pk=restriction_id)
    case: Case = Case.objects.select_related("person", "lead_agency").get_for(actor, pk=row.case_id)
    file = file_of(actor, case)
    said = dict(RestrictionWord.objects.visible_where(actor, restriction_id=row.pk).values_list("kind", "text"))
    asked = RightsRequest.objects.visible_to(actor).filter(pk=row.request_id).values_list("pk", flat=True).first()
    titles = titles_of(actor, [row.newest_id] if row.newest_id else [])
    trail.consulted(actor, "restriction.read", SUBJECT, [row.pk], file.id, file.place)
    return RestrictionPage(
        file, _line(row, titles, named="team" in file.may), row.newest_id, asked,
        said.get(RestrictionWordKind.PLACED, ""), said.get(RestrictionWordKind.LIFTED, ""),
        "manage" in file.may and row.runs, row.version,
    )  # fmt: skip


def restriction_to_move(actor: Actor, restriction_id: uuid.UUID) -> RestrictionPage:
    """Return one restriction for whoever looks at it again or lifts it.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    Restriction.objects.get_for(actor, "manage", pk=restriction_id)
    return restriction_page(actor, restriction_id)


def restriction_desk(actor: Actor, request_id: uuid.UUID) -> ContestDesk:
    """Return what a restriction starts from: the notes that may be named; logged as naming them is.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    return notes_to_name(actor, request_id, "restriction.opened_to_place")


def _shown(rows: GuardedQuerySet[Restriction]) -> GuardedQuerySet[Restriction]:
    return rows.select_related("membership__user", "membership__agency", "lifted_by__user")


def _line(row: Restriction, titles: dict[uuid.UUID, str], named: bool = True) -> RestrictionLine:
    return RestrictionLine(
        id=row.pk, whole=row.newest_id is None, title=titles.get(row.newest_id, "") if row.newest_id else "",
        ground=str(RestrictionGround(row.ground).label), since=day_words(row.placed_on), since_on=row.placed_on,
        review=day_words(row.review_on),
        review_state=due_state(row.review_on, timezone.localdate()) if row.runs else "done",
        by=row.membership.user.full_name if named else "", agency=row.membership.agency.name, runs=row.runs,
        lifted=day_words(row.lifted_on),
        lifted_by=row.lifted_by.user.full_name if row.lifted_by and named else "", told=day_words(row.told_on),
    )  # fmt: skip
