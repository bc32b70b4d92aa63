"""What an instrument says: sections, items and answers, read from its file once and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NOT_KNOWN = "not_known"
"""The answer that every scale of ratings may have: nobody knows. It counts as a gap, never as a sign."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer. ``needs_record``: it stands only with a record linked to it (domain section 3.8, rule 7)."""

    code: str
    label: str
    needs_record: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers of an item, in their order and without any number; ``text``: it is answered in words alone."""

    code: str
    answers: tuple[Answer, ...]
    relevance: bool = False
    text: bool = False

    def answer(self, code: str) -> Answer | None:
        """Return the answer called ``code``, or None."""
        return next((one for one in self.answers if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``belief``: it is about conviction alone, so nothing may rest on it by itself."""

    code: str
    label: str
    guidance: str
    kind: str
    part: str
    scale: Scale
    belief: bool = False
    health: bool = False
    custody: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire. ``health``: its items are answered by health members; ``custody``: about custody."""

    code: str
    title: str
    kind: str
    part: str
    items: tuple[Item, ...]
    help: str = ""
    health: bool = False
    custody: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """An instrument in one language. Sections stand in the order in which they are shown: strengths first."""

    code: str
    version: str
    title: str
    short_title: str
    author: str
    licence: str
    status: str
    language: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the sections."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, code: str) -> Item | None:
        """Return the item called ``code``, or None."""
        return next((one for one in self.items if one.code == code), None)

    def neighbours(self, code: str) -> tuple[str, str]:
        """Return the codes of the sections before and after; empty at the ends."""
        codes = [one.code for one in self.sections]
        at = codes.index(code)
        return (codes[at - 1] if at else ""), (codes[at + 1] if at + 1 < len(codes) else "")

    def section(self, code: str) -> Section | None:
        """Return the section called ``code``, or None."""
        return next((one for one in self.sections if one.code == code), None)


def read(kept: Mapping[str, Any], language: str = "") -> Definition:
    """Return a checked definition as it is kept, in ``language`` where it has one, else in its own."""
    words: Mapping[str, Any] = kept.get("translations", {}).get(language, {})
    scales = {code: _scale(code, one, words.get("answers", {})) for code, one in kept["scales"].items()}
    sections = tuple(_section(one, scales, words) for one in kept["sections"])
    spoken = language if words else kept["language"]
    return Definition(
        kept["code"], kept["version"], words.get("title", kept["title"]), kept["short_title"], kept["author"],
        kept["licence"], words.get("status", kept["status"]), spoken,
        (kept["language"], *sorted(kept.get("translations", {}))), sections,
    )  # fmt: skip


def _scale(code: str, one: Mapping[str, Any], words: Mapping[str, str]) -> Scale:
    answers: Sequence[Mapping[str, Any]] = one["answers"]
    return Scale(
        code,
        tuple(Answer(a["code"], words.get(a["code"], a["label"]), a.get("needs_record", False)) for a in answers),
        one.get("relevance", False),
        one.get("text", False),
    )


def _section(one: Mapping[str, Any], scales: Mapping[str, Scale], words: Mapping[str, Any]) -> Section:
    said, health, custody = words.get("sections", {}).get(one["code"], {}), one.get("health", False), one.get("custody")
    items = tuple(
        Item(
            i["code"], words.get("items", {}).get(i["code"], i)["label"],
            words.get("items", {}).get(i["code"], i)["guidance"], one["kind"], i.get("part", one["part"]),
            scales[i.get("scale", one["kind"])], i.get("belief", False), health, bool(custody),
        )
        for i in one["items"]
    )  # fmt: skip
    return Section(
        one["code"], said.get("title", one["title"]), one["kind"], one["part"], items,
        said.get("help", one.get("help", "")), health, bool(custody),
    )  # fmt: skip
