"""What closed to an agency because an agreement lapsed, was suspended or ended: said to everybody whom it shut out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from agencies.models import Agreement
from agencies.queries.agreements import AgreementLine, agreements_of_agency

if TYPE_CHECKING:
    from access.actor import Actor

TOLD_FOR = dt.timedelta(days=60)
"""How long it is said that an agreement ran out or was ended; a suspended one is told of until it is resumed."""


@dataclass(frozen=True, slots=True)
class Closed:
    """An agreement under which nothing is shared any more, and the agencies that no other one opens to ours.

    ``named`` is False for companions, who are told that something closed but not what agencies agreed.
    """

    agreement: AgreementLine
    others: tuple[str, ...]
    named: bool


def closed_for(actor: Actor) -> tuple[Closed, ...]:
    """Return what closed to the actor's agency lately; agencies that another agreement still binds are left out.

    One statement where nothing closed, three otherwise.
    """
    now = timezone.now()
    lately = (now - TOLD_FOR, now)
    shut = (
        Q(terminated_at__range=lately)
        | Q(terminated_at__isnull=True, valid_to__range=lately)
        | Q(terminated_at__isnull=True, valid_to__gt=now, suspended_at__isnull=False)
    )
    signed = Agreement.objects.filter(
        partnership=actor.partnership_id, parties__agency=actor.agency_id, parties__signed_on__isnull=False,
        parties__valid_to__gt=now,
    )  # fmt: skip
    found = set(signed.filter(shut).values_list("pk", flat=True))
    if not found or actor.agency_id is None:
        return ()
    lines = agreements_of_agency(actor, actor.agency_id)
    still = _bound_with(actor.agency_id, (line for line in lines if line.opens))
    closed = []
    for line in lines:
        others = tuple(
            party.name for party in line.bound if party.agency_id not in still and party.agency_id != actor.agency_id
        )
        if line.id in found and others:
            closed.append(Closed(line, others, not actor.is_companion))
    return tuple(closed)


def _bound_with(agency_id: uuid.UUID, lines: Iterable[AgreementLine]) -> set[uuid.UUID]:
    return {party.agency_id for line in lines if line.binds(agency_id) for party in line.bound}
