"""Loads what is due on cases, on agreements and after emergencies, and the emergencies themselves."""

import datetime as dt
from typing import Any

from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline, EmergencyAccess
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.wall import without_trigger

ENDED_EARLY = dt.timedelta(hours=1, minutes=35)
EMERGENCIES: tuple[dict[str, str | int], ...] = (
    {
        "who": "nadia.ferrowick", "case": "VRP-ELM", "day": -38, "hour": 21, "hours": 4,
        "reason": "A caller says that two men wait outside the sports house for the person and asks where she is now.",
        "finding": "Right to ask: the patrol was there within minutes. Opened for what was needed, closed early.",
    },
    {
        "who": "samir.oudelaar", "case": "VRP-DOGWOOD", "day": -1, "hour": 6, "hours": 2,
        "reason": "The hospital telephoned: the father has collapsed, the son cannot be found; who can reach him?",
        "finding": "",
    },
)  # fmt: skip


def load_due(cast: Cast, stories: list[Story]) -> list[EmergencyAccess]:
    """Load deadlines of cases and agreements, two emergencies, and the review that one of them waits for."""
    rows = [_of_case(cast, story, fact) for story in stories for fact in story.facts["deadline"]]
    rows += _of_agreements(cast)
    opened = [_emergency(cast, stories, fact) for fact in EMERGENCIES]
    rows += [row for access in opened for row in _reviews(cast, stories, access)]
    with without_trigger("casework_emergencyaccess", "tell_advisers"):  # its deadline would be due from today
        EmergencyAccess.objects.bulk_create(opened)
    Deadline.objects.bulk_create(rows)
    return opened


def _of_case(cast: Cast, story: Story, fact: dict[str, str | int]) -> Deadline:
    calendar, member = cast.calendar, cast.member(str(fact["who"]))
    state = DeadlineState(str(fact.get("state", DeadlineState.OPEN)))
    due = int(fact["due"])
    return Deadline(
        id=calendar.key(), case=story.case, kind=fact["kind"], due_on=calendar.day(due), responsible=member,
        agency=member.agency, state=state, subject_kind="place" if "subject" in fact else "case",
        subject_id=story.team[str(fact["subject"])].pk if "subject" in fact else story.case.pk,
        done_at=calendar.at(due - 2, 11, 20) if state == DeadlineState.DONE else None,
    )  # fmt: skip


def _of_agreements(cast: Cast) -> list[Deadline]:
    coordinator = cast.member("wanda.eskeland")
    return [
        Deadline(
            id=cast.calendar.key(), kind=DeadlineKind.AGREEMENT_REVIEW, due_on=agreement.review_on,
            responsible=coordinator, agency=coordinator.agency, subject_kind="agreement", subject_id=agreement.pk,
        )
        for agreement in cast.agreements.values()
        if agreement.review_on and 0 < (agreement.review_on - cast.calendar.today).days <= 30
    ]  # fmt: skip


def _emergency(cast: Cast, stories: list[Story], fact: dict[str, str | int]) -> EmergencyAccess:
    member, calendar = cast.member(str(fact["who"])), cast.calendar
    case = next(story.case for story in stories if story.case.reference == fact["case"])
    opened = calendar.at(int(fact["day"]), int(fact["hour"]), 12)
    finding = str(fact["finding"])
    reviewer = cast.member("ines.marholt").user if finding else None
    return EmergencyAccess(
        id=calendar.key(), membership=member, user=member.user, agency=member.agency, case=case, reason=fact["reason"],
        opened_at=opened, expires_at=opened + dt.timedelta(hours=int(fact["hours"])), ended_at=opened + ENDED_EARLY,
        reviewed_at=opened + dt.timedelta(hours=14) if finding else None, reviewer=reviewer, review_finding=finding,
    )  # fmt: skip


def _reviews(cast: Cast, stories: list[Story], access: EmergencyAccess) -> list[Deadline]:
    """The review waits for the case manager, and the legal adviser is told without a word about the case."""
    story = next(story for story in stories if story.case == access.case)
    manager = next(place.membership for place in story.team.values() if place.is_case_manager)
    adviser, done = cast.member("luca.vennstrom"), access.reviewed_at
    common: dict[str, Any] = {
        "kind": DeadlineKind.EMERGENCY_REVIEW, "due_on": (access.opened_at + dt.timedelta(days=1)).date(),
        "subject_kind": "emergency", "subject_id": access.pk, "done_at": done,
        "state": DeadlineState.DONE if done else DeadlineState.OPEN,
    }  # fmt: skip
    return [
        Deadline(id=cast.calendar.key(), case=story.case, responsible=manager, agency=story.case.lead_agency, **common),
        Deadline(id=cast.calendar.key(), responsible=adviser, agency=adviser.agency, **common),
    ]
