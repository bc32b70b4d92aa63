"""Text into the paragraphs of a Word file."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from sharing.documents.signs import direction, lines_of


def write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Add the text to the end of the paragraph, line by line, the way it runs.

    Set the alignment afterwards: the parts of a paragraph's properties have an order.
    """
    run = paragraph.add_run()
    for number, line in enumerate(lines_of(text)):
        if number:
            run.add_break()
        run.add_text(line)
    if bold:
        run.bold = True
    if direction(text) == "rtl":
        properties = paragraph._p.get_or_add_pPr()
        if properties.find(qn("w:bidi")) is None:
            properties.append(OxmlElement("w:bidi"))
        run.font.rtl = True
