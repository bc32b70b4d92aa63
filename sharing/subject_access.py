"""What a person may be given of the record about them: one entry each, the rule for words, and whom they may name.

Policy, in a sentence each (domain section 4.10; Directive 2016/680 art. 15, GDPR art. 15(4)):
what police hold and what an investigation, a lawyer, a doctor or a pastor keeps secret stays out; what is about other
people stays out; what is named or sealed stays out; hearsay and what is for the core team goes in the words of its
summary, which names no source; words that name somebody else give way to a lower text that does not, or stay out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from access.choices import Handling, ItemStatus, Nature, Tier
from agencies.choices import DataCategory, Secrecy
from casework.choices import NoteKind
from sharing.choices_rights import AccessPart, StaysOut


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the person may be given. ``key`` names its source; ``on`` is an ISO day or empty."""

    key: str
    part: AccessPart
    title: str
    text: str
    on: str = ""
    agency: str = ""

    def row(self) -> dict[str, str]:
        """The entry as plain values."""
        return {name: str(value) for name, value in asdict(self).items()}


def entry_of(row: dict[str, str]) -> Entry:
    """Return the entry behind plain values."""
    return Entry(row["key"], AccessPart(row["part"]), row["title"], row["text"], row["on"], row["agency"])


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What the rule asks of a note. ``from_police``: an agency that receives duty reports made it."""

    kind: str
    nature: str
    handling: str
    secrecy: str
    category: str
    status: str
    from_police: bool


SECRET = (Secrecy.HEALTH, Secrecy.LEGAL, Secrecy.PASTORAL)
ABOUT_OTHERS = (NoteKind.FAMILY, NoteKind.VICTIM, NoteKind.SAFETY)
OTHERS_DATA = (DataCategory.FAMILY, DataCategory.VICTIM)


def of_note(note: NoteFacts) -> Tier | StaysOut | None:
    """Return the fullest tier at which the person may be given a note, why it stays out, or None where it counts not.

    A corrected or withdrawn note counts no more: what holds now is given.
    """
    if note.status != ItemStatus.CURRENT:
        return None
    police = note.from_police or note.kind == NoteKind.POLICE or note.category == DataCategory.SECURITY
    if note.secrecy == Secrecy.INVESTIGATION or police:
        return StaysOut.INVESTIGATION
    if note.secrecy in SECRET or note.kind == NoteKind.HEALTH or note.category == DataCategory.HEALTH:
        return StaysOut.SECRET
    if note.kind in ABOUT_OTHERS or note.category in OTHERS_DATA:
        return StaysOut.OTHERS
    if note.handling not in (Handling.TEAM, Handling.CORE):
        return StaysOut.HANDLING
    told = note.nature == Nature.REPORTED or note.kind == NoteKind.COMPANION
    return Tier.SUMMARY if told or note.handling == Handling.CORE else Tier.FULL


def words_for_person(allowed: Tier, texts: dict[int, str], others: Names) -> str | StaysOut:
    """Return the fullest words up to ``allowed`` that name nobody else, or why none of them may be given.

    A gist is no text for the person: it is advice to whoever works with them.
    """
    may = [texts[tier] for tier in (Tier.FULL, Tier.SUMMARY) if tier <= allowed and texts.get(tier, "").strip()]
    if not may:
        return StaysOut.SOURCE
    return next((text for text in may if not others.named_in(text)), StaysOut.OTHERS)


class Names:
    """Names of other people in the person's life, without the person's own.

    ``around`` are what the network calls somebody or something, a place of work among them: these count only where a
    text writes them with a capital.
    """

    def __init__(self, people: Iterable[str], around: Iterable[str], own: Iterable[str]) -> None:
        mine = {word.casefold() for name in own for word in _words(name)}
        self._people = {word.casefold() for word in _capitals(people)} - mine - NO_NAMES
        self._around = {word for word in _capitals(around) if word.casefold() not in mine | NO_NAMES}

    def named_in(self, text: str) -> bool:
        """Whether the text names one of them."""
        words = set(_words(text))
        return bool(self._around & words) or not self._people.isdisjoint(word.casefold() for word in words)


def _capitals(names: Iterable[str]) -> set[str]:
    """The words with a capital in what stands before a comma, but for initials."""
    found = (word for name in names for word in _words(name.partition(",")[0]))
    return {word for word in found if word[0].isupper() and len(word) > 2}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


NO_NAMES = frozenset(
    "mother father parents sister brother aunt uncle cousin grandmother grandfather partner wife husband girlfriend"
    " boyfriend friend friends colleague colleagues coach teacher neighbour employer landlord boss mentor family group"
    " somebody someone people man woman boy girl young old former unnamed unknown his her their the one two three some"
    " several another new best".split()
)
"""How people are called who are not named: what they are to the person, and the words before it.

Every other word with a capital in a name is taken for one: what is wrongly kept out is put right by whoever reads it,
what wrongly goes out by nobody.
"""


def missing_of(reviewed: Collection[Entry], now: Collection[Entry]) -> list[Entry]:
    """Return the entries that were reviewed and may not be given so any more: gone, or in other words."""
    there = {(one.key, one.text) for one in now}
    return [one for one in reviewed if (one.key, one.text) not in there]
