"""Loads the trail of what the demonstration tells: its lines carry the moments of the story.

In daily work the database stamps each line with its own clock and nobody can choose a moment. Here, and only in the
owner's loading transaction, that stamp is kept still so that the access log has a past. Number and transaction stay
the database's own: the lines are sealed like all others.
"""

import datetime as dt
import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from access.choices import Operation
from access.models import Event
from agencies.models import FAR_FUTURE, AgencyMembership
from casework.choices import CourtAct, ResponseKind
from casework.models import EmergencyAccess, NoteSeen
from sharing.demo.assessments import Judged, told_lines
from sharing.demo.breaches import Failings
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.notes import Written
from sharing.demo.orders import Supervision
from sharing.demo.reports import Reported, lines_of
from sharing.demo.responses import Reading
from sharing.demo.wall import without_trigger

TRIES = (  # who knocked at a case that is not theirs: login, reference, day, page
    ("greta.holmvik", "VRP-CEDAR", -29, "case_overview"), ("pia.vandersloot", "VRP-CEDAR", -12, "case_overview"),
    ("casimir.doverin", "VRP-CEDAR", -8, "case_overview"),
    ("luca.vennstrom", "VRP-CEDAR", -27, "case_overview"), ("ruben.tallis", "VRP-ELM", -20, "note_list"),
    ("nadia.ferrowick", "VRP-ELM", -38, "case_overview"), ("samir.oudelaar", "VRP-DOGWOOD", -1, "case_overview"),
    ("greta.holmvik", "VRP-BIRCH", -9, "case_overview"), ("tomas.brekkelund", "VRP-NONE", -3, "case_overview"),
)  # fmt: skip


