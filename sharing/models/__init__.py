"""Tables of the sharing floor."""

from sharing.models.access_file import AccessFile, AccessOmission
from sharing.models.advice import AdviceAnswer, AdviceContext, AdviceReasoning, LegalAdviceRequest
from sharing.models.contested import ContestedFact, ContestedWord, CorrectionNotice
from sharing.models.deferral import Deferral
from sharing.models.disclosure import Disclosure, Notification
from sharing.models.duty import DutyPassed, DutyReport, DutyWord
from sharing.models.erasure import Erasure
from sharing.models.erasure_notice import ErasureNotice
from sharing.models.hold import LegalHold
from sharing.models.leak import LeakReport, LeakStep
from sharing.models.proposal import DisclosureProposal, ProposalDecision, ProposalRecord, ProposalWords
from sharing.models.publication import PublicationRequest, PublicationStep
from sharing.models.report import CourtReport
from sharing.models.report_parts import (
    ReportCheck,
    ReportDelivery,
    ReportOmission,
    ReportSection,
    ReportStatement,
    ReportVersion,
)
from sharing.models.request import AnswerSilence, RequestRemark, RequestWords, SharingAnswer, SharingRequest
from sharing.models.restriction import Restriction, RestrictionWord
from sharing.models.retention import RetentionReview
from sharing.models.rights import RightsRequest, RightsWord

__all__ = [
    "AccessFile",
    "AccessOmission",
    "AdviceAnswer",
    "AdviceContext",
    "AdviceReasoning",
    "AnswerSilence",
    "ContestedFact",
    "ContestedWord",
    "CorrectionNotice",
    "CourtReport",
    "Deferral",
    "Disclosure",
    "DisclosureProposal",
    "DutyPassed",
    "DutyReport",
    "DutyWord",
    "Erasure",
    "ErasureNotice",
    "LeakReport",
    "LeakStep",
    "LegalAdviceRequest",
    "LegalHold",
    "Notification",
    "ProposalDecision",
    "ProposalRecord",
    "ProposalWords",
    "PublicationRequest",
    "PublicationStep",
    "ReportCheck",
    "ReportDelivery",
    "ReportOmission",
    "ReportSection",
    "ReportStatement",
    "ReportVersion",
    "RequestRemark",
    "RequestWords",
    "Restriction",
    "RestrictionWord",
    "RetentionReview",
    "RightsRequest",
    "RightsWord",
    "SharingAnswer",
    "SharingRequest",
]
