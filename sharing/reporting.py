"""What a writer hands in for a report: which one, and the words of one of its parts."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.errors import RuleBroken
from sharing.choices import ReportKind, ReportPart
from sharing.documents.report import KEY_POINTS, cannot_print

STEP = 10
"""Between the positions of two statements, so that one can be put between."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to begin. ``about`` is the order, the breach or the stay in custody it is about."""

    kind: ReportKind
    about: uuid.UUID
    period_from: dt.date
    period_to: dt.date


@dataclass(frozen=True, slots=True)
class Sending:
    """That a report went to its court. ``told_on`` is the day the person was told before what it says.

    ``untold_by_order`` says that the court ordered otherwise.
    """

    how: str
    sent_on: dt.date
    told_on: dt.date | None = None
    untold_by_order: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One statement as the writer left it. ``take_newer`` puts the record's present words in place of theirs."""

    id: uuid.UUID
    text: str
    keep: bool
    place: int
    take_newer: bool = False


@dataclass(frozen=True, slots=True)
class PartEdit:
    """One part of a report as the writer left it, begun from ``version``; ``added`` is a statement of their own."""

    version: int
    body: str
    edits: tuple[Edit, ...] = ()
    added: str = ""
    added_nature: str = "opinion"


def points_of(body: str) -> tuple[str, ...]:
    """Return the key points of a text: one on each line."""
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def check_words(part: str, edit: PartEdit) -> None:
    """Hold the rules of a part's words.

    Raises:
        RuleBroken: more than five key points, an empty statement that is kept, or a sign that no document can hold.
    """
    if part == ReportPart.KEY_POINTS and len(points_of(edit.body)) > KEY_POINTS:
        raise RuleBroken(_("A report has at most five key points. Leave out the least important."), "body")
    for name, text in (
        ("body", edit.body),
        ("added", edit.added),
        *((f"text_{one.id}", one.text) for one in edit.edits),
    ):
        if refusal := cannot_print(text):
            raise RuleBroken(refusal, name)
    for one in edit.edits:
        if one.keep and not one.take_newer and not one.text.strip():
            raise RuleBroken(_("This statement is empty. Write it, or leave it out."), f"text_{one.id}")
