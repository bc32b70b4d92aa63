"""What the person asked about their record: of a case, one of them, and the clocks of a partnership."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.sight_rights import KEEP
from agencies.errors import NotAllowed
from casework.due import day_words, due_state
from casework.models import Case
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.choices_rights import Identity, RightsHow, RightsKind, RightsState, RightsWordKind
from sharing.models import AccessFile, RightsRequest, RightsWord
from sharing.models.rights import RightsRequestQuerySet
from sharing.queries.contested import ContestedLine, contested_of
from sharing.queries.restrictions import RestrictionLine, restrictions_of

SUBJECT = "rights_request"
MOST = 100
"""Requests that a list shows: those that wait first."""
S = RightsState
TONES = {S.RECEIVED: "blue", S.GRANTED: "green", S.PARTLY: "orange", S.REFUSED: "red", S.WITHDRAWN: "grey"}
SHOWN = ("decided_by__user", "membership__user", "membership__agency")


@dataclass(frozen=True, slots=True)
class RightsLine:
    """One request with its clock. ``due`` is the day that counts now: the longer one where it was extended."""

    id: uuid.UUID
    mark: str
    kind: RightsKind
    kind_words: str
    how: str
    received_on: dt.date
    received: str
    identity: str
    identity_words: str
    identity_on: str
    due_on: dt.date
    due: str
    due_state: str
    first_due: str
    longer: str
    longer_told: str
    state: RightsState
    state_words: str
    tone: str
    waits: bool
    decided: str
    decided_by: str
    remedy_told: str
    recorded_by: str
    agency: str
    version: int

    @classmethod
    def of(cls, row: RightsRequest) -> Self:
        """Put a request into words; what is due is judged by today."""
        due, state = row.extended_to or row.due_on, S(row.state)
        return cls(
            id=row.pk, mark=row.mark, kind=RightsKind(row.kind), kind_words=str(RightsKind(row.kind).label),
            how=str(RightsHow(row.how).label), received_on=row.received_on, received=day_words(row.received_on),
            identity=row.identity, identity_words=str(Identity(row.identity).label) if row.identity else "",
            identity_on=day_words(row.identity_on), due_on=due, due=day_words(due),
            due_state=due_state(due, timezone.localdate()) if row.waits else "done", first_due=day_words(row.due_on),
            longer=day_words(row.extended_to), longer_told=day_words(row.extension_told_on), state=state,
            state_words=str(state.label), tone=TONES[state], waits=row.waits, decided=day_words(row.decided_on),
            decided_by=row.decided_by.user.full_name if row.decided_by else "",
            remedy_told=day_words(row.remedy_told_on), recorded_by=row.membership.user.full_name,
            agency=row.membership.agency.name, version=row.version,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RightsList:
    """The requests of one case, those that wait first."""

    file: CaseFile
    lines: tuple[RightsLine, ...]
    may_record: bool


@dataclass(frozen=True, slots=True)
class RightsPage:
    """One request. ``file`` and the words are absent for whoever keeps its clock without seeing the case."""

    line: RightsLine
    file: CaseFile | None
    asked: str
    longer: str
    decided: str
    may_move: bool
    reads_file: bool
    contested: tuple[ContestedLine, ...] = ()
    restrictions: tuple[RestrictionLine, ...] = ()
    may_restrict: bool = False


@dataclass(frozen=True, slots=True)
class RightsDesk:
    """The requests of a partnership: those that wait by their day, and the latest that were decided."""

    waiting: tuple[RightsLine, ...]
    over: tuple[RightsLine, ...]
    late: int


def rights_list(actor: Actor, reference: str) -> RightsList:
    """Return what the person of a case asked, and log the list.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not read its record.
    """
    file = case_file(actor, reference, "team")
    rows = RightsRequest.objects.visible_to(actor).filter(case_id=file.id).select_related(*SHOWN)
    found = _ordered(rows)
    trail.consulted(actor, "rights.list_read", SUBJECT, [row.pk for row in found] or [file.id], file.id, file.place)
    return RightsList(file, tuple(RightsLine.of(row) for row in found), "edit" in file.may)


def rights_desk(actor: Actor) -> RightsDesk:
    """Return the clocks of the partnership for whoever keeps them, without a case or a word.

    Raises:
        NotAllowed: the actor is neither chair, coordinator nor legal adviser.
    """
    if not any(actor.has_duty(duty) for duty in KEEP):
        raise NotAllowed(_("This page is for the chair, the coordinator and the legal adviser."))
    rows = RightsRequest.objects.visible_to(actor).filter(partnership_id=actor.partnership_id).select_related(*SHOWN)
    found = _ordered(rows)
    by_case = trail.by_case(found)
    trail.consulted_across(actor, "rights.desk_read", SUBJECT, by_case, "duty")
    lines = [RightsLine.of(row) for row in found]
    waiting = tuple(line for line in lines if line.waits)
    late = sum(line.due_state == "overdue" for line in waiting)
    return RightsDesk(waiting, tuple(line for line in lines if not line.waits), late)


def rights_page(actor: Actor, request_id: uuid.UUID) -> RightsPage:
    """Return one request with its words, as far as the actor reads the case, and log that it was looked at.

    Raises:
        Http404: it is unseen.
    """
    row: RightsRequest = RightsRequest.objects.select_related(*SHOWN).get_for(actor, pk=request_id)
    case = Case.objects.visible_to(actor, "team").select_related("person").filter(pk=row.case_id).first()
    file = file_of(actor, case) if case is not None else None
    words = dict(RightsWord.objects.visible_to(actor).filter(request=row).values_list("kind", "text"))
    manages = file is not None and "manage" in file.may
    reads = manages or AccessFile.objects.visible_to(actor).filter(request=row).exists()
    trail.consulted(actor, "rights.read", SUBJECT, [row.pk], row.case_id, file.place if file else "duty")
    return RightsPage(
        RightsLine.of(row), file, words.get(RightsWordKind.ASKED, ""), words.get(RightsWordKind.LONGER, ""),
        words.get(RightsWordKind.DECIDED, ""), row.waits and manages, reads,
        contested=contested_of(actor, request=row) if file is not None and row.kind == RightsKind.RECTIFICATION else (),
        restrictions=restrictions_of(actor, request=row) if file is not None and row.kind != RightsKind.ACCESS else (),
        may_restrict=manages and row.kind != RightsKind.ACCESS and row.state != S.WITHDRAWN,
    )  # fmt: skip


def rights_to_move(actor: Actor, request_id: uuid.UUID) -> RightsPage:
    """Return one request for whoever moves it on.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
    """
    RightsRequest.objects.get_for(actor, "manage", pk=request_id)
    return rights_page(actor, request_id)


def handed_to_person(actor: Actor, case_id: uuid.UUID) -> tuple[RightsLine, ...]:
    """Return the requests by which the person of a case got a file of their own record, the latest first."""
    rows = RightsRequest.objects.visible_to(actor).filter(case_id=case_id, handed_at__isnull=False)
    return tuple(RightsLine.of(row) for row in rows.select_related(*SHOWN).order_by("-handed_at", "pk")[:MOST])


def _ordered(rows: RightsRequestQuerySet) -> list[RightsRequest]:
    """Those that wait first, by the day that counts; then those decided last."""
    waiting = list(rows.waiting().order_by(Coalesce("extended_to", "due_on"), "pk")[:MOST])
    over = rows.exclude(state=S.RECEIVED).order_by("-decided_on", "pk")
    return waiting + list(over[: MOST - len(waiting)])
