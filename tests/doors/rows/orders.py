"""Doors of courts, orders, conditions and custody."""

from tests.doors.door import Door

ROWS: dict[str, Door] = {}
