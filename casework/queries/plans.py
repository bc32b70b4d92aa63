"""The plan of a case: the version in force or the one in the making, its parts, and what comes next."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from access import trail
from access.actor import Actor
from agencies.queries.cadences import cadence
from casework.choices import ANSWERED, Area, ObjectiveState, PlanState, SafetyHeading
from casework.due import day_words, due_state
from casework.models import Achievement, EndingStep, Objective, Order, PlanVersion, SafetyPart
from casework.overlaps import Clash, clashes_among
from casework.queries.case_file import CaseFile, case_file
from casework.queries.findings import NOTHING, findings_of
from casework.queries.intervention_parts import (
    InterventionLine,
    intervention_lines,
    interventions_of,
)
from casework.queries.plan_parts import ActionLine, ObjectiveLine, actions_of
from casework.queries.slots import order_ends_on, slots_of
from casework.queries.touched import touched_lines

OVER = (PlanState.IN_FORCE, PlanState.SUPERSEDED)
SHOWN_ACHIEVEMENTS = 8
TONES = {
    PlanState.IN_FORCE: "green", PlanState.SUPERSEDED: "grey", PlanState.NOT_AGREED: "orange",
    PlanState.NOT_ASKED: "orange",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of the plan: where it stands, who said what to it. ``steps`` are those the reader may take now."""

    id: uuid.UUID
    number: int
    state: PlanState
    tone: str
    made_by: str
    shown: str
    answer: str
    answered: str
    person_words: str
    agreed: str
    agreed_by: str
    court: str
    in_force_from: str
    superseded: str
    review_on: str
    review_state: str
    counter_offer: str
    steps: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class AreaPart:
    """One of the three areas of a version: its words and objectives."""

    code: str
    label: str
    text: str
    objectives: tuple[ObjectiveLine, ...]


@dataclass(frozen=True, slots=True)
class EndingLine:
    """A professional support that ends, and who comes after it."""

    id: uuid.UUID
    support: str
    agency: str
    successor: str
    by: str
    state: str
    done: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan as one reader may know it; what their place does not show is empty."""

    file: CaseFile
    shown: VersionFacts | None
    other: VersionFacts | None
    areas: tuple[AreaPart, ...]
    proposals: tuple[ObjectiveLine, ...]
    loose: tuple[ActionLine, ...]
    running: tuple[InterventionLine, ...]
    over: tuple[InterventionLine, ...]
    clashes: tuple[Clash, ...]
    safety: tuple[tuple[str, str], ...]
    ending: tuple[EndingLine, ...]
    achievements: tuple[tuple[str, str], ...]
    next_step: ActionLine | None
    stale_since: str
    inside: bool
    leads: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show to this reader."""
        return self.shown is None and not (self.areas or self.loose or self.running or self.over)


def plan_page(actor: Actor, reference: str, number: int | None = None) -> PlanPage:
    """Return the plan of a case and log the page once: version ``number``, or the one that counts today.

    Raises:
        Http404: there is no such case or version that the actor may know of.
    """
    file = case_file(actor, reference)
    versions = versions_of(actor, file)
    shown = _chosen(versions, number)
    other = next((v for v in versions if v.state not in OVER and v is not shown), None)
    actions = actions_of(actor, file)
    objectives = _objective_lines(actor, file, _objectives(actor, file, shown), actions)
    rows = interventions_of(actor, file)
    interventions = intervention_lines(actor, file, rows)
    safety, ending = _safety(actor, shown), _ending(actor, file)
    achievements = _achievements(actor, file)
    ids = [*([shown.pk] if shown else ()), *(o.id for o in objectives), *(a.id for a in actions), *(r.pk for r in rows)]
    ids += [o.touched.last for o in objectives if o.touched]
    trail.consulted(actor, "plan.read", "plan", ids or [file.id], file.id, file.place)
    court = _court_approves(actor, file) if other or (shown and shown.state not in OVER) else False
    lines = {o.line for o in objectives}
    return PlanPage(
        file=file, shown=_facts(actor, file, shown, court) if shown else None,
        other=_facts(actor, file, other, court) if other else None, areas=_areas(shown, objectives),
        proposals=tuple(o for o in objectives if o.state == ObjectiveState.PROPOSED),
        loose=tuple(a for a in actions if a.line not in lines),
        running=tuple(line for line in interventions if line.runs),
        over=tuple(line for line in interventions if not line.runs),
        clashes=tuple(clashes_among(slots_of(actor, rows), order_ends_on(actor, file.id))), safety=safety,
        ending=ending, achievements=achievements, next_step=_next(actions), stale_since=_stale(actor, versions),
        inside="team" in file.may, leads="lead" in file.may,
    )  # fmt: skip


def versions_of(actor: Actor, file: CaseFile) -> list[PlanVersion]:
    """Return the versions of a case's plan that the actor may see, the newest first."""
    rows = PlanVersion.objects.visible_to(actor).filter(case_id=file.id)
    rows = rows.select_related("membership__user", "supervisor__user", "court_approval")
    return list(rows.order_by("-number"))


def _chosen(versions: list[PlanVersion], number: int | None) -> PlanVersion | None:
    if number is not None:
        found = next((v for v in versions if v.number == number), None)
        if found is None:
            raise Http404
        return found
    in_force = next((v for v in versions if v.state == PlanState.IN_FORCE), None)
    return in_force or next((v for v in versions if v.state not in OVER), None)


def _objectives(actor: Actor, file: CaseFile, shown: PlanVersion | None) -> list[Objective]:
    """Return the objectives of the shown version; who sees no versions gets what was opened of the one in force."""
    rows = Objective.objects.visible_to(actor).filter(case_id=file.id).select_related("agency")
    rows = rows.filter(plan_id=shown.pk) if shown else rows.filter(in_force=True)
    return list(rows.order_by("state", "target_on", "text"))


