"""What a row of the door matrix says, and the answers that many rows share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doors.stage import Stage

Build = Callable[[Stage], dict[str, Any]]


@dataclass(frozen=True)
class Door:
    """One URL name. ``args`` are its parts; ``form`` is a payload that breaks no rule; ``json``: it is an API's."""

    get: str = ""
    post: str = ""
    args: Build = lambda _s: {}
    form: Build = lambda _s: {}
    json: bool = False


def of_case(s: Stage) -> dict[str, Any]:
    """The parts of an address below the hidden case."""
    return {"reference": s.case.reference}


SEEN = "200: inside; 404: outside"
ASK_COORDINATOR = "403: all; 200: coordinator"
BY_COORDINATOR = "403: all; 303: coordinator"
ASK_MANAGERS = "403: inside; 404: outside; 200: supervisor manager"
BY_MANAGERS = "403: inside; 404: outside; 303: supervisor manager"
SEEN_BY_ALL = "200: all"
PUBLIC = "200: everybody"
OWN = "200: all; 200: newcomer"
EDITED = "303: inside; 404: outside; 403: teacher mentor chair rescuer"
WRITTEN = "200: inside; 404: outside; 403: chair rescuer"
READ = "200: inside; 404: outside; 404: mentor"
BY_AUTHORS = "403: inside; 404: outside; 303: supervisor; 404: mentor"
REVIEWED = "403: inside; 404: outside; 200: supervisor manager; 404: teacher mentor chair"
BY_REVIEWERS = "403: inside; 404: outside; 303: supervisor manager; 404: teacher mentor chair"
ANSWERED = "303: inside; 404: outside; 422: supervisor; 404: mentor; 403: chair rescuer"
ASK_AUTHORS = "403: inside; 404: outside; 200: supervisor; 404: mentor"
ASK_OTHERS = "200: inside; 404: outside; 422: supervisor; 404: mentor; 403: chair rescuer"
