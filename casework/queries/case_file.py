"""The head of every case page: which case, what the actor may know of the person, and what may be done."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F
from django.http import Http404
from django.utils import timezone

from access import policy
from access.actor import Actor
from access.choices import Place
from agencies.days import last_day
from agencies.models import FAR_FUTURE
from casework.choices import CaseStatus, Stage
from casework.models import Case, Order

KNOWS_PERSON = (Place.PERMANENT, Place.EMERGENCY)
"""Places that show the date of birth and the basis beside the name."""
BLIND = (Place.AD_HOC, Place.COMPANION)
"""Places that do not show the level of a case."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as one actor may know it. Fields the actor's place does not show are empty."""

    id: uuid.UUID
    reference: str
    title: str
    person_id: uuid.UUID
    person_name: str
    born_on: dt.date | None
    age: int | None
    is_minor: bool
    status: CaseStatus
    stage: Stage
    stage_since: dt.date | None
    level: int | None
    basis: str
    basis_ends_on: dt.date | None
    next_review_on: dt.date
    opened_on: dt.date
    lead_agency_id: uuid.UUID
    lead_agency: str
    version: int
    place: Place
    until: dt.datetime
    may: frozenset[str]

    @property
    def last_day(self) -> dt.date | None:
        """The last local day of the actor's place, or None when it has no end."""
        return last_day(self.until, FAR_FUTURE)


def case_file(actor: Actor, reference: str, verb: str = "view") -> CaseFile:
    """Fetch the case called ``reference`` for ``actor``.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor sees the case but may not ``verb`` it.
    """
    case = Case.objects.get_for(actor, verb, reference=reference.upper())
    return file_of(actor, case)


def file_of(actor: Actor, case: Case) -> CaseFile:
    """Return what the actor may know of a cleared ``case``.

    Raises:
        Http404: the actor's place ended in this very moment.
    """
    standing = policy.standing_on(actor, case.pk)
    if standing is None:
        raise Http404
    person, today = case.person, timezone.localdate()
    full = standing.kind in KNOWS_PERSON
    order = _order_of(actor, case) if full else None
    companion = standing.kind == Place.COMPANION
    return CaseFile(
        id=case.pk,
        reference=case.reference,
        title=case.neutral_title,
        person_id=person.pk,
        person_name=person.given_name if companion else str(person),
        born_on=person.born_on if full else None,
        age=person.age_on(today) if full else None,
        is_minor=full and person.is_minor_on(today),
        status=CaseStatus(case.status),
        stage=Stage(case.stage),
        stage_since=case.stage_since,
        level=None if standing.kind in BLIND else case.level,
        basis=f"{order.type.local_name} {order.number}" if order else case.basis_text if full else "",
        basis_ends_on=order.ends_on if order else case.basis_ends_on if full else None,
        next_review_on=case.next_review_on,
        opened_on=case.opened_on,
        lead_agency_id=case.lead_agency_id,
        lead_agency=case.lead_agency.name,
        version=case.version,
        place=standing.kind,
        until=standing.until,
        may=standing.may,
    )


def _order_of(actor: Actor, case: Case) -> Order | None:
    """The running order that ends first: it is the basis of the work, whatever was typed before it was recorded."""
    rows = Order.objects.visible_to(actor).running().filter(case_id=case.pk).select_related("type")
    found: Order | None = rows.order_by(F("ends_on").asc(nulls_last=True), "starts_on", "pk").first()
    return found
