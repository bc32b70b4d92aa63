"""What goes into a question to the legal advisers and into their answer, between rooms."""

import uuid
from dataclasses import dataclass

from access.choices import Tier
from sharing.choices import AdviceAbout, Conclusion

MOST_WORDS = 8
"""Notes whose words may go with one question: what an adviser needs, not the case."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of one note, at one tier."""

    note: uuid.UUID
    tier: Tier


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question; ``about_id`` names what waits for the answer, where something does."""

    question: str
    about: AdviceAbout = AdviceAbout.GENERAL
    about_id: uuid.UUID | None = None
    urgent: bool = False
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer. ``words`` are for whoever reads the question, ``reasoning`` for advisers and whoever asked."""

    conclusion: Conclusion
    words: str
    reasoning: str = ""
