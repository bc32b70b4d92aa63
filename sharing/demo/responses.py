"""Loads what readers did with the notes: answers, marks of having seen them, and what was due of it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from access.choices import Place, Tier
from agencies.models import AgencyMembership, User
from agencies.queries.cadences import DEFAULTS
from casework.choices import DeadlineKind, DeadlineState, ResponseKind
from casework.due import due_in_working_days
from casework.models import Deadline, NoteResponse, NoteSeen
from sharing.demo.cast import Cast
from sharing.demo.notes import Written

SAID_READ = 0.16
"""Share of routine notes to which a partner agency said ``read``."""

OVERLOOKED = 0.04
"""Share of notes that somebody skipped although newer ones were opened."""
LOOKED_AT = 0.15  # of the notes of cases that a senior supervises without a place on them


@dataclass
class Reading:
    """What readers left behind."""

    responses: list[NoteResponse]
    seen: list[NoteSeen]
    deadlines: list[Deadline]


def load_reading(cast: Cast, written: list[Written]) -> Reading:
    """Load answers, seen marks and the deadlines that hang on notes."""
    visits = _visits(cast)
    reading = Reading([], [], [])
    for one in written:
        said = _responses(cast, one)
        reading.responses += said
        reading.seen += _seen(cast, one, visits)
        reading.deadlines += _wanted(cast, one, said)
    NoteResponse.objects.bulk_create(reading.responses)
    NoteSeen.objects.bulk_create(reading.seen)
    Deadline.objects.bulk_create(reading.deadlines)
    return reading


def _visits(cast: Cast) -> dict[uuid.UUID, dt.datetime]:
    """When everybody last looked at their start page; newer notes are new to them."""
    visits = {}
    for member in cast.members.values():
        visits[member.pk] = cast.calendar.at(-cast.calendar.chance.choice((4, 5, 6, 6, 7)), 17, 40)
        member.user.cases_looked_at = visits[member.pk]
    User.objects.bulk_update([member.user for member in cast.members.values()], ["cases_looked_at"])
    return visits


def _responses(cast: Cast, one: Written) -> list[NoteResponse]:
    asked: NoteResponse | None = None
    rows = []
    for fact in one.facts.get("responses", []):
        member = cast.member(fact["by"])
        answers = asked if fact["kind"] == ResponseKind.ANSWER else None
        row = _response(cast, one, member, fact["kind"], fact["day"], fact.get("text", ""))
        if answers is not None:
            row.answers, row.agency = answers, answers.agency
        if fact["kind"] == ResponseKind.QUESTION:
            asked = row
        rows.append(row)
    if one.facts.get("routine") and cast.calendar.chance.random() < SAID_READ:
        others = [m for m in cast.members.values() if m.agency != one.writer.agency and _may_answer(one, m)]
        if others:
            day = (one.note.recorded_at.date() - cast.calendar.today).days
            later = min(-1, day + cast.calendar.chance.randint(1, 4))
            rows.append(_response(cast, one, cast.calendar.chance.choice(others), ResponseKind.READ, later, ""))
    return rows


def _may_answer(one: Written, member: AgencyMembership) -> bool:
    reader = one.readers.get(member.pk)
    return reader is not None and reader.tier >= Tier.GIST and reader.kind in (Place.PERMANENT, Place.AD_HOC)


def _response(cast: Cast, one: Written, member: AgencyMembership, kind: str, day: int, text: str) -> NoteResponse:
    at = max(cast.calendar.office_hour(min(day, -1)), one.note.recorded_at + dt.timedelta(minutes=25))
    return NoteResponse(
        id=cast.calendar.key(), note=one.note, agency=member.agency, author=member.user, membership=member,
        kind=ResponseKind(kind), text=text, at=at,
    )  # fmt: skip


def _seen(cast: Cast, one: Written, visits: dict[uuid.UUID, dt.datetime]) -> list[NoteSeen]:
    calendar, rows = cast.calendar, []
    for member in cast.members.values():
        reader = one.readers.get(member.pk)
        if reader is None or not reader.tier or member == one.writer or calendar.chance.random() < OVERLOOKED:
            continue
        place = one.story.team.get(member.user.email.partition("@")[0])
        if place is None and reader.kind == Place.PERMANENT and calendar.chance.random() > LOOKED_AT:
            continue
        since = max(one.note.recorded_at, place.valid_from) if place else one.note.recorded_at
        day = (timezone.localdate(since) - calendar.today).days + calendar.chance.choice((1, 1, 2, 3, 5))
        at = max(calendar.office_hour(day), since + dt.timedelta(minutes=10))
        if at <= visits[member.pk]:
            rows.append(NoteSeen(id=calendar.key(), note=one.note, user=member.user, membership=member, at=at))
    return rows


def _wanted(cast: Cast, one: Written, said: list[NoteResponse]) -> list[Deadline]:
    """One deadline for each partner agency that was asked, as the service raises them; and one for each question."""
    rows = [_question(cast, one, row, said) for row in said if row.kind == ResponseKind.QUESTION]
    if one.note.answer_by is None:
        return rows
    asked: dict[uuid.UUID, AgencyMembership] = {}
    for member in cast.members.values():
        if member.agency != one.writer.agency and _may_answer(one, member):
            asked.setdefault(member.agency_id, member)
    for agency_id, member in asked.items():
        met = [row for row in said if row.agency_id == agency_id and row.membership.agency_id == agency_id]
        rows.append(
            _deadline(
                cast, one, kind=DeadlineKind.NOTE_ANSWER, due_on=one.note.answer_by, responsible=member,
                subject_kind="note", subject_id=one.note.pk, done_at=met[0].at if met else None,
            )
        )  # fmt: skip
    return rows


def _question(cast: Cast, one: Written, question: NoteResponse, said: list[NoteResponse]) -> Deadline:
    answered = [row for row in said if row.answers is question]
    return _deadline(
        cast, one, kind=DeadlineKind.QUESTION, responsible=one.writer, subject_kind="note_response",
        due_on=due_in_working_days(DEFAULTS["question"].days, timezone.localdate(question.at)), subject_id=question.pk,
        done_at=answered[0].at if answered else None,
    )  # fmt: skip


def _deadline(
    cast: Cast, one: Written, *, responsible: AgencyMembership, done_at: dt.datetime | None, **more: Any
) -> Deadline:
    return Deadline(
        id=cast.calendar.key(), case=one.story.case, responsible=responsible, agency=responsible.agency,
        state=DeadlineState.DONE if done_at else DeadlineState.OPEN, done_at=done_at, **more,
    )  # fmt: skip
