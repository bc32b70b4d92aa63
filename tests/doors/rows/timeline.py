"""Doors of the timeline of a case, and of the forecast."""

from tests.doors.door import SEEN, SEEN_BY_ALL, Door, of_case

ROWS: dict[str, Door] = {
    "timeline": Door(get=SEEN, args=of_case),
    "forecast": Door(get=SEEN_BY_ALL),
    "api_case_timeline": Door(get=SEEN, args=of_case, json=True),
    "api_forecast": Door(get=SEEN_BY_ALL, json=True),
}
