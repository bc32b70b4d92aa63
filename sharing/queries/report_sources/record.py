"""The record behind a report, read once: a fixed number of statements, however much was written in the period."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from access.actor import Actor
from agencies.choices import AgencyGroup
from agencies.models import Agency
from casework.choices import Attended, ConditionState
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
from sharing.telling.words import day_of

NEVER_IN_FORCE = (ConditionState.PROPOSED, ConditionState.NOT_TAKEN_UP)


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one case that its writer may read, by table; words of notes stand in ``items``."""

    scope: Scope
    case: Case
    items: Items
    agencies: dict[uuid.UUID, str]
    health: frozenset[uuid.UUID]
    order: Order | None
    conditions: list[Condition]
    decisions_of_court: list[CourtDecision]
    custody: list[CustodyEpisode]
    contacts: list[Contact]
    marks: dict[uuid.UUID, list[ContactCondition]]
    breaches: list[Breach]
    steps: list[BreachStep]
    proofs: list[BreachProof]
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

    @property
    def breach(self) -> Breach | None:
        """The breach that a breach report is about."""
        return next((one for one in self.breaches if one.pk == self.scope.breach_id), None)

    def counts(self, contact: Contact) -> bool:
        """Whether the bare facts of a contact may be told.

        The supervising agency's own are what the court asked for; of another agency only those whose words it
        cleared. Nothing under the secrecy of an investigation is counted.
        """
        if contact.note_id is None:
            return contact.originator_id == self.scope.agency_id
        if contact.note_id in self.items.secret or contact.note_id in self.items.withdrawn:
            return False
        return contact.originator_id == self.scope.agency_id or contact.note_id in self.items.cleared


def read_record(actor: Actor, scope: Scope) -> Record:
    """Read what ``actor`` may read of the case. Logs nothing: whoever asks logs the assembly."""
    case: Case = Case.objects.select_related("person", "lead_agency").get_for(actor, pk=scope.case_id)
    of_case = {"case_id": scope.case_id}
    agencies = list(Agency.objects.filter(partnership_id=case.partnership_id).only("name", "group"))
    plan = PlanVersion.objects.visible_to(actor).filter(**of_case, state="in_force").first()
    return Record(
        scope=scope, case=case, items=read_items(actor, scope),
        agencies={row.pk: row.name for row in agencies},
        health=frozenset(row.pk for row in agencies if row.group == AgencyGroup.HEALTH),
        order=_order(actor, scope),
        decisions_of_court=list(
            CourtDecision.objects.visible_to(actor).filter(**of_case).select_related("court").order_by("decided_on")
        ),
        custody=list(CustodyEpisode.objects.visible_to(actor).filter(**of_case).order_by("began_on")),
        plan=plan,
        objectives=list(
            Objective.objects.visible_to(actor).filter(**of_case, plan_id=plan.pk if plan else None).order_by("pk")
        ),
        actions=list(
            Action.objects.visible_to(actor).filter(**of_case).select_related("agency").order_by("due_on", "pk")
        ),
        achievements=list(
            Achievement.objects.visible_to(actor)
            .standing()
            .filter(**of_case, for_court=True, on__range=(scope.period_from, scope.period_to))
            .order_by("on", "pk")
        ),
        safety=list(
            SafetyPart.objects.visible_to(actor)
            .filter(plan_id=plan.pk if plan else None)
            .exclude(text="")
            .order_by("pk")
        ),
        network=list(NetworkLink.objects.visible_to(actor).filter(**of_case, ended_on=None).order_by("pk")),
        ending=list(EndingStep.objects.visible_to(actor).filter(**of_case).select_related("agency").order_by("by_on")),
        team=_team(actor, scope),
        **_supervision(actor, scope), **_breach(actor, scope), **_programmes(actor, scope),
    )  # fmt: skip


def _order(actor: Actor, scope: Scope) -> Order | None:
    rows = Order.objects.visible_to(actor).select_related("court", "type")
    return rows.filter(pk=scope.order_id).first() if scope.order_id else None


def _supervision(actor: Actor, scope: Scope) -> dict[str, Any]:
    """Conditions that bound in the period, contacts of it, and what they show."""
    conditions = Condition.objects.visible_to(actor).filter(case_id=scope.case_id).exclude(state__in=NEVER_IN_FORCE)
    if scope.order_id:
        conditions = conditions.filter(order_id=scope.order_id)
    contacts = [
        row
        for row in Contact.objects.visible_to(actor)
        .filter(case_id=scope.case_id)
        .exclude(attended=Attended.PENDING)
        .order_by("happened_at", "planned_for", "pk")
        if scope.covers(day_of(row))
    ]
    marks: dict[uuid.UUID, list[ContactCondition]] = defaultdict(list)
    keys = [row.pk for row in contacts]
    for mark in ContactCondition.objects.visible_to(actor).filter(contact_id__in=keys).standing().order_by("pk"):
        marks[mark.contact_id].append(mark)
    in_time = conditions.filter(starts_on__lte=scope.period_to).select_related("source_decision__court")
    return {
        "conditions": [
            row
            for row in in_time.order_by("number", "edition")
            if row.ends_on is None or row.ends_on >= scope.period_from
        ],
        "contacts": contacts,
        "marks": marks,
    }


def _breach(actor: Actor, scope: Scope) -> dict[str, Any]:
    """Breaches of the case with their steps, and decisions taken together on the one that is reported."""
    breaches = list(Breach.objects.visible_to(actor).filter(case_id=scope.case_id).order_by("suspected_on", "pk"))
    keys = [row.pk for row in breaches]
    steps = BreachStep.objects.visible_to(actor).filter(breach_id__in=keys).order_by("on", "recorded_at")
    one = {"breach_id": scope.breach_id}
    decisions = list(Decision.objects.visible_to(actor).filter(case_id=scope.case_id, **one).order_by("decided_on"))
    proofs = BreachProof.objects.visible_to(actor).filter(**one).order_by("pk")
    terms = ProposedTerm.objects.visible_to(actor).filter(**one, is_dropped=False)
    positions = PositionTaken.objects.visible_to(actor).filter(decision_id__in=[row.pk for row in decisions])
    return {
        "breaches": breaches,
        "steps": list(steps),
        "proofs": list(proofs) if scope.breach_id else [],
        "terms": list(terms.select_related("replaces").order_by("pk")) if scope.breach_id else [],
        "decisions": decisions if scope.breach_id else [],
        "positions": list(positions.select_related("agency").order_by("agency__name")) if scope.breach_id else [],
    }


def _programmes(actor: Actor, scope: Scope) -> dict[str, Any]:
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
        "incidents": {row.note_id: row for row in incidents},
        "exposures": {row.note_id: row for row in exposures},
    }


def _team(actor: Actor, scope: Scope) -> list[CaseTeamMember]:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=scope.case_id, valid_from__lte=now, valid_to__gt=now
    )
    return list(rows.select_related("agency", "membership__position").order_by("agency__name", "valid_from"))
