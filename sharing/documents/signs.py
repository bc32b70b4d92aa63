"""Text made ready for typesetting: its lines, where a long word may break, which way it runs, what no typeface has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LINE_ENDS = re.compile("\r\n|[\n\r\u2028\u2029]")
TAB = "    "
BYTE_ORDER_MARK = "\ufeff"
"""Invisible, and no archive PDF may hold it."""

BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]{100,}")
"""Long runs of blanks that are not the common one: Typst takes ages over them, and not over common ones."""

LONG = 40
"""Signs of a word without a place to break, at most, before one is offered; a line of a page holds about 90."""

OWN_RULES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)
"""Scripts that break between any two signs, or find their words by dictionary, seldom need help."""
SELDOM = 12

JOINERS = "\u200c\u200d\u2060\ufeff"
HELD = 4
"""Marks and joiners hold a letter together, but not more than this many pieces: no run of type is endless."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them."""
    return LINE_ENDS.split(text)


def pieces(text: str, replaced: Mapping[str, str], long: int = LONG) -> list[list[str]]:
    """Return the lines of a text, each in pieces between which it may be broken although no blank stands there."""
    table = str.maketrans({"\t": TAB, BYTE_ORDER_MARK: "", **replaced})
    plain = BLANKS.sub(lambda run: " " * len(run[0]), text.translate(table))
    return [_broken(line, long) for line in lines_of(plain)] if text else []


def _broken(line: str, long: int) -> list[str]:
    """Offer a place to break about every ``long / 2`` signs of an unbroken word, not before a mark on a letter."""
    start, parts = 0, []
    for word in re.finditer(rf"[^ ]{{{long + 1},}}", line):
        last = word.start()
        for at in range(word.start() + 1, word.end()):
            wanted = long // 2 * (SELDOM if OWN_RULES.match(line[at]) else 1)
            if at - last >= wanted and (at - last >= wanted * HELD or _may_part(line[at - 1], line[at])):
                parts.append(line[start:at])
                start = last = at
    return [*parts, line[start:]]


def _may_part(before: str, after: str) -> bool:
    """Return whether nothing holds two neighbours together: a mark, a joiner, the tone of a picture."""
    held = unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff"
    return not held and before not in JOINERS and after not in JOINERS


def direction(text: str) -> str:
    """Return ``rtl`` or ``ltr`` for what the first letter says, and ``auto`` for a text without letters."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "auto"


def named(sign: str) -> str:
    """Return what is printed for a sign that no typeface has: its number and name; nothing for an invisible one."""
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    if category == "Zs":
        return " "
    name = unicodedata.name(sign, "")
    return f"[U+{ord(sign):04X} {name}]" if name else f"[U+{ord(sign):04X}]"
