"""A court report as a tagged PDF, built to PDF/UA-1 and PDF/A-2a by Typst from data alone; nothing is fetched."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import json
import pathlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import typst

from sharing.documents.record import Record, record_of
from sharing.documents.report import Report, texts_of
from sharing.documents.signs import named
from sharing.documents.values import Json, Words

ROOT = pathlib.Path(__file__).parent / "typeset"
"""All that a template can read: itself and the typefaces."""

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
ROUNDS = 8
"""Renderings until nothing is refused; one is usual, two when no typeface has some sign."""

KEPT = 11
"""Renderings after which Typst 0.15 keeps nothing of an earlier one."""

FONTS = (
    "Source Sans 3", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Armenian", "Noto Sans Georgian",
    "Noto Sans Ethiopic", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Gurmukhi", "Noto Sans Tamil",
    "Noto Sans Thai", "WenQuanYi Micro Hei", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math",
    "Unifont", "Unifont Upper",
)  # fmt: skip
"""Asked in turn for each sign; the last two have nearly all of them, coarsely drawn."""

PROBE = b"""#set document(title: "-", date: auto)
#set text(font: json(bytes(sys.inputs.fonts)), lang: "en")
#sys.inputs.sign"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF.

    ``missing`` holds the signs that no typeface has: the PDF prints their number and name in brackets, and the writer
    should be told. ``standards`` is False when the file could only be made without PDF/UA and PDF/A: tell them too.
    """

    content: bytes
    standards: bool
    missing: str


def report_pdf(report: Report, *, created_at: dt.datetime) -> Rendered:
    """Return the report as a PDF: the same bytes for the same report and moment.

    ``created_at`` has a time zone; it is the only moment in the file. No report is lost for a sign.

    Raises:
        Breakdown: Typst broke down over a mixture of scripts, even without its rarer signs; the Word file can be had.
    """
    return record_pdf(record_of(report), created_at=created_at)


def record_pdf(record: Record, *, created_at: dt.datetime) -> Rendered:
    """Return any other record as a PDF, as ``report_pdf`` does a report.

    Raises:
        Breakdown: as there.
    """
    try:
        return _rendered(record, created_at)
    finally:
        _forget()


def _rendered(report: Record, created_at: dt.datetime) -> Rendered:
    replaced: dict[str, str] = {}
    harder = _suspects(report)
    for _round in range(ROUNDS):
        try:
            return Rendered(_compile(report, replaced, created_at, STANDARDS), True, _visible(replaced))
        except typst.TypstError as refusal:
            found = _missing_in(refusal) - replaced.keys()
        except Breakdown:
            found = set()
        found = found or next((fresh for signs in harder if (fresh := signs - replaced.keys())), set())
        if not found:
            break
        replaced |= {sign: named(sign) for sign in found}
    return Rendered(_compile(report, replaced, created_at, []), False, _visible(replaced))


def _suspects(report: Record) -> Iterator[set[str]]:
    """Signs to do without when Typst does not say which it cannot set: first those no typeface has, then marks too."""
    signs = set("".join(texts_of(report)))
    unknown = {sign for sign in signs if not sign.isascii() and _lacks(sign)}
    yield unknown
    yield unknown | {sign for sign in signs if _is_mark(sign)}


class Breakdown(RuntimeError):
    """Typst panicked."""


@contextlib.contextmanager
def no_panic() -> Iterator[None]:
    """Turn a panic inside Typst into an error: a panic is no ``Exception`` and would end the worker, not the request.

    Raises:
        Breakdown: Typst panicked; its message may hold words of the report and is left out.
    """
    try:
        yield
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        raise Breakdown("the typesetter broke down") from None


def _visible(replaced: dict[str, str]) -> str:
    return "".join(sorted(sign for sign, words in replaced.items() if words.strip()))


def _forget() -> None:
    """Let Typst drop what it keeps for the next rendering: a report's words, and some 70 MB for 40 pages.

    It keeps results for ten renderings, and ten of nothing make it forget; none of them can be of use again.
    """
    for _rendering in range(KEPT):
        typst.Compiler(b"", root=ROOT, font_paths=_typefaces()).compile(format="svg")


@functools.cache
def _typefaces() -> typst.Fonts:
    """Ours and those inside Typst, never the machine's: every machine makes the same bytes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[ROOT / "fonts"])


def _compile(
    report: Record, replaced: dict[str, str], created_at: dt.datetime, standards: list[typst.PDFStandard]
) -> bytes:
    """Render once.  A compiler of its own each time: it is not shared by threads and keeps nobody's words."""
    compiler = typst.Compiler(ROOT / "report.typ", root=ROOT, font_paths=_typefaces())
    with no_panic():
        made = compiler.compile(
            format="pdf",
            sys_inputs={"report": json.dumps(_data(report, Words(replaced)))},
            pdf_standards=standards,
            timestamp=int(created_at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _data(record: Record, words: Words) -> Json:
    language, _dash, region = record.language.partition("-")
    return {
        "title": words.plain(record.title),
        "lang": language.lower(),
        "region": region.upper() or None,
        "fonts": list(FONTS),
        "mark": words.plain(record.mark),
        "foot": words.lines(record.foot),
        "page": words.plain(record.page),
        "blocks": [words.block(block) for block in record.blocks],
    }


def _missing_in(refusal: typst.TypstError) -> set[str]:
    """Return the signs that Typst refused and no typeface has; it names their neighbours too."""
    clusters = "".join(_unescaped(found) for found in re.findall(r'`"(.*?)"`', refusal.diagnostic))
    return {sign for sign in clusters if not sign.isascii() and _lacks(sign)}


def _is_mark(sign: str) -> bool:
    """Return whether the sign stands on a letter, or is not seen at all."""
    return unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf")


def _unescaped(text: str) -> str:
    """Undo the escapes of a message: ``\\u{e000}``."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", plain)


@functools.lru_cache(maxsize=4096)
def _lacks(sign: str) -> bool:
    """Return whether the sign alone cannot be set to our standards."""
    compiler = typst.Compiler(PROBE, root=ROOT, font_paths=_typefaces())
    try:
        compiler.compile(
            format="pdf",
            sys_inputs={"fonts": json.dumps(FONTS), "sign": sign},
            pdf_standards=STANDARDS,
            timestamp=0,
        )
    except typst.TypstError:
        return True
    return False
