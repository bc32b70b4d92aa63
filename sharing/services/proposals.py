"""Proposing a disclosure to anyone outside the team: drafting, handing in, withdrawing. One recipient at a time."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.choices import AgencyGroup, DataCategory
from agencies.errors import Conflict, RuleBroken
from agencies.models import Agency, save_next
from casework.contesting import disputes_of
from casework.fit import must_fit
from casework.models import Case, CaseTeamMember, ContactPoint
from casework.services.once import insert_once, key_of, made_before
from sharing.advising import Quoted
from sharing.choices import ProposalState
from sharing.models import DisclosureProposal, ProposalRecord, ProposalWords
from sharing.proposing import MOST_RECORDS, NewProposal, stands_in
from sharing.queries.proposal_desks import based_on

SUBJECT = "disclosure_proposal"
FACTS = ("to_agency_id", "recipient", "purpose", "basis", "categories", "tier", "findable")
WORDS = ("text", "basis_words", "lawful", "necessary", "proportionate", "least", "telling")
NEEDED = ("text", "lawful", "necessary", "proportionate", "least", "telling")


def propose_disclosure(
    actor: Actor, reference: str, new: NewProposal, form: uuid.UUID | None = None
) -> DisclosureProposal:  # fmt: skip
    """Propose to pass something to one recipient outside the team; a draft, as far as it is known.

    ``form`` is the key of the form: sent twice, proposed once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: there is no recipient or more than one, it is on the team, or a record may not stand behind it.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        own = {"membership_id": actor.membership_id}
        if (before := made_before(actor, DisclosureProposal, form, **own)) is not None:
            return before
        row = DisclosureProposal(
            id=key_of(actor, form), case=case, user_id=actor.user_id, membership_id=actor.membership_id,
            agency_id=actor.agency_id, proposed_at=timezone.now(),
        )  # fmt: skip
        _put(actor, row, new)
        if (there := insert_once(actor, row, **own)) is not row:
            return there
        words = ProposalWords(case=case, proposal=row)
        _word(words, new)
        words.save(force_insert=True)
        _base(actor, row, new.records)
        record(actor, "proposal.drafted", row, Operation.COLLECT)
        return row


def write_proposal(actor: Actor, proposal_id: uuid.UUID, new: NewProposal, version: int) -> DisclosureProposal:
    """Write on a draft. ``version`` is the one that the writer read.

    Raises:
        Http404, NotAllowed: it is unseen, handed in, or another's draft.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: as for proposing.
    """
    with transaction.atomic():
        row = _draft(actor, proposal_id, version)
        _put(actor, row, new)
        save_next(row, *FACTS)
        words: ProposalWords = ProposalWords.objects.visible_to(actor).get(proposal=row)
        _word(words, new)
        save_next(words, *WORDS)
        _base(actor, row, new.records)
        record(actor, "proposal.written", row, Operation.ALTER)
        return row


def hand_in_proposal(actor: Actor, proposal_id: uuid.UUID, version: int) -> DisclosureProposal:
    """Hand a draft in for decision: from now on its words, its recipient and how full it is are fixed.

    Where the person contests a record behind it, the words say so. Words in which an address, a number, a school or a
    workplace of the person stands need two who approve.

    Raises:
        Http404, NotAllowed: it is unseen, handed in, or another's draft.
        Conflict: it was changed since.
        RuleBroken: a question to the advisers is open, something is missing, or a record is not the actor's to use now.
    """
    with transaction.atomic():
        row = _draft(actor, proposal_id, version)
        row.must_not_wait()
        words: ProposalWords = ProposalWords.objects.visible_to(actor).get(proposal=row)
        if any(not getattr(words, name) for name in NEEDED):
            raise RuleBroken(
                _("Write the exact words, answer each of the four questions, and say how the person will be told.")
            )
        still_based(actor, row)
        _say_what_is_contested(actor, row, words)
        if not row.findable and stands_in(words.text, _places(actor, row)):
            row.findable = True
        row.state, row.handed_in_at = ProposalState.CHECKS, timezone.now()
        save_next(row, "state", "handed_in_at", "findable")
        record(actor, "proposal.handed_in", row, Operation.ALTER)
        return row


def withdraw_proposal(actor: Actor, proposal_id: uuid.UUID, why: str) -> DisclosureProposal:
    """Withdraw what was not made yet.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to keep.
        RuleBroken: it was made or ended, or there is no reason.
    """
    if not why.strip():
        raise RuleBroken(_("Say why it is withdrawn."), "why")
    with transaction.atomic():
        row: DisclosureProposal = DisclosureProposal.objects.get_for(actor, "keep", pk=proposal_id)
        row.move_to(ProposalState.WITHDRAWN)
        row.ended_why = why.strip()
        must_fit(row)
        save_next(row, "state", "ended_why")
        record(actor, "proposal.withdrawn", row, Operation.ALTER)
        return row


