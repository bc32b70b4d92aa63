"""The record behind a report, read once: a fixed number of statements, however much was written in the period."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from access.actor import Actor
from access.choices import Tier
from agencies.choices import AgencyGroup
from agencies.models import Agency
from casework.choices import PROPOSALS, Attended, ConditionState, Domain
from casework.models import (
    Achievement,
    Action,
    Breach,
    BreachProof,
    BreachStep,
    Case,
    CaseTeamMember,
    Condition,
    Contact,
    ContactCondition,
    CourtDecision,
    CustodyEpisode,
    Decision,
    EndingStep,
    Exposure,
    Incident,
    Intervention,
    NetworkLink,
    Objective,
    Order,
    PlanVersion,
    PositionTaken,
    ProposedTerm,
    SafetyPart,
    Session,
)
from sharing.assembly import Scope
from sharing.queries.report_sources.items import Items, read_items
from sharing.queries.report_sources.judged import Judging, read_judged
from sharing.telling.words import day_of


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one case that its writer may read, by table; words of notes stand in ``items``."""

    scope: Scope
    case: Case
    items: Items
    agencies: dict[uuid.UUID, str]
    health: frozenset[uuid.UUID]
    health_lines: frozenset[uuid.UUID]
    order: Order | None
    conditions: list[Condition]
    proposed: list[Condition]
    decisions_of_court: list[CourtDecision]
    custody: list[CustodyEpisode]
    contacts: list[Contact]
    unrecorded: list[Contact]
    marks: dict[uuid.UUID, list[ContactCondition]]
    breaches: list[Breach]
    steps: list[BreachStep]
    proofs: list[BreachProof]
    proving: dict[uuid.UUID, Contact]
    broken: Condition | None
    terms: list[ProposedTerm]
    decisions: list[Decision]
    positions: list[PositionTaken]
    incidents: dict[uuid.UUID, Incident]
    exposures: dict[uuid.UUID, Exposure]
    interventions: list[Intervention]
    sessions: dict[uuid.UUID, list[Session]]
    plan: PlanVersion | None
    objectives: list[Objective]
    actions: list[Action]
    achievements: list[Achievement]
    safety: list[SafetyPart]
    network: list[NetworkLink]
    ending: list[EndingStep]
    team: list[CaseTeamMember]
    judging: Judging

    @property
    def breach(self) -> Breach | None:
        """The breach that a breach report is about."""
        return next((one for one in self.breaches if one.pk == self.scope.breach_id), None)

    def is_health(self, agency: uuid.UUID | None, line: uuid.UUID | None = None) -> bool:
        """Whether something of ``agency``, or for the objective of ``line``, is a matter of health.

        The court hears of it what a note that was cleared says, and of programmes whether the person came.
        """
        return agency in self.health or line in self.health_lines

    def counts(self, contact: Contact) -> bool:
        """Whether the bare facts of a contact may be told.

        The supervising agency's own are what the court asked for; of another agency only those whose words it
        cleared as far as a summary: a gist hides the day. Nothing under the secrecy of an investigation is counted.
        """
        own = contact.originator_id == self.scope.agency_id
        if contact.note_id is None:
            return own
        key = self.items.newest(contact.note_id)
        if key in self.items.secret or key in self.items.withdrawn:
            return False
        return own or self.tells(contact)

    def tells(self, contact: Contact) -> bool:
        """Whether the words beside a contact's fields, place and skill, may be told: if its own words were cleared."""
        if contact.note_id is None:
            return contact.originator_id == self.scope.agency_id
        item = self.items.cleared.get(self.items.newest(contact.note_id))
        return item is not None and item.tier >= Tier.SUMMARY


