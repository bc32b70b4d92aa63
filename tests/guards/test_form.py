"""The form of the house: sizes, docstrings, migrations, words, contracts."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.guards.sources import FLOORS, ROOT, product, tracked

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 40, 120
OURS = (*FLOORS, "tests", "devstack", "tools", "deploy", "benchmarks", "manage.py")
LONG_FILES = {"access/verifier.py": "one file on purpose: it is carried away and run without the product"}
LONG_FUNCTIONS = {
    "tests/cast.py:world": "the cast, one line each: to be read from top to bottom",
}


def _python() -> list[str]:
    return [n for n in tracked() if n.endswith(".py") and n.split("/")[0] in OURS and "/migrations/" not in n]


def _lines(name: str) -> int:
    return len((ROOT / name).read_text().splitlines())


def test_files_are_short() -> None:
    long = {name for name in _python() if _lines(name) > FILE_LINES}
    assert long - set(LONG_FILES) == set()


def test_functions_fit_one_screen() -> None:
    found = set()
    for name in _python():
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found.add(f"{name}:{node.name}")
    assert found == set(LONG_FUNCTIONS)


def test_templates_are_short() -> None:
    names = [n for n in tracked() if n.endswith((".html", ".txt")) and "templates/" in n]
    assert {n: _lines(n) for n in names if _lines(n) > TEMPLATE_LINES} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        name for name in _python()
        if _lines(name) and not (ast.get_docstring(ast.parse((ROOT / name).read_text())) or "").strip()
    ]  # fmt: skip
    assert silent == []


def test_every_public_function_of_a_room_says_what_it_means() -> None:
    silent = [
        f"{s.path}:{node.name}"
        for s in product("agencies", "access", "casework", "assessments", "sharing")
        if s.room in ("queries", "services") or s.path.startswith("access/policy")
        for node in s.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


MIGRATIONS = [n for n in tracked() if "/migrations/" in n and n.endswith(".py") and not n.endswith("__init__.py")]


@pytest.mark.parametrize("name", MIGRATIONS)
def test_migrations_are_named_and_import_no_app(name: str) -> None:
    """The models' own kit may be named, as Django writes it; settings may be read."""
    stem = name.rsplit("/", 1)[1]
    assert re.fullmatch(r"\d{4}_[a-z_0-9]{4,}\.py", stem)
    assert "_auto_" not in stem
    tree = ast.parse((ROOT / name).read_text())
    imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    imported |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    apps = {m for m in imported if m.split(".")[0] in FLOORS}
    allowed = {"agencies.models", "agencies.models.base", "access.fields", "access.grants", "agencies.models.people"}
    assert apps - allowed == set()


def test_migrations_are_one_line_per_app() -> None:
    for floor in FLOORS:
        numbers = [n.rsplit("/", 1)[1][:4] for n in MIGRATIONS if n.startswith(f"{floor}/")]
        assert numbers == [f"{i:04d}" for i in range(1, len(numbers) + 1)], floor


def _never(*parts: str) -> re.Pattern[str]:
    """A pattern over words that stand here in two pieces, so that this file does not speak of them either."""
    return re.compile("|".join(part.replace("+", "") for part in parts), re.IGNORECASE)


WORDS = {
    "a machine's path": re.compile(r"(?<![\w.])/(?:home|root|Users)/(?!\.\.\.)[a-z]"),
    "a host of a package registry": _never(r"files\.python+hosted\.org", r"(?<!\w)py+pi\.org/",
                                           r"registry\.npm+js\.org",
                                           "art+ifactory", r"pkg\.d+ev\b"),
    "an unkept promise": re.compile(r"\b(?:TO|FI)(?:DO|XME)\b|\bX{3}\b"),
}  # fmt: skip
TEXT = (".py", ".html", ".md", ".toml", ".sql", ".yml", ".sh", ".js", ".ts", ".css", ".in", ".txt", ".json", ".po")
FOREIGN = ("frontend/package-lock.json", "frontend/notices/", "static/", "ui/static/", "LICENSE")


@pytest.mark.parametrize("what", WORDS)
def test_nothing_speaks_of(what: str) -> None:
    found = []
    for name in tracked():
        if name.startswith(FOREIGN) or not (name.endswith(TEXT) or "." not in name.rsplit("/", 1)[-1]):
            continue
        text = (ROOT / name).read_text(errors="replace")
        found += [f"{name}: {m[0]}" for m in WORDS[what].finditer(text)]
    assert found == []


def test_the_import_contracts_hold() -> None:
    environment = {**os.environ, "ENVIRONMENT": "development"}
    program = [os.path.join(os.path.dirname(sys.executable), "lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
