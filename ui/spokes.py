"""Geometry of somebody and those around them: near ones near, far ones far. Drawn by templates/charts/ring.html."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.charts import Edge, Node, Ring, number

BESIDE: Final = 166  # room for the longest name that is drawn, beside the outermost circle
REACH: Final = {1: 0.5, 2: 0.75, 3: 1.0}  # of the way to the rim: close, regular, at the edge


@dataclass(frozen=True, slots=True)
class Spoke:
    """One around the middle: a short code, a name, how near (1 near, 3 far), and whether it pulls away."""

    code: str
    name: str
    closeness: int = 2
    against: bool = False


def spokes(
    centre: tuple[str, str], around: Sequence[Spoke], width: int = 620, height: int = 380, named: bool = True
) -> Ring:
    """The middle (code, name) and a line to each one around it; a line to one that pulls away is dashed."""
    radius = 20
    reach_x, reach_y = width / 2 - (BESIDE if named else radius + 2), height / 2 - (44 if named else radius + 2)
    middle = width / 2, height / 2
    nodes, edges = [], []
    for i, one in enumerate(around):
        angle = 2 * math.pi * i / len(around) - math.pi / 2
        far = REACH.get(one.closeness, 1.0)
        x, y = middle[0] + reach_x * far * math.cos(angle), middle[1] + reach_y * far * math.sin(angle)
        path = f"M{number(middle[0])} {number(middle[1])}L{number(x)} {number(y)}"
        edges.append(Edge(path, number(5 - one.closeness), one.against))
        nodes.append(_node(one.code, one.name, x, y, angle))
    nodes.append(_node(centre[0], "", *middle, -math.pi / 2))
    return Ring(width, height, radius, named, nodes, edges)


def _node(code: str, name: str, x: float, y: float, angle: float) -> Node:
    sideways = math.cos(angle)
    side = 1 if sideways > 0.3 else -1 if sideways < -0.3 else 0
    beside = y + 4.5 if side else y + (36 if math.sin(angle) > 0 else -28)
    anchor = {1: "t-start", -1: "t-end", 0: "t-mid"}[side]
    return Node(code, name, number(x), number(y), number(y + 4.5), number(x + 28 * side), number(beside), anchor)