def read_record(actor: Actor, scope: Scope) -> Record:
    """Read what ``actor`` may read of the case. Logs nothing: whoever asks logs the assembly."""
    case: Case = Case.objects.select_related("person", "lead_agency").get_for(actor, pk=scope.case_id)
    of_case = {"case_id": scope.case_id}
    items = read_items(actor, scope)
    agencies = list(Agency.objects.filter(partnership_id=case.partnership_id).only("name", "group"))
    return Record(
        scope=scope, case=case, items=items, agencies={row.pk: row.name for row in agencies},
        order=_order(actor, scope),
        decisions_of_court=list(
            CourtDecision.objects.visible_to(actor).filter(**of_case).select_related("court").order_by("decided_on")
        ),
        custody=list(CustodyEpisode.objects.visible_to(actor).filter(**of_case).order_by("began_on")),
        network=list(NetworkLink.objects.visible_to(actor).filter(**of_case, ended_on=None).order_by("pk")),
        ending=list(EndingStep.objects.visible_to(actor).filter(**of_case).select_related("agency").order_by("by_on")),
        team=_team(actor, scope), judging=read_judged(actor, scope.case_id, scope.period_from, scope.period_to),
        **_supervision(actor, scope), **_breach(actor, scope), **_programmes(actor, scope, items),
        **_plan(actor, scope, frozenset(row.pk for row in agencies if row.group == AgencyGroup.HEALTH)),
    )  # fmt: skip


def _plan(actor: Actor, scope: Scope, health: frozenset[uuid.UUID]) -> dict[str, Any]:
    """The plan in force with its steps and what was achieved, and which lines of any version are a matter of health."""
    of_case = {"case_id": scope.case_id}
    rows = PlanVersion.objects.visible_to(actor).select_related("membership")
    plan = rows.filter(**of_case, state="in_force").first()
    objectives = list(Objective.objects.visible_to(actor).filter(**of_case).order_by("pk"))
    actions = Action.objects.visible_to(actor).filter(**of_case).select_related("agency")
    achieved = (
        Achievement.objects.visible_to(actor)
        .standing()
        .filter(**of_case, for_court=True, on__range=(scope.period_from, scope.period_to))
    )
    safety = SafetyPart.objects.visible_to(actor).filter(plan_id=plan.pk if plan else None)
    return {
        "plan": plan,
        "objectives": [row for row in objectives if plan is not None and row.plan_id == plan.pk],
        "health": health,
        "health_lines": frozenset(
            row.line for row in objectives if row.domain == Domain.HEALTH or row.agency_id in health
        ),
        "actions": list(actions.order_by("due_on", "pk")),
        "achievements": list(achieved.select_related("membership").order_by("on", "pk")),
        "safety": list(safety.exclude(text="").order_by("pk")),
    }


def _order(actor: Actor, scope: Scope) -> Order | None:
    rows = Order.objects.visible_to(actor).select_related("court", "type")
    return rows.filter(pk=scope.order_id).first() if scope.order_id else None


def _supervision(actor: Actor, scope: Scope) -> dict[str, Any]:
    """Conditions that bound, or will after a release, contacts, what they show, and those that nobody recorded."""
    conditions = Condition.objects.visible_to(actor).filter(case_id=scope.case_id)
    if scope.order_id:
        conditions = conditions.filter(order_id=scope.order_id)
    known = [
        row
        for row in Contact.objects.visible_to(actor)
        .filter(case_id=scope.case_id)
        .order_by("happened_at", "planned_for", "pk")
        if scope.covers(day_of(row))
    ]
    contacts, now = [row for row in known if row.attended != Attended.PENDING], timezone.now()
    marks: dict[uuid.UUID, list[ContactCondition]] = defaultdict(list)
    keys = [row.pk for row in contacts]
    for mark in ContactCondition.objects.visible_to(actor).filter(contact_id__in=keys).standing().order_by("pk"):
        marks[mark.contact_id].append(mark)
    found = list(conditions.select_related("source_decision__court", "proposed_by").order_by("number", "edition"))
    return {
        "conditions": [row for row in found if _in_time(row, scope)],
        "proposed": [row for row in found if row.state == ConditionState.PROPOSED] if scope.custody_id else [],
        "contacts": contacts,
        "unrecorded": [r for r in known if r.attended == Attended.PENDING and r.planned_for and r.planned_for < now],
        "marks": marks,
    }


