"""The look of a Word file: paper, typeface, language, the head and the foot of every page."""

from __future__ import annotations

import re

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from sharing.documents.docx_text import write

TYPEFACE = "Arial"  # every office program has it or one of the same measures
INK = RGBColor(0, 0, 0)
SIZES = {"Normal": 10.5, "Heading 1": 17, "Heading 2": 13, "Caption": 10.5, "Quote": 10.5, "Small": 9}
STAYS = ("Heading 1", "Heading 2", "Caption")
"""Never alone at the end of a page."""

OF_THE_BLANK = ("w:rsids", "w:rsid", "w:savePreviewPicture", "w14:docId")
"""Settings of the library's blank file that say where it comes from."""


def dress(document: Document, language: str) -> None:
    """Set paper, typeface, sizes and language."""
    section = document.sections[0]
    section._sectPr.attrib.clear()
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin = section.bottom_margin = Mm(25)
    document.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), TYPEFACE)
    for tongue in document.styles.element.iter(qn("w:lang")):
        for kind in ("val", "eastAsia", "bidi"):
            tongue.set(qn(f"w:{kind}"), language)
    for name, size in SIZES.items():
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            style.font.size, style.font.color.rgb, style.font.italic = Pt(size), INK, False
            style.paragraph_format.space_after = Pt(size / 2 if name != "Small" else 2)
            style.paragraph_format.keep_with_next = name in STAYS
    quote = document.styles["Quote"]
    if isinstance(quote, ParagraphStyle):
        quote.paragraph_format.left_indent = Mm(8)
    _forget(document.settings.element)
    _forget(document.styles.element)


def _forget(root: BaseOxmlElement) -> None:
    """Take out what says where the blank file comes from."""
    unwanted = {_name(tag) for tag in OF_THE_BLANK}
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in unwanted]:
            parent.remove(child)


def head(document: Document, mark: str) -> None:
    """Put the mark of a working copy at the head of every page."""
    if mark:
        paragraph = document.sections[0].header.paragraphs[0]
        write(paragraph, mark, bold=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def foot(document: Document, text: str, page: str) -> None:
    """Put the text and the number of the page at the foot; ``page`` holds ``{page}`` and ``{pages}``."""
    paragraph = document.sections[0].footer.paragraphs[0]
    write(paragraph, text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(" · ")
    for part in re.split(r"(\{pages?\})", page):
        if part in ("{page}", "{pages}"):
            _field(paragraph, "PAGE" if part == "{page}" else "NUMPAGES")
        else:
            paragraph.add_run(part)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that the office program fills in: only the two numbers of pages, never words of a report."""
    field = OxmlElement("w:fldSimple", {qn("w:instr"): code})
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _name(tag: str) -> str:
    if tag.startswith("w14:"):
        return "{http://schemas.microsoft.com/office/word/2010/wordml}" + tag.removeprefix("w14:")
    return qn(tag)
