"""What people hand in about assessments: frozen values between forms, programs and services. Days are local dates."""

import datetime as dt
import uuid
from dataclasses import dataclass

from casework.writing import NewNote


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """An assessment to open. ``instrument`` is the key of one in use."""

    instrument: uuid.UUID
    kind: str
    as_of: dt.date
    setting: str
    no_custody: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewRating:
    """An agency's answer to one item. Left wholly empty it says that the agency has no grounds for it."""

    item: str
    answer: str = ""
    relevance: str = ""
    grounds: str = ""
    nature: str = "fact"
    confidence: str = ""
    evidence: tuple[uuid.UUID, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not (self.answer or self.grounds.strip() or self.evidence or self.relevance or self.confidence)


@dataclass(frozen=True, slots=True)
class NewConsensus:
    """What the team agrees on for one item, and why."""

    item: str
    answer: str = ""
    relevance: str = ""
    reason: str = ""
    evidence: tuple[uuid.UUID, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was agreed."""
        return not (self.answer or self.reason.strip() or self.evidence or self.relevance)


@dataclass(frozen=True, slots=True)
class HandIn:
    """The words with which an agency hands in; they are a note that leaves the agency once consensus is opened."""

    words: NewNote


@dataclass(frozen=True, slots=True)
class FormulationTexts:
    """Why and how: eight short texts."""

    why_then: str = ""
    how: str = ""
    inside: str = ""
    around: str = ""
    keeps_going: str = ""
    pulls_away: str = ""
    strengths: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class NewScenario:
    """A plausible future. ``responder`` is the member who answers first."""

    kind: str
    who: str
    what: str
    how_soon: str
    first_signs: str
    first_response: str
    responder: uuid.UUID
    where: str = ""
    if_that_fails: str = ""


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """The summary judgement, and the items it rests on."""

    priority: str
    imminence: str
    confidence: str
    words: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewGap:
    """Something not known, who finds out, and by when."""

    text: str
    owner: uuid.UUID
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class NewExternal:
    """An assessment made with a licensed tool, by reference: no item text, no score."""

    tool: str
    made_on: dt.date
    assessor: str
    kept_at: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class NewDissent:
    """A view that stays different; ``item`` is empty when it is about the whole."""

    view: str
    reason: str
    item: str = ""
