"""Loads what agencies asked each other, with all six answers; two requests are overdue."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import ItemStatus, Operation, Tier
from agencies.models import AgencyMembership
from casework.choices import DeadlineKind, DeadlineState
from casework.due import due_in_working_days
from casework.models import Deadline, Note, NoteText
from sharing.asking import TIER_OF, given_of
from sharing.choices import SILENT, AnswerCode, RemarkKind
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.models import AnswerSilence, RequestRemark, RequestWords, SharingAnswer, SharingRequest

TIERS = {"full": Tier.FULL, "summary": Tier.SUMMARY, "gist": Tier.GIST}
DAYS = 5


def load_requests(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every request with its answer and what is due for it; return their lines of the trail."""
    by_title = {str(story.facts["title"]).lower(): story for story in stories}
    lines: list[Told] = []
    loaded: dict[str, SharingRequest] = {}
    for fact in tomllib.loads((FOLDER / "requests.toml").read_text(encoding="utf-8"))["request"]:
        lines += load_asked(cast, by_title[fact["case"]], fact, loaded)
    return lines


def load_asked(
    cast: Cast, story: Story, fact: dict[str, Any], loaded: dict[str, SharingRequest] | None = None
) -> Iterator[Told]:
    """Load one request, with its answer where it has one; ``loaded`` holds those that are asked again, by name."""
    loaded = {} if loaded is None else loaded
    row = _ask(cast, story, fact, loaded[fact["again"]] if "again" in fact else None)
    loaded[fact.get("name", "")] = row
    yield from _lines(cast, row, fact)
    if "code" in fact:
        yield from _answer(cast, row, fact)


def _ask(cast: Cast, story: Story, fact: dict[str, Any], first: SharingRequest | None) -> SharingRequest:
    calendar, by, to = cast.calendar, cast.member(fact["by"]), cast.member(fact["to"])
    on, urgent = calendar.day(fact["day"]), fact.get("urgent", False)
    at = calendar.at(fact["day"], 9, 25) if fact["day"] else calendar.begin(0)  # never ahead of the hour of loading
    row = SharingRequest(
        id=calendar.key(), case=story.case, agency=by.agency, membership=by, asked=to.agency, purpose=fact["purpose"],
        tier=TIERS[fact["tier"]], is_urgent=urgent, asked_at=at,
        due_on=on if urgent else due_in_working_days(DAYS, on), second_to=first,
    )  # fmt: skip
    if "seen" in fact:
        row.seen_at, row.seen_by = calendar.at(fact["seen"], 10, 5), to
    row.save(force_insert=True)
    RequestWords(
        id=calendar.key(), case=story.case, request=row, question=fact["question"], reason=fact["reason"]
    ).save(force_insert=True)  # fmt: skip
    Deadline(
        id=calendar.key(), case=story.case, kind=DeadlineKind.REQUEST_ANSWER, due_on=row.due_on, responsible=to,
        agency=to.agency, state=DeadlineState.OPEN, subject_kind="sharing_request", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
    return row


def _about(row: SharingRequest) -> dict[str, Any]:
    return {"kind": "sharing_request", "subjects": [row.pk], "case_id": row.case_id}


def _lines(cast: Cast, row: SharingRequest, fact: dict[str, Any]) -> Iterator[Told]:
    yield row.membership, row.asked_at, Operation.DISCLOSE, "request.asked", _about(row)
    if row.seen_by and row.seen_at:
        yield row.seen_by, row.seen_at, Operation.CONSULT, "request.seen", _about(row)


def _answer(cast: Cast, row: SharingRequest, fact: dict[str, Any]) -> Iterator[Told]:
    calendar, by, code = cast.calendar, cast.member(fact["to"]), AnswerCode(fact["code"])
    at = calendar.at(fact["answered"], 15, 10)
    SharingAnswer(
        id=calendar.key(), case=row.case, request=row, given=given_of(code), membership=by, answered_at=at,
        note=_note(row, by, fact["note"]) if code in TIER_OF else None, reason=fact.get("refusal", ""),
        basis=fact.get("basis", ""),
    ).save(force_insert=True)  # fmt: skip
    if code in SILENT:
        AnswerSilence(id=calendar.key(), case=row.case, request=row, code=code).save(force_insert=True)
    _remark(cast, row, RemarkKind.ACTION, by, at, fact.get("action", ""))
    _remark(cast, row, RemarkKind.EFFECT, row.membership, at + dt.timedelta(days=1), fact.get("effect", ""))
    yield by, at, Operation.DISCLOSE, "request.answered", _about(row)


def _note(row: SharingRequest, by: AgencyMembership, title: str) -> Note:
    texts = NoteText._base_manager.filter(note__case=row.case, title=title, note__status=ItemStatus.CURRENT)
    found: Note = Note._base_manager.get(pk__in=texts.values("note_id"), originator=by.agency)
    return found


def _remark(
    cast: Cast, row: SharingRequest, kind: RemarkKind, by: AgencyMembership, at: dt.datetime, text: str
) -> None:
    if text:
        RequestRemark(
            id=cast.calendar.key(), case=row.case, request=row, kind=kind, text=text, membership=by, at=at
        ).save(force_insert=True)  # fmt: skip
