"""Blocks as plain values for the template: texts as lines of pieces, with the way they run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sharing.documents.blocks import Block, Chapter, Line, Mark, Paragraph, Points, Title
from sharing.documents.report import Table
from sharing.documents.signs import LONG, direction, lines_of, pieces

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"

ROW = 80
"""Signs in a row of a table, shared by its columns."""


@dataclass(frozen=True, slots=True)
class Words:
    """Turns blocks into values; ``replaced`` says what to print for signs that no typeface has."""

    replaced: Mapping[str, str]

    def plain(self, text: str) -> str:
        """Return the text on one line."""
        return "".join(self.replaced.get(sign, sign) for sign in " ".join(lines_of(text)).replace("\t", " "))

    def lines(self, text: str, long: int = LONG) -> Json:
        """Return the text as lines of pieces."""
        return [list(line) for line in pieces(text, self.replaced, long)]

    def text(self, text: str, long: int = LONG) -> Json:
        """Return the text with the way it runs."""
        return {"lines": self.lines(text, long), "dir": direction(text)}

    def texts(self, texts: Iterable[str], long: int = LONG) -> Json:
        """Return several texts."""
        return [self.text(text, long) for text in texts]

    def block(self, block: Block) -> Json:
        """Return one block under the name its template has for it."""
        match block:
            case Title(text):
                return {"kind": "title", "text": self.text(text)}
            case Mark(text):
                return {"kind": "mark", "text": self.text(text)}
            case Line(text):
                return {"kind": "line", "text": self.text(text)}
            case Chapter(text, number):
                return {"kind": "chapter", "text": self.text(text), "number": number}
            case Points(items):
                return {"kind": "points", "items": self.texts(items)}
            case Paragraph(text, label, note, quoted):
                parts = {"text": text, "label": label, "note": note, "quoted": quoted}
                return {"kind": "paragraph", **{name: self.text(part) for name, part in parts.items()}}
            case Table(caption, head, rows):
                long = min(LONG, ROW // max(len(head), 1))
                body: Json = [self.texts(row, long) for row in rows]
                return {"kind": "table", "caption": self.text(caption), "head": self.texts(head, long), "rows": body}
