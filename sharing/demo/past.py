"""Loads cases that closed two years ago: how they ended and what follow-ups found, for the figures."""

import datetime as dt
import tomllib
from typing import Any

from casework.choices import Basis, CaseStatus, FollowUpMethod, Stage, StrandResult
from casework.due import months_after
from casework.models import Case, FollowUp, Outcome, Person
from sharing.demo.cast import FOLDER, Cast

MANAGERS = {"VPO": "tomas.brekkelund", "CSF": "samir.oudelaar"}
MONTHS = (6, 12)
"""When somebody looked again, in months after the closing."""
AGO, OPEN, KEPT = 2, 20, 60
"""Years since they closed; months they had been open; months the record is kept, as the agreement says."""


def load_past(cast: Cast) -> int:
    """Load every earlier case with its outcome and follow-ups; nobody works on one any more. Return how many."""
    known = tomllib.loads((FOLDER / "past.toml").read_text(encoding="utf-8"))
    for number, facts in enumerate(known["case"]):
        _ended(cast, _case(cast, number, facts), number, facts["ended"], known)
    return len(known["case"])


def _case(cast: Cast, number: int, facts: dict[str, Any]) -> Case:
    calendar = cast.calendar
    closed = dt.date.fromisoformat(f"{calendar.today.year - AGO}-{facts['closed']}")
    opened, over = months_after(closed, -OPEN), calendar.begin((months_after(closed, MONTHS[-1]) - calendar.today).days)
    person = Person(
        id=calendar.key(), reference=f"VRP-P-{number:03}", given_name=facts["name"][0], family_name=facts["name"][1],
        born_on=dt.date(calendar.today.year - facts["age"], 1 + number % 12, 14), languages="English",
    )  # fmt: skip
    person.save(force_insert=True)
    case = Case(
        id=calendar.key(), reference=f"VRP-{facts['title'].upper()}", neutral_title=facts["title"], person=person,
        partnership=cast.partnership, lead_agency=cast.agencies[facts["lead"]], area=cast.partnership.area,
        level=facts["level"], status=CaseStatus.ARCHIVED, stage=Stage.EVALUATE, stage_since=closed,
        basis=Basis.VOLUNTARY, basis_text="Voluntary, recorded when the order had ended", basis_ends_on=closed,
        next_review_on=closed, opened_on=opened, closed_on=closed, notice_given_on=opened, last_activity_at=over,
    )  # fmt: skip
    case.save(force_insert=True)
    return case


def _ended(cast: Cast, case: Case, number: int, ended: list[list[str]], words: dict[str, Any]) -> None:
    def said(strand: str, result: str) -> str:
        return str(words[strand][result][number % len(words[strand][result])])

    member = cast.member(MANAGERS[case.lead_agency.code])
    (left, back), *later = ended
    closed = case.closed_on or cast.calendar.today
    Outcome(
        id=cast.calendar.key(), case=case, closing=1, number=1, recorded_on=closed, level=case.level, membership=member,
        disengagement=left, disengagement_text=said("disengagement", left), reintegration=back,
        reintegration_text=said("reintegration", back), agreed="Two calls within the year.",
        call=f"{member.user.full_name}, {member.agency.name}", feedback_offered_on=closed,
        keep_until=months_after(closed, KEPT), months=list(MONTHS),
    ).save(force_insert=True)  # fmt: skip
    for months, (left, back) in zip(MONTHS, later, strict=True):
        held, lost = months_after(closed, months), left == StrandResult.NOT_KNOWN
        FollowUp(
            id=cast.calendar.key(), case=case, closing=1, months=months, due_on=held, held_on=held, membership=member,
            method=FollowUpMethod.NOT_REACHED if lost else FollowUpMethod.PHONE, found=said("found", left),
            disengagement=left, reintegration=back,
        ).save(force_insert=True)  # fmt: skip