def _in_time(row: Condition, scope: Scope) -> bool:
    """Whether a condition bound in the period; before a release those that begin with it count as well."""
    if row.state in PROPOSALS or row.starts_on is None:
        return False
    begun = scope.custody_id is not None or row.starts_on <= scope.period_to
    return begun and (row.ends_on is None or row.ends_on >= scope.period_from)


def _breach(actor: Actor, scope: Scope) -> dict[str, Any]:
    """Breaches of the case with their steps, and of the one that is reported its proof, condition and decisions."""
    rows = Breach.objects.visible_to(actor).filter(case_id=scope.case_id).select_related("condition")
    breaches = list(rows.order_by("suspected_on", "pk"))
    keys = [row.pk for row in breaches]
    steps = BreachStep.objects.visible_to(actor).filter(breach_id__in=keys).order_by("on", "recorded_at")
    one = {"breach_id": scope.breach_id}
    together = Decision.objects.visible_to(actor).filter(case_id=scope.case_id, **one).select_related("membership")
    decisions = list(together.order_by("decided_on"))
    proofs = list(BreachProof.objects.visible_to(actor).filter(**one).order_by("pk")) if scope.breach_id else []
    proving = Contact.objects.visible_to(actor).filter(pk__in=[row.contact_id for row in proofs if row.contact_id])
    broken = Condition.objects.visible_to(actor).filter(
        pk__in=[row.condition_id for row in breaches if row.pk == scope.breach_id]
    )
    terms = ProposedTerm.objects.visible_to(actor).filter(**one, is_dropped=False)
    positions = PositionTaken.objects.visible_to(actor).filter(decision_id__in=[row.pk for row in decisions])
    return {
        "breaches": breaches,
        "steps": list(steps),
        "proofs": proofs,
        "proving": {row.pk: row for row in proving} if proofs else {},
        "broken": broken.select_related("source_decision__court").first() if scope.breach_id else None,
        "terms": list(terms.select_related("replaces", "membership").order_by("pk")) if scope.breach_id else [],
        "decisions": decisions if scope.breach_id else [],
        "positions": list(positions.select_related("agency").order_by("agency__name")) if scope.breach_id else [],
    }


def _programmes(actor: Actor, scope: Scope, items: Items) -> dict[str, Any]:
    """Interventions that ran in the period with their sessions, and the fields of incidents and exposure by note."""
    running = [
        row
        for row in Intervention.objects.visible_to(actor)
        .filter(case_id=scope.case_id, starts_on__lte=scope.period_to)
        .select_related("provider")
        .order_by("starts_on", "pk")
        if row.ends_on is None or row.ends_on >= scope.period_from
    ]
    sessions: dict[uuid.UUID, list[Session]] = defaultdict(list)
    held = Session.objects.visible_to(actor).filter(
        intervention_id__in=[row.pk for row in running], on__range=(scope.period_from, scope.period_to)
    )
    for row in held.order_by("on"):
        sessions[row.intervention_id].append(row)
    incidents = Incident.objects.visible_to(actor).filter(case_id=scope.case_id)
    exposures = Exposure.objects.visible_to(actor).filter(case_id=scope.case_id)
    return {
        "interventions": running,
        "sessions": sessions,
        "incidents": {items.newest(row.note_id): row for row in incidents},
        "exposures": {items.newest(row.note_id): row for row in exposures},
    }


def _team(actor: Actor, scope: Scope) -> list[CaseTeamMember]:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=scope.case_id, valid_from__lte=now, valid_to__gt=now
    )
    return list(rows.select_related("agency", "membership__position").order_by("agency__name", "valid_from"))
