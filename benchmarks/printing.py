"""How long a long report takes to print: the one bar in seconds, because somebody waits for it."""

from __future__ import annotations

import datetime as dt
import io
import statistics
import time
import zipfile

from sharing.documents.docx import report_docx
from sharing.documents.labels import labels_for
from sharing.documents.pdf import report_pdf
from sharing.documents.report import Heading, Nature, Report, Section, Statement, Status, Table

from .bars import Bar

MOMENT = dt.datetime(2026, 4, 2, 12, tzinfo=dt.UTC)
SENTENCE = "The person kept the appointment and spoke about work, family and the weeks to come. "
PAGES, SECONDS = 30, 2.0
"""The issue of the court report: 30 pages in under two seconds."""


def long_report(version: int = 1) -> Report:
    """A working copy of some 40 pages with 260 statements and their sources; no two versions say the same."""
    natures = list(Nature)
    sections = []
    for number in range(1, 14):
        statements = tuple(
            Statement(
                f"{version}. {SENTENCE * 4}", natures[n % 3], natures[n % 3].title(), f"Contact {n} of section {number}"
            )
            for n in range(20)
        )
        rows = tuple((f"{n} March", "office", "kept", SENTENCE[:40]) for n in range(1, 21))
        table = Table(f"Contacts {number}", ("Date", "Place", "Result", "Remark"), rows)
        sections.append(Section(number, f"Section {number}", statements, (table,)))
    return Report(
        heading=Heading("Progress report to the court", court="District court", person="Ana Example"),
        labels=labels_for("en-gb"), language="en-GB", reference="TC-2026-0001", version=version, status=Status.WORKING,
        sections=tuple(sections),
    )  # fmt: skip


def bars(rounds: int) -> list[Bar]:
    """Return how long 30 pages take, as PDF and as a Word file, fonts and templates already known."""
    report = long_report()
    first = report_pdf(report, created_at=MOMENT)
    pages = first.content.count(b"/Type/Page/")
    assert first.standards
    assert zipfile.is_zipfile(io.BytesIO(report_docx(report)))
    times: dict[str, list[float]] = {"PDF": [], "Word": []}
    for version in range(2, 2 + max(rounds // 4, 3)):
        report = long_report(version)
        for name in times:
            started = time.perf_counter()
            if name == "PDF":
                report_pdf(report, created_at=MOMENT)
            else:
                report_docx(report)
            times[name].append(time.perf_counter() - started)
    return [
        Bar(f"A report of 30 pages as {name}", statistics.median(took) * PAGES / pages, SECONDS, unit="s")
        for name, took in times.items()
    ]