def still_based(actor: Actor, row: DisclosureProposal) -> None:
    """Hold that each record behind the words may still be used as full.

    Raises:
        RuleBroken: one may not any more.
    """
    rows = ProposalRecord.objects.visible_to(actor).filter(proposal=row, is_current=True)
    kept = {Quoted(one.note_id, Tier(one.tier)) for one in rows}
    if kept - set(based_on(actor, row.case_id, [one.note for one in kept])):
        raise RuleBroken(_("A record behind it was withdrawn or may not be used so any more. Take it out."))


def _say_what_is_contested(actor: Actor, row: DisclosureProposal, words: ProposalWords) -> None:
    """Add to the words that the person contests a record behind them: the recipient gets both versions or knows."""
    notes = (
        ProposalRecord.objects.visible_to(actor).filter(proposal=row, is_current=True).values_list("note_id", flat=True)
    )
    said = disputes_of(actor, list(notes))
    if any(one.stands for disputes in said.values() for one in disputes):
        sentence = _("The person says that something in this is not right.")
        if sentence not in words.text:
            words.text = f"{words.text}\n\n{sentence}"
            must_fit(words)
            save_next(words, "text")


def _places(actor: Actor, row: DisclosureProposal) -> list[str]:
    now = timezone.now()
    points = ContactPoint.objects.visible_to(actor).filter(person__cases=row.case_id, valid_to__gt=now)
    return [point.value for point in points]


def _draft(actor: Actor, proposal_id: uuid.UUID, version: int) -> DisclosureProposal:
    row: DisclosureProposal = DisclosureProposal.objects.get_for(actor, "write", pk=proposal_id)
    if row.version != version:
        raise Conflict(_("It was changed meanwhile. Nothing was saved: look at what stands there."))
    return row


def _put(actor: Actor, row: DisclosureProposal, new: NewProposal) -> None:
    row.to_agency_id, row.recipient = new.to_agency, new.recipient.strip()
    if bool(row.to_agency_id) == bool(row.recipient):
        raise RuleBroken(_("Name one recipient: an agency of the directory, or somebody else."), "recipient")
    if row.to_agency_id:
        _must_be_outside(actor, row, row.to_agency_id)
    if DataCategory.HEALTH in new.categories and not _is_health(actor):
        raise RuleBroken(_("Only a health agency passes on data about health."), "categories")
    row.purpose, row.basis, row.categories = new.purpose, new.basis, list(new.categories)
    row.findable, row.tier = new.findable, max((one.tier for one in new.records), default=Tier.EXISTENCE)
    must_fit(row)


def _must_be_outside(actor: Actor, row: DisclosureProposal, agency: uuid.UUID) -> None:
    now = timezone.now()
    agencies = Agency.objects.filter(pk=agency, partnership_id=actor.partnership_id)
    if not agencies.exists():
        raise RuleBroken(_("Choose an agency of the directory."), "to_agency")
    team = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=row.case_id, agency_id=agency)
    if team.filter(valid_from__lte=now, valid_to__gt=now).exists():
        raise RuleBroken(_("This agency is on the team: write a note, and it reads what is meant for it."), "to_agency")


def _is_health(actor: Actor) -> bool:
    return Agency.objects.filter(pk=actor.agency_id, group=AgencyGroup.HEALTH).exists()


def _word(words: ProposalWords, new: NewProposal) -> None:
    for name in WORDS:
        setattr(words, name, getattr(new, name).strip())
    must_fit(words)


def _base(actor: Actor, row: DisclosureProposal, records: Iterable[Quoted]) -> None:
    asked = tuple(dict.fromkeys(records))
    if len(asked) > MOST_RECORDS:
        raise RuleBroken(_("Choose %(n)d records at the most.") % {"n": MOST_RECORDS}, "records")
    if set(asked) - set(based_on(actor, row.case_id, [one.note for one in asked])):
        raise RuleBroken(_("Choose from the records shown."), "records")
    rows = ProposalRecord.objects.visible_to(actor).filter(proposal=row)
    links = {Quoted(one.note_id, Tier(one.tier)): one for one in rows}
    for one in asked:
        if one not in links:
            ProposalRecord(case_id=row.case_id, proposal=row, note_id=one.note, tier=one.tier).save(force_insert=True)
    for one, link in links.items():
        if link.is_current != (one in asked):
            link.is_current = one in asked
            link.save(update_fields=["is_current"])


def record(actor: Actor, verb: str, row: DisclosureProposal, operation: Operation, ground: str = "place") -> None:
    """Append the line of an act on a proposal."""
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id, ground=ground
    )  # fmt: skip
