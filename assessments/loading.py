"""Reading the file of an instrument: what is wrong in it is said with its line and a reason."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _

from agencies.errors import RuleBroken
from assessments.choices import ItemKind, Part

LARGEST = 1_000_000  # bytes; SRDR has 15 kB
NUMBERS = frozenset(
    {"score", "scores", "points", "weight", "weights", "total", "totals", "cutoff", "threshold", "level"}
)
"""Words that would make a sum or a level of judgements. No instrument here has them (domain section 5)."""
CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,19}$")
VERSION = re.compile(r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,19}$")
HEAD = ("code", "version", "language", "title", "short_title", "author", "licence", "status")
LONGEST = {"title": 120, "short_title": 20, "author": 120, "licence": 80, "status": 600, "language": 10}

Path = tuple[str | int, ...]


class Refused(RuleBroken):
    """The file cannot be loaded: ``line`` (from 1) and the reason, in one sentence."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason}, "file")
        self.line = line


class _File:
    """The text of a file, for saying in which line something stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    def refuse(self, path: Path, reason: str) -> NoReturn:
        raise Refused(self._line(path), reason)

    def _line(self, path: Path) -> int:
        """The line where the value at ``path`` begins, or the nearest value around it."""
        node: Any = yaml.compose(self.text, Loader=yaml.SafeLoader)
        for step in path:
            found = _below(node, step)
            if found is None:
                break
            node = found
        return int(node.start_mark.line) + 1

    def text_at(self, row: Mapping[str, Any], name: str, path: Path, longest: int = 300, least: int = 1) -> str:
        """The text called ``name``; refused when it is missing, empty, too long or no text."""
        value = row.get(name, "" if least == 0 else None)
        if value is None:
            self.refuse(path, _("“%(name)s” is missing.") % {"name": name})
        if not isinstance(value, str) or len(value.strip()) < least:
            self.refuse((*path, name), _("“%(name)s” must be a text that is not empty.") % {"name": name})
        if len(value) > longest:
            words = {"name": name, "longest": longest}
            self.refuse((*path, name), _("“%(name)s” is longer than %(longest)d signs.") % words)
        return value

    def known(self, row: Mapping[str, Any], names: Iterable[str], path: Path) -> None:
        """Refuse what nobody reads: a word misspelt would be lost in silence."""
        for name in row:
            if name not in names:
                self.refuse((*path, name), _("“%(name)s” is not known here.") % {"name": name})

    def rows(self, value: Any, path: Path, name: str) -> Sequence[Mapping[str, Any]]:
        """A list of objects with at least one."""
        if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
            self.refuse(path, _("“%(name)s” must be a list with at least one entry.") % {"name": name})
        return value

    def flag(self, row: Mapping[str, Any], name: str, path: Path) -> bool:
        """A yes or no that may be left out."""
        if not isinstance(row.get(name, False), bool):
            self.refuse((*path, name), _("“%(name)s” must be true or false.") % {"name": name})
        return bool(row.get(name, False))


def _below(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def parse(raw: bytes) -> dict[str, Any]:
    """Return the definition in a file of JSON, checked.

    Raises:
        Refused: it cannot be read, something is missing, wrong, given twice or unknown, it counts, or a level could
            rest on belief alone.
    """
    if len(raw) > LARGEST:
        raise Refused(1, _("The file is larger than one megabyte. An instrument is a short list of questions."))
    try:
        text = raw.decode("utf-8-sig")
        found = json.loads(text)
    except UnicodeDecodeError as error:
        raise Refused(raw[: error.start].count(b"\n") + 1, _("This is no text in UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise Refused(error.lineno, _("This is no JSON: %(why)s.") % {"why": error.msg}) from None
    except RecursionError:
        raise Refused(1, _("The lists in this file are too deep.")) from None
    file = _File(text)
    if not isinstance(found, dict):
        file.refuse((), _("An instrument is an object with a code, scales and sections."))
    _no_numbers(file, found, ())
    file.known(found, (*HEAD, "scales", "sections", "translations"), ())
    _head(file, found)
    scales = _scales(file, found)
    codes = _sections(file, found, scales)
    _translations(file, found, codes)
    return found


def _no_numbers(file: _File, value: Any, path: Path) -> None:
    """Refuse whatever could become a score, a total or a level by itself, wherever it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if str(name).lower() in NUMBERS:
                file.refuse(
                    (*path, name),
                    _("“%(name)s”: an instrument gives no score, no total and no level. People judge.")
                    % {"name": name},
                )
            _no_numbers(file, inner, (*path, name))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            _no_numbers(file, inner, (*path, n))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        file.refuse(path, _("A number stands here. Answers are words: they are never counted together."))


