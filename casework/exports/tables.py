"""Tables as CSV that no spreadsheet program takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n|%"  # the full-width twins too
BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheet programs read UTF-8


def guarded_cell(value: object) -> str:
    """Return ``value`` as text; one that a program might compute, also after blanks, gets an apostrophe in front."""
    text = "" if value is None else str(value)
    bare = text.lstrip(" \u00a0\u200b\ufeff")
    return f"'{text}" if bare and (bare[0] in FORMULA or text[0] in FORMULA) else text


def csv_bytes(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the table as CSV in UTF-8, every cell in quotes and guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded_cell(cell) for cell in header])
    writer.writerows([guarded_cell(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
