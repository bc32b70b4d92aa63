"""Proposed disclosures for programs: read, propose, hand in, decide, record that it was passed on."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, Flag, Key, OneOf, Text, Whole
from access.api.schema import operation
from access.choices import Tier
from agencies.choices import DataCategory, Purpose
from casework.api.answers import TIER_OF
from casework.api.once import ONCE, form_key
from sharing.advising import Quoted
from sharing.api.advice import QuotedBody
from sharing.choices import LawfulBasis, PassedHow, ProposalState
from sharing.proposing import MOST_RECORDS, NewProposal, Passed
from sharing.queries.proposals import proposal_list, proposal_page
from sharing.services.proposal_steps import decide_proposal, make_disclosure
from sharing.services.proposals import hand_in_proposal, propose_disclosure

LARGEST = 2_147_483_647
WORDS = ("lawful", "necessary", "proportionate", "least", "telling")


class DisclosureProposalBody(Body):
    """One recipient, one purpose, the exact words, and the answers to the four questions."""

    to_agency = Key(required=False, allow_null=True, help_text=_("An agency of the directory that is not on the team"))
    recipient = Text(max_length=160, required=False, allow_blank=True, help_text=_("Or somebody else, by name"))
    purpose = OneOf(Purpose.choices)
    basis = OneOf(LawfulBasis.choices)
    basis_words = Text(max_length=300, required=False, allow_blank=True)
    categories = s.ListField(child=OneOf(DataCategory.choices), min_length=1, max_length=len(DataCategory))
    text = Text(max_length=4000, required=False, allow_blank=True, help_text=_("What the recipient gets"))
    lawful = Text(max_length=600, required=False, allow_blank=True)
    necessary = Text(max_length=600, required=False, allow_blank=True)
    proportionate = Text(max_length=600, required=False, allow_blank=True)
    least = Text(max_length=600, required=False, allow_blank=True, help_text=_("Why nothing less intrusive would do"))
    telling = Text(max_length=600, required=False, allow_blank=True, help_text=_("How the person will be told"))
    findable = Flag(required=False, help_text=_("Whether the words let somebody be found"))
    records = s.ListField(child=QuotedBody(), required=False, max_length=MOST_RECORDS)


class VersionBody(Body):
    """Which version is handed in."""

    version = Whole(min_value=1, max_value=LARGEST, help_text=_("The one that was read"))


class ApprovalBody(Body):
    """Approved or refused, and why."""

    approve = Flag()
    reason = Text(max_length=600)
    version = Whole(min_value=1, max_value=LARGEST, help_text=_("The one that was read"))


class PassedBody(Body):
    """That it was passed on."""

    made_on = Day()
    how = OneOf(PassedHow.choices)
    contact = Text(max_length=160, help_text=_("To whom it was given there"))


class ProposalLineAnswer(Answer):
    """One proposal."""

    id = s.UUIDField()
    case = s.CharField(source="reference")
    recipient = s.CharField()
    purpose = s.CharField(help_text=_("In words"))
    state = s.ChoiceField(ProposalState.choices)
    held = s.BooleanField(help_text=_("Whether a question to the legal advisers is open"))
    findable = s.BooleanField(help_text=_("Whether two people approve"))
    by = s.CharField()
    agency = s.CharField()


class CheckAnswerOf(Answer):
    """One question of the human-rights check."""

    question = s.CharField()
    answer = s.CharField()


class ProposalWordingAnswer(Answer):
    """What the recipient gets, and why."""

    text = s.CharField()
    law = s.CharField()
    checks = CheckAnswerOf(many=True)
    telling = s.CharField()


class DecidedAnswer(Answer):
    """One decision."""

    word = s.CharField()
    by = s.CharField()
    at = s.CharField(help_text=_("The moment, in words"))
    reason = s.CharField()


class ProposalAnswer(Answer):
    """One proposal, as far as the caller may read it."""

    proposal = ProposalLineAnswer(source="line")
    version = s.IntegerField()
    basis = s.CharField(help_text=_("In words"))
    categories = s.ListField(child=s.CharField())
    wording = ProposalWordingAnswer(allow_null=True)
    decisions = DecidedAnswer(many=True)
    disclosure = s.UUIDField(allow_null=True, help_text=_("Its line in the ledger, once it was passed on"))


class ProposalListAnswer(Answer):
    """The proposals of a case, the newest first."""

    case = s.CharField(source="file.reference")
    proposals = ProposalLineAnswer(source="lines", many=True)


class Proposals(Endpoint):
    """Disclosures proposed to anyone outside the team; one recipient at a time."""

    @operation(ProposalListAnswer, operation_id="proposals_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """The proposals of a case."""
        return Response(ProposalListAnswer(proposal_list(self.actor, reference)).data)

    @operation(
        ProposalAnswer, status=201, operation_id="proposal_draft", request=DisclosureProposalBody, parameters=[ONCE]
    )
    def propose(self, request: Request, reference: str) -> Response:
        """Propose a disclosure as a permanent member; a draft."""
        sent = self.sent(DisclosureProposalBody)
        records = tuple(Quoted(one["note"], Tier(TIER_OF[one["tier"]])) for one in sent.pop("records", ()))
        new = NewProposal(
            to_agency=sent.get("to_agency"), recipient=sent.get("recipient", ""), purpose=Purpose(sent["purpose"]),
            basis=LawfulBasis(sent["basis"]), basis_words=sent.get("basis_words", ""), text=sent.get("text", ""),
            categories=tuple(DataCategory(one) for one in sent["categories"]), findable=sent.get("findable", False),
            records=records, **{name: sent.get(name, "") for name in WORDS},
        )  # fmt: skip
        return self._answer(propose_disclosure(self.actor, reference, new, form_key(request)).pk, 201)

    @operation(ProposalAnswer, operation_id="proposal_read")
    def retrieve(self, request: Request, proposal: uuid.UUID) -> Response:
        """One proposal; its words for those who may read them."""
        return self._answer(proposal)

    @operation(ProposalAnswer, status=201, operation_id="proposal_hand_in", request=VersionBody)
    def hand_in(self, request: Request, proposal: uuid.UUID) -> Response:
        """Hand one's draft in; from then on it is fixed."""
        hand_in_proposal(self.actor, proposal, self.sent(VersionBody)["version"])
        return self._answer(proposal, 201)

    @operation(ProposalAnswer, status=201, operation_id="proposal_decide", request=ApprovalBody)
    def decide(self, request: Request, proposal: uuid.UUID) -> Response:
        """Approve or refuse what somebody else handed in."""
        sent = self.sent(ApprovalBody)
        decide_proposal(
            self.actor, proposal, approved=sent["approve"], reason=sent["reason"], version=sent["version"]
        )  # fmt: skip
        return self._answer(proposal, 201)

    @operation(ProposalAnswer, status=201, operation_id="proposal_made", request=PassedBody)
    def made(self, request: Request, proposal: uuid.UUID) -> Response:
        """Record that it was passed on, as it was approved."""
        sent = self.sent(PassedBody)
        make_disclosure(self.actor, proposal, Passed(sent["made_on"], PassedHow(sent["how"]), sent["contact"]))
        return self._answer(proposal, 201)

    def _answer(self, proposal: uuid.UUID, status: int = 200) -> Response:
        return Response(ProposalAnswer(proposal_page(self.actor, proposal)).data, status=status)
