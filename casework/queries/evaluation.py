"""Figures for chair and coordinators: how cases ended on both strands, and what follow-ups found."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from access.errors import NotAllowed
from access.sight_lessons import approves_lessons
from agencies.errors import RuleBroken
from casework.choices import FollowUpMonth, StrandResult
from casework.counting import LEAST, Ended, Row, rows_of

RESULTS = tuple(StrandResult.values)
_CLOSINGS = "SELECT year, level, disengagement, reintegration, number FROM casework_count_closings(%s)"
_FOLLOW_UPS = "SELECT months, year, disengagement, reintegration, number FROM casework_count_follow_ups(%s)"


@dataclass(frozen=True, slots=True)
class Line:
    """One group in words. A count that is hidden is empty."""

    group: str
    total: int
    disengagement: tuple[str, ...]
    reintegration: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be told. ``agreed``: agreements let it be told at all; ``until`` is the last year that counts."""

    agreed: bool
    until: int
    least: int
    results: tuple[str, ...]
    closings: tuple[Line, ...]
    follow_ups: tuple[Line, ...]


def outcome_view(actor: Actor) -> Figures:
    """Return how cases of the partnership ended, counted and with small groups hidden; the reading is logged.

    Raises:
        NotAllowed: only chair and coordinators see figures.
    """
    found = _figures(actor)
    trail.record(actor, "evaluation.read", operation=Operation.CONSULT, kind="evaluation", ground="duty")
    return found


def evaluation_export(actor: Actor, reason: str) -> Figures:
    """Return the same figures for a file that leaves the system, and log them as disclosed, with the reason.

    Raises:
        NotAllowed: only chair and coordinators take figures out.
        RuleBroken: no reason is given, or no agreement in force lets cases be evaluated.
    """
    found = _figures(actor)
    if not reason.strip():
        raise RuleBroken(_("Say what the figures are for."), "reason")
    if not found.agreed:
        raise RuleBroken(_("No agreement in force lets your agency evaluate the cases of all agencies that lead some."))
    trail.record(
        actor, "evaluation.exported", operation=Operation.DISCLOSE, kind="evaluation", ground="duty",
        reason=reason.strip(), recipients=[actor.membership_id],
        detail={"rows": len(found.closings) + len(found.follow_ups)},
    )  # fmt: skip
    return found


def must_see_figures(actor: Actor) -> None:
    """Refuse whoever is neither chair nor coordinator.

    Raises:
        NotAllowed: always then.
    """
    if not approves_lessons(actor):
        raise NotAllowed(_("Figures of the partnership are for its chair and coordinators."))


def _figures(actor: Actor) -> Figures:
    must_see_figures(actor)
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_evaluation_agreed()")
        agreed = bool(cursor.fetchone()[0])
        cursor.execute(_CLOSINGS, [year])
        ended = [Ended(*row) for row in cursor.fetchall()]
        cursor.execute(_FOLLOW_UPS, [year])
        held: dict[int, list[Ended]] = {}
        for months, *row in cursor.fetchall():
            held.setdefault(months, []).append(Ended(row[0], 0, *row[1:]))
    after = [(FollowUpMonth(months), row) for months in sorted(held) for row in rows_of(held[months], RESULTS)]
    return Figures(
        agreed=agreed, until=year - 1, least=LEAST, results=tuple(str(label) for label in StrandResult.labels),
        closings=tuple(_line(_group(row), row) for row in rows_of(ended, RESULTS)),
        follow_ups=tuple(_line(f"{months.label}, {_years(row)}", row) for months, row in after),
    )  # fmt: skip


def _line(group: str, row: Row) -> Line:
    one, two = (
        tuple("" if count is None else str(count) for count in counts)
        for counts in (row.disengagement, row.reintegration)
    )
    return Line(group, row.total, one, two)


def _years(row: Row) -> str:
    first, last = row.years
    return str(first) if first == last else f"{first} – {last}"


def _group(row: Row) -> str:
    return _("%(years)s, level %(level)s") % {"years": _years(row), "level": row.level} if row.level else _years(row)
