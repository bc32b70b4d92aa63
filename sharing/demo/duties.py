"""Loads what members passed to law enforcement, with what follows: the ledger, the answers, a deferral, what is due."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import Operation
from casework.choices import DeadlineKind, DeadlineState
from casework.due import due_in_working_days
from casework.models import Deadline
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.wall import without_trigger
from sharing.models import Deferral, Disclosure, DutyPassed, DutyReport, DutyWord

TO = "nadia.ferrowick"
"""Who receives duty reports at the police."""
INFORMED = ("helena.quistberg", "luca.vennstrom")
REVIEW, TELL = 30, 5
"""Days until a deferral is looked at again, working days until the person is told (domain section 3.7)."""


def load_duties(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every duty report of the demonstration, and return the lines they left on the trail."""
    facts = tomllib.loads((FOLDER / "duties.toml").read_text(encoding="utf-8"))
    cases = {story.case.reference: story for story in stories}
    with without_trigger("sharing_deferral", "follow"):  # what it brings about has keys of its own here
        return [line for fact in facts["duty"] for line in _load(cast, cases[fact["case"]], fact)]


def _load(cast: Cast, story: Story, fact: dict[str, Any]) -> list[Told]:
    calendar, case, writer, desk = cast.calendar, story.case, cast.member(fact["by"]), cast.member(TO)
    made = calendar.at(fact["day"], fact["hour"], 20)
    answers = _answers(cast, fact)
    report = DutyReport(
        id=calendar.key(), case=case, partnership_id=case.partnership_id, to_agency=desk.agency, agency=writer.agency,
        membership=writer, user=writer.user, how_soon=fact["how_soon"], rests_on=fact["rests_on"], made_at=made,
        **answers,
    )  # fmt: skip
    report.save(force_insert=True)
    DutyWord(
        id=calendar.key(), report=report, **{name: fact[name] for name in ("feared", "at_risk", "known", "thought")}
    ).save(force_insert=True)
    passed = DutyPassed(
        id=calendar.key(), report=report, to_agency=desk.agency, text=fact["passed"], is_released=fact["released"],
        how_soon=fact["how_soon"], sent_at=made, sender=writer.user.full_name, sender_agency=writer.agency,
        phoned_at=made - dt.timedelta(minutes=10) if "phoned" in fact else None, phoned_whom=fact.get("phoned", ""),
        acknowledged_by=desk if answers else None, **answers,
    )  # fmt: skip
    passed.save(force_insert=True)
    disclosure = Disclosure(
        id=calendar.key(), case=case, purpose="risk_and_crime_prevention", to_agency=desk.agency, duty_report=report,
        tier=4, items=1, made_on=calendar.day(fact["day"]), membership=writer, recorded_at=made,
    )  # fmt: skip
    disclosure.save(force_insert=True)
    deferral = _follow(cast, story, disclosure, passed, fact)
    return [*_lines(report, passed, disclosure), *_put_off(deferral)]


def _lines(report: DutyReport, passed: DutyPassed, disclosure: Disclosure) -> Iterator[Told]:
    """Made by its writer; acknowledged and answered by whoever receives it, who is told of no case."""
    subjects = [report.pk, disclosure.pk]
    about: dict[str, Any] = {"kind": "duty_report", "subjects": subjects, "case_id": report.case_id, "tier": 4}
    yield report.membership, report.made_at, Operation.DISCLOSE, "duty.filed", about
    received: dict[str, Any] = {"kind": "duty_passed", "subjects": [passed.pk]}
    for at, verb in ((passed.acknowledged_at, "duty.acknowledged"), (passed.outcome_at, "duty.answered")):
        if at is not None and passed.acknowledged_by is not None:
            yield passed.acknowledged_by, at, Operation.ALTER, verb, received


def _put_off(row: Deferral | None) -> Iterator[Told]:
    if row is None or row.decided_by is None or row.decided_at is None:
        return
    subjects = [row.pk, row.disclosure_id]
    about: dict[str, Any] = {"kind": "deferral", "subjects": subjects, "case_id": row.case_id, "ground": "defer"}
    yield row.proposed_by, row.proposed_at, Operation.COLLECT, "deferral.proposed", about
    yield row.decided_by, row.decided_at, Operation.ALTER, "deferral.approved", about


def _answers(cast: Cast, fact: dict[str, Any]) -> dict[str, Any]:
    if "acknowledged" not in fact:
        return {}
    return {
        "acknowledged_at": cast.calendar.at(fact["acknowledged"], 20, 5), "outcome": fact["outcome"],
        "outcome_at": cast.calendar.at(fact["answered"], 20, 30),
    }  # fmt: skip


def _follow(
    cast: Cast, story: Story, disclosure: Disclosure, passed: DutyPassed, fact: dict[str, Any]
) -> Deferral | None:  # fmt: skip
    """What is due: the person is told, the police answer, chair and adviser know of it."""
    manager = _manager(story)
    deferral = _defer(cast, disclosure, manager, fact["deferral"]) if "deferral" in fact else None
    told_on = deferral.until_on if deferral else due_in_working_days(TELL, disclosure.made_on)
    _due(cast, DeadlineKind.NOTIFICATION, told_on, manager, ("disclosure", disclosure.pk), disclosure.case)
    if "acknowledged" in fact:
        return deferral
    day, report = disclosure.made_on, disclosure.duty_report_id
    _due(cast, DeadlineKind.DUTY_RECEIPT, day, cast.member(TO), ("duty_passed", passed.pk))
    for who in INFORMED:
        _due(cast, DeadlineKind.DUTY_NOTICE, cast.calendar.day(1), cast.member(who), ("duty_report", report))
    return deferral


def _manager(story: Story) -> Any:
    return next(place.membership for place in story.team.values() if place.is_case_manager)


def _defer(cast: Cast, disclosure: Disclosure, manager: Any, fact: dict[str, Any]) -> Deferral:
    """One proposed, another approved: it is looked at again after thirty days."""
    calendar, proposer, chair = cast.calendar, cast.member(fact["by"]), cast.member(fact["decided_by"])
    row = Deferral(
        id=calendar.key(), case=disclosure.case, partnership_id=disclosure.case.partnership_id, disclosure=disclosure,
        what=disclosure.what, to_whom=disclosure.to_whom, made_on=disclosure.made_on, ground=fact["ground"],
        facts=fact["facts"], until_on=calendar.day(fact["until"]), state="approved", proposed_by=proposer,
        proposer=proposer.user, proposed_at=calendar.at(fact["day"], 9, 10), decided_by=chair, decider=chair.user,
        decided_at=calendar.at(fact["day"], 15, 40),
    )  # fmt: skip
    row.save(force_insert=True)
    review = calendar.day(fact["day"] + REVIEW)
    _due(cast, DeadlineKind.DEFERRAL_REVIEW, review, manager, ("deferral", row.pk), disclosure.case)
    _due(cast, DeadlineKind.DEFERRAL_REVIEW, review, chair, ("deferral", row.pk))
    return row


def _due(cast: Cast, kind: DeadlineKind, on: dt.date, who: Any, about: tuple[str, Any], case: Any = None) -> None:
    Deadline(
        id=cast.calendar.key(), case=case, kind=kind, due_on=on, responsible=who, agency=who.agency,
        state=DeadlineState.OPEN, subject_kind=about[0], subject_id=about[1],
    ).save(force_insert=True)  # fmt: skip
