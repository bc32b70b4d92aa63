"""Requests in lists: those of one's agency over all cases, and those about one case."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Place, Tier
from agencies.choices import Duty
from agencies.errors import NotAllowed
from casework.due import day_words, due_state
from casework.queries.case_file import CaseFile, case_file
from sharing.choices import Given, RequestState
from sharing.models import AnswerSilence, SharingAnswer, SharingRequest
from sharing.models.request import SharingRequestQuerySet

MANY = 100
"""Rows of a list at the most; the ones that wait come first."""
TONES = {RequestState.SENT: "blue", RequestState.SEEN: "blue", RequestState.ANSWERED: "green"}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request as the reader may know it. ``way``: to_us, by_us or others. ``answer``: what was answered, in words.

    ``given`` is empty where the reader may only know that there is an answer.
    """

    id: uuid.UUID
    reference: str
    case_title: str
    way: str
    asker: str
    asker_code: str
    asked: str
    asked_code: str
    purpose: str
    tier: str
    urgent: bool
    asked_on: str
    due_on: dt.date
    due: str
    due_state: str
    state: RequestState
    tone: str
    overdue: bool
    given: str
    answer: str
    again: bool


def lines_of(actor: Actor, rows: Sequence[SharingRequest]) -> tuple[RequestLine, ...]:
    """Put cleared requests, fetched with case and agencies, into lines."""
    keys = [row.pk for row in rows]
    answers = SharingAnswer.objects.visible_to(actor).filter(request_id__in=keys)
    given = dict(answers.values_list("request_id", "given"))
    silences = AnswerSilence.objects.visible_to(actor).filter(request_id__in=given)
    silent = {row.request_id: str(row.get_code_display()) for row in silences}
    return tuple(_line(actor, row, given.get(row.pk, ""), silent.get(row.pk, "")) for row in rows)


def _line(actor: Actor, row: SharingRequest, given: str, silent: str) -> RequestLine:
    today, overdue = timezone.localdate(), row.is_overdue(timezone.localdate())
    ways = {row.asked_id: "to_us", row.agency_id: "by_us"}
    return RequestLine(
        id=row.pk, reference=row.case.reference, case_title=row.case.neutral_title,
        way=ways.get(actor.agency_id, "others"), asker=row.agency.name, asker_code=row.agency.code,
        asked=row.asked.name, asked_code=row.asked.code, purpose=row.get_purpose_display(),
        tier=str(Tier(row.tier).label), urgent=row.is_urgent, asked_on=day_words(timezone.localdate(row.asked_at)),
        due_on=row.due_on, due=day_words(row.due_on),
        due_state="done" if row.answered_at else due_state(row.due_on, today), state=row.state,
        tone="red" if overdue else TONES[row.state], overdue=overdue, given=given,
        answer=silent or (str(Given(given).label) if given else ""), again=row.second_to_id is not None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestFilters:
    """What a list is narrowed by: ``way`` (to_us, by_us), ``state`` (open, overdue, answered); empty: everything."""

    way: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Requests of one's agency: given to us and asked by us, those that wait first. ``more``: not all are shown."""

    rows: tuple[RequestLine, ...]
    to_answer: int
    overdue: int
    more: bool
    may_review: bool


def inbox(actor: Actor, filters: RequestFilters) -> Inbox:
    """Return the requests between the actor's agency and others that the actor reads, and log the list."""
    ours = SharingRequest.objects.visible_to(actor, "read").filter(Q(asked=actor.agency_id) | Q(agency=actor.agency_id))
    waiting = list(ours.open().filter(asked=actor.agency_id).values_list("due_on", flat=True)[:MANY])
    found = _ordered(_narrowed(actor, ours, filters))
    lines = lines_of(actor, found[:MANY])
    by_case = trail.by_case(found[:MANY])
    trail.consulted_across(actor, "request.inbox_read", "sharing_request", by_case, "place")
    today = timezone.localdate()
    return Inbox(
        lines, len(waiting), sum(day < today for day in waiting), len(found) > MANY, actor.has_duty(Duty.CHAIR)
    )  # fmt: skip


def _narrowed(actor: Actor, rows: SharingRequestQuerySet, filters: RequestFilters) -> SharingRequestQuerySet:
    if filters.way:
        rows = rows.filter(**{"asked" if filters.way == "to_us" else "agency": actor.agency_id})
    if filters.state == "answered":
        return rows.filter(answered_at__isnull=False)
    if filters.state:
        rows = rows.open()
    return rows.filter(due_on__lt=timezone.localdate()) if filters.state == "overdue" else rows


def _ordered(rows: SharingRequestQuerySet) -> list[SharingRequest]:
    """Those that wait first, the earliest due before; then the answered ones, the newest before."""
    rows = rows.select_related("case", "agency", "asked")
    waiting = list(rows.open().order_by("due_on", "asked_at", "pk")[: MANY + 1])
    done = rows.filter(answered_at__isnull=False).order_by(F("answered_at").desc(), "pk")
    return waiting + list(done[: MANY + 1 - len(waiting)])


@dataclass(frozen=True, slots=True)
class CaseRequests:
    """The requests about one case."""

    file: CaseFile
    rows: tuple[RequestLine, ...]
    may_ask: bool


def case_requests(actor: Actor, reference: str) -> CaseRequests:
    """Return the requests about a case that the actor may know of, and log the list.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: a companion asks.
    """
    file = case_file(actor, reference)
    if file.place == Place.COMPANION:
        raise NotAllowed(_("What agencies ask each other is not shown from your place. Ask the case manager."))
    found = of_case(actor, file.id)
    trail.consulted(
        actor, "request.list_read", "sharing_request", [row.pk for row in found], file.id, file.place
    )  # fmt: skip
    return CaseRequests(file, lines_of(actor, found), "edit" in file.may)


def of_case(actor: Actor, case_id: uuid.UUID) -> list[SharingRequest]:
    """Return the requests about a case that the actor may know of, those that wait first."""
    return _ordered(SharingRequest.objects.visible_to(actor).filter(case_id=case_id))[:MANY]
