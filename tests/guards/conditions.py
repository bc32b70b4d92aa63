"""Finding every condition of a piece of SQL, and writing the piece again without one of them."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z_]+|[(),;]|:=")
_OPENS = {"WHERE", "ON", "WHEN", "IF", "ELSIF", "AND", "OR"}
_AHEAD = {"SELECT", "THEN", "ELSE", ":="}  # a condition begins there if another is joined to it
_ENDS = {"AND", "OR", "THEN", "WHERE", "UNION", "ORDER", "GROUP", "LIMIT", "ELSE", "END", "JOIN", "LEFT", "LOOP",
         "RETURN", "SELECT", "FROM", "WHEN"}  # fmt: skip
_HIDDEN = re.compile(
    r"'[^']*'|\"[^\"]*\"|--[^\n]*|BETWEEN\s+\S+\s+AND|ON\s+CONFLICT|DISTINCT\s+ON|DISTINCT\s+FROM|END\s+IF|END\s+LOOP",
    re.IGNORECASE,
)
_SAYS = re.compile(r" [=<>]+ |\bIN\b|\bIS\b|agencies_in_standing")
_EMPTY = {"", "TRUE", "FALSE", "NULL"}


@dataclass(frozen=True)
class Condition:
    """One condition at ``start:end`` of the text, and what stands there once it is removed."""

    start: int
    end: int
    without: str
    text: str


def _masked(sql: str) -> str:
    """The same length of text, with nothing in it that only looks like a keyword or a bracket."""
    return _HIDDEN.sub(lambda m: "\0" * len(m[0]), sql)


def _end_of(masked: str, start: int) -> tuple[int, str]:
    """Where the condition that begins at ``start`` ends, and the word that ends it."""
    depth = 0
    for match in _WORD.finditer(masked, start):
        word = match[0].upper()
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
            if depth < 0:
                return match.start(), ")"
        elif word == "CASE":
            depth += 1
        elif word == "END" and depth:
            depth -= 1
        elif depth == 0 and (word in _ENDS or word in ";,"):
            return match.start(), word
    return len(masked), ""


def _starts(masked: str, whole: bool, ahead: bool) -> Iterator[tuple[int, str]]:
    """Where conditions begin, with the word before them: a bracket for any that may stand before something else."""
    if whole:
        yield 0, ""
    for match in _WORD.finditer(masked):
        if match[0] in _OPENS:  # upper case only: prose and functions have theirs in lower case
            yield match.end(), match[0]
        elif match[0] == "(" or (ahead and match[0] in _AHEAD):
            yield match.end(), "("


def _is_whole(text: str, after: str) -> bool:
    """Whether a text from its beginning is a condition and not a list of columns or another piece of SQL."""
    if text.startswith("{_"):  # a text made by a helper, with its own SELECT
        return False
    return after in ("AND", "OR") or (not after and bool(_SAYS.search(text)))


def conditions(sql: str, whole: bool = False, ahead: bool = False) -> list[Condition]:
    """Every condition of ``sql``, the ones inside others too.

    ``whole``: the text itself is one; ``ahead``: also the first of several that are selected, returned or kept.
    """
    masked, found = _masked(sql), {}
    for start, before in _starts(masked, whole, ahead):
        end, after = _end_of(masked, start)
        text = sql[start:end].strip()
        if text.strip("()").strip().upper() in _EMPTY or (before == "(" and after not in ("AND", "OR")):
            continue
        first = start + len(sql[start:end]) - len(sql[start:end].lstrip())
        joined = "AND" in (before, after)
        words = ["FALSE"] if "OR" in (before, after) and not joined else ["TRUE"]
        if before in ("IF", "ELSIF", "WHEN") and not joined and words == ["TRUE"]:
            words = ["TRUE", "FALSE"]
        if text.startswith("'"):
            words = ["'none of them'"] if text.endswith("'") and text.count("'") == 2 else words
        elif text.startswith(("FROM", "IF ")) or ":=" in text or (not before and not _is_whole(text, after)):
            continue
        for word in words:
            found[first, first + len(text), word] = Condition(first, first + len(text), word, " ".join(text.split()))
    return list(found.values())


def without(sql: str, condition: Condition) -> str:
    """``sql`` with the condition removed."""
    return sql[: condition.start] + f" {condition.without} " + sql[condition.end :]


_SQL = re.compile(r"SELECT|CASE|s\.kind|s\.manages|\{tier\} >=|_id = |\.user_id|\.id =|_id \}? *=")


def in_python(source: str) -> list[Condition]:
    """Every condition in the SQL texts of a Python module, at its place in the source."""
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        body = (
            re.fullmatch(r"""(?s)([a-z]*)(\"\"\"|")(.*)\2""", token.string) if token.type == tokenize.STRING else None
        )
        if body is None or not _SQL.search(body[3]):
            continue
        offset = lines[token.start[0] - 1] + token.start[1] + body.start(3)
        whole = "SELECT" not in body[3] and "CASE" not in body[3]
        found += [
            Condition(offset + c.start, offset + c.end, c.without, c.text) for c in conditions(body[3], whole)
        ]  # fmt: skip
    return found
