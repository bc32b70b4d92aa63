"""Tables as CSV that no spreadsheet program takes for formulas."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

FORMULA = "=+-@|%\u2212"  # the last is the minus of mathematics; full-width and small twins fold into these
BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheet programs read UTF-8
SKIPPED = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Signs that a program may pass over: controls, marks of direction, joiners, blanks and separators of any kind."""


def guarded_cell(value: object) -> str:
    """Return ``value`` as text; one that a program might compute gets an apostrophe in front.

    So does one whose first sign to be seen would be computed, and one that begins with a control sign.
    """
    text = "" if value is None else str(value)
    seen = next((letter for letter in text if unicodedata.category(letter) not in SKIPPED), "")
    hidden = bool(seen) and unicodedata.category(text[0]) == "Cc"
    return f"'{text}" if hidden or unicodedata.normalize("NFKC", seen)[:1] in tuple(FORMULA) else text


def csv_bytes(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the table as CSV in UTF-8, every cell in quotes and guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded_cell(cell) for cell in header])
    writer.writerows([guarded_cell(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