def _head(file: _File, found: Mapping[str, Any]) -> None:
    for name in HEAD:
        file.text_at(found, name, (), LONGEST.get(name, 20))
    if not CODE.match(found["code"]):
        file.refuse(("code",), _("A code is a letter followed by letters, digits or underscores, 20 at the most."))
    if not VERSION.match(found["version"]):
        file.refuse(("version",), _("A version is digits, letters, dots and hyphens, 20 at the most."))


def _scales(file: _File, found: Mapping[str, Any]) -> dict[str, bool]:
    """The scales by code, each with whether it is answered in words alone."""
    kept = found.get("scales")
    if not isinstance(kept, dict) or not kept:
        file.refuse(("scales",), _("“scales” must be an object with at least one scale."))
    scales = {}
    for code, one in kept.items():
        path: Path = ("scales", code)
        if not isinstance(one, dict):
            file.refuse(path, _("A scale is an object with its answers."))
        file.known(one, ("answers", "relevance", "text"), path)
        file.flag(one, "relevance", path)
        scales[code] = file.flag(one, "text", path)
        if scales[code]:
            if one.get("answers") != []:
                file.refuse(path, _("A scale of words has an empty list of answers."))
            continue
        _answers(file, one, path)
    return scales


def _answers(file: _File, one: Mapping[str, Any], path: Path) -> None:
    seen = set()
    for n, answer in enumerate(file.rows(one.get("answers"), (*path, "answers"), "answers")):
        at: Path = (*path, "answers", n)
        file.known(answer, ("code", "label", "needs_record"), at)
        code = file.text_at(answer, "code", at, 20)
        file.text_at(answer, "label", at, 40)
        file.flag(answer, "needs_record", at)
        if not CODE.match(code) or code in seen:
            file.refuse((*at, "code"), _("The code “%(code)s” is given twice or cannot be one.") % {"code": code})
        seen.add(code)
    if len(seen) < 2:
        file.refuse((*path, "answers"), _("A scale needs two answers at least."))


