"""What people hand in about the plan: frozen values between forms, programs and services. Days are local dates."""

import datetime as dt
import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanTexts:
    """The words of one version of the plan, by area, and what is offered against the old group's offers (R45)."""

    risk_text: str = ""
    treatment_text: str = ""
    reintegration_text: str = ""
    counter_offer: str = ""


@dataclass(frozen=True, slots=True)
class SafetyTexts:
    """The four headings of the safety plan, and what to do if it goes wrong."""

    supervision: str = ""
    monitoring_control: str = ""
    interventions: str = ""
    victim_safety: str = ""
    contingency: str = ""


@dataclass(frozen=True, slots=True)
class NewObjective:
    """A change wanted. ``state`` says whether it is worked on now or later; a proposal has its own.

    What it answers is said by ``finding``, by the note ``finding_note``, or by both.
    """

    text: str
    area: str
    domain: str
    function: str
    finding: str
    measure: str
    target_on: dt.date
    finding_note: uuid.UUID | None = None
    person_words: str = ""
    chosen_by_person: bool = False
    for_companions: bool = False
    for_guests: bool = False
    state: str = "active"


@dataclass(frozen=True, slots=True)
class NewAction:
    """A step by one person (and so one agency) by one day; ``line`` names the objective it serves."""

    text: str
    membership_id: uuid.UUID
    due_on: dt.date
    line: uuid.UUID | None = None
    for_companions: bool = False
    for_guests: bool = False


@dataclass(frozen=True, slots=True)
class ActionMove:
    """What becomes of an action: its next state, why, and who must unblock it; ``evidence`` are words for a note."""

    state: str
    reason: str = ""
    unblock_by: uuid.UUID | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NewIntervention:
    """A programme or service over time. ``weekday`` counts from 0, Monday; kind and provider are settled once."""

    type: str
    provider_id: uuid.UUID
    starts_on: dt.date
    title: str = ""
    goal: str = ""
    frequency: str = ""
    line: uuid.UUID | None = None
    setting: str = "community"
    is_voluntary: bool = True
    condition_id: uuid.UUID | None = None
    weekday: int | None = None
    begins_at: dt.time | None = None
    ends_at: dt.time | None = None
    ends_on: dt.date | None = None
    outcome: str = ""
    overlap_accepted: str = ""
    for_companions: bool = False
    for_guests: bool = False


@dataclass(frozen=True, slots=True)
class NewLink:
    """Somebody or an organisation in the network.

    ``relationship_id`` is a person recorded already; ``kind`` makes a new one of that kind, called ``label``.
    ``influence`` is kept with the person, not with the link.
    """

    label: str
    role: str
    closeness: int = 2
    relationship_id: uuid.UUID | None = None
    kind: str = ""
    influence: str = ""
    agency_id: uuid.UUID | None = None
    since: dt.date | None = None
    accepted_on: dt.date | None = None
    ended_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NewEnding:
    """A professional support that ends, and who or what comes after it (R58)."""

    support: str
    agency_id: uuid.UUID
    by_on: dt.date
    successor: str = ""
    link_id: uuid.UUID | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NewAchievement:
    """A positive fact worth telling the person and the court (R41)."""

    text: str
    on: dt.date
    line: uuid.UUID | None = None
    told_person_on: dt.date | None = None
    for_court: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What is said when a version of the plan moves on: a day, words, an answer, a decision of the court."""

    on: dt.date | None = None
    answer: str = ""
    words: str = ""
    decision_id: uuid.UUID | None = None
