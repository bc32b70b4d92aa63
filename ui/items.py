"""Small frozen things that pages hand to components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

PHASES: Final[dict[str, Text]] = {
    "assess": _("Assess"),
    "plan": _("Plan"),
    "intervene": _("Intervene"),
    "evaluate": _("Evaluate"),
}


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of a navigation; `count` stands beside the label unless it is None, `under` below an open one."""

    url: str
    label: Text
    current: bool = False
    count: int | None = None
    under: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One step of the case's cycle; `state` is done, current or next, `note` says since or until when."""

    name: Text
    state: str
    note: Text = ""


def phase_steps(current: str, notes: Mapping[str, Text] | None = None) -> list[PhaseStep]:
    """The four steps of the cycle with `current` marked. Raises ValueError for an unknown step."""
    order = list(PHASES)
    here = order.index(current)
    notes = notes or {}
    return [
        PhaseStep(PHASES[key], "done" if i < here else "current" if i == here else "next", notes.get(key, ""))
        for i, key in enumerate(order)
    ]
