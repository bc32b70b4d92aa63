"""The trail beyond one case: everybody their own lines, the legal adviser those of the partnership."""

from dataclasses import dataclass

from access import trail
from access.actor import Actor
from access.choices import Operation
from access.models import Event
from agencies.choices import Duty
from casework.queries.access_log import LogFilters, LogLine, cut, in_words, narrowed, people_in

CAP = 1001  # counts stop at "more than 1,000" (performance.md decision 9)


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of lines, newest first. ``total`` stops at 1,001; ``cases`` marks each line's case by a short key."""

    lines: tuple[tuple[LogLine, str], ...]
    older: str
    newer: str
    total: int
    people: tuple[tuple[str, str], ...]
    everybody: bool


def trail_page(actor: Actor, filters: LogFilters, after: str = "", before: str = "") -> TrailPage:
    """Return one page of the lines the actor may read, and log that it was read.

    A case the reader has no way into is marked by the beginning of its key and by nothing that names it.
    """
    everybody = actor.has_duty(Duty.LEGAL)
    trail.record(
        actor, "trail.read", operation=Operation.CONSULT, kind="trail", ground="duty" if everybody else "own"
    )  # fmt: skip
    rows = Event.objects.visible_to(actor)
    if not everybody:
        rows = rows.filter(user_id=actor.user_id)
    kept = narrowed(rows, filters)
    found, older, newer = cut(kept, after, before)
    marks = [str(event.case_id)[:8] if event.case_id else "" for event in found]
    people = people_in(rows) if everybody else ()
    lines = tuple(zip(in_words(found), marks, strict=True))
    return TrailPage(lines, older, newer, kept[:CAP].count(), people, everybody)
