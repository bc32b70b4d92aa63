"""Doors of breaches and joint decisions."""

from tests.doors.door import Door

ROWS: dict[str, Door] = {}
