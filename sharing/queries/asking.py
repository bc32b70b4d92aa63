"""Whom an agency may ask about a case, and for what: who has a place on it, and which agreements cover it."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import policy
from access.actor import Actor
from access.choices import Place
from agencies.models import Agency, AgreementParty
from casework.queries.case_file import CaseFile

ANSWERING = (Place.PERMANENT, Place.AD_HOC)
"""Places from which an agency answers."""


@dataclass(frozen=True, slots=True)
class Askable:
    """An agency on the case that may be asked, and the purposes for which agreements in force cover it."""

    id: uuid.UUID
    name: str
    purposes: frozenset[str]
    is_health: bool


def places_of(actor: Actor, case_id: uuid.UUID, agency_id: uuid.UUID) -> list[policy.Reader]:
    """Return the people of an agency who answer for it on a case of the actor's, permanent members first."""
    found = [one for one in policy.readers_of_case(case_id) if one.agency_id == agency_id and one.kind in ANSWERING]
    return sorted(found, key=lambda one: (one.kind != Place.PERMANENT, str(one.membership_id)))


def askable(actor: Actor, file: CaseFile) -> list[Askable]:
    """Return the other agencies with a place on the case, by name."""
    there = {one.agency_id for one in policy.readers_of_case(file.id) if one.kind in ANSWERING} - {actor.agency_id}
    covered = covered_purposes(actor, there)
    agencies = Agency.objects.filter(pk__in=there).order_by("name")
    return [
        Askable(one.pk, one.name, covered.get(one.pk, frozenset()), one.secrecy_default == "health") for one in agencies
    ]


def covered_purposes(actor: Actor, agencies: set[uuid.UUID]) -> dict[uuid.UUID, frozenset[str]]:
    """Return the purposes for which an agreement in force binds the actor's agency and each of these."""
    now = timezone.now()
    ours = AgreementParty.objects.binding(now).filter(agency_id=actor.agency_id).values("agreement_id")
    rows = AgreementParty.objects.binding(now).filter(agency_id__in=agencies, agreement_id__in=ours)
    found: dict[uuid.UUID, set[str]] = {}
    for agency, purposes in rows.values_list("agency_id", "agreement__purposes"):
        found.setdefault(agency, set()).update(purposes)
    return {agency: frozenset(purposes) for agency, purposes in found.items()}


def responsible_for(actor: Actor, readers: list[policy.Reader], agency: Agency) -> uuid.UUID:
    """Return who answers for an agency: its focal point or deputy where they are on the case, else the first there."""
    there = [one.membership_id for one in readers]
    return next((one for one in (agency.focal_point_id, agency.deputy_id) if one in there), there[0])
