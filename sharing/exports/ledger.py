"""A ledger as CSV and as a document that a court can take: who took it out, when and what for stand on both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.exports.tables import csv_bytes
from sharing.documents.blocks import Chapter, Line, Paragraph, Title
from sharing.documents.labels import labels_for
from sharing.documents.record import Record
from sharing.documents.report import Table
from sharing.ledgering import Entry


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on top: the title, facts with their names, who took it out and when, and what it is for.

    ``cases``: each line names its case.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    mark: str
    reason: str
    cases: bool


def ledger_csv(cover: Cover, lines: Sequence[Entry]) -> bytes:
    """Return the file; no cell is taken for a formula."""
    header = [
        _("Line"), _("Day"), _("Recorded"), _("What it is"), _("Which way"), _("From"), _("To"), _("What"),
        _("What for"), _("Case"), _("State"), _("The person was told"),
    ]  # fmt: skip
    top = [[cover.title], [_warning(lines)], *cover.facts, [_("What it is for"), cover.reason], header]
    return csv_bytes([cover.mark], [*top, *(_cells(n, line) for n, line in enumerate(lines, start=1))])


def _warning(lines: Sequence[Entry]) -> str:
    """What must not reach the person by this file."""
    if all(line.knows for line in lines):
        return ""
    return _("Not for the person: it tells of something that they were not told yet.")


def _cells(number: int, line: Entry) -> list[object]:
    return [
        number, line.on, line.at.isoformat(timespec="seconds"), line.kind_words, line.way_words, line.giver, line.taker,
        line.what, line.purpose, line.case, line.state, line.told,
    ]  # fmt: skip


def ledger_record(cover: Cover, lines: Sequence[Entry], language: str, foot: str) -> Record:
    """Return the same as what is printed.

    Raises:
        CannotPrint: a text holds a sign that no document can hold.
    """
    labels = labels_for(language)
    head = (_("No. and day"), _("What, and what for"), _("From and to"), _("State, and whether the person was told"))
    rows = tuple(_row(n, line, cases=cover.cases) for n, line in enumerate(lines, start=1))
    facts = (*cover.facts, (_("What it is for"), cover.reason))
    return Record(
        title=cover.title, language=language, foot=foot, page=labels.page,
        blocks=(
            Title(cover.title), *(Paragraph(words) for words in [_warning(lines)] if words),
            Table(_("About this ledger"), (labels.item, labels.entry), facts),
            Chapter(_("Lines, the newest first"), "1"),
            Table("", head, rows) if rows else Paragraph(_("No line fits.")), Line(cover.mark),
        ),
    )  # fmt: skip


def _row(number: int, line: Entry, *, cases: bool) -> tuple[str, ...]:
    """Four columns: narrower ones would break the names of agencies."""
    what = f"{line.kind_words}: {line.what}\n{line.purpose}" + (f"\n{line.case}" if cases and line.case else "")
    ends = _("%(giver)s to %(taker)s") % {"giver": line.giver, "taker": line.taker}
    told = _("The person: %(told)s") % {"told": line.told} if line.told else ""
    return (f"{number}.\n{line.on}", what, ends, f"{line.state}\n{told}".strip())
