"""The product's own files, for the guards that read them."""

from __future__ import annotations

import ast
import pathlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLOORS = ("ui", "agencies", "access", "casework", "assessments", "sharing", "config")
CASE_FLOORS = ("casework", "assessments", "sharing")


@dataclass(frozen=True)
class Source:
    """One Python file: its address from the root, its text and its tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed module."""
        return _parsed(self.path, self.text)

    @property
    def floor(self) -> str:
        """The first part of its address."""
        return self.path.split("/")[0]

    @property
    def room(self) -> str:
        """The room inside its floor: ``models``, ``queries``; a module alone is a room of its own name."""
        return self.path.split("/")[1].removesuffix(".py")


@cache
def _parsed(path: str, text: str) -> ast.Module:
    return ast.parse(text, path)


@lru_cache(maxsize=1)
def tracked() -> tuple[str, ...]:
    """Addresses of all files of the repository; of all files there are where git does not know them."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.splitlines() if done.returncode == 0 else []
    if not names:
        names = [
            str(p.relative_to(ROOT)) for floor in (*FLOORS, "tests", "templates") for p in (ROOT / floor).rglob("*.*")
        ]
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def product(*floors: str) -> Iterator[Source]:
    """Python files of the floors (all of them when none is named), without migrations."""
    for name in tracked():
        if name.endswith(".py") and name.split("/")[0] in (floors or FLOORS) and "/migrations/" not in name:
            yield Source(name, (ROOT / name).read_text())


def imports(source: Source) -> Iterator[tuple[str, int]]:
    """Names of imported modules, with ``from a import b`` as ``a.b`` too, and their lines."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
