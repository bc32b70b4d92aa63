"""Puts what changed into pictures: each in two geometries, with a sentence that says the finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.changing import has_own_answers, share_of
from assessments.definition import NOT_KNOWN
from assessments.queries.change import ChangePage, Counted, Gap, ItemTrail
from ui import trails

NARROW = 316
CSS = {"protective": "in"}
"""Strengths in one colour, everything else in the other; the words stand beside."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing for a wide and for a narrow page. ``summary``: what there is to see, in a sentence."""

    summary: str
    wide: Any
    narrow: Any


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the page; None where there is nothing to draw."""

    trails: Picture | None
    strips: Picture | None
    gaps: Picture | None


def pictures(page: ChangePage) -> Pictures:
    """Draw the page. One assessment alone has counts and gaps, and no trails."""
    if not page.looks:
        return Pictures(None, None, None)
    return Pictures(_trails(page), _strips(page), _gaps(page.gaps))


def _trails(page: ChangePage) -> Picture | None:
    looks = [(date_format(one.as_of, "M Y"), one.as_of.toordinal()) for one in page.looks]
    drawn = [
        (heading, css, [one for one in of if not one.own_answers])
        for heading, css, of in (
            (_("Strengths"), "in", page.strengths), (_("Concerns and surroundings"), "out", page.concerns)
        )
    ]  # fmt: skip
    groups = [
        (heading, css, [(f"{one.item.code} {one.item.label}", one.newest, _points(page, one)) for one in of])
        for heading, css, of in drawn if of
    ]  # fmt: skip
    if not groups or len(looks) < 2:
        return None
    events = [(str(number), one.day.toordinal()) for number, one in enumerate(page.events, start=1)]
    return Picture(_told(page), *(trails.trails(looks, groups, events, width) for width in (trails.WIDE, NARROW)))


def _points(page: ChangePage, trail: ItemTrail) -> list[trails.Point | None]:
    return [
        trails.Point(share_of(trail.item, one.code), look.custody, len(one.raters), one.move.value) if one else None
        for look, one in zip(page.looks, trail.looks, strict=True)
    ]


def _told(page: ChangePage) -> str:
    """The finding in words: where the items that moved stand now, by the last answer of their scale."""
    parts = []
    for of in (page.strengths, page.concerns):
        for place in (-1, 0):
            by_answer: dict[str, list[str]] = {}
            for one in of:
                known = [answer for answer in one.item.scale.answers if answer.code != NOT_KNOWN]
                if not one.own_answers and one.newest == known[place].label:
                    by_answer.setdefault(one.newest, []).append(one.item.label)
            parts += [f"{answer}: {', '.join(names)}." for answer, names in by_answer.items()]
    return " ".join(parts) or _("The answers moved between the ends of their scales.")


def _strips(page: ChangePage) -> Picture:
    looks = [date_format(one.as_of, "M Y") for one in page.looks]
    rows = [
        (
            f"{one.section.code} {one.section.title.split(' (')[0]}", CSS.get(one.section.kind, "out"),
            [_shares(one, look) for look in one.looks],
        )
        for one in page.counted if any(one.looks)
    ]  # fmt: skip
    summary = _("Answers by section, one square for each item, %(looks)s side by side.") % {
        "looks": ", ".join(one.on for one in page.looks)
    }
    return Picture(summary, *(trails.strips(looks, rows, width) for width in (trails.WIDE, NARROW)))


def _shares(one: Counted, look: Sequence[tuple[str, str, int]]) -> list[tuple[float | None, int]]:
    item = next(item for item in one.section.items if not has_own_answers(item))
    return [(share_of(item, code), count) for code, _label, count in look]


def _gaps(gaps: Sequence[Gap]) -> Picture:
    rows = [(date_format(one.look.as_of, "M Y"), gap_words(one), one.unknown, one.silent, one.asked) for one in gaps]
    summary = "; ".join(f"{one.look.on}: {gap_words(one)}" for one in gaps)
    return Picture(summary, *(trails.gap_bars(rows, width) for width in (trails.WIDE, NARROW)))


def gap_words(one: Gap) -> str:
    """Say what is not known, in counts."""
    unknown = ngettext("%(n)d not known", "%(n)d not known", one.unknown) % {"n": one.unknown}
    return _("%(unknown)s, %(silent)d not answered, of %(asked)d") % {
        "unknown": unknown, "silent": one.silent, "asked": one.asked,
    }  # fmt: skip
