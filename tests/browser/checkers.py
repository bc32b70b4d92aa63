"""axe-core and vnu at their pinned versions, and what a page must keep whatever they say."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import checks

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
    const found = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
    return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`)
}"""
# Every id that another element points at, the headings, and links within the page.
STRUCTURE = """() => {
    const problems = []
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
    const known = new Set(ids)
    for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) problems.push(`twice the id ${id}`)
    for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for'])
        for (const element of document.querySelectorAll(`[${name}]`))
            for (const id of element.getAttribute(name).split(/\\s+/))
                if (id && !known.has(id)) problems.push(`${name} names no element: ${id}`)
    for (const link of document.querySelectorAll('a[href^="#"]'))
        if (!known.has(link.getAttribute('href').slice(1))) problems.push(`a dead link: ${link.outerHTML}`)
    const headings = document.querySelectorAll('h1').length
    if (headings !== 1) problems.push(`${headings} first headings`)
    if (!document.title.trim() || document.title.startsWith(' ')) problems.push('no title')
    return problems
}"""
OVERFLOW = """() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    if (wide <= 0) return []
    const past = (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.moj-sub-navigation')
    const worst = [...document.querySelectorAll('main *, header *')].filter(past).slice(0, 2)
    return [`${wide} px too wide: ${worst.map((e) => e.outerHTML.slice(0, 100)).join(' | ')}`]
}"""


def needed(checker: checks.Checker) -> pathlib.Path:
    """Return where a checker lies; skip the test without it, or fail where the environment asks for it."""
    if checker.path.exists():
        return checker.path
    if checker is checks.VNU and checks.java() is None:
        pytest.skip("no Java on this machine: the served HTML is not given to vnu")
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER=1, but {checker.package} was not fetched: run tools/checks.py")
    pytest.skip(f"{checker.package} was not fetched: run tools/checks.py")


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it stands."""
    page.evaluate(needed(checks.AXE).read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE, RULES)
    return found


def structure(page: Page) -> list[str]:
    """Return references that lead nowhere, doubled ids and wrong headings."""
    found: list[str] = page.evaluate(STRUCTURE)
    return found


def overflow(page: Page, width: int = 320) -> list[str]:
    """Return what makes the page scroll sideways at ``width`` pixels."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 640})
    found: list[str] = page.evaluate(OVERFLOW)
    if before:
        page.set_viewport_size(before)
    return found


def vnu(folder: pathlib.Path) -> list[str]:
    """Return what vnu calls an error in the HTML files of a folder."""
    jar = needed(checks.VNU)
    command = [checks.java() or "java", "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [
        f"{pathlib.Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')[:120]}"
        for one in messages
    ]
