"""Doors of contacts, incidents, exposure and signs."""

from tests.doors.door import Door

ROWS: dict[str, Door] = {}
