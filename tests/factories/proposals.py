"""Factories of proposed disclosures: the proposal, its words, a record behind it, a decision. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import DisclosureProposal, ProposalDecision, ProposalRecord, ProposalWords
from tests.factories.base import BackstageFactory


class ProposalFactory(BackstageFactory):
    """One to an employer, in draft; another state was handed in an hour ago."""

    class Meta:
        model = DisclosureProposal

    case = None
    membership = None
    user = factory.SelfAttribute("membership.user")
    agency = factory.SelfAttribute("membership.agency")
    recipient = "Harbour Works"
    purpose = "reintegration"
    basis = "public_task"
    categories = ["education_work"]
    state = "draft"
    proposed_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1))
    handed_in_at = factory.LazyAttribute(
        lambda row: None if row.state == "draft" else timezone.now() - dt.timedelta(hours=1)
    )
    how = factory.LazyAttribute(lambda row: "phone" if row.state in ("made", "acknowledged", "closed") else "")
    contact = factory.LazyAttribute(lambda row: "Foreman" if row.state in ("made", "acknowledged", "closed") else "")


class ProposalWordsFactory(BackstageFactory):
    """Words that lack nothing."""

    class Meta:
        model = ProposalWords

    proposal = None
    case = factory.SelfAttribute("proposal.case")
    text = "He works well with others."
    lawful = "Public task."
    necessary = "The firm asks."
    proportionate = "One sentence."
    least = "Less says nothing."
    telling = "By the mentor, before."


class ProposalRecordFactory(BackstageFactory):
    class Meta:
        model = ProposalRecord

    proposal = None
    note = None
    case = factory.SelfAttribute("proposal.case")
    tier = 3


class ProposalDecisionFactory(BackstageFactory):
    """What ``membership`` decided; the triggers of the table move the proposal on."""

    class Meta:
        model = ProposalDecision

    proposal = None
    membership = None
    case = factory.SelfAttribute("proposal.case")
    number = 1
    proposer = factory.SelfAttribute("proposal.user")
    user = factory.SelfAttribute("membership.user")
    approved = True
    reason = "It helps and harms nobody."
    decided_at = factory.LazyFunction(timezone.now)
