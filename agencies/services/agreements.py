"""Agreements: writing, offering, signing, suspending, renewing, ending. What they open is judged at each read."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.days import begin_of, end_of
from agencies.errors import RuleBroken
from agencies.models import FAR_FUTURE, Agency, Agreement, AgreementParty, save_next
from agencies.services.steps import apply, locked, must_coordinate, recorded


@dataclass(frozen=True, slots=True)
class AgreementText:
    """What the parties sign: sections, purposes, data and dates (local days; the last one counts)."""

    title: str
    purposes: list[str]
    data_categories: list[str]
    legal_basis: str
    who_may_see: str
    rights: str
    accuracy: str
    secrecy: str
    duty_reports: str
    notification: str
    security: str
    retention: str
    begins_on: dt.date
    ends_on: dt.date | None
    review_on: dt.date | None

    def columns(self) -> dict[str, object]:
        """The same as values of columns."""
        values = asdict(self)
        begin, end = values.pop("begins_on"), values.pop("ends_on")
        return {**values, "valid_from": begin_of(begin), "valid_to": end_of(end) if end else FAR_FUTURE}


@transaction.atomic
def add_agreement(actor: Actor, text: AgreementText, parties: Iterable[uuid.UUID]) -> uuid.UUID:
    """Begin to write an agreement between ``parties`` (agencies); nothing is open under it. Return its id.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: dates out of order, the title is taken, or a party is of another partnership.
    """
    must_coordinate(actor)
    row = Agreement(partnership_id=actor.partnership_id, **text.columns())
    _must_be_sound(row, text)
    row.full_clean()
    row.save(force_insert=True)
    _set_parties(actor, row, parties)
    recorded(actor, "agreement.added", "agreement", [row.pk])
    return row.pk


@transaction.atomic
def change_agreement(
    actor: Actor, agreement_id: uuid.UUID, text: AgreementText, parties: Iterable[uuid.UUID], *, version: int
) -> None:
    """Rewrite an agreement that nobody has signed yet.

    Raises:
        Http404: no such agreement in the actor's partnership.
        NotAllowed: the actor is no coordinator.
        RuleBroken: somebody signed it, dates out of order, or the title is taken.
        Conflict: somebody changed it since ``version``.
    """
    row = _locked(actor, agreement_id, version)
    if row.parties.filter(signed_on__isnull=False).exists():
        raise RuleBroken(_("A party has signed this text, so it stays as it is. End it and write a new agreement."))
    changed = apply(row, text.columns())
    _must_be_sound(row, text)
    if _set_parties(actor, row, parties):
        changed.append("parties")
    if not changed:
        return
    row.full_clean()
    save_next(row, *(name for name in changed if name != "parties"))
    recorded(actor, "agreement.changed", "agreement", [row.pk], detail={"fields": sorted(changed)})


@transaction.atomic
def offer_agreement(actor: Actor, agreement_id: uuid.UUID, *, version: int) -> None:
    """Offer the finished text to its parties for signature.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: offered already, over, fewer than two parties, or a section is missing.
    """
    row = _locked(actor, agreement_id, version)
    row.offer(row.parties.filter(valid_to__gt=timezone.now()).count(), timezone.localdate())
    save_next(row, "offered_for_signature_on")
    recorded(actor, "agreement.offered", "agreement", [row.pk])


@transaction.atomic
def sign_agreement(
    actor: Actor, agreement_id: uuid.UUID, agency_id: uuid.UUID, *, signatory: str, signed_on: dt.date, version: int
) -> None:
    """Record that ``signatory`` signed for an agency on a day; from then on the agency is bound.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: not offered yet, over, the agency is no party or signed, or the day cannot be right.
    """
    row = _locked(actor, agreement_id, version)
    if row.offered_for_signature_on is None or row.terminated_at or row.valid_to <= timezone.now():
        raise RuleBroken(_("This agreement is not open for signature."))
    place = row.parties.filter(agency=agency_id, signed_on__isnull=True, valid_to__gt=timezone.now()).first()
    if place is None:
        raise RuleBroken(_("Choose a party that has not signed yet."), "agency")
    if not row.offered_for_signature_on <= signed_on <= timezone.localdate():
        raise RuleBroken(_("The day must lie between the offer for signature and today."), "signed_on")
    place.signed_on, place.signatory = signed_on, signatory
    place.save(update_fields=["signed_on", "signatory"])
    save_next(row)
    recorded(actor, "agreement.signed", "agreement", [row.pk, agency_id])


@transaction.atomic
def add_party(actor: Actor, agreement_id: uuid.UUID, agency_id: uuid.UUID, *, version: int) -> None:
    """Let one more agency join an agreement; it is bound once it signs.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: over, a party already, or of another partnership.
    """
    row = _locked(actor, agreement_id, version)
    if row.terminated_at or row.valid_to <= timezone.now():
        raise RuleBroken(_("This agreement is over: nobody can join it."))
    place = row.parties.filter(agency=agency_id).first()
    if place and place.valid_to > timezone.now():
        raise RuleBroken(_("This agency is a party already."), "agency")
    _must_be_ours(actor, {agency_id}, "agency")
    if place is None:
        AgreementParty.objects.create(agreement=row, agency_id=agency_id)
    else:  # it left, and comes back with a new signature
        place.signed_on, place.signatory, place.valid_to = None, "", FAR_FUTURE
        place.save(update_fields=["signed_on", "signatory", "valid_to"])
    save_next(row)
    recorded(actor, "agreement.joined", "agreement", [row.pk, agency_id])


@transaction.atomic
def leave_agreement(actor: Actor, agreement_id: uuid.UUID, agency_id: uuid.UUID, *, reason: str, version: int) -> None:
    """Release an agency from an agreement now; the others stay bound to each other.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: the agency is no party.
    """
    row = _locked(actor, agreement_id, version)
    place = row.parties.filter(agency=agency_id, valid_to__gt=timezone.now()).first()
    if place is None:
        raise RuleBroken(_("Choose an agency that is a party today."), "agency")
    place.valid_to = timezone.now()
    place.save(update_fields=["valid_to"])
    save_next(row)
    recorded(actor, "agreement.left", "agreement", [row.pk, agency_id], reason=reason)


@transaction.atomic
def suspend_agreement(actor: Actor, agreement_id: uuid.UUID, *, reason: str, version: int) -> None:
    """Stop all sharing under it from this moment.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: over or suspended already, or not signed by two parties.
    """
    row, now = _locked(actor, agreement_id, version), timezone.now()
    row.suspend(reason, now, sum(place.binds(now) for place in row.parties.all()))
    save_next(row, "suspended_at", "reason")
    recorded(actor, "agreement.suspended", "agreement", [row.pk], reason=reason)


@transaction.atomic
def resume_agreement(actor: Actor, agreement_id: uuid.UUID, *, reason: str, version: int) -> None:
    """Let sharing under a suspended agreement go on.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: over or not suspended.
    """
    row = _locked(actor, agreement_id, version)
    row.resume()
    save_next(row, "suspended_at", "reason")
    recorded(actor, "agreement.resumed", "agreement", [row.pk], reason=reason)


@transaction.atomic
def renew_agreement(
    actor: Actor, agreement_id: uuid.UUID, *, ends_on: dt.date, review_on: dt.date, reason: str, version: int
) -> None:
    """Give it a new last day and a new review, also after it ran out; ``reason`` names the parties' decision.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: ended for good, or the days are out of order.
    """
    row = _locked(actor, agreement_id, version)
    row.renew(end_of(ends_on), review_on, timezone.now())
    save_next(row, "valid_to", "review_on")
    recorded(actor, "agreement.renewed", "agreement", [row.pk], reason=reason)


@transaction.atomic
def terminate_agreement(actor: Actor, agreement_id: uuid.UUID, *, reason: str, version: int) -> None:
    """End it for good now.

    Raises:
        Http404, NotAllowed, Conflict: as ``change_agreement``.
        RuleBroken: ended already.
    """
    row = _locked(actor, agreement_id, version)
    row.terminate(reason, timezone.now())
    save_next(row, "terminated_at", "reason")
    recorded(actor, "agreement.terminated", "agreement", [row.pk], reason=reason)


def _locked(actor: Actor, agreement_id: uuid.UUID, version: int) -> Agreement:
    must_coordinate(actor)
    return locked(Agreement.objects.filter(partnership=actor.partnership_id), agreement_id, version)


def _must_be_sound(row: Agreement, text: AgreementText) -> None:
    if text.ends_on and text.ends_on < text.begins_on:
        raise RuleBroken(_("The last day must not come before the first."), "ends_on")
    if text.review_on and text.review_on < text.begins_on:
        raise RuleBroken(_("The review must come after the agreement begins."), "review_on")
    others = Agreement.objects.filter(partnership=row.partnership_id).exclude(pk=row.pk)
    if others.filter(title__iexact=row.title).exists():
        raise RuleBroken(_("There is an agreement of this title already. Give another title."), "title")


def _must_be_ours(actor: Actor, agencies: set[uuid.UUID], field: str) -> None:
    if Agency.objects.filter(partnership=actor.partnership_id, pk__in=agencies).count() != len(agencies):
        raise RuleBroken(_("Choose agencies of this partnership."), field)


def _set_parties(actor: Actor, row: Agreement, agencies: Iterable[uuid.UUID]) -> bool:
    wanted = set(agencies)
    _must_be_ours(actor, wanted, "parties")
    there = {place.agency_id: place for place in row.parties.all()}
    for agency_id in wanted - set(there):
        AgreementParty.objects.create(agreement=row, agency_id=agency_id)
    for agency_id in set(there) - wanted:
        there[agency_id].delete()
    return wanted != set(there)
