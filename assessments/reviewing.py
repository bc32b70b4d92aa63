"""What people hand in about reviews: frozen values between forms, programs and services. Days are local dates."""

import datetime as dt
import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review to open over a period, both days included."""

    period_from: dt.date
    period_to: dt.date


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far one objective came. ``reviewed`` is the key of its row in the review."""

    reviewed: uuid.UUID
    progress: str = ""
    words: str = ""
    evidence: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """What a review says, as far as it is written."""

    period_to: dt.date
    next_review_on: dt.date
    coherence: str = ""
    next_steps: str = ""
    person_view: str = ""
    family_view: str = ""
    objectives: tuple[Progressed, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """What somebody says of the work itself."""

    speaker: str
    words: str
