"""Loads questions to the legal advisers with their answers; one still waits."""

import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import ItemStatus, Operation, Tier
from agencies.models import AgencyMembership
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Case, Deadline, NoteText
from sharing.choices import AdviceAbout
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.wall import without_trigger
from sharing.models import (
    AdviceAnswer,
    AdviceContext,
    AdviceReasoning,
    DisclosureProposal,
    LegalAdviceRequest,
)

TIERS = {"full": Tier.FULL, "summary": Tier.SUMMARY, "gist": Tier.GIST}


def load_advice(cast: Cast, stories: list[Story], proposals: dict[str, DisclosureProposal]) -> list[Told]:
    """Load every question with its words and its answer; return their lines of the trail."""
    cases = {story.case.reference: story.case for story in stories}
    known = tomllib.loads((FOLDER / "advice.toml").read_text(encoding="utf-8"))
    lines: list[Told] = []
    with (
        without_trigger("sharing_legaladvicerequest", "ask_advisers", "hold_proposal"),  # what is due is loaded here
        without_trigger("sharing_adviceanswer", "settle_advice", "hold_proposal"),
    ):
        for fact in known["question"]:
            lines += _load(cast, cases[fact["case"]], fact, proposals.get(fact.get("about", "")))
    return lines


def _load(
    cast: Cast, case: Case, fact: dict[str, Any], proposal: DisclosureProposal | None
) -> Iterator[Told]:  # fmt: skip
    calendar, by, adviser = cast.calendar, cast.member(fact["by"]), cast.member("luca.vennstrom")
    row = LegalAdviceRequest(
        id=calendar.key(), case=case, partnership=cast.partnership, user=by.user, membership=by, agency=by.agency,
        about=AdviceAbout.PROPOSAL if proposal else AdviceAbout.GENERAL, proposal=proposal,
        about_id=proposal.pk if proposal else None, question=fact["question"], due_on=calendar.day(fact["due"]),
        asked_at=calendar.at(fact["day"], fact["hour"], 25),
    )  # fmt: skip
    row.save(force_insert=True)
    notes = [_quote(cast, row, title, TIERS[tier]) for title, tier in fact.get("quoted", ())]
    about: dict[str, Any] = {"kind": "legal_advice", "subjects": [row.pk, *notes], "case_id": case.pk}
    yield by, row.asked_at, Operation.DISCLOSE, "advice.asked", about | {"recipients": [adviser.pk]}
    answer = fact.get("answer")
    if answer:
        yield from _answer(cast, row, answer)
    _due(cast, row, adviser, done=calendar.at(answer["day"], answer["hour"]) if answer else None)


def _quote(cast: Cast, row: LegalAdviceRequest, title: str, tier: Tier) -> Any:
    text = NoteText._base_manager.select_related("note").get(
        note__case_id=row.case_id, title=title, tier=tier, note__status=ItemStatus.CURRENT
    )
    AdviceContext(
        id=cast.calendar.key(), case_id=row.case_id, request=row, note=text.note, agency_id=text.note.originator_id,
        tier=tier, words=text.text,
    ).save(force_insert=True)  # fmt: skip
    return text.note_id


def _answer(cast: Cast, row: LegalAdviceRequest, said: dict[str, Any]) -> Iterator[Told]:
    calendar, by = cast.calendar, cast.member(said["by"])
    answer = AdviceAnswer(
        id=calendar.key(), case_id=row.case_id, request=row, proposal=row.proposal,
        asker=row.user, user=by.user, membership=by,
        conclusion=said["conclusion"], words=said["words"], answered_at=calendar.at(said["day"], said["hour"]),
    )  # fmt: skip
    answer.save(force_insert=True)
    AdviceReasoning(id=calendar.key(), case_id=row.case_id, answer=answer, text=said["reasoning"]).save(
        force_insert=True
    )
    about: dict[str, Any] = {"kind": "legal_advice", "subjects": [row.pk], "case_id": row.case_id}
    yield by, answer.answered_at, Operation.COLLECT, "advice.answered", about | {"recipients": [row.membership_id]}


def _due(cast: Cast, row: LegalAdviceRequest, adviser: AgencyMembership, done: Any) -> None:
    Deadline(
        id=cast.calendar.key(), kind=DeadlineKind.LEGAL_ADVICE, due_on=row.due_on, responsible=adviser,
        agency=adviser.agency, state=DeadlineState.DONE if done else DeadlineState.OPEN, subject_kind="legal_advice",
        subject_id=row.pk, done_at=done,
    ).save(force_insert=True)  # fmt: skip
