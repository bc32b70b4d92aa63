"""Finished reports for the tests of printing, and what a reader finds in what was printed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from typing import Any

import pikepdf
import pypdfium2

from sharing.documents.labels import labels_for
from sharing.documents.pdf import Rendered, report_pdf
from sharing.documents.report import Heading, Nature, Report, Section, Signature, Statement, Status, Table

MOMENT = dt.datetime(2026, 4, 2, 12, 30, tzinfo=dt.UTC)

HOSTILE = (
    '#panic("x") $x^2$ #read("/etc/passwd") #include "a" @preview *b* _i_ `c` <l> @l // c /* c */ = H - l + e \\u{41}',
    "<script>alert(1)</script> & &amp; &#65; ]]> <w:t>x</w:t> <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc'>]> &b;",
    "{{ 7*7 }} {% include 'a' %} ${7*7} #{7*7} %s %(x)s {page} {pages} {0}",
    "=1+1 +1 -1 @SUM(A1) { PAGE } { INCLUDETEXT /etc/passwd } \\field MERGEFIELD",
    "\"straight\" 'quotes' -- --- ... ~ ``ticks'' ff fi ffl https://example.org/?a=b&c=d#e",
    "Ä Ö ß Łódź naïve – “curly” €5 ½ ✓ → Ελληνικά Кириллица Чеченский \u04cf ǩ Ӥ ṩ",
)
"""Texts that some program on the way might take for more than text."""

SCRIPTS = {
    "Chinese": "这是一份报告。", "Japanese": "これは報告書です。", "Korean": "이것은 보고서입니다.",
    "Thai": "นี่คือรายงาน", "Hindi": "यह रिपोर्ट है।", "Bengali": "এটি একটি প্রতিবেদন।", "Tamil": "இது ஒரு அறிக்கை.",
    "Punjabi": "ਇਹ ਰਿਪੋਰਟ ਹੈ।", "Amharic": "ይህ ሪፖርት ነው።", "Georgian": "ეს არის ანგარიში.",
    "Armenian": "Սա զեկույց է։",  # noqa: RUF001 - that is how it is written
    "Vietnamese": "Đây là báo cáo", "picture": "😀 👍", "runes": "ᚠᚢᚦ",
}  # fmt: skip


def report(**changes: Any) -> Report:
    """A short signed report of one page, with every part."""
    values: dict[str, Any] = {
        "heading": Heading(
            title="Progress report", kind="Periodic progress report", court="Harbour District Court",
            order_reference="DC-17", order_name="Probation order", person="Ana Example", author="Olu Officer",
            author_post="Probation officer", agency="Harbour Probation", period_from="1 January 2026",
            period_to="31 March 2026", dated_on="2 April 2026", recipient="Clerk of the court",
        ),
        "labels": labels_for("en-gb"), "language": "en-GB", "reference": "TC-2026-0001", "version": 2,
        "status": Status.SIGNED, "corrects": "Corrects version 1 of 1 April 2026",
        "key_points": ("Nine of ten appointments kept.",), "sources_used": ("Harbour Probation: 12 records",),
        "sections": (
            Section(1, "Contacts", (
                Statement("She came on 3 March.", Nature.FACT, "Fact", source="Contact of 3 March"),
                Statement("She is sleeping better.", Nature.REPORTED, "Reported", "Note of 4 March", "Harbour Health"),
            ), (Table("Kept", ("Date", "Kept"), (("3 March", "yes"),)),)),
            Section(2, "Incidents"),
        ),
        "persons_view": ("I see it so.\nAnd so.",), "not_verified": ("Her new address.",),
        "recommendation": ("Continue.",), "annexes": ("Plan, version 3",), "notice": "For the court alone.",
        "signatures": (Signature("Olu Officer", "Probation officer", "Harbour Probation", "2 April 2026"),),
        "fingerprint": "Fingerprint of the record: 0f3a",
    }  # fmt: skip
    return Report(**{**values, **changes})


def saying(*texts: str, **changes: Any) -> Report:
    """A report whose only section says the texts."""
    return report(sections=(Section(1, "Body", tuple(Statement(text) for text in texts)),), **changes)


def working(of: Report) -> Report:
    """The same report as a working copy, unsigned."""
    return dataclasses.replace(of, status=Status.WORKING, signatures=())


def pdf(of: Report) -> Rendered:
    """The report as PDF, at a fixed moment."""
    return report_pdf(of, created_at=MOMENT)


def opened(rendered: Rendered) -> pikepdf.Pdf:
    """The PDF, taken apart."""
    return pikepdf.Pdf.open(io.BytesIO(rendered.content))


def pages(rendered: Rendered) -> list[str]:
    """The text of each page, as a reader's program copies it."""
    document = pypdfium2.PdfDocument(rendered.content)
    return [page.get_textpage().get_text_range() for page in document]


def bare(text: str) -> str:
    """A text without its blanks and line ends: where lines break is the page's affair."""
    return re.sub(r"\s", "", text)


def said(rendered: Rendered) -> str:
    """All text of a PDF, bare."""
    return bare("".join(pages(rendered)))
