"""Agreements as pages show them: state, parties, purposes and data, in words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.choices import AgreementState, DataCategory, Duty, Purpose
from agencies.days import last_day
from agencies.errors import NotAllowed
from agencies.models import FAR_FUTURE, Agency, Agreement, AgreementParty
from agencies.models.agreement import SECTIONS
from agencies.queries.cadences import cadence
from agencies.queries.directory import sees_names

if TYPE_CHECKING:
    from access.actor import Actor

TONES = {
    AgreementState.IN_FORCE: "green",
    AgreementState.REVIEW_DUE: "orange",
    AgreementState.SUSPENDED: "red",
    AgreementState.EXPIRED: "red",
    AgreementState.IN_SIGNATURE: "blue",
    AgreementState.NOT_YET: "blue",
}
OPEN = (AgreementState.IN_FORCE, AgreementState.REVIEW_DUE)
SUSPENDABLE = (*OPEN, AgreementState.NOT_YET)
"""States in which something is open, or will be by itself: that is what can be stopped."""
OVER = (AgreementState.EXPIRED, AgreementState.TERMINATED)


@dataclass(frozen=True, slots=True)
class Party:
    """An agency's place in an agreement; ``binds`` when signed and not left. ``signatory``: empty without names."""

    agency_id: uuid.UUID
    name: str
    code: str
    signed_on: dt.date | None
    signatory: str
    binds: bool
    left: bool


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement with its state now; ``opens`` says whether anything may be shared under it now."""

    id: uuid.UUID
    title: str
    state: str
    state_label: str
    tone: str
    opens: bool
    since: dt.date
    until: dt.date | None
    review_on: dt.date | None
    suspended_on: dt.date | None
    ended_on: dt.date | None
    reason: str
    purposes: list[str]
    categories: list[str]
    parties: list[Party]

    @property
    def bound(self) -> list[Party]:
        """Parties that are bound now."""
        return [party for party in self.parties if party.binds]

    @property
    def waiting(self) -> list[Party]:
        """Parties that have not signed yet."""
        return [party for party in self.parties if party.signed_on is None and not party.left]

    def binds(self, agency_id: uuid.UUID) -> bool:
        """Say whether the agency is bound by it now."""
        return any(party.agency_id == agency_id for party in self.bound)


@dataclass(frozen=True, slots=True)
class Section:
    """One written section; empty text means that it is still missing."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One agreement whole, and which acts make sense now (only a coordinator is offered any)."""

    line: AgreementLine
    version: int
    sections: list[Section]
    offered_on: dt.date | None
    may_manage: bool
    may_edit: bool
    may_offer: bool
    may_sign: bool
    may_suspend: bool
    may_resume: bool
    may_renew: bool
    may_terminate: bool
    may_add_party: bool


def agreements_of(actor: Actor) -> list[AgreementLine]:
    """Every agreement of the actor's partnership, those in force first; two queries whatever their number.

    Raises:
        NotAllowed: the actor is a companion.
    """
    must_read_agreements(actor)
    lines = [_told(actor, line_of(row)) for row in _rows().filter(partnership=actor.partnership_id)]
    order = {state: place for place, state in enumerate((*OPEN, AgreementState.SUSPENDED))}
    return sorted(lines, key=lambda line: (order.get(AgreementState(line.state), 9), line.title.lower()))


def agreements_of_agency(actor: Actor, agency_id: uuid.UUID) -> list[AgreementLine]:
    """The agreements that the agency is or was a party to, newest first."""
    rows = _rows().filter(partnership=actor.partnership_id, parties__agency=agency_id)
    return [_told(actor, line_of(row)) for row in rows.order_by("-valid_from", "title")]


