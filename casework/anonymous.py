"""Whether words point to somebody: names, places and numbers of a case, days, ages, addresses, references."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from casework.learning import Protected
from casework.wording import telling_words

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MONTH = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DAY = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?\b"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTH})\b\.?|\b(?:in|of|since|until|last|this|\d{{1,2}}\.?)\s+May\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
)
_AGE = re.compile(r"\b\d{1,3}[\s-]+years?[\s-]+old\b|\baged?\s+(?:of\s+)?\d{1,3}\b", re.IGNORECASE)
_REACH = re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_REFERENCE = re.compile(r"\b[A-Z]{2,}[-/][A-Z0-9][A-Z0-9/-]*\b")
_LONG_NUMBER = re.compile(r"(?:\d[\s./-]?){5,}")
_WORDS = re.compile(r"\w+")
SHORT = 4
"""Letters below which a name counts only with its capital: "An" is a name, "an" is not."""


def plain(text: str) -> str:
    """Return ``text`` without accents and in small letters, for comparing."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Return each word of ``names`` that could be a name: all when every word has a capital, else those that do and
    do not begin. "His partner since winter" gives none, "Lucia Pellworth" both."""
    found: set[str] = set()
    for name in names:
        words = _WORD.findall(name)
        proper = [word for word in words if word[0].isupper()]
        found |= set(proper if len(proper) == len(words) else [word for word in proper if word != words[0]])
    return frozenset(word for word in found if len(word) > 1)


def pointing(text: str, protected: Protected) -> str:
    """Return the sentence that says what in ``text`` points to somebody and must go; empty when nothing does.

    Only words that stand in ``text`` are repeated, and only what its writer knows of the case is looked for.
    """
    if sentence := named(text, protected):
        return sentence
    for found, sentence in (
        (_first(_REACH, text), _("“%(words)s” is an address. Leave it out.")),
        (_first(_DAY, text), _("“%(words)s” is a day or a month. A lesson says no more than a year.")),
        (_first(_AGE, text), _("“%(words)s” tells an age. Leave it out.")),
        (_first(_REFERENCE, text), _("“%(words)s” looks like a reference. Leave it out.")),
        (_first(_LONG_NUMBER, text), _("“%(words)s” looks like a number of somebody. Leave it out.")),
    ):
        if found:
            return str(sentence % {"words": found})
    return ""


def named(text: str, protected: Protected) -> str:
    """Return the sentence that says which word of ``text`` points into the case; empty when none does."""
    found = _named(text, protected)
    sentence = _("“%(words)s” points to somebody or something of this case. Say it in general words.")
    return str(sentence % {"words": found}) if found else ""


def telling(text: str) -> list[str]:
    """Return all that may tell who or when is meant, each once: addresses, days, ages, references, numbers, names."""
    patterns = (_REACH, _DAY, _AGE, _REFERENCE, _LONG_NUMBER)
    found = [" ".join(match.group(0).split()) for pattern in patterns for match in pattern.finditer(text)]
    return list(dict.fromkeys([*found, *looks_like_names([text])]))


def looks_like_names(texts: Iterable[str]) -> list[str]:
    """Return words that look like names, each once: nobody can know them all, so a person confirms or removes them."""
    return list(dict.fromkeys(word for text in texts for word in telling_words(text) if not word.isdigit()))


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return str(match.group(0)).strip() if match else ""


def _named(text: str, protected: Protected) -> str:
    for phrase in sorted(protected.phrases):
        loose = not phrase.replace(" ", "").isalpha()  # a number or a reference counts however it is written
        if (words := _spaced(phrase, loose)).strip() and words in _spaced(text, loose):
            return phrase
    names = {plain(name) for name in protected.names if len(name) >= SHORT}
    capital = {plain(name) for name in protected.places} | {
        plain(name) for name in protected.names if len(name) < SHORT
    }
    for word in _WORD.findall(text):
        for part in _parts(word):
            if plain(part) in names or (part[0].isupper() and plain(part) in capital):
                return str(word)
    return ""


def _spaced(text: str, loose: bool) -> str:
    """Return the words of ``text`` with one space around each; ``loose``: in small letters and without accents."""
    return f" {' '.join(_WORDS.findall(plain(text) if loose else text))} "


def _parts(word: str) -> list[str]:
    """Return the word, its owner's form without the ending, and the parts that hyphens join."""
    base = re.sub(r"['’]s?$", "", word)
    return [part for part in dict.fromkeys((word, base, *base.split("-"))) if part]
