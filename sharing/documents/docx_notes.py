"""Footnotes of a Word file: the part of their own that python-docx does not make."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph

from sharing.documents.docx_text import write

SEPARATORS = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class Notes:
    """Collects the footnotes of one document while its paragraphs are written."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = parse_xml(SEPARATORS)
        self._count = 0

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put a mark at the end of the paragraph, and the text at the foot of its page."""
        self._count += 1
        _mark(paragraph, "w:footnoteReference", {qn("w:id"): str(self._count)})
        note = OxmlElement("w:footnote", {qn("w:id"): str(self._count)})
        line = self._document.add_paragraph(style="Small")
        _mark(line, "w:footnoteRef")
        write(line, f" {text}")
        note.append(line._p)  # an element has one place: this takes it out of the body
        self._root.append(note)

    def attach(self) -> None:
        """Give the document its footnotes, if there are any."""
        if self._count:
            package = self._document.part.package
            name = PackURI("/word/footnotes.xml")
            part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, self._root, package)
            self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _mark(paragraph: Paragraph, tag: str, attributes: dict[str, str] | None = None) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(OxmlElement(tag, attributes))
