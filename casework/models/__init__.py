"""Tables of the casework floor."""

from casework.models.case import Case
from casework.models.deadline import Deadline
from casework.models.note import Note, NoteAudience, NoteListing, NoteResponse, NoteSeen, NoteText
from casework.models.person import ContactPoint, Person, Relationship
from casework.models.team import CaseAgencyGrant, CaseOversight, CaseTeamMember, EmergencyAccess

__all__ = [
    "Case",
    "CaseAgencyGrant",
    "CaseOversight",
    "CaseTeamMember",
    "ContactPoint",
    "Deadline",
    "EmergencyAccess",
    "Note",
    "NoteAudience",
    "NoteListing",
    "NoteResponse",
    "NoteSeen",
    "NoteText",
    "Person",
    "Relationship",
]
