"""Contrast of every pair of colours that meet on a page, computed from the sources, in both themes."""

import re

import pytest

from tests.ui.helpers import ROOT

SCSS = ROOT / "frontend" / "scss"
TEXT, PARTS = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
TEXT_PAIRS = [
    *[(f"--c-{ink}", f"--c-{ground}") for ink in ("ink", "ink-2", "link") for ground in ("page", "card", "sunken")],
    *[(f"--c-{tone}", f"--c-{tone}-bg") for tone in ("info", "ok", "warn", "bad")],
    *[("--c-ink", f"--c-{tone}-bg") for tone in ("info", "ok", "warn", "bad")],
    *[(f"--c-{tone}", "--c-card") for tone in ("ok", "warn", "bad")],
    ("--c-on-brand", "--c-brand-deep"), ("--c-on-brand-2", "--c-brand-deep"), ("--c-on-brand", "--c-button"),
    ("--govuk-error-colour", "--c-card"),
    *[(f"--risk-{i}-fg", f"--risk-{i}-bg") for i in range(1, 5)],
    *[(f"--seg-{i}-fg", f"--risk-{i}-fill") for i in range(1, 5)],
]  # fmt: skip
PART_PAIRS = [
    (part, "--c-card")
    for part in ("--govuk-input-border-colour", "--c-accent", "--chart-1", "--chart-2", "--c-brand",
                 *(f"--risk-{i}" for i in range(1, 5)))
]  # fmt: skip
FIXED = [("#ffffff", "#8f1d16"), ("#ffffff", "#0d7a70"), ("#4a5763", "#ffffff"), ("#0b0c0c", "#ffdd00")]


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme; what only the settings of GOV.UK Frontend name is taken from there."""
    block = re.search(rf"@mixin {theme} \{{(.*?)\n\}}", (SCSS / "_tokens.scss").read_text(), re.DOTALL)
    assert block is not None
    found = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{6})", block.group(1)))
    if theme == "light":
        settings = re.findall(r'"([\w-]+)": (#[0-9a-fA-F]{6})', (SCSS / "_config.scss").read_text())
        found |= {f"--govuk-{name}-colour": colour for name, colour in settings}
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_legible(theme: str) -> None:
    colours = tokens(theme)
    weak = {(a, b): round(contrast(colours[a], colours[b]), 2) for a, b in TEXT_PAIRS
            if contrast(colours[a], colours[b]) < TEXT}  # fmt: skip
    assert not weak


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_and_marks_are_visible(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PART_PAIRS
            if contrast(colours[pair[0]], colours[pair[1]]) < PARTS}  # fmt: skip
    assert not weak


@pytest.mark.parametrize(("one", "other"), FIXED)
def test_colours_outside_the_themes_are_legible(one: str, other: str) -> None:
    assert contrast(one, other) >= TEXT


def test_the_formula_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
