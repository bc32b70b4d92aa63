"""What becomes of a proposed disclosure: decided by somebody else, made, acknowledged, closed."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import only_once, save_next
from casework.fit import must_fit
from casework.restricting import must_not_be_restricted
from sharing.choices import ProposalState
from sharing.models import Disclosure, DisclosureProposal, ProposalDecision, ProposalRecord
from sharing.proposing import Passed
from sharing.services.notifying import tell_later
from sharing.services.proposals import SUBJECT, record


def decide_proposal(
    actor: Actor, proposal_id: uuid.UUID, *, approved: bool, reason: str, version: int
) -> ProposalDecision:  # fmt: skip
    """Approve or refuse what was handed in, with a reason. Nobody decides on their own proposal, and nobody twice.

    Words that let somebody be found are approved by two: first by who oversees the area, then by another person who
    oversees it, manages the case or supervises the order. Either refuses for both.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to decide.
        Conflict: it was changed since, or somebody decided in this moment.
        RuleBroken: it is not handed in, waits for the advisers, or there is no reason.
    """
    if not reason.strip():
        raise RuleBroken(_("Give your reason."), "reason")
    with transaction.atomic():
        row, number = proposal_to_decide(actor, proposal_id)
        if row.version != version:
            raise Conflict(_("It was changed meanwhile. Look at what stands there, then decide."))
        row.must_not_wait()
        if approved:
            must_not_be_restricted(actor, row.case_id, proposal=row.pk)
        decision = ProposalDecision(
            case_id=row.case_id, proposal=row, number=number, proposer_id=row.user_id, user_id=actor.user_id,
            membership_id=actor.membership_id, approved=approved, reason=reason.strip(), decided_at=timezone.now(),
        )  # fmt: skip
        must_fit(decision)
        with only_once("each_decision_on_a_proposal_once", _("Somebody decided in this moment. Load the page again.")):
            decision.save(force_insert=True)
        record(actor, "proposal.approved" if approved else "proposal.refused", row, Operation.ALTER, "oversight")
        return decision


def proposal_to_decide(actor: Actor, proposal_id: uuid.UUID) -> tuple[DisclosureProposal, int]:
    """Return a proposal on which the actor may decide now, and the number of the decision.

    Raises:
        Http404, NotAllowed: it is unseen, their own, or not theirs to decide.
        RuleBroken: it is not handed in, or decided.
    """
    seen: DisclosureProposal = DisclosureProposal.objects.get_for(actor, "view", pk=proposal_id)
    if seen.user_id == actor.user_id:
        raise NotAllowed(_("You proposed this yourself. Somebody else decides."))
    given = ProposalDecision.objects.visible_to(actor).filter(proposal=seen)
    number = 2 if seen.findable and seen.state == ProposalState.CHECKS and given.exists() else 1
    row: DisclosureProposal = DisclosureProposal.objects.select_related("case").get_for(
        actor, "second" if number == 2 else "decide", pk=proposal_id
    )
    if row.state != ProposalState.CHECKS:
        raise RuleBroken(_("This is not waiting for a decision."))
    if given.filter(user_id=actor.user_id).exists():
        raise NotAllowed(_("You approved it already. The second is another person."))
    return row, number


def make_disclosure(actor: Actor, proposal_id: uuid.UUID, new: Passed) -> Disclosure:
    """Record that it was passed on, exactly as it was approved; telling the person of it falls due.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to keep.
        RuleBroken: it is not approved, waits for the advisers, the day is odd, or nobody there is named.
        Conflict: somebody recorded it in this moment.
    """
    with transaction.atomic():
        rows = DisclosureProposal.objects.select_related("case")
        row: DisclosureProposal = rows.get_for(actor, "keep", pk=proposal_id)
        if row.state != ProposalState.APPROVED:
            raise RuleBroken(_("Only what was approved is passed on, and once."))
        row.must_not_wait()
        must_not_be_restricted(actor, row.case_id, proposal=row.pk)
        _must_be_a_day(row, new.made_on)
        if not new.contact.strip():
            raise RuleBroken(_("Say to whom it was given there."), "contact")
        row.how, row.contact = new.how, new.contact.strip()
        must_fit(row)
        save_next(row, "how", "contact")
        records = ProposalRecord.objects.visible_to(actor).filter(proposal=row, is_current=True)
        notes = list(records.values_list("note_id", flat=True))
        disclosure = Disclosure(
            case_id=row.case_id, purpose=row.purpose, to_agency_id=row.to_agency_id, recipient=row.recipient,
            proposal=row, tier=row.tier, items=len(notes), made_on=new.made_on, membership_id=actor.membership_id,
            recorded_at=timezone.now(),
        )  # fmt: skip
        with only_once("sharing_disclosure_proposal_id_key", _("Somebody recorded it in this moment.")):
            disclosure.save(force_insert=True)
        trail.record(
            actor, "proposal.made", operation=Operation.DISCLOSE, kind=SUBJECT, subjects=[row.pk, *notes],
            case_id=row.case_id, tier=row.tier, ground="place",
        )  # fmt: skip
        tell_later(actor, disclosure, row.case)
        return disclosure


def _must_be_a_day(row: DisclosureProposal, day: dt.date) -> None:
    first = timezone.localdate(row.handed_in_at) if row.handed_in_at else day
    if not first <= day <= timezone.localdate():
        raise RuleBroken(_("It was passed on after it was handed in, and not in the future."), "made_on")


def acknowledge_disclosure(actor: Actor, proposal_id: uuid.UUID, on: dt.date) -> DisclosureProposal:
    """Record that the recipient has it.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to keep.
        RuleBroken: it was not passed on, or the day is odd.
    """
    with transaction.atomic():
        row: DisclosureProposal = DisclosureProposal.objects.get_for(actor, "keep", pk=proposal_id)
        row.move_to(ProposalState.ACKNOWLEDGED)
        _must_be_a_day(row, on)
        row.acknowledged_on = on
        save_next(row, "state", "acknowledged_on")
        record(actor, "proposal.acknowledged", row, Operation.ALTER)
        return row


def close_disclosure(actor: Actor, proposal_id: uuid.UUID) -> DisclosureProposal:
    """Close what was passed on: nothing more is to be done with the recipient. That the person be told stays due.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to keep.
        RuleBroken: it was not passed on.
    """
    with transaction.atomic():
        row: DisclosureProposal = DisclosureProposal.objects.get_for(actor, "keep", pk=proposal_id)
        row.move_to(ProposalState.CLOSED)
        row.closed_on = timezone.localdate()
        save_next(row, "state", "closed_on")
        record(actor, "proposal.closed", row, Operation.ALTER)
        return row
