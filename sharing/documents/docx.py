"""A court report as a Word file, with real headings, lists, tables and footnotes; opens in LibreOffice too."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph as Printed

from sharing.documents.blocks import Block, Chapter, Line, Mark, Paragraph, Points, Title, blocks_of
from sharing.documents.docx_notes import Notes
from sharing.documents.docx_page import dress, foot, head
from sharing.documents.docx_text import write
from sharing.documents.report import Report, Status, Table

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part inside the file: the earliest a zip can hold, so that equal reports are equal bytes."""

UNWANTED = (
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""Parts of the library's blank file that tell of other programs."""

PROPERTY = 255
"""Signs that a property of a Word file holds at most."""


def report_docx(report: Report) -> bytes:
    """Return the report as a Word file: the same bytes for the same report; its only author is the post."""
    document = docx.Document()
    _clean(document, report)
    dress(document, report.language)
    head(document, report.labels.working_copy if report.status is Status.WORKING else "")
    foot(document, f"{report.reference} · {report.labels.version} {report.version}", report.labels.page)
    notes = Notes(document)
    for block in blocks_of(report):
        _print(document, block, notes)
    notes.attach()
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _clean(document: Document, report: Report) -> None:
    """Leave title, language and post in the file's properties, and nothing of the blank it was made from."""
    heading = report.heading
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title = heading.title[:PROPERTY]
    properties.author = ", ".join(part for part in (heading.author_post, heading.agency) if part)[:PROPERTY]
    properties.language = report.language
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in UNWANTED]:
            del rels[key]


def _print(document: Document, block: Block, notes: Notes) -> None:
    """Write one block at the end of the document."""
    match block:
        case Title(text):
            write(document.add_paragraph(style="Heading 1"), text)
        case Mark(text):
            write(document.add_paragraph(), text, bold=True)
        case Chapter(text, number):
            write(document.add_paragraph(style="Heading 2"), f"{number}. {text}" if number else text)
        case Points(items):
            for item in items:
                write(document.add_paragraph(style="List Bullet"), item)
        case Line(text):
            write(document.add_paragraph(style="Small"), text)
        case Paragraph():
            _paragraph(document, block, notes)
        case Table():
            _table(document, block)


def _paragraph(document: Document, block: Paragraph, notes: Notes) -> None:
    printed = document.add_paragraph(style="Quote" if block.quoted else None)
    if block.label:
        write(printed, f"{block.label}: ", bold=True)
    write(printed, block.text)
    if block.note:
        notes.add(printed, block.note)
    if block.quoted:
        source = document.add_paragraph(style="Quote")
        write(source, f"— {block.quoted}")
        source.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _table(document: Document, block: Table) -> None:
    """Write a table; its head comes back on every page, and no other row is torn by the end of one."""
    if block.caption:
        write(document.add_paragraph(style="Caption"), block.caption)
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for number, texts in enumerate((block.head, *block.rows)):
        row = table.add_row()._tr
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit" if number else "w:tblHeader"))
        for cell, text in zip(row.tc_lst, texts, strict=True):
            write(Printed(cell.p_lst[0], document), text, bold=number == 0)
    document.add_paragraph(style="Small")


def _undated(content: bytes) -> bytes:
    """Pack the same parts again, each with the same date and mode."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as fresh:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system, part.external_attr = 3, 0o600 << 16
            fresh.writestr(part, made.read(name), compresslevel=6)
    return out.getvalue()
