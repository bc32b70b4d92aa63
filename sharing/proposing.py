"""What goes into a proposed disclosure, between rooms; and how words are searched for what lets somebody be found."""

import datetime as dt
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from agencies.choices import DataCategory, Purpose
from sharing.advising import Quoted
from sharing.choices import LawfulBasis, PassedHow

MOST_RECORDS = 12
"""Records that may stand behind one proposal: one disclosure at a time, and never a file."""
SHORTEST, FEWEST_DIGITS = 6, 6
"""Letters of a part of an address, digits of a number: less is found in any text."""


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What is proposed: one recipient, one purpose, the exact words, the checks. ``records`` stand behind the words."""

    to_agency: uuid.UUID | None
    recipient: str
    purpose: Purpose
    basis: LawfulBasis
    categories: tuple[DataCategory, ...]
    basis_words: str = ""
    text: str = ""
    lawful: str = ""
    necessary: str = ""
    proportionate: str = ""
    least: str = ""
    telling: str = ""
    findable: bool = False
    records: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """That it was passed on: when, how, to whom at the recipient."""

    made_on: dt.date
    how: PassedHow
    contact: str


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def stands_in(text: str, places: Iterable[str]) -> bool:
    """Say whether an address, a number, a school or a workplace, or a telling part of one, stands in ``text``."""
    words, digits = _plain(text), re.sub(r"\D", "", text)
    for place in places:
        number = re.sub(r"\D", "", place)
        if len(number) >= FEWEST_DIGITS and number in digits:
            return True
        parts = [place, *re.split(r"[,;\n]", place)]
        if any(len(_plain(part)) >= SHORTEST and _plain(part) in words for part in parts):
            return True
    return False
