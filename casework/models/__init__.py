"""Tables of the casework floor."""

from casework.models.breach import Breach, BreachProof, BreachStep, Decision, PositionTaken, ProposedTerm
from casework.models.case import Case
from casework.models.closing import FollowUp, Outcome
from casework.models.contact import (
    Contact,
    ContactCondition,
    Exposure,
    Incident,
    SignEntry,
    SignObservation,
)
from casework.models.deadline import Deadline
from casework.models.intervention import ClinicalPart, Intervention, Session
from casework.models.lesson import Lesson, LessonDraft
from casework.models.minutes import MinutesClearance
from casework.models.network import EndingStep, NetworkLink
from casework.models.note import Note, NoteAudience, NoteListing, NoteResponse, NoteSeen, NoteText
from casework.models.order import Condition, Court, CourtDecision, CustodyEpisode, Order, OrderType
from casework.models.person import ContactPoint, Person, Relationship
from casework.models.plan import Achievement, Action, Finding, Objective, PlanVersion, SafetyPart
from casework.models.release import NoteRelease
from casework.models.reminder import Reminder, ReminderMail
from casework.models.rule import ReportingRule
from casework.models.team import CaseAgencyGrant, CaseOversight, CaseTeamMember, EmergencyAccess
from casework.models.telling import ParticipationConsent, TransparencyNotice

__all__ = [
    "Achievement",
    "Action",
    "Breach",
    "BreachProof",
    "BreachStep",
    "Case",
    "CaseAgencyGrant",
    "CaseOversight",
    "CaseTeamMember",
    "ClinicalPart",
    "Condition",
    "Contact",
    "ContactCondition",
    "ContactPoint",
    "Court",
    "CourtDecision",
    "CustodyEpisode",
    "Deadline",
    "Decision",
    "EmergencyAccess",
    "EndingStep",
    "Exposure",
    "Finding",
    "FollowUp",
    "Incident",
    "Intervention",
    "Lesson",
    "LessonDraft",
    "MinutesClearance",
    "NetworkLink",
    "Note",
    "NoteAudience",
    "NoteListing",
    "NoteRelease",
    "NoteResponse",
    "NoteSeen",
    "NoteText",
    "Objective",
    "Order",
    "OrderType",
    "Outcome",
    "ParticipationConsent",
    "Person",
    "PlanVersion",
    "PositionTaken",
    "ProposedTerm",
    "Relationship",
    "Reminder",
    "ReminderMail",
    "ReportingRule",
    "SafetyPart",
    "Session",
    "SignEntry",
    "SignObservation",
    "TransparencyNotice",
]
