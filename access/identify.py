"""From a signed-in person to an actor: which agency they act for in this session."""

import uuid
from dataclasses import dataclass

from access import plans
from access.actor import Actor
from access.expressions import ThisTransaction
from agencies.choices import PERMANENT
from agencies.models import AgencyMembership, User
from agencies.queries.people import current_memberships

CHOSEN = "acting_membership"
"""Key of the session that holds the membership a person with several chose to act under."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Who is there, the actor they become, and the number of the transaction in which this was found out.

    The number comes with the same statement, because the proof of the database context is made with it.
    """

    user: User
    actor: Actor
    transaction: str


def actor_of(membership: AgencyMembership) -> Actor:
    """Return the actor for ``membership`` (with agency, position and user loaded)."""
    return Actor(
        user_id=membership.user_id,
        membership_id=membership.pk,
        agency_id=membership.agency_id,
        partnership_id=membership.agency.partnership_id,
        staff_group_id=membership.agency.staff_group_id,
        name=membership.user.full_name,
        agency_name=membership.agency.name,
        agency_code=membership.agency.code,
        position=membership.position.name,
        is_companion=membership.position.is_companion,
        is_guest=membership.agency.involvement not in PERMANENT,
        duties=frozenset(membership.duties),
    )


def identify(user: User, chosen: str | None) -> Identified | None:
    """Return the actor for ``user``: the chosen membership when it runs, else the first that does, else None."""
    rows = current_memberships(user).annotate(transaction=ThisTransaction())
    with plans.kept(rows.db):  # asked by every request
        memberships = list(rows)
    if not memberships:
        return None
    wanted = _as_uuid(chosen) if chosen else None
    membership = next((row for row in memberships if row.pk == wanted), memberships[0])
    return Identified(user, actor_of(membership), membership.transaction)


def _as_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
