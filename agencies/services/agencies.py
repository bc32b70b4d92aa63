"""Adding agencies, describing them, and letting them in or out."""

import uuid
from dataclasses import asdict, dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.choices import AgencyStatus
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership, save_next
from agencies.services.steps import apply, locked, must_coordinate, recorded

CLOSED = (AgencyStatus.SUSPENDED, AgencyStatus.LEFT)


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """What a coordinator writes about an agency."""

    name: str
    code: str
    group: str
    sub_type: str
    level: str
    area: str
    mandate: str
    powers: str
    limits: str
    resources: str
    controller_regime: str
    secrecy_default: str
    involvement: str


@transaction.atomic
def add_agency(actor: Actor, details: AgencyDetails, status: str = AgencyStatus.MAPPED) -> uuid.UUID:
    """Put an agency into the directory, with the group that carries its agency-wide ways in; return its id.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: name or short code is taken, or the status is none to begin with.
    """
    must_coordinate(actor)
    if status in CLOSED:
        raise RuleBroken(_("A new agency cannot begin as suspended or left."), "status")
    agency = Agency(partnership_id=actor.partnership_id, status=status, **asdict(details))
    _must_be_unlike_others(agency)
    agency.staff_group = Group.objects.create(name=f"agency {agency.pk}")
    agency.full_clean()
    agency.save(force_insert=True)
    recorded(actor, "agency.added", "agency", [agency.pk], detail={"status": str(status)})
    return agency.pk


@transaction.atomic
def change_agency(
    actor: Actor,
    agency_id: uuid.UUID,
    details: AgencyDetails,
    *,
    focal_point: uuid.UUID | None,
    deputy: uuid.UUID | None,
    version: int,
) -> None:
    """Change what the directory says about an agency; focal point and deputy are memberships of it.

    Raises:
        Http404: no such agency in the actor's partnership.
        NotAllowed: the actor is no coordinator.
        RuleBroken: name or short code is taken, or a speaker does not act for the agency as a professional.
        Conflict: somebody changed it since ``version``.
    """
    must_coordinate(actor)
    agency = _locked(actor, agency_id, version)
    _must_speak_for(agency, focal_point, "focal_point")
    _must_speak_for(agency, deputy, "deputy")
    if focal_point and focal_point == deputy:
        raise RuleBroken(_("Choose somebody else as deputy: the focal point cannot stand in for themselves."), "deputy")
    changed = apply(agency, {**asdict(details), "focal_point_id": focal_point, "deputy_id": deputy})
    if not changed:
        return
    _must_be_unlike_others(agency)
    agency.full_clean(exclude=["staff_group"])
    save_next(agency, *(name.removesuffix("_id") for name in changed))
    recorded(actor, "agency.changed", "agency", [agency.pk], detail={"fields": sorted(changed)})


@transaction.atomic
def set_agency_status(actor: Actor, agency_id: uuid.UUID, status: str, *, reason: str, version: int) -> None:
    """Move an agency in or out. Suspended or left, its door closes at the next request of any of its people.

    Raises:
        Http404: no such agency in the actor's partnership.
        NotAllowed: the actor is no coordinator.
        RuleBroken: the move is not lawful, or it would shut the actor's own agency out.
        Conflict: somebody changed it since ``version``.
    """
    must_coordinate(actor)
    agency = _locked(actor, agency_id, version)
    if agency.pk == actor.agency_id and status in CLOSED:
        raise RuleBroken(
            _("You act for this agency yourself. Ask a coordinator of another agency to do this."), "status"
        )
    before = agency.status
    agency.move_to(status)
    save_next(agency, "status")
    recorded(
        actor, "agency.moved", "agency", [agency.pk], reason=reason, detail={"from": str(before), "to": str(status)}
    )


def _locked(actor: Actor, agency_id: uuid.UUID, version: int) -> Agency:
    return locked(Agency.objects.filter(partnership=actor.partnership_id), agency_id, version)


def _must_be_unlike_others(agency: Agency) -> None:
    others = Agency.objects.filter(partnership=agency.partnership_id).exclude(pk=agency.pk)
    if others.filter(name__iexact=agency.name).exists():
        raise RuleBroken(_("There is an agency of this name already. Give another name."), "name")
    if others.filter(code__iexact=agency.code).exists():
        raise RuleBroken(_("Another agency has this short code. Give another one."), "code")


def _must_speak_for(agency: Agency, membership_id: uuid.UUID | None, field: str) -> None:
    if membership_id is None:
        return
    members = AgencyMembership.objects.current().filter(agency=agency, position__is_companion=False)
    if not members.filter(pk=membership_id).exists():
        raise RuleBroken(_("Choose somebody who works for this agency today."), field)
