"""Answers that could not say, for the review of the quarter: who asked whom and when, and nothing of the content."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.due import day_words, months_after
from sharing.choices import AnswerCode
from sharing.models import AnswerSilence

MOST = 200


@dataclass(frozen=True, slots=True)
class Unsaid:
    """One answer that could not say."""

    reference: str
    asker: str
    asked: str
    on: str


@dataclass(frozen=True, slots=True)
class Pair:
    """How often one agency could not say to another."""

    asker: str
    asked: str
    times: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The answers of a quarter that could not say, in the areas that the reader oversees."""

    first: str
    last: str
    before: str
    after: str
    pairs: tuple[Pair, ...]
    rows: tuple[Unsaid, ...]


def quarter_review(actor: Actor, start: str) -> Quarter:
    """Return the quarter that begins on the day written as ``2026-10-01``, this one for anything else, and log it."""
    today = timezone.localdate()
    first = _start(start, today)
    end = months_after(first, 3)
    rows = (
        AnswerSilence.objects.visible_to(actor, "review")
        .filter(code=AnswerCode.CANNOT_SAY, request__answered_at__date__gte=first, request__answered_at__date__lt=end)
        .select_related("request__agency", "request__asked", "case")
        .order_by("request__answered_at", "pk")[:MOST]
    )
    found = list(rows)
    by_case: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in found:
        by_case.setdefault(row.case_id, []).append(row.request_id)
    trail.consulted_across(actor, "request.review_read", "sharing_request", by_case, "oversight")
    times = Counter((row.request.agency.name, row.request.asked.name) for row in found)
    unsaid = tuple(
        Unsaid(row.case.reference, row.request.agency.name, row.request.asked.name, _day(row)) for row in found
    )
    return Quarter(
        day_words(first), day_words(end - dt.timedelta(days=1)), months_after(first, -3).isoformat(),
        end.isoformat() if end <= today else "",
        tuple(Pair(*pair, n) for pair, n in sorted(times.items(), key=lambda one: (-one[1], one[0]))), unsaid,
    )  # fmt: skip


def _day(row: AnswerSilence) -> str:
    at = row.request.answered_at
    return day_words(timezone.localdate(at)) if at else ""


def _start(text: str, today: dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = today
    day = day if today.year - 10 <= day.year <= today.year else today
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
