"""Doors of the timeline of a case."""

from tests.doors.door import Door

ROWS: dict[str, Door] = {}
