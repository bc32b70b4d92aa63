"""Loads the plans: versions, objectives, safety plans, achievements; what hangs on them stands in ``plan_work``."""

import tomllib
import uuid
from dataclasses import dataclass, field
from typing import Any

from access.choices import ItemStatus
from casework.choices import DeadlineKind, PlanState, SafetyHeading
from casework.models import (
    Achievement,
    Action,
    Deadline,
    Finding,
    Note,
    NoteText,
    Objective,
    PlanVersion,
    SafetyPart,
)
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.plan_work import load_actions, load_interventions, load_network

TEXTS = {"risk": "risk_text", "treatment": "treatment_text", "reintegration": "reintegration_text",
         "counter_offer": "counter_offer"}  # fmt: skip
OBJECTIVE = ("text", "area", "domain", "function", "measure")


@dataclass
class Planned:
    """The plan of one story as loaded."""

    story: Story
    facts: dict[str, Any]
    versions: dict[int, PlanVersion] = field(default_factory=dict)
    lines: dict[str, uuid.UUID] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)


def load_plans(cast: Cast, stories: list[Story]) -> list[Planned]:
    """Load the plan of every story with its actions, interventions, network and what is due."""
    return [_load(cast, story) for story in stories]


def _load(cast: Cast, story: Story) -> Planned:
    name = str(story.facts["title"]).lower()
    plan = Planned(story, tomllib.loads((FOLDER / "plans" / f"{name}.toml").read_text(encoding="utf-8")))
    _versions(cast, plan)
    _objectives(cast, plan)
    _safety(cast, plan)
    plan.actions = load_actions(cast, story, plan.facts.get("action", []), plan.lines)
    load_interventions(cast, story, plan.facts.get("intervention", []), plan.lines)
    load_network(cast, story, plan.facts)
    Achievement.objects.bulk_create(_achievement(cast, plan, fact) for fact in plan.facts.get("achievement", ()))
    return plan


def _versions(cast: Cast, plan: Planned) -> None:
    calendar = cast.calendar
    for fact in plan.facts.get("version", ()):
        before = plan.versions.get(fact.get("copies", 0))
        by, agreed_by = cast.member(fact["by"]), fact.get("agreed_by")
        row = PlanVersion(
            id=calendar.key(), case=plan.story.case, number=fact["number"], state=PlanState(fact["state"]),
            membership=by, answer=fact.get("answer", ""), person_words=fact.get("words", ""),
            supervisor=cast.member(agreed_by) if agreed_by else None,
            **{name: fact.get(key, getattr(before, name) if before else "") for key, name in TEXTS.items()},
            **{
                name: calendar.day(fact[key]) if key in fact else None
                for key, name in (
                    ("shown", "shown_on"), ("answered", "answered_on"), ("agreed", "supervisor_agreed_on"),
                    ("from", "in_force_from"), ("superseded", "superseded_on"), ("review", "next_review_on"),
                )
            },
        )  # fmt: skip
        row.save(force_insert=True)
        plan.versions[row.number] = row
        if row.state == PlanState.IN_FORCE:
            Deadline(
                id=calendar.key(), case=plan.story.case, kind=DeadlineKind.PLAN_REVIEW,
                due_on=calendar.day(fact["review"]),
                responsible=by, agency=by.agency, subject_kind="plan", subject_id=row.pk,
            ).save(force_insert=True)  # fmt: skip


def _objectives(cast: Cast, plan: Planned) -> None:
    calendar = cast.calendar
    for fact in plan.facts.get("objective", ()):
        line = plan.lines[fact["key"]] = calendar.key()
        for number in fact["versions"]:
            version = plan.versions[number]
            objective = Objective(
                id=calendar.key(), case=plan.story.case, plan=version, line=line, agency=version.membership.agency,
                person_words=fact.get("words", ""), chosen_by_person=fact.get("chosen", False),
                target_on=calendar.day(fact["target"]), for_companions=fact.get("companions", False),
                for_guests=fact.get("guests", False),
                state=fact.get("state", {}).get(str(number), "active"),
                in_force=version.state == PlanState.IN_FORCE, **{name: fact[name] for name in OBJECTIVE},
            )  # fmt: skip
            objective.save(force_insert=True)
            Finding(
                id=calendar.key(), case=plan.story.case, objective=objective, text=fact["finding"],
                note=_note(plan.story, fact["note"]) if "note" in fact else None,
            ).save(force_insert=True)  # fmt: skip


def _note(story: Story, title: str) -> Note:
    """The note of a story with that title, as it stands now."""
    texts = NoteText._base_manager.filter(note__case=story.case, title=title, note__status=ItemStatus.CURRENT)
    return Note._base_manager.get(pk__in=texts.values("note_id"))


def _safety(cast: Cast, plan: Planned) -> None:
    texts: dict[str, str] = {}
    for fact in plan.facts.get("version", ()):
        texts = {**texts, **fact.get("safety", {})}
        if texts:
            SafetyPart.objects.bulk_create(
                SafetyPart(
                    id=cast.calendar.key(), case=plan.story.case, plan=plan.versions[fact["number"]],
                    heading=heading, text=texts.get(heading.value, ""),
                )
                for heading in SafetyHeading
            )  # fmt: skip


def _achievement(cast: Cast, plan: Planned, fact: dict[str, Any]) -> Achievement:
    place = next(place for place in plan.story.team.values() if place.is_case_manager)
    return Achievement(
        id=cast.calendar.key(), case=plan.story.case, on=cast.calendar.day(fact["on"]), text=fact["text"],
        line=plan.lines.get(fact.get("objective", "")), membership=place.membership,
        told_person_on=cast.calendar.day(fact["told"]) if "told" in fact else None, for_court=True,
    )  # fmt: skip
