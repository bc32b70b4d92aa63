"""The documents tell what is there: links lead somewhere, and commands, files and decisions that they name exist."""

from __future__ import annotations

import pathlib
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.management import get_commands

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTS = [
    page.relative_to(ROOT).as_posix()
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*.md"), *ROOT.glob("locale/*.md"))
]
LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FOLDERS = "access|agencies|assessments|benchmarks|casework|config|deploy|devstack|docs|frontend|requirements|sharing"
FILE = re.compile(
    rf"(?:[\w.-]+/)+[\w.-]*\.(?:py|sql|md|sh|toml|yml|txt|js|mjs|html|svg|css)"
    rf"|(?:{FOLDERS}|static|templates|tests|tools|ui)/[\w./-]*"
)
MADE = ("secrets/", ".local/", ".venv/", "staticfiles/")
SVG = "{http://www.w3.org/2000/svg}"
each_document = pytest.mark.parametrize("document", DOCUMENTS)


def text_of(document: str) -> str:
    """The words of one document."""
    return (ROOT / document).read_text(encoding="utf-8")


@each_document
def test_every_link_leads_somewhere(document: str) -> None:
    here = (ROOT / document).parent
    lost = [
        to for to, _part in LINK.findall(text_of(document)) if "://" not in to and not (here / to).resolve().exists()
    ]
    assert lost == []


@each_document
def test_every_target_of_make_exists(document: str) -> None:
    known = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text_of(document), re.MULTILINE))
    assert named - known == set()


@each_document
def test_every_command_of_manage_exists(document: str) -> None:
    named = set(re.findall(r"manage\.py ([a-z][a-z_]+)", text_of(document)))
    assert named - set(get_commands()) == set()


@each_document
def test_every_file_that_is_named_exists(document: str) -> None:
    here = (ROOT / document).parent
    words = [word for code in CODE.findall(FENCE.sub("", text_of(document))) for word in code.split()]
    named = {word.rstrip(".,;:") for word in words if FILE.fullmatch(word.rstrip(".,;:"))}
    lost = {n for n in named if not n.startswith(MADE) and not (ROOT / n).exists() and not (here / n).exists()}
    assert lost == set()


def test_every_decision_is_in_the_index_once_and_has_its_three_parts() -> None:
    decisions = sorted(file.name for file in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert re.findall(r"\]\(([0-9][^)]+)\)", text_of("docs/adr/README.md")) == decisions
    for number, name in enumerate(decisions, 1):
        text = text_of(f"docs/adr/{name}")
        assert name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number:04d} ")
        assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == ["Context", "Decision", "Price"]


def test_the_first_screen_has_the_two_commands_and_both_pictures() -> None:
    first = text_of("README.md")[:3500]
    assert "make run" in first
    assert "make test" in first
    pictures = re.findall(r"!\[([^\]]{60,})\]\(([^)]+)\)", first)
    assert [to for _said, to in pictures] == ["docs/pictures/case.png", "docs/pictures/floors.svg"]


def test_the_drawing_says_in_words_what_it_shows_and_names_every_floor() -> None:
    drawing = ET.parse(ROOT / "docs/pictures/floors.svg").getroot()  # noqa: S314 - our own file
    said = drawing.findtext(f"{SVG}desc") or ""
    drawn = {text.text for text in drawing.iter(f"{SVG}text")}
    for floor in ("config", "sharing", "assessments", "casework", "access", "agencies", "ui"):
        assert floor in said
        assert floor in drawn
