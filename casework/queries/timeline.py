"""One page of the timeline of a case: entries of every source, the latest day first, each at the reader's tier."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Tier
from casework.due import day_words
from casework.models import NoteText
from casework.queries.case_file import CaseFile, case_file
from casework.timeline import Entry, Mark, Source, Window, sources

PAGE = 30
YEARS = (1900, 9000)
TIER_WORDS = {Tier.GIST: "gist", Tier.SUMMARY: "summary", Tier.FULL: "full"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it. ``tier`` is empty where the words are not a note's."""

    id: str
    kind: str
    label: str
    title: str
    text: str
    tier: str
    tags: tuple[str, ...]
    url: str
    by: str
    agency_code: str
    on: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A page of the timeline; ``older`` is the cursor of the next one, ``kinds`` what may be narrowed by."""

    file: CaseFile
    lines: tuple[Line, ...]
    older: str
    kinds: tuple[tuple[str, str], ...]


def timeline_page(actor: Actor, reference: str, kinds: Sequence[str] = (), after: str = "") -> TimelinePage:
    """Return one page of what happened on a case, as far as the actor may see it, and log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    offered = dict[str, str]()
    for source in sources():
        offered.setdefault(source.kind, str(source.label))
    wanted = [source for source in sources() if not kinds or source.kind in kinds]
    mark = _read_mark(after)
    names = [source.name for source in sources()]
    found: list[tuple[Source, Entry]] = []
    for source in wanted:
        window = _window(file.id, names, source.name, mark)
        found += [(source, entry) for entry in source.fetch(actor, window)]
    found.sort(key=lambda pair: (-pair[1].on.toordinal(), names.index(pair[0].name), pair[1].id))
    shown = found[:PAGE]
    texts = _texts(actor, [entry.note_id for _source, entry in shown if entry.note_id])
    lines = tuple(_line(source, entry, texts) for source, entry in _by_time(shown, names))
    trail.consulted(
        actor, "timeline.read", "case", dict.fromkeys(entry.id for _source, entry in shown), file.id, file.place
    )
    older = _written(*shown[-1]) if len(found) > PAGE else ""
    return TimelinePage(file, lines, older, tuple(offered.items()))


def _by_time(shown: Sequence[tuple[Source, Entry]], names: list[str]) -> list[tuple[Source, Entry]]:
    """Put what one source tells of one day into the order in which it happened, the latest first.

    Only on the page: where it is cut stays with the keys, which no later entry moves.
    """
    return sorted(
        shown,
        key=lambda pair: (
            -pair[1].on.toordinal(), names.index(pair[0].name), -(pair[1].at.timestamp() if pair[1].at else 0)
        ),
    )  # fmt: skip


def _window(case_id: uuid.UUID, names: list[str], name: str, mark: Mark | None) -> Window:
    """Return what a source still has to give after the mark: entries of its day stand in the order of the sources."""
    limit = PAGE + 1
    if mark is None or mark.source not in names:
        return Window(case_id, limit)
    place, at = names.index(name), names.index(mark.source)
    if place == at:
        return Window(case_id, limit, mark.day, "after", mark.key)
    return Window(case_id, limit, mark.day, "all" if place > at else "none")


def _written(source: Source, entry: Entry) -> str:
    return f"{entry.on.isoformat()}_{source.name}_{entry.id}"


def _read_mark(typed: str) -> Mark | None:
    """Return where a page begins, or None for an address that is none of ours."""
    try:
        day, rest = typed.split("_", 1)
        name, key = rest.rsplit("_", 1)
        mark = Mark(dt.date.fromisoformat(day), name, uuid.UUID(key))
    except ValueError:
        return None
    return mark if YEARS[0] <= mark.day.year <= YEARS[1] else None  # a day beyond cannot be reckoned with


def _texts(actor: Actor, notes: list[uuid.UUID]) -> dict[uuid.UUID, NoteText]:
    """The fullest text that the actor reads of each note."""
    if not notes:
        return {}
    rows = NoteText.objects.visible_to(actor).filter(note_id__in=notes).order_by("tier")
    return {row.note_id: row for row in rows}


def _line(source: Source, entry: Entry, texts: dict[uuid.UUID, NoteText]) -> Line:
    words = texts.get(entry.note_id) if entry.note_id else None
    return Line(
        id=f"{source.name}-{entry.id}", kind=source.kind, label=str(source.label),
        title=entry.title or (words.title if words else "") or _("Without a title"),
        text=words.text if words else entry.text, tier=TIER_WORDS[Tier(words.tier)] if words else "",
        tags=entry.tags, url=entry.url, by=entry.by, agency_code=entry.agency_code, on=day_words(entry.on),
        date=entry.on,
    )  # fmt: skip
