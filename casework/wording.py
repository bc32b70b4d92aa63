"""Helps writing in tiers: finds names, places, dates and figures of the full text that a lower tier repeats."""

import re
from collections.abc import Iterable

_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]\s*|[-•*]\s+)([A-ZÀ-ÖØ-Þ][\w'’-]+)")
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]+\b")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){1,3}(?=\s|$|,|;)")
_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\b\d{1,2}(?:st|nd|rd|th)? (?:" + "|".join(_MONTHS) + r")\b"
)
_FIGURE = re.compile(r"\b\d[\d:]{2,}\b")
_WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_COMMON = frozenset("I He She They We It The A An On In At His Her".split()) | frozenset(_MONTHS)


def telling_words(text: str) -> list[str]:
    """Return names, initials, dates and long figures in ``text``, each once, in order.

    A capitalised word that only ever begins a sentence is not taken for a name.
    """
    starts = [match.group(1) for match in _SENTENCE_START.finditer(text)]
    found: list[str] = []
    for word in _NAME.findall(text):
        begins_only = starts.count(word) >= len(re.findall(rf"\b{re.escape(word)}\b", text))
        if word not in _COMMON and (word in _WEEKDAYS or not begins_only):
            found.append(word)
    found += _INITIALS.findall(text) + _DATE.findall(text) + _FIGURE.findall(text)
    return list(dict.fromkeys(found))


def repeated_words(full: str, lower: str, known: Iterable[str] = ()) -> list[str]:
    """Return the telling words of ``full`` that ``lower`` repeats, but for the ``known`` (the person's own name)."""
    passed = {word.casefold() for name in known for word in name.split()}
    repeated = []
    for word in telling_words(full):
        if word.casefold() in passed:
            continue
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower, re.IGNORECASE):
            repeated.append(word)
    return repeated
