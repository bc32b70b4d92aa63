"""Loads what hangs on a plan: actions with what is due, interventions with sessions, network and ending plan."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from casework.choices import OPEN_ACTION, ActionState, Attended, DeadlineKind
from casework.due import due_in_working_days
from casework.models import (
    Action,
    ClinicalPart,
    Condition,
    Deadline,
    EndingStep,
    Intervention,
    NetworkLink,
    Relationship,
    Session,
)
from sharing.demo.cases import Story
from sharing.demo.cast import Cast

UNBLOCK_DAYS = 5  # working days, as the cadence "unblock"


def load_actions(
    cast: Cast, story: Story, facts: list[dict[str, Any]], lines: Mapping[str, uuid.UUID]
) -> list[Action]:  # fmt: skip
    """Load the actions of a story, each open one with its deadline, each blocked one with whose turn it is."""
    rows = [_action(cast, story, fact, lines) for fact in facts]
    Action.objects.bulk_create(rows)
    Deadline.objects.bulk_create(due for row in rows for due in _due(cast, story, row))
    return rows


def _action(cast: Cast, story: Story, fact: dict[str, Any], lines: Mapping[str, uuid.UUID]) -> Action:
    member, calendar = cast.member(fact["who"]), cast.calendar
    return Action(
        id=calendar.key(), case=story.case, line=lines.get(fact.get("objective", "")), text=fact["text"],
        agency=member.agency, membership=member, due_on=calendar.day(fact["due"]),
        state=ActionState(fact.get("state", ActionState.NOT_STARTED)), blocked_reason=fact.get("reason", ""),
        unblock_by=cast.member(fact["unblock"]) if "unblock" in fact else None,
        blocked_on=calendar.day(fact["blocked"]) if "blocked" in fact else None,
        done_on=calendar.day(fact["done"]) if "done" in fact else None,
        for_companions=fact.get("companions", False), for_guests=fact.get("guests", False),
    )  # fmt: skip


def _due(cast: Cast, story: Story, row: Action) -> Iterator[Deadline]:
    about: dict[str, Any] = {"case": story.case, "subject_kind": "action", "subject_id": row.pk}
    if row.state in OPEN_ACTION:
        yield Deadline(
            id=cast.calendar.key(), kind=DeadlineKind.ACTION_DUE, due_on=row.due_on, responsible=row.membership,
            agency=row.agency, **about,
        )  # fmt: skip
    if row.unblock_by is not None and row.blocked_on is not None:
        yield Deadline(
            id=cast.calendar.key(), kind=DeadlineKind.UNBLOCK, responsible=row.unblock_by,
            due_on=due_in_working_days(UNBLOCK_DAYS, row.blocked_on), agency=row.unblock_by.agency, **about,
        )  # fmt: skip


def load_interventions(
    cast: Cast, story: Story, facts: list[dict[str, Any]], lines: Mapping[str, uuid.UUID]
) -> None:  # fmt: skip
    """Load the interventions of a story with their sessions up to today; clinical words stand apart."""
    for fact in facts:
        row = _intervention(cast, story, fact, lines)
        row.save(force_insert=True)
        if "clinical_title" in fact:
            ClinicalPart(
                id=cast.calendar.key(), case=story.case, intervention=row, agency=row.provider,
                title=fact["clinical_title"], goal=fact["clinical_goal"], frequency=fact["clinical_frequency"],
            ).save(force_insert=True)  # fmt: skip
        Session.objects.bulk_create(_sessions(cast, story, row, fact.get("sessions", {}), fact))


def _intervention(cast: Cast, story: Story, fact: dict[str, Any], lines: Mapping[str, uuid.UUID]) -> Intervention:
    calendar = cast.calendar
    demanded = Condition._base_manager.filter(
        case=story.case, category=fact.get("ordered", ""), state="in_force"
    ).first()
    return Intervention(
        id=calendar.key(), case=story.case, type=fact["type"], title=fact.get("title", ""),
        provider=cast.agencies[fact["provider"]], line=lines.get(fact.get("objective", "")),
        setting=fact.get("setting", "community"), is_voluntary=demanded is None, condition=demanded,
        goal=fact.get("goal", ""), frequency=fact.get("frequency", ""), weekday=fact.get("weekday"),
        begins_at=_hour(fact.get("begins")), ends_at=_hour(fact.get("ends")), starts_on=calendar.day(fact["from"]),
        ends_on=calendar.day(fact["to"]) if "to" in fact else None, outcome=fact.get("outcome", ""),
        overlap_accepted=fact.get("accepted", ""), for_companions=fact.get("companions", False),
        for_guests=fact.get("guests", False),
    )  # fmt: skip


def _hour(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _sessions(
    cast: Cast, story: Story, row: Intervention, how: dict[str, Any], fact: dict[str, Any]
) -> Iterator[Session]:  # fmt: skip
    """One session every so many days until today or the end; ``missed`` and ``excused`` count them from 1."""
    if not how:
        return
    last = min(-1, fact.get("to", -1))
    member = next((m for m in cast.members.values() if m.agency == row.provider), cast.member("ines.marholt"))
    for number, offset in enumerate(range(fact["from"], last + 1, how["every"]), start=1):
        attended = Attended.YES
        if number in how.get("missed", ()):
            attended = Attended.NO_REASON
        elif number in how.get("excused", ()):
            attended = Attended.EXCUSED
        yield Session(
            id=cast.calendar.key(), case=story.case, intervention=row, on=cast.calendar.day(offset),
            attended=attended, membership=member, agency=member.agency,
            for_companions=row.for_companions, for_guests=row.for_guests,
        )  # fmt: skip


def load_network(cast: Cast, story: Story, facts: dict[str, Any]) -> None:
    """Load the people and organisations around the person, and who comes after a professional support."""
    calendar = cast.calendar
    people = {row.name: row for row in Relationship._base_manager.filter(person=story.case.person)}
    links = {
        fact["label"]: NetworkLink(
            id=calendar.key(), case=story.case, label=fact["label"], role=fact["role"], closeness=fact["closeness"],
            relationship=people[fact["relationship"]] if "relationship" in fact else None,
            agency=cast.agencies[fact["agency"]] if "agency" in fact else None,
            accepted_on=calendar.day(fact["accepted"]) if "accepted" in fact else None,
        )
        for fact in facts.get("link", ())
    }  # fmt: skip
    NetworkLink.objects.bulk_create(links.values())
    EndingStep.objects.bulk_create(
        EndingStep(
            id=calendar.key(), case=story.case, agency=cast.agencies[fact["agency"]], support=fact["support"],
            successor=fact.get("successor", ""), link=links[fact["link"]] if "link" in fact else None,
            by_on=calendar.day(fact["by"]), done_on=calendar.day(fact["done"]) if "done" in fact else None,
        )
        for fact in facts.get("ending", ())
    )  # fmt: skip
