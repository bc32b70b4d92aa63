"""Loads what agencies asked each other in the quarter before this one: the police asked nine and answered four."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from access.choices import Handling, ItemStatus, Tier
from agencies.models import Agency
from casework.due import months_after
from casework.models import Note, NoteText
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.requests import load_asked
from sharing.models import SharingRequest

ASKED, ANSWERED = 9, 4
"""What symmetry says of the police."""
POLICE = "POL"
TOOK = 3
"""Days that an answer takes."""
BEFORE_THE_END = 3


def facts() -> dict[str, Any]:
    """Return the file of the quarter."""
    return tomllib.loads((FOLDER / "quarter.toml").read_text(encoding="utf-8"))


def quarter_before(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first day of the last quarter that is over, and of the one that runs."""
    running = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return months_after(running, -3), running


def load_quarter(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load as many requests as that quarter lacks beside those of the stories; return their lines of the trail."""
    first, running = quarter_before(cast.calendar.today)
    begin = (first - cast.calendar.today).days
    known, police = facts(), cast.agencies[POLICE]
    asks = list(_dated(known["ask"], begin))[: ASKED - _count("asked_at", first, running, agency=police)]
    answers = list(_dated(known["answer"], begin))[: ANSWERED - _count("answered_at", first, running, asked=police)]
    late = {**known["late"], "day": (running - cast.calendar.today).days - BEFORE_THE_END}
    if late["day"] + 2 * TOOK < 0:
        late["answered"] = late["day"] + 2 * TOOK
    else:
        late.pop("code")  # the quarter has just ended: it still waits
    lines: list[Told] = []
    by_title = {str(story.facts["title"]).lower(): story for story in stories}
    for fact in (*asks, *answers, late):
        story = by_title[fact["case"]]
        note = _note(cast, story, fact) if fact.pop("words", False) else ""
        fact |= {"note": note, "code": "summary"} if note else {"code": fact.get("code", "nothing_held")}
        if "answered" not in fact:
            fact.pop("code")
        lines += load_asked(cast, story, {**fact, "seen": fact["day"] + 1, "tier": "summary"})
    return lines


def _dated(known: list[dict[str, Any]], begin: int) -> Iterator[dict[str, Any]]:
    """Each request once for each of its days, in order."""
    days = sorted(((day, fact) for fact in known for day in fact["days"]), key=lambda one: one[0])
    for day, fact in days:
        yield {**fact, "day": begin + day, "answered": begin + day + TOOK}


def _count(moment: str, first: dt.date, end: dt.date, **who: Agency) -> int:
    begin, over = (dt.datetime.combine(day, dt.time.min, dt.UTC) for day in (first, end))
    rows = SharingRequest._base_manager.filter(**{f"{moment}__gte": begin, f"{moment}__lt": over}, **who)
    return int(rows.count())


def _note(cast: Cast, story: Story, fact: dict[str, Any]) -> str:
    """The title of a note of whoever answers, which may be read: the newest of that day; empty where there is none."""
    until = timezone.make_aware(dt.datetime.combine(cast.calendar.day(fact["answered"]), dt.time.min))
    notes = Note._base_manager.filter(
        case=story.case, originator=cast.member(fact["to"]).agency, status=ItemStatus.CURRENT, handling=Handling.TEAM,
        released_tier__gte=Tier.SUMMARY, has_summary=True, recorded_at__lt=until, data_category="supervision",
    )  # fmt: skip
    texts = NoteText._base_manager.filter(note__in=notes, tier=Tier.SUMMARY).order_by("-note__recorded_at", "pk")
    for title in texts.values_list("title", flat=True)[:20]:
        same = NoteText._base_manager.filter(note__case=story.case, title=title, note__status=ItemStatus.CURRENT)
        if same.values("note").distinct().count() == 1:
            return str(title)
    return ""