def _sections(file: _File, found: Mapping[str, Any], scales: Mapping[str, bool]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {"sections": set(), "items": set()}
    behaviour = False
    for n, section in enumerate(file.rows(found.get("sections"), ("sections",), "sections")):
        path: Path = ("sections", n)
        file.known(section, ("code", "title", "kind", "part", "help", "health", "custody", "items"), path)
        _code(file, section, path, codes["sections"])
        file.text_at(section, "title", path, 120)
        file.text_at(section, "help", path, 300, least=0)
        _one_of(file, section, "kind", path, ItemKind.values)
        _one_of(file, section, "part", path, Part.values)
        file.flag(section, "health", path)
        file.flag(section, "custody", path)
        for k, item in enumerate(file.rows(section.get("items"), (*path, "items"), "items")):
            at: Path = (*path, "items", k)
            _item(file, item, at, section, scales, codes["items"])
            behaviour = behaviour or (section["kind"] == ItemKind.CONCERN and not item.get("belief", False))
    if any(s["kind"] == ItemKind.CONCERN for s in found["sections"]) and not behaviour:
        file.refuse(
            ("sections",),
            _("Every concern of this instrument is about belief alone. Ideas are not dangerous in themselves: ask for "
              "what the person does."),
        )  # fmt: skip
    if not any(s["kind"] == ItemKind.PROTECTIVE for s in found["sections"]):
        file.refuse(("sections",), _("No section asks for strengths. An instrument begins with them."))
    return codes


def _item(
    file: _File, item: Mapping[str, Any], path: Path, section: Mapping[str, Any], scales: Mapping[str, bool],
    seen: set[str],
) -> None:  # fmt: skip
    file.known(item, ("code", "label", "guidance", "scale", "part", "belief"), path)
    _code(file, item, path, seen)
    file.text_at(item, "label", path, 80)
    file.text_at(item, "guidance", path, 300)
    file.flag(item, "belief", path)
    if "part" in item:
        _one_of(file, item, "part", path, Part.values)
    scale = item.get("scale", section["kind"])
    if scale not in scales:
        file.refuse((*path, "scale"), _("There is no scale called “%(name)s”.") % {"name": scale})
    if scales[scale] != (section["kind"] == ItemKind.DESCRIPTIVE):
        file.refuse((*path, "scale"), _("A descriptive item is answered in words, every other one by choosing."))


def _code(file: _File, row: Mapping[str, Any], path: Path, seen: set[str]) -> None:
    code = file.text_at(row, "code", path, 20)
    if not CODE.match(code):
        file.refuse((*path, "code"), _("“%(code)s” cannot be a code.") % {"code": code})
    if code in seen:
        file.refuse((*path, "code"), _("The code “%(code)s” is given twice.") % {"code": code})
    seen.add(code)


def _one_of(file: _File, row: Mapping[str, Any], name: str, path: Path, choices: Sequence[str]) -> None:
    value = file.text_at(row, name, path, 20)
    if value not in choices:
        words = {"name": name, "choices": ", ".join(choices)}
        file.refuse((*path, name), _("“%(name)s” must be one of: %(choices)s.") % words)


def _translations(file: _File, found: Mapping[str, Any], codes: Mapping[str, set[str]]) -> None:
    kept = found.get("translations", {})
    if not isinstance(kept, dict):
        file.refuse(("translations",), _("“translations” must be an object, a language for each entry."))
    for language, words in kept.items():
        path: Path = ("translations", language)
        if not isinstance(words, dict):
            file.refuse(path, _("A translation is an object."))
        file.known(words, ("title", "status", "sections", "items", "answers"), path)
        items = words.get("items", {})
        if not isinstance(items, dict) or set(items) != codes["items"]:
            file.refuse((*path, "items"), _("A translation says every item and no other."))
        for code, said in items.items():
            at: Path = (*path, "items", code)
            if not isinstance(said, dict):
                file.refuse(at, _("An item is an object with a label and its guidance."))
            file.known(said, ("label", "guidance"), at)
            file.text_at(said, "label", at, 80)
            file.text_at(said, "guidance", at, 300)
        _said(file, words, "sections", path, codes["sections"])


def _said(file: _File, words: Mapping[str, Any], name: str, path: Path, codes: set[str]) -> None:
    for key in ("sections", "answers"):
        if not isinstance(words.get(key, {}), dict):
            file.refuse((*path, key), _("“%(name)s” must be an object.") % {"name": key})
    for code, said in words.get(name, {}).items():
        at: Path = (*path, name, code)
        if code not in codes or not isinstance(said, dict):
            file.refuse(at, _("There is no “%(code)s” to translate.") % {"code": code})
        file.known(said, ("title", "help"), at)
        file.text_at(said, "title", at, 120)
    for code, said in words.get("answers", {}).items():
        if not isinstance(said, str) or not 0 < len(said) <= 40:
            file.refuse((*path, "answers", code), _("An answer is a text of 40 signs at the most."))
