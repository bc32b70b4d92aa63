"""The sheet “My plan” that the person takes home: plain words, the first name, and nothing they do not know of."""

import uuid
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.choices import CLINICAL, OPEN_ACTION, Area, NetworkRole, ObjectiveState
from casework.due import day_words
from casework.models import Achievement, Action, Intervention, NetworkLink, Objective, PlanVersion
from casework.plan_words import when_words
from casework.queries.case_file import CaseFile, case_file
from casework.queries.plans import versions_of

FEW = 6
HELPS = (NetworkRole.STANDS_BY, NetworkRole.BELONGING, NetworkRole.MENTOR, NetworkRole.CARE, NetworkRole.HOME,
         NetworkRole.WORK)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetStep:
    """One step: what, who does it, by when."""

    text: str
    who: str
    by: str
    done: bool


@dataclass(frozen=True, slots=True)
class SheetGoal:
    """One thing the person wants to change, in their words where they said it, and what happens for it."""

    words: str
    explained: str
    measure: str
    by: str
    reached: bool
    steps: tuple[SheetStep, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed."""

    file: CaseFile
    name: str
    goals: tuple[SheetGoal, ...]
    other_steps: tuple[SheetStep, ...]
    help: tuple[tuple[str, str, str], ...]
    people: tuple[str, ...]
    went_well: tuple[str, ...]
    review: str
    number: int
    printed: str
    left_out: int


def plan_sheet(actor: Actor, reference: str) -> Sheet:
    """Return the sheet of the plan in force, for the person, and log that it was opened.

    On it stand objectives the person chose or agreed to show, and the steps and help they agreed to show; nothing of
    treatment, nothing of the risk assessment that the person did not choose.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not work on it.
    """
    file = case_file(actor, reference, "work")
    plan = next((row for row in versions_of(actor, file) if row.state == "in_force"), None)
    goals = _goals(actor, file)
    actions = _actions(actor, file)
    lines = {row.line for row in goals}
    steps: dict[object, list[SheetStep]] = {}
    for row in actions:
        if row.for_companions:
            steps.setdefault(row.line if row.line in lines else None, []).append(_step(row))
    trail.consulted(
        actor, "plan.sheet_printed", "plan", [plan.pk if plan else file.id, *(row.pk for row in goals)], file.id,
        file.place,
    )  # fmt: skip
    return Sheet(
        file=file, name=file.person_name.split()[0],
        goals=tuple(_goal(row, tuple(steps.get(row.line, ()))) for row in goals),
        other_steps=tuple(steps.get(None, ())),
        help=_help(actor, file), people=_people(actor, file), went_well=_went_well(actor, file, lines),
        review=_review(plan), number=plan.number if plan else 0,
        printed=day_words(timezone.localdate()),
        left_out=sum(not row.for_companions and row.line in lines for row in actions),
    )  # fmt: skip


def _review(plan: PlanVersion | None) -> str:
    """The day of the next look at the plan together; nothing once that day is over."""
    day = plan.next_review_on if plan else None
    return day_words(day) if day and day >= timezone.localdate() else ""


def _goals(actor: Actor, file: CaseFile) -> list[Objective]:
    rows = Objective.objects.visible_to(actor).filter(case_id=file.id, in_force=True)
    rows = rows.filter(state__in=(ObjectiveState.ACTIVE, ObjectiveState.FUTURE, ObjectiveState.ACHIEVED))
    return [
        row for row in rows.order_by("target_on", "text")
        if row.chosen_by_person or (row.for_companions and row.area != Area.RISK)
    ]  # fmt: skip


def _actions(actor: Actor, file: CaseFile) -> list[Action]:
    rows = Action.objects.visible_to(actor).filter(case_id=file.id, state__in=(*OPEN_ACTION, "done"))
    return list(rows.select_related("membership__user", "agency").order_by("due_on", "text"))


def _goal(row: Objective, steps: tuple[SheetStep, ...]) -> SheetGoal:
    own = row.person_words.strip()
    return SheetGoal(
        own or row.text, row.text if own else "", row.measure, day_words(row.target_on),
        row.state == ObjectiveState.ACHIEVED, steps,
    )  # fmt: skip


def _step(row: Action) -> SheetStep:
    done = row.state == "done"
    return SheetStep(
        row.text, f"{row.membership.user.full_name}, {row.agency.name}", day_words(row.done_on or row.due_on), done
    )  # fmt: skip


def _help(actor: Actor, file: CaseFile) -> tuple[tuple[str, str, str], ...]:
    rows = Intervention.objects.visible_to(actor).filter(case_id=file.id, for_companions=True)
    today = timezone.localdate()
    return tuple(
        (row.title, row.provider.name, when_words(row.weekday, row.begins_at, row.ends_at) or row.frequency)
        for row in rows.exclude(type__in=CLINICAL).select_related("provider").order_by("title")
        if row.runs_on(today)
    )


def _people(actor: Actor, file: CaseFile) -> tuple[str, ...]:
    """Return people and places that said yes to stand by the person."""
    rows = NetworkLink.objects.visible_to(actor).filter(case_id=file.id, role__in=HELPS, ended_on__isnull=True)
    rows = rows.filter(accepted_on__isnull=False).order_by("closeness", "label")
    return tuple(row.label for row in rows)


def _went_well(actor: Actor, file: CaseFile, lines: set[uuid.UUID]) -> tuple[str, ...]:
    """Return what the person may know of: what they were told, and what belongs to no objective kept from them."""
    known = Q(told_person_on__isnull=False) | Q(line__isnull=True) | Q(line__in=lines)
    rows = Achievement.objects.visible_to(actor).filter(known, case_id=file.id).standing().order_by("-on", "text")
    return tuple(rows.values_list("text", flat=True)[:FEW])
