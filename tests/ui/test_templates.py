"""Rules that every template keeps, read from the files: strict content policy, size, translated text."""

import re
from pathlib import Path

import pytest

from tests.ui.helpers import ROOT

FLOORS = ("ui", "agencies", "access", "casework", "assessments", "sharing", "config")
TEMPLATES = sorted(
    [
        *(ROOT / "templates").rglob("*.html"),
        *(p for floor in FLOORS for p in (ROOT / floor).rglob("templates/**/*.html")),
    ]
)
LONGEST = 120  # lines
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "an inline style": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)[^>]*>",
    "an event attribute": r"<[^>]*\son[a-z]+\s*=",
    "hx-on": r"hx-on",
    "a script in hx-vals": r"hx-(?:vals|headers)\s*=\s*[\"']js:",
    "hx- without data-": r"\s(?<!data-)hx-[a-z]+=",
    "an address of another site": r"(?:src|href|action)=[\"']https?://",
    "|safe": r"\|\s*safe\b",
    "autoescape off": r"autoescape\s+off",
    "a button without a type": r"<button(?![^>]*\btype=)",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_keeps_the_rules(path: Path) -> None:
    text = path.read_text()
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)]
    assert not found
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_are_marked_for_translation(path: Path) -> None:
    text = re.sub(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", "\n", text)
    text = re.sub(r"[\w.-]+=\"[^\"]*\"", "", text)  # a part that holds attributes alone
    bare = [line.strip() for line in text.splitlines() if re.search(r"[A-Za-z]{3,}", line)]
    assert not bare


def test_the_patterns_find_what_they_forbid() -> None:
    bad = (
        '<p style="x"><style></style><script>1</script><a onclick="x" hx-on:click="y" hx-get="/x" href="https://x">'
        '<i data-hx-vals="js:1">{{ x|safe }}{% autoescape off %}<button>'
    )
    assert [name for name, pattern in FORBIDDEN.items() if not re.search(pattern, bad)] == []
    assert not re.search(FORBIDDEN["hx- without data-"], '<a data-hx-get="/x">')
    assert not re.search(FORBIDDEN["an inline script"], '<script src="{% static "x" %}" defer></script>')
