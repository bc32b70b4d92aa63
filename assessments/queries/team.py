"""Who can be asked to contribute, and who can countersign."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import policy
from access.actor import Actor
from access.choices import Place
from agencies.choices import Duty
from assessments.models import Assessment
from casework.models import CaseTeamMember


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency and the one of its people on the case who is to answer. ``agency``, ``person``: their names."""

    agency_id: uuid.UUID
    membership_id: uuid.UUID
    agency: str = ""
    person: str = ""


def people_to_ask(actor: Actor, case_id: uuid.UUID, guests: bool = True) -> tuple[Asked, ...]:
    """Return everybody with a permanent or guest's place on the case now, permanent ones first within an agency.

    Without ``guests``, who read no assessment, only those with a permanent place.
    """
    now = timezone.now()
    rows = (
        CaseTeamMember.objects.visible_to(actor)
        .filter(
            content_object_id=case_id, valid_from__lte=now, valid_to__gt=now, membership__isnull=False,
            kind__in=(Place.PERMANENT, Place.AD_HOC) if guests else (Place.PERMANENT,),
        )
        .select_related("user", "agency")
        .order_by("agency__name", "-kind", "user__full_name")
    )  # fmt: skip
    return tuple(
        Asked(row.agency_id, row.membership_id, row.agency.name, row.user.full_name)
        for row in rows
        if row.agency and row.agency_id and row.membership_id
    )


def agencies_to_ask(actor: Actor, case_id: uuid.UUID) -> tuple[Asked, ...]:
    """Return one person for each agency with somebody on the case now: who is asked for it."""
    first: dict[uuid.UUID, Asked] = {}
    for one in people_to_ask(actor, case_id):
        first.setdefault(one.agency_id, one)
    return tuple(first.values())


def who_countersigns(actor: Actor, case_id: uuid.UUID) -> uuid.UUID | None:
    """Return the membership of the order supervisor if that is another person than the actor, else None."""
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case_id, valid_from__lte=now, valid_to__gt=now, is_order_supervisor=True
    )
    found: uuid.UUID | None = rows.exclude(user_id=actor.user_id).values_list("membership_id", flat=True).first()
    return found


def able_to_countersign(actor: Actor, row: Assessment) -> bool:
    """Say whether the actor may countersign: order supervisor, a senior on the case, the chair; never who signed."""
    standing = policy.standing_on(actor, row.case_id)
    if standing is None or row.assessor.user_id == actor.user_id:
        return False
    if "supervise" in standing.may:
        return True
    senior = actor.has_duty(Duty.SUPERVISOR) and "edit" in standing.may
    return senior or (actor.has_duty(Duty.CHAIR) and "team" in standing.may)
