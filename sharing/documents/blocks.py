"""A report laid out as one list of blocks in reading order: what the PDF and the DOCX both print, word for word."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from sharing.documents.report import Report, Section, Statement, Status, Table


@dataclass(frozen=True, slots=True)
class Title:
    """The one heading of the first level."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line under the title that says what the reader holds: a working copy."""

    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the second level; ``number`` is empty in front of the body."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``label`` stands before it in bold, ``note`` at the foot of the page, ``quoted`` under it."""

    text: str
    label: str = ""
    note: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A small line at the end."""

    text: str


Block = Title | Mark | Chapter | Paragraph | Points | Table | Line


def blocks_of(report: Report) -> tuple[Block, ...]:
    """Return everything the report prints, in reading order."""
    return tuple(itertools.chain(_front(report), _body(report), _closing(report)))


def _front(report: Report) -> Iterator[Block]:
    labels = report.labels
    yield Title(report.heading.title)
    if report.status is Status.WORKING:
        yield Mark(labels.working_copy)
    yield Table(labels.details, (labels.item, labels.entry), tuple(_details(report)))
    yield Chapter(labels.key_points)
    yield _points(report.key_points, labels.nothing)
    yield Chapter(labels.sources_used)
    yield _points(report.sources_used, labels.nothing)


def _body(report: Report) -> Iterator[Block]:
    noted = report.status is Status.WORKING
    for section in report.sections:
        yield Chapter(section.title, str(section.number))
        yield from _section(section, report.labels.nothing, noted)


def _closing(report: Report) -> Iterator[Block]:
    """The parts after the body; their numbers go on from its last."""
    labels, nothing = report.labels, (report.labels.nothing,)
    numbers = map(str, itertools.count(max((section.number for section in report.sections), default=0) + 1))
    for title, texts in (
        (labels.persons_view, report.persons_view),
        (labels.not_verified, report.not_verified),
        (labels.recommendation, report.recommendation),
    ):
        yield Chapter(title, next(numbers))
        yield from (Paragraph(text) for text in texts or nothing)
    yield Chapter(labels.annexes, next(numbers))
    yield _points(report.annexes, labels.no_annexes)
    yield Chapter(labels.signatures, next(numbers))
    if report.signatures:
        head = (labels.name, labels.post, labels.agency, labels.signed_on)
        yield Table("", head, tuple((s.name, s.post, s.agency, s.on) for s in report.signatures))
    else:
        yield Paragraph(labels.unsigned)
    yield from (Line(text) for text in (report.fingerprint, report.notice) if text)


def _section(section: Section, nothing: str, noted: bool) -> Iterator[Block]:
    if not section.statements and not section.tables:
        yield Paragraph(nothing)
    yield from (_statement(statement, noted) for statement in section.statements)
    yield from section.tables


def _statement(statement: Statement, noted: bool) -> Paragraph:
    note = statement.source if noted else ""
    return Paragraph(statement.text, statement.nature_words, note, statement.quoted)


def _points(items: tuple[str, ...], nothing: str) -> Points | Paragraph:
    return Points(items) if items else Paragraph(nothing)


def _details(report: Report) -> Iterator[tuple[str, str]]:
    """The rows of the first table; empty ones are left out."""
    head, labels = report.heading, report.labels
    period = labels.period_joined.replace("{first}", head.period_from).replace("{last}", head.period_to)
    rows = (
        (labels.kind, head.kind),
        (labels.court, head.court),
        (labels.order, _joined(head.order_reference, head.order_name)),
        (labels.person, head.person),
        (labels.author, _joined(head.author, head.author_post)),
        (labels.agency, head.agency),
        (labels.period, period if head.period_from and head.period_to else head.period_from or head.period_to),
        (labels.dated, head.dated_on),
        (labels.recipient, head.recipient),
        (labels.version, str(report.version)),
        (labels.corrects, report.corrects),
    )
    return (row for row in rows if row[1])


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