def load_trail(
    cast: Cast, stories: list[Story], written: list[Written], reading: Reading, opened: list[EmergencyAccess],
    supervision: Supervision, failings: Failings, reported: Reported, judged: Judged,
) -> int:  # fmt: skip
    """Append the lines in the order of their moments; return how many."""
    parts = (
        _set_up(cast), _teams(cast, stories), _written(cast, written), _read(cast, written, reading.seen),
        _answered(reading), _emergencies(cast, opened), _refused(cast, stories), _overviews(cast, stories),
        _decided(supervision), _stepped(failings), _reported(reported), _judged(cast, judged),
    )  # fmt: skip
    lines = sorted(itertools.chain(*parts), key=lambda line: line.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        transaction = int(cursor.fetchone()[0])
    for line in lines:
        line.xid = transaction
    with without_trigger("access_event", "stamp_event"):
        Event.objects.bulk_create(lines, batch_size=500)
    return len(lines)


def _line(member: AgencyMembership | None, at: dt.datetime, operation: Operation, verb: str, **more: Any) -> Event:
    who = {}
    if member is not None:
        who = {
            "user_id": member.user_id, "membership_id": member.pk, "agency_id": member.agency_id,
            "partnership_id": member.agency.partnership_id,
        }  # fmt: skip
    return Event(at=at, operation=operation, verb=verb, **who, **more)


def _set_up(cast: Cast) -> Iterator[Event]:
    coordinator, calendar = cast.member("wanda.eskeland"), cast.calendar
    for member in cast.members.values():
        yield _line(
            coordinator, max(member.valid_from, coordinator.valid_from), Operation.ADMINISTER, "membership.added",
            kind="membership", subjects=[member.pk], ground="coordinator",
        )  # fmt: skip
    for agreement in cast.agreements.values():
        at = timezone.make_aware(dt.datetime.combine(agreement.offered_for_signature_on or calendar.today, dt.time(10)))
        yield _line(
            coordinator, at, Operation.ADMINISTER, "agreement.offered", kind="agreement", subjects=[agreement.pk],
            ground="coordinator",
        )  # fmt: skip


def _teams(cast: Cast, stories: list[Story]) -> Iterator[Event]:
    for story in stories:
        giver = next(place.membership for place in story.team.values() if place.is_case_manager)
        for place in story.team.values():
            yield _line(
                giver, place.valid_from + dt.timedelta(hours=10), Operation.DISCLOSE, "team.place_given",
                kind="place", subjects=[place.pk], case_id=story.case.pk, recipients=[place.membership_id],
                ground="manage", reason=place.decision, detail={"kind": place.kind},
            )  # fmt: skip
            if place.is_facilitator and place.membership:
                for who, hours, verb, ground in (
                    (giver, 11, "team.facilitator_named", "manage"),
                    (place.membership, 34, "team.facilitator_declared", "own"),
                ):
                    yield _line(
                        who, place.valid_from + dt.timedelta(hours=hours), Operation.ALTER, verb, kind="place",
                        subjects=[place.pk], case_id=story.case.pk, ground=ground,
                    )  # fmt: skip
            ended = place.valid_to < cast.calendar.begin(0)
            if ended and place.kind == "permanent":
                yield _line(
                    giver, place.valid_to, Operation.ALTER, "team.place_ended", kind="place", subjects=[place.pk],
                    case_id=story.case.pk, ground="manage", reason=place.decision,
                )  # fmt: skip


def _written(cast: Cast, written: list[Written]) -> Iterator[Event]:
    codes = {agency.pk: agency.code for agency in cast.agencies.values()}
    for one in written:
        note, writer = one.note, one.writer
        verb = "note.corrected" if note.supersedes else "note.contested" if note.contests else "note.written"
        yield _line(
            writer, note.recorded_at, Operation.COLLECT, verb, kind="note", subjects=[note.pk], case_id=note.case_id,
            ground="place", detail={"handling": note.handling, "secrecy": note.secrecy, "kind": note.kind},
        )  # fmt: skip
        told = [reader for reader in one.readers.values() if reader.tier and reader.membership_id != writer.pk]
        if told:
            tiers: dict[str, int] = defaultdict(int)
            for reader in told:
                tiers[codes[reader.agency_id]] = max(tiers[codes[reader.agency_id]], int(reader.tier))
            yield _line(
                writer, note.recorded_at, Operation.DISCLOSE, "note.shared", kind="note", subjects=[note.pk],
                case_id=note.case_id, recipients=[reader.membership_id for reader in told], ground="handling",
                detail=dict(tiers),
            )  # fmt: skip
        if note.withdrawn_at:
            yield _line(
                writer, note.withdrawn_at, Operation.ALTER, "note.withdrawn", kind="note", subjects=[note.pk],
                case_id=note.case_id, ground="originator",
            )  # fmt: skip


def _read(cast: Cast, written: list[Written], seen: list[NoteSeen]) -> Iterator[Event]:
    """One line for each page that somebody opened: the notes they saw at one sitting on one case."""
    by_note = {one.note.pk: one for one in written}
    sittings: dict[tuple[Any, ...], list[NoteSeen]] = defaultdict(list)
    for mark in seen:
        case = by_note[mark.note_id].story.case.pk
        sittings[mark.membership_id, case, mark.at.date()].append(mark)
    for (membership, case, _day), marks in sittings.items():
        place = by_note[marks[0].note_id].readers[membership].kind
        one_note = len(marks) == 1 and cast.calendar.chance.random() < 0.5
        yield _line(
            marks[0].membership, max(mark.at for mark in marks), Operation.CONSULT,
            "note.read" if one_note else "note.list_read", kind="note", subjects=[mark.note_id for mark in marks],
            case_id=case, ground=place,
        )  # fmt: skip


def _overviews(cast: Cast, stories: list[Story]) -> Iterator[Event]:
    """People who worked on a case also opened its first page."""
    calendar = cast.calendar
    for story in stories:
        for place in story.team.values():
            first = max(-120, _offset(cast, place.valid_from) + 1)
            last = -1 if place.valid_to >= FAR_FUTURE else min(-1, _offset(cast, place.valid_to) - 1)
            if place.membership is None or place.membership.agency.code == "PBS" or last <= first:
                continue
            for day in range(first, last, 12 if place.kind == "permanent" else 17):
                yield _line(
                    place.membership, calendar.office_hour(min(last, day + calendar.chance.randint(0, 4))),
                    Operation.CONSULT, "case.read", kind="case", subjects=[story.case.pk],
                    case_id=story.case.pk, ground=place.kind,
                )  # fmt: skip


def _offset(cast: Cast, moment: dt.datetime) -> int:
    return (timezone.localdate(moment) - cast.calendar.today).days


def _decided(supervision: Supervision) -> Iterator[Event]:
    for row in supervision.decisions:
        verb = "order.recorded" if row.act == CourtAct.IMPOSED else "decision.recorded"
        yield _line(
            row.membership, row.recorded_at, Operation.COLLECT, verb, kind="order",
            subjects=[key for key in (row.order_id, row.pk) if key], case_id=row.case_id, ground="place",
        )  # fmt: skip


def _answered(reading: Reading) -> Iterator[Event]:
    for row in reading.responses:
        yield _line(
            row.membership, row.at, Operation.COLLECT, f"note.response_{ResponseKind(row.kind).value}",
            kind="note_response", subjects=[row.pk, row.note_id], case_id=row.note.case_id, ground="reader",
        )  # fmt: skip


def _emergencies(cast: Cast, opened: list[EmergencyAccess]) -> Iterator[Event]:
    for row in opened:
        common: dict[str, Any] = {"kind": "emergency", "subjects": [row.pk], "case_id": row.case_id}
        yield _line(
            row.membership, row.opened_at, Operation.DISCLOSE, "emergency.opened", **common,
            recipients=[row.membership_id], ground="emergency", reason=row.reason,
            detail={"hours": int((row.expires_at - row.opened_at).total_seconds() // 3600)},
        )  # fmt: skip
        seen = {**common, "kind": "case", "subjects": [row.case_id]}
        for minutes, verb in ((1, "case.read"), (3, "note.list_read")):
            at = row.opened_at + dt.timedelta(minutes=minutes)
            yield _line(row.membership, at, Operation.CONSULT, verb, **seen, ground="emergency")
        if row.ended_at:
            yield _line(row.membership, row.ended_at, Operation.ALTER, "emergency.ended", **common, ground="emergency")
        if row.reviewed_at:
            reviewer = next(member for member in cast.members.values() if member.user == row.reviewer)
            yield _line(reviewer, row.reviewed_at, Operation.ALTER, "emergency.reviewed", **common, ground="manage")


STEP_VERBS = {
    "suspected": "breach.suspected", "explanation_asked": "breach.explanation_asked",
    "explanation_given": "breach.explanation_recorded", "not_accepted": "breach.not_accepted",
    "warning": "breach.warned", "proposed": "breach.proposed",
}  # fmt: skip


def _stepped(failings: Failings) -> Iterator[Event]:
    """The steps of breaches, joint decisions, and the positions that were taken on them."""
    for step in failings.steps:
        operation = Operation.COLLECT if step.kind == "suspected" else Operation.ALTER
        yield _line(
            step.membership, step.recorded_at, operation, STEP_VERBS[step.kind], kind="breach",
            subjects=[step.breach_id], case_id=step.breach.case_id, ground="manage",
        )  # fmt: skip
    for row in failings.decisions:
        yield _line(
            row.membership, row.recorded_at, Operation.COLLECT, "joint_decision.recorded", kind="joint_decision",
            subjects=[row.pk], case_id=row.case_id, ground="manage", detail={"kind": row.kind},
        )  # fmt: skip
    for position, at in failings.positions:
        yield _line(
            position.membership, at, Operation.COLLECT, "joint_decision.position_taken", kind="joint_decision",
            subjects=[position.decision_id], case_id=position.decision.case_id, ground="place",
            detail={"view": position.view},
        )  # fmt: skip


def _reported(reported: Reported) -> Iterator[Event]:
    """Reports to courts: put together, signed, countersigned, sent."""
    for member, at, operation, verb, more in lines_of(reported):
        yield _line(member, at, operation, verb, **more)


def _judged(cast: Cast, judged: Judged) -> Iterator[Event]:
    """Assessments: opened, contributed to, agreed on, signed, countersigned."""
    for member, at, operation, verb, more in told_lines(cast, judged):
        yield _line(member, at, operation, verb, **{"ground": "place", **more})


def _refused(cast: Cast, stories: list[Story]) -> Iterator[Event]:
    cases: dict[str, uuid.UUID] = {story.case.reference: story.case.pk for story in stories}
    for login, reference, day, page in TRIES:
        at = cast.calendar.at(day, 6, 10) if day == -1 else cast.calendar.office_hour(day)
        yield _line(
            cast.member(login), at, Operation.REFUSE, f"door.{page}", kind="case", case_id=cases.get(reference),
            ground="unseen",
        )  # fmt: skip
