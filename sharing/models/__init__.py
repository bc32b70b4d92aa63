"""Tables of the sharing floor."""

from sharing.models.deferral import Deferral
from sharing.models.disclosure import Disclosure, Notification
from sharing.models.duty import DutyPassed, DutyReport, DutyWord
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
from sharing.models.retention import RetentionReview

__all__ = [
    "AnswerSilence",
    "CourtReport",
    "Deferral",
    "Disclosure",
    "DutyPassed",
    "DutyReport",
    "DutyWord",
    "Notification",
    "ReportCheck",
    "ReportDelivery",
    "ReportOmission",
    "ReportSection",
    "ReportStatement",
    "ReportVersion",
    "RequestRemark",
    "RequestWords",
    "RetentionReview",
    "SharingAnswer",
    "SharingRequest",
]
