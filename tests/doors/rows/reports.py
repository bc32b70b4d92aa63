"""Doors of court reports."""

from tests.doors.door import Door

ROWS: dict[str, Door] = {}