def agreement_page(actor: Actor, agreement_id: uuid.UUID) -> AgreementPage:
    """One agreement with its sections.

    Raises:
        Http404: there is none in the actor's partnership.
        NotAllowed: the actor is a companion.
    """
    row = _rows().filter(partnership=actor.partnership_id, pk=agreement_id).first()
    if row is None:
        raise Http404
    must_read_agreements(actor)
    line = _told(actor, line_of(row))
    manage, over, ended = actor.has_duty(Duty.COORDINATOR), line.state in OVER, row.terminated_at is not None
    signed = any(party.signed_on for party in line.parties)
    return AgreementPage(
        line=line,
        version=row.version,
        sections=[Section(str(row._meta.get_field(name).verbose_name), getattr(row, name)) for name in SECTIONS],  # type: ignore[union-attr]
        offered_on=row.offered_for_signature_on,
        may_manage=manage,
        may_edit=manage and not over and not signed,
        may_offer=manage and not over and row.offered_for_signature_on is None,
        may_sign=manage and not over and row.offered_for_signature_on is not None and bool(line.waiting),
        may_suspend=manage and line.state in SUSPENDABLE,
        may_resume=manage and not over and row.suspended_at is not None,
        may_renew=manage and not ended and signed,
        may_terminate=manage and not ended,
        may_add_party=manage and not over,
    )


def agreement_values(actor: Actor, agreement_id: uuid.UUID) -> dict[str, object]:
    """What the form of an agreement starts from.

    Raises:
        Http404: there is none in the actor's partnership.
    """
    row = _rows().filter(partnership=actor.partnership_id, pk=agreement_id).first()
    if row is None:
        raise Http404
    return {
        "title": row.title,
        "parties": [str(party.agency_id) for party in row.parties.all() if party.valid_to == FAR_FUTURE],
        "purposes": row.purposes,
        "data_categories": row.data_categories,
        **{name: getattr(row, name) for name in SECTIONS},
        "begins_on": timezone.localdate(row.valid_from),
        "ends_on": last_day(row.valid_to, FAR_FUTURE),
        "review_on": row.review_on,
        "version": row.version,
    }


def review_proposed(actor: Actor) -> dt.date:
    """The day on which an agreement made or renewed today is looked at again, as the partnership sets it."""
    return timezone.localdate() + dt.timedelta(days=cadence(actor.partnership_id, "agreement_review").days)


def party_choices(actor: Actor) -> list[tuple[str, str]]:
    """Agencies of the partnership as form choices: value and label."""
    rows = Agency.objects.filter(partnership=actor.partnership_id).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def must_read_agreements(actor: Actor) -> None:
    """Refuse companions: agreements between agencies are not written for them (domain section 3.6).

    Raises:
        NotAllowed: the actor is a companion.
    """
    if actor.is_companion:
        raise NotAllowed(_("Agreements are for the staff of agencies. Ask the case manager what they mean for you."))


def _rows() -> QuerySet[Agreement]:
    places = AgreementParty.objects.select_related("agency").order_by("agency__name")
    return Agreement.objects.prefetch_related(Prefetch("parties", places))


def _labels(choices: type[Purpose] | type[DataCategory], stored: Iterable[str]) -> list[str]:
    chosen = set(stored)
    return [str(choice.label) for choice in choices if choice.value in chosen]


def _told(actor: Actor, line: AgreementLine) -> AgreementLine:
    """The line as the actor reads it: who signed is said to those who read the names of staff."""
    if sees_names(actor):
        return line
    return replace(line, parties=[replace(party, signatory="") for party in line.parties])


def line_of(row: Agreement) -> AgreementLine:
    """Judge one agreement, with its parties loaded, at this moment."""
    now = timezone.now()
    parties = [
        Party(
            place.agency_id, place.agency.name, place.agency.code, place.signed_on, place.signatory,
            binds=place.binds(now), left=place.valid_to <= now,
        )
        for place in row.parties.all()
    ]  # fmt: skip
    state = row.state_on(now, sum(party.binds for party in parties))
    return AgreementLine(
        id=row.pk,
        title=row.title,
        state=state.value,
        state_label=str(state.label),
        tone=TONES.get(state, "grey"),
        opens=state in OPEN,
        since=timezone.localdate(row.valid_from),
        until=last_day(row.valid_to, FAR_FUTURE),
        review_on=row.review_on,
        suspended_on=timezone.localdate(row.suspended_at) if row.suspended_at else None,
        ended_on=timezone.localdate(row.terminated_at) if row.terminated_at else None,
        reason=row.reason,
        purposes=_labels(Purpose, row.purposes),
        categories=_labels(DataCategory, row.data_categories),
        parties=parties,
    )