def _objective_lines(
    actor: Actor, file: CaseFile, rows: list[Objective], actions: list[ActionLine]
) -> list[ObjectiveLine]:
    """Put objectives into words, each with what it answers, its actions and the contacts that touched it."""
    serving: dict[uuid.UUID, list[ActionLine]] = {}
    for one in actions:
        if one.line is not None:
            serving.setdefault(one.line, []).append(one)
    today, found = timezone.localdate(), findings_of(actor, [row.pk for row in rows])
    touched = touched_lines(actor, file.id, [row.line for row in rows])
    return [
        ObjectiveLine.of(
            row, found.get(row.pk, NOTHING), tuple(serving.get(row.line, ())), today, touched.get(row.line)
        )
        for row in rows
    ]


def _areas(shown: PlanVersion | None, objectives: list[ObjectiveLine]) -> tuple[AreaPart, ...]:
    texts = {
        Area.RISK: shown.risk_text if shown else "", Area.TREATMENT: shown.treatment_text if shown else "",
        Area.REINTEGRATION: shown.reintegration_text if shown else "",
    }  # fmt: skip
    parts = [
        AreaPart(
            area.value, str(area.label), texts[area],
            tuple(o for o in objectives if o.area == area and o.state != ObjectiveState.PROPOSED),
        )
        for area in Area
    ]  # fmt: skip
    return tuple(part for part in parts if shown or part.objectives)


def _facts(actor: Actor, file: CaseFile, row: PlanVersion, court: bool) -> VersionFacts:
    today, state = timezone.localdate(), PlanState(row.state)
    return VersionFacts(
        id=row.pk, number=row.number, state=state, tone=TONES.get(state, "blue"),
        made_by=row.membership.user.full_name if "team" in file.may else "", shown=day_words(row.shown_on),
        answer=row.get_answer_display() if row.answer else "", answered=day_words(row.answered_on),
        person_words=row.person_words, agreed=day_words(row.supervisor_agreed_on),
        agreed_by=row.supervisor.user.full_name if row.supervisor else "",
        court=str(row.court_approval) if row.court_approval else "", in_force_from=day_words(row.in_force_from),
        superseded=day_words(row.superseded_on), review_on=day_words(row.next_review_on),
        review_state=due_state(row.next_review_on, today) if row.next_review_on else "later",
        counter_offer=row.counter_offer, steps=_steps(file, row, court), version=row.version,
    )  # fmt: skip


def _steps(file: CaseFile, row: PlanVersion, court: bool) -> tuple[str, ...]:
    """Return the steps that the reader may take with a version now, the usual one first."""
    found: list[str] = []
    state, leads = row.state, "lead" in file.may
    if leads and state == PlanState.DRAFT:
        found = ["show", "answer"]
    elif leads and state == PlanState.SHOWN:
        found = ["answer", "back"]
    elif state in ANSWERED:
        if "supervise" in file.may and row.supervisor_agreed_on is None:
            found.append("agree")
        if leads:
            found += ["send" if court else "force", "back"]
    elif state == PlanState.SENT:
        found = (["approve"] if "manage" in file.may else []) + (["back"] if leads else [])
    elif leads and state == PlanState.APPROVED:
        found = ["force"]
    elif leads and state == PlanState.IN_FORCE:
        found = ["review"]
    return tuple(found)


def _court_approves(actor: Actor, file: CaseFile) -> bool:
    orders = Order.objects.visible_to(actor).running().filter(case_id=file.id, plan_needs_court=True)
    return bool(orders.exists())


def _safety(actor: Actor, shown: PlanVersion | None) -> tuple[tuple[str, str], ...]:
    if shown is None:
        return ()
    texts = dict(SafetyPart.objects.visible_to(actor).filter(plan_id=shown.pk).values_list("heading", "text"))
    return tuple((str(heading.label), texts[heading]) for heading in SafetyHeading if heading in texts)


def _ending(actor: Actor, file: CaseFile) -> tuple[EndingLine, ...]:
    rows = EndingStep.objects.visible_to(actor).filter(case_id=file.id).select_related("agency", "link")
    today = timezone.localdate()
    return tuple(
        EndingLine(
            row.pk, row.support, row.agency.name, row.successor or (row.link.label if row.link else ""),
            day_words(row.by_on), "done" if row.done_on else due_state(row.by_on, today), day_words(row.done_on),
        )
        for row in rows.order_by("by_on", "support")
    )  # fmt: skip


def _achievements(actor: Actor, file: CaseFile) -> tuple[tuple[str, str], ...]:
    rows = Achievement.objects.visible_to(actor).filter(case_id=file.id).standing().order_by("-on", "text")
    return tuple((row.text, day_words(row.on)) for row in rows[:SHOWN_ACHIEVEMENTS])


def _next(actions: list[ActionLine]) -> ActionLine | None:
    """Return the action to be done next: the soonest one that nothing blocks."""
    return next((one for one in actions if one.open and one.state != "blocked"), None)


def _stale(actor: Actor, versions: list[PlanVersion]) -> str:
    """Return the day since which the version in force is stale: its review day and the cadence after it (R55)."""
    row = next((v for v in versions if v.state == PlanState.IN_FORCE), None)
    if row is None or row.next_review_on is None or row.next_review_on >= timezone.localdate():
        return ""
    stale_on = row.next_review_on + dt.timedelta(days=cadence(actor.partnership_id, "plan_stale").days)
    return day_words(stale_on) if stale_on < timezone.localdate() else ""
