"""What one agency hands in to ask another, and what is handed in to answer."""

import dataclasses
import datetime as dt
import uuid
from dataclasses import dataclass

from access.choices import Tier
from casework.writing import NewNote
from sharing.choices import SILENT, AnswerCode, Given

TIER_OF = {AnswerCode.FULL: Tier.FULL, AnswerCode.SUMMARY: Tier.SUMMARY, AnswerCode.GIST: Tier.GIST}
"""How full the words are that go with an answer; the other answers have none."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request: whom, what for, how full, in which words, by when; ``second_to`` is the one asked before."""

    asked: uuid.UUID
    purpose: str
    tier: int
    question: str
    reason: str
    is_urgent: bool = False
    due_on: dt.date | None = None
    second_to: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer. ``words`` become a note, or ``note`` is one there already; ``action`` goes with “cannot say”."""

    code: str
    words: NewNote | None = None
    note: uuid.UUID | None = None
    reason: str = ""
    basis: str = ""
    action: str = ""
    no_action: bool = False


def capped(words: NewNote, code: AnswerCode) -> NewNote:
    """Return the words of an answer as they are stored: no fuller outside the agency than it says, never to a court."""
    released = min(words.released_tier, int(TIER_OF[code]))
    return dataclasses.replace(words, released_tier=released, court_tier=int(Tier.NONE))


def given_of(code: AnswerCode) -> Given:
    """Return what the answer is to whoever may not know more."""
    return Given.NOTHING if code in SILENT else Given(code.value)
