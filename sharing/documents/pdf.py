"""A court report as a tagged PDF, built to PDF/UA-1 and PDF/A-2a by Typst from data alone; nothing is fetched."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import typst

from sharing.documents.blocks import blocks_of
from sharing.documents.report import Report, Status
from sharing.documents.signs import named
from sharing.documents.values import Json, Words

ROOT = pathlib.Path(__file__).parent / "typeset"
"""All that a template can read: itself and the typefaces."""

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
ROUNDS = 4
"""Renderings until every sign that no typeface has is found; one more is seldom needed."""

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
    """
    replaced: dict[str, str] = {}
    for _round in range(ROUNDS):
        try:
            return Rendered(_compile(report, replaced, created_at, STANDARDS), True, _visible(replaced))
        except typst.TypstError as refusal:
            found = _missing_in(refusal) - replaced.keys()
            if not found:
                break
            replaced |= {sign: named(sign) for sign in found}
    return Rendered(_compile(report, replaced, created_at, []), False, _visible(replaced))


@contextlib.contextmanager
def no_panic() -> Iterator[None]:
    """Turn a panic inside Typst into an error: a panic is no ``Exception`` and would end the worker, not the request.

    Raises:
        RuntimeError: Typst broke down; its message may hold words of the report and is left out.
    """
    try:
        yield
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        raise RuntimeError("the typesetter broke down") from None


def _visible(replaced: dict[str, str]) -> str:
    return "".join(sorted(sign for sign, words in replaced.items() if words.strip()))


@functools.cache
def _typefaces() -> typst.Fonts:
    """Ours and those inside Typst, never the machine's: every machine makes the same bytes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[ROOT / "fonts"])


def _compile(
    report: Report, replaced: dict[str, str], created_at: dt.datetime, standards: list[typst.PDFStandard]
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


def _data(report: Report, words: Words) -> Json:
    language, _dash, region = report.language.partition("-")
    foot = f"{report.reference} · {report.labels.version} {report.version}"
    return {
        "title": words.plain(report.heading.title),
        "lang": language.lower(),
        "region": region.upper() or None,
        "fonts": list(FONTS),
        "mark": words.plain(report.labels.working_copy) if report.status is Status.WORKING else "",
        "foot": words.lines(foot),
        "page": words.plain(report.labels.page),
        "blocks": [words.block(block) for block in blocks_of(report)],
    }


def _missing_in(refusal: typst.TypstError) -> set[str]:
    """Return the signs that Typst refused.  It names clusters; of each, those count that no typeface has."""
    clusters = [_unescaped(found) for found in re.findall(r'`"(.*?)"`', refusal.diagnostic)]
    return {sign for cluster in clusters for sign in cluster if _lacks(sign)}


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
