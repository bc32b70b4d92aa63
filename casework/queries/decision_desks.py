"""What the forms of joint decisions start from: the agencies of the team, and the terms that may be replaced."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import Place
from casework.models import Breach, CaseTeamMember, Condition
from casework.queries.breach_desks import StepDesk, step_desk
from casework.queries.case_file import CaseFile, case_file
from casework.queries.decisions import DecisionDetail, decision_detail

Agencies = tuple[tuple[uuid.UUID, str], ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DecisionDesk:
    """Where a joint decision is recorded: the case and the agencies of its team."""

    file: CaseFile
    agencies: Agencies


@dataclass(frozen=True, slots=True)
class ProposalDesk:
    """Where a proposal to the court is recorded: the breach, the agencies, and the conditions of its order."""

    step: StepDesk
    agencies: Agencies
    conditions: tuple[Pair, ...]


def team_agencies(actor: Actor, case_id: uuid.UUID) -> Agencies:
    """Return the agencies with a permanent member on the case now: (key, name), by name."""
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case_id, kind=Place.PERMANENT, valid_from__lte=now, valid_to__gt=now, agency__isnull=False
    )
    pairs = rows.order_by("agency__name").values_list("agency_id", "agency__name").distinct()
    return tuple((key, name) for key, name in pairs if key is not None)


def decision_desk(actor: Actor, reference: str) -> DecisionDesk:
    """Return the desk for a joint decision; the reading is logged.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
    """
    file = case_file(actor, reference, "manage")
    trail.consulted(actor, "joint_decision.desk_read", "case", [file.id], file.id, file.place)
    return DecisionDesk(file, team_agencies(actor, file.id))


def proposal_desk(actor: Actor, reference: str, breach_id: uuid.UUID) -> ProposalDesk:
    """Return the desk for a proposal to the court; the reading is logged.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
    """
    step = step_desk(actor, reference, breach_id)
    return ProposalDesk(step, team_agencies(actor, step.file.id), _conditions(actor, breach_id))


def term_desk(actor: Actor, reference: str, breach_id: uuid.UUID) -> ProposalDesk:
    """Return the desk for proposing one term; any permanent member may.

    Raises:
        Http404, NotAllowed: the breach is not the actor's to work on.
    """
    step = step_desk(actor, reference, breach_id, "edit")
    return ProposalDesk(step, (), _conditions(actor, breach_id))


def _conditions(actor: Actor, breach_id: uuid.UUID) -> tuple[Pair, ...]:
    order = Breach.objects.visible_to(actor).filter(pk=breach_id).values("order_id")
    rows = Condition.objects.visible_to(actor).binding().filter(order_id__in=order).order_by("number")
    return tuple((str(row.pk), str(row)) for row in rows)


def position_desk(actor: Actor, reference: str, decision_id: uuid.UUID) -> DecisionDetail:
    """Return the decision on which the actor's agency takes its position.

    Raises:
        Http404, NotAllowed: the decision is not the actor's to speak on.
    """
    case_file(actor, reference, "edit")
    return decision_detail(actor, reference, decision_id)
