"""What is handed in about incidents, exposure and signs: fields, and words that are a note."""

import uuid
from dataclasses import dataclass

from casework.choices import IncidentKind, NoteKind, Setting
from casework.writing import NewNote

EVENTS = ("incident", "exposure", "sign")
"""What an event is; the words of addresses, filters and drafts."""


@dataclass(frozen=True, slots=True)
class NewIncident:
    """Something that happened and matters for safety or the order."""

    kind: str
    words: NewNote
    setting: str = Setting.COMMUNITY


@dataclass(frozen=True, slots=True)
class NewExposure:
    """Contact or an offer from a violent group (R45)."""

    by: str
    offer: str
    response: str
    words: NewNote
    setting: str = Setting.COMMUNITY
    counter_offer: str = ""


@dataclass(frozen=True, slots=True)
class NewSign:
    """A sign of the catalogue that one agency saw (R122)."""

    entry: uuid.UUID
    words: NewNote


@dataclass(frozen=True, slots=True)
class SignWords:
    """One sign of the catalogue as a coordinator writes it."""

    code: str
    sign_class: str
    label: str
    guidance: str = ""
    is_belief: bool = False
    is_active: bool = True


def note_kind_of_incident(kind: str) -> NoteKind:
    """Return the kind of note that holds the words of an incident: what concerns health is handled as health."""
    return NoteKind.HEALTH if kind == IncidentKind.SELF_HARM else NoteKind.OFFENCE


def note_kind_of_sign(*, is_belief: bool) -> NoteKind:
    """Return the kind of note that holds the words of a sign: belief is handled as belief."""
    return NoteKind.CONVICTION if is_belief else NoteKind.CONTACT
