"""Printed reports as Word files: every word as typed, real headings and footnotes, and nothing that tells more."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sharing.documents.docx import report_docx
from sharing.documents.report import Report, cannot_print
from sharing.documents.signs import lines_of
from tests.sharing.reports import HOSTILE, SCRIPTS, report, saying, working


def word(of: Report) -> Document:
    """The Word file of a report, opened again."""
    return docx.Document(io.BytesIO(report_docx(of)))


def parts(of: Report) -> dict[str, str]:
    """The parts inside the file, as text."""
    with zipfile.ZipFile(io.BytesIO(report_docx(of))) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def texts(document: Document) -> list[str]:
    """Paragraphs and cells in reading order."""
    found = []
    for part in document.iter_inner_content():
        if isinstance(part, docx.table.Table):
            found += [cell.text for row in part.rows for cell in row.cells]
        elif part.text:
            found.append(part.text)
    return found


def test_the_word_file_says_exactly_what_the_report_says() -> None:
    assert texts(word(report())) == [
        "Progress report", "About this report", "Item", "Entry", "Kind of report", "Periodic progress report", "Court",
        "Harbour District Court", "Order", "DC-17, Probation order", "Person", "Ana Example", "Author",
        "Olu Officer, Probation officer", "Agency", "Harbour Probation", "Period", "1 January 2026 to 31 March 2026",
        "Date of the report", "2 April 2026", "Recipient", "Clerk of the court", "Version", "2", "Correction",
        "Corrects version 1 of 1 April 2026", "Key points", "Nine of ten appointments kept.", "Sources used",
        "Harbour Probation: 12 records", "1. Contacts", "Fact: She came on 3 March.",
        "Reported: She is sleeping better.", "— Harbour Health", "Kept", "Date", "Kept", "3 March", "yes",
        "2. Incidents", "Nothing to report", "3. The person’s view", "I see it so.\nAnd so.",
        "4. What could not be verified", "Her new address.", "5. Recommendation", "Continue.", "6. Annexes",
        "Plan, version 3", "7. Signatures", "Name", "Post", "Agency", "Signed on", "Olu Officer", "Probation officer",
        "Harbour Probation", "2 April 2026", "Fingerprint of the record: 0f3a", "For the court alone.",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, *SCRIPTS.values(), "مرحبا", "q" * 100_000, "a\tb", "\ue000\U00010000"])
def test_text_comes_out_as_typed(text: str) -> None:
    assert text in texts(word(saying(text)))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_text_that_is_not_refused_comes_out_as_typed(text: str) -> None:
    if not cannot_print(text):
        assert f"«{chr(10).join(lines_of(text))}»" in texts(word(saying(f"«{text}»")))


def test_no_text_becomes_a_field() -> None:
    inside = parts(working(saying(*HOSTILE)))
    fields = re.findall(r'w:instr="([^"]*)"', inside["word/footer1.xml"])
    assert fields == ["PAGE", "NUMPAGES"]
    assert not re.search("fldSimple|instrText|fldChar", inside["word/document.xml"])


def test_headings_lists_and_tables_are_real() -> None:
    document = word(report())
    styles = [(part.style.name, part.text) for part in document.paragraphs if part.style is not None]
    assert [text for name, text in styles if name == "Heading 1"] == ["Progress report"]
    assert len([text for name, text in styles if name == "Heading 2"]) == 9
    assert ("List Bullet", "Plan, version 3") in styles
    assert ("Quote", "Reported: She is sleeping better.") in styles
    for table in document.tables:
        heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)


def test_the_language_is_set_and_leftward_text_runs_leftwards() -> None:
    document = word(saying("مرحبا", language="en-GB"))
    assert {tongue.get(qn("w:val")) for tongue in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    paragraph = next(part for part in document.paragraphs if part.text == "مرحبا")
    assert paragraph._p.pPr is not None
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    assert paragraph.runs[0].font.rtl


def test_working_copies_show_their_sources_and_a_mark_and_signed_ones_do_not() -> None:
    draft, final = parts(working(report())), parts(report())
    notes = etree.fromstring(draft["word/footnotes.xml"].encode())
    told = ["".join(note.itertext()).strip() for note in notes.iter(qn("w:footnote"))]
    assert [note for note in told if note] == ["Contact of 3 March", "Note of 4 March"]
    assert draft["word/document.xml"].count("<w:footnoteReference ") == 2
    assert "Working copy" in draft["word/header1.xml"]
    assert "Not signed yet" in draft["word/document.xml"]
    assert "word/footnotes.xml" not in final
    assert not any("Working copy" in text or "Contact of 3 March" in text for text in final.values())


def test_the_properties_say_title_post_and_language_alone() -> None:
    inside = parts(report())
    properties = etree.fromstring(inside["docProps/core.xml"].encode())
    assert {etree.QName(child).localname: child.text for child in properties} == {
        "title": "Progress report", "creator": "Probation officer, Harbour Probation", "language": "en-GB",
    }  # fmt: skip
    assert not any(name.startswith(("customXml", "docProps/app", "docProps/thumb")) for name in inside)
    assert not any(re.search("rsid|python-docx|docId", text) for text in inside.values())


def test_equal_reports_are_equal_bytes_of_no_date() -> None:
    made = report_docx(working(report()))
    assert made == report_docx(working(report()))
    with zipfile.ZipFile(io.BytesIO(made)) as inside:
        assert {part.date_time for part in inside.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert inside.namelist()[0] == "[Content_Types].xml"
