"""Doors of the plan, its actions and interventions."""

from tests.doors.door import Door

ROWS: dict[str, Door] = {}
