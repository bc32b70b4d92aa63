"""Loads texts for the public, with who still has them to decide and the lines they left."""

import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import Operation
from casework.anonymous import telling
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Case, Deadline
from sharing.choices_publishing import DECIDING_STEPS, PublicationStepKind, SaidYesNo
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.wall import without_trigger
from sharing.models import PublicationRequest, PublicationStep
from sharing.services.publications import VERBS


def load_publications(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every text for the public, and return the lines it left on the trail."""
    facts = tomllib.loads((FOLDER / "publications.toml").read_text(encoding="utf-8"))
    cases = {story.case.reference: story.case for story in stories}
    lines: list[Told] = []
    with (
        without_trigger("sharing_publicationrequest", "falls_due"),
        without_trigger("sharing_publicationstep", "follow"),
    ):
        for fact in facts["publication"]:
            lines += _load(cast, cases.get(fact.get("case")), fact)
    return lines


def _load(cast: Cast, case: Case | None, fact: dict[str, Any]) -> Iterator[Told]:
    calendar, by = cast.calendar, cast.member(fact["by"])
    found = telling(fact["text"])
    row = PublicationRequest(
        id=calendar.key(), case=case, partnership=cast.partnership, membership=by, user=by.user, agency=by.agency,
        findings=found, answers=[fact["answers"][words] for words in found],
        answer_by=calendar.day(fact["day"] + fact["answer_in"]), sent_at=calendar.at(fact["day"], fact["hour"], 15),
        **{name: fact[name] for name in ("outlet", "asked_by", "purpose", "text")},
    )  # fmt: skip
    row.save(force_insert=True)
    about: dict[str, Any] = {"kind": "publication", "subjects": [row.pk], "case_id": case.pk if case else None}
    yield by, row.sent_at, Operation.COLLECT, "publication.asked_for", about
    for said in fact["step"]:
        yield _say(cast, row, said, about)
    answered = {said["kind"] for said in fact["step"] if said["verdict"] == SaidYesNo.NO}
    for kind, who in zip(DECIDING_STEPS, (fact["chair"], fact["adviser"]), strict=True):
        open_still = not answered and kind not in {said["kind"] for said in fact["step"]}
        member = cast.member(who)
        Deadline(
            id=calendar.key(), kind=DeadlineKind.PUBLICATION, due_on=row.answer_by, responsible=member,
            agency=member.agency, state=DeadlineState.OPEN if open_still else DeadlineState.DONE,
            done_at=None if open_still else row.sent_at, subject_kind="publication", subject_id=row.pk,
        ).save(force_insert=True)  # fmt: skip


def _say(cast: Cast, row: PublicationRequest, said: dict[str, Any], about: dict[str, Any]) -> Told:
    calendar, by, kind = cast.calendar, cast.member(said["by"]), PublicationStepKind(said["kind"])
    step = PublicationStep(
        id=calendar.key(), case=row.case, publication=row, proposer=row.user, kind=kind, verdict=said["verdict"],
        how=said.get("how", ""), on=calendar.day(said["day"]) if kind == PublicationStepKind.CONSENT else None,
        words=said["words"], membership=by, user=by.user, made_at=calendar.at(said["day"], said["hour"], 25),
    )  # fmt: skip
    step.save(force_insert=True)
    return by, step.made_at, Operation.ALTER, f"publication.{VERBS[kind]}", about
