"""Loads breaches with their steps, proof and proposed terms, and joint decisions with everybody's position."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from typing import Any

from access.choices import ItemStatus
from casework.choices import ConditionState, DeadlineKind
from casework.models import (
    Breach,
    BreachProof,
    BreachStep,
    Contact,
    Deadline,
    Decision,
    Note,
    PositionTaken,
    ProposedTerm,
)
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.notes import Written
from sharing.demo.orders import Supervision


@dataclass
class Failings:
    """What was loaded, for the trail: breaches by case, their steps, decisions, and when each position was taken."""

    breaches: dict[str, Breach] = field(default_factory=dict)
    steps: list[BreachStep] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    positions: list[tuple[PositionTaken, dt.datetime]] = field(default_factory=list)


def load_breaches(
    cast: Cast, stories: list[Story], written: list[Written], courts: Supervision, contacts: list[Contact]
) -> Failings:
    """Load every breach and every joint decision of the demonstration."""
    facts = tomllib.loads((FOLDER / "breaches.toml").read_text(encoding="utf-8"))
    cases, made = {story.case.reference: story for story in stories}, Failings()
    for fact in facts["breach"]:
        story = cases[fact["case"]]
        breach = _breach(cast, story, fact, written, courts, made)
        for title in fact["proof"]:
            _prove(cast, breach, _titled(written, story, title), contacts)
    for fact in facts["decision"]:
        _decision(cast, cases[fact["case"]], fact, made)
    return made


def _titled(written: list[Written], story: Story, title: str) -> Note:
    """The note of a story that has this title."""
    (found,) = [
        one.note
        for one in written
        if one.story is story and one.facts["title"] == title and one.note.status == ItemStatus.CURRENT
    ]
    return found


def _breach(
    cast: Cast, story: Story, fact: dict[str, Any], written: list[Written], courts: Supervision, made: Failings
) -> Breach:
    calendar, case = cast.calendar, story.case
    condition = courts.conditions[case.reference, fact["order"], fact["condition"]]
    breach = Breach(
        id=calendar.key(), case=case, order=condition.order, condition=condition,
        suspected_on=calendar.day(fact["suspected"]), state=fact["state"], act_by_on=calendar.day(fact["act_by"]),
        explanation_due_on=calendar.day(fact["explanation_due"]), window_to=calendar.day(fact["window_to"]),
        proposal=fact["proposal"],
    )  # fmt: skip
    breach.save(force_insert=True)
    made.breaches[case.reference] = breach
    condition.state, condition.version = ConditionState.IN_QUESTION, condition.version + 1
    condition.save(update_fields=["state", "version"])
    for step in fact["step"]:
        _step(cast, story, breach, step, written, made)
    for term in fact["term"]:
        ProposedTerm(
            id=calendar.key(), breach=breach, category=term["category"], text=term["text"], function=term["function"],
            replaces=courts.conditions[case.reference, fact["order"], term["replaces"]],
            membership=cast.member(term["by"]),
        ).save(force_insert=True)  # fmt: skip
    supervisor = cast.member(fact["step"][0]["by"])
    Deadline(
        id=calendar.key(), case=case, kind=DeadlineKind.BREACH_ACTION, due_on=calendar.day(fact["act_by"]),
        responsible=supervisor, agency=supervisor.agency, subject_kind="breach", subject_id=breach.pk,
    ).save(force_insert=True)  # fmt: skip
    return breach


def _prove(cast: Cast, breach: Breach, note: Note, contacts: list[Contact]) -> None:
    """Link the contact whose words the note is, or the note itself."""
    contact = next((row for row in contacts if row.note_id == note.pk), None)
    BreachProof(
        id=cast.calendar.key(), breach=breach, contact=contact, note=None if contact else note,
        membership=note.membership,
    ).save(force_insert=True)  # fmt: skip


def _step(
    cast: Cast, story: Story, breach: Breach, fact: dict[str, Any], written: list[Written], made: Failings
) -> None:
    note = _titled(written, story, fact["note"]) if "note" in fact else None
    if note is not None:
        note.court_tier = fact["court"]
        note.save(update_fields=["court_tier"])
    step = BreachStep(
        id=cast.calendar.key(), breach=breach, kind=fact["kind"], on=cast.calendar.day(fact["day"]),
        membership=cast.member(fact["by"]), recorded_at=cast.calendar.at(fact["day"], 16, 40),
        delivery=fact.get("delivery", ""), note=note,
    )  # fmt: skip
    step.save(force_insert=True)
    made.steps.append(step)


def _decision(cast: Cast, story: Story, fact: dict[str, Any], made: Failings) -> None:
    calendar = cast.calendar
    decision = Decision(
        id=calendar.key(), case=story.case, kind=fact["kind"],
        breach=made.breaches[story.case.reference] if fact.get("breach") else None,
        decided_on=calendar.day(fact["day"]), options=fact["options"], chosen=fact["chosen"], reasons=fact["reasons"],
        membership=cast.member(fact["by"]), recorded_at=calendar.at(fact["day"], 16, 50),
    )  # fmt: skip
    decision.save(force_insert=True)
    made.decisions.append(decision)
    for said in fact["position"]:
        member = cast.member(said["by"])
        position = PositionTaken(
            id=calendar.key(), decision=decision, agency=member.agency, membership=member, view=said["view"],
            reason=said.get("reason", ""),
        )  # fmt: skip
        position.save(force_insert=True)
        made.positions.append((position, calendar.at(said["day"], 17, 5)))
