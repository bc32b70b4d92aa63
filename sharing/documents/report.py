"""A finished court report: words in reading order, already translated and formatted, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from agencies.errors import RuleBroken
from sharing.documents.labels import Labels
from ui.text import odd_character

KEY_POINTS = 5
"""Key points on top of a report, at most: domain.md section 6."""

LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z]{2})?")

NONCHARACTERS = frozenset("\ufffe\uffff")
"""No XML holds these two, and so no DOCX and no metadata of a PDF."""


class CannotPrint(RuleBroken):
    """A report holds a sign that no document can hold, or breaks a rule of its form; the sentence says where."""


class Nature(StrEnum):
    """What kind of statement a sentence is."""

    FACT = "fact"
    REPORTED = "reported"
    OPINION = "opinion"


class Status(StrEnum):
    """Working copies show their sources and a mark on every page; signed ones show neither."""

    WORKING = "working"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Statement:
    """One paragraph of a section.

    ``nature_words`` is what is printed before it for its nature, "Fact". ``source`` is the footnote of working copies.
    ``quoted`` names the agency whose words these are; they are set apart and printed exactly as given.
    """

    text: str
    nature: Nature | None = None
    nature_words: str = ""
    source: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; ``head`` is repeated on every page, and every row is as long as it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the body; one without statements and tables prints as "Nothing to report"."""

    number: int
    title: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed or countersigned, and when (a date in words)."""

    name: str
    post: str
    agency: str
    on: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of the first page; a line left empty is not printed.

    ``title`` is also the title in the file's metadata, where everybody sees it who gets the file.
    """

    title: str
    kind: str = ""
    court: str = ""
    order_reference: str = ""
    order_name: str = ""
    person: str = ""
    author: str = ""
    author_post: str = ""
    agency: str = ""
    period_from: str = ""
    period_to: str = ""
    dated_on: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    ``language`` is a tag such as ``en-GB``. ``reference`` stands at the foot of every page, with the version.
    ``corrects`` says which version this one corrects, in words. ``fingerprint`` and ``notice`` are closing lines.

    Raises:
        CannotPrint: a sign that no document can hold, more than five key points, a row longer than its table's head.
        ValueError: ``language`` is no such tag.
    """

    heading: Heading
    labels: Labels
    language: str
    reference: str
    version: int
    status: Status
    corrects: str = ""
    key_points: tuple[str, ...] = ()
    sources_used: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    persons_view: tuple[str, ...] = ()
    not_verified: tuple[str, ...] = ()
    recommendation: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    annexes: tuple[str, ...] = ()
    fingerprint: str = ""
    notice: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be printed, before anything is rendered."""
        if not LANGUAGE.fullmatch(self.language):
            raise ValueError(f"{self.language!r} is not a language with, at most, a region")
        for text in texts_of(self):
            if refusal := cannot_print(text):
                raise CannotPrint(refusal)
        if len(self.key_points) > KEY_POINTS:
            raise CannotPrint(_("A report has at most five key points. Leave out the least important."))
        for section in self.sections:
            for table in section.tables:
                if any(len(row) != len(table.head) for row in table.rows):
                    raise CannotPrint(_("A row of the table “%s” is not as long as its head.") % table.caption)


def cannot_print(text: str) -> str:
    """Return the sentence that says which sign of the text no document can hold; empty: all can be printed."""
    at = odd_character(text)
    if at is None:
        at = next((n for n, sign in enumerate(text, start=1) if sign in NONCHARACTERS), None)
    if at is None:
        return ""
    sign = text[at - 1]
    before = "".join(c for c in text[max(0, at - 21) : at - 1] if odd_character(c) is None).strip()
    named = unicodedata.name(sign, f"U+{ord(sign):04X}")
    if before:
        return _("No document can hold the invisible sign after “%(before)s” (%(sign)s). Delete it.") % {
            "before": before,
            "sign": named,
        }
    return _("No document can hold the invisible sign %(sign)s at place %(n)d. Delete it.") % {"sign": named, "n": at}


def texts_of(value: object) -> Iterator[str]:
    """Every text of a report, in the order of its parts."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))
