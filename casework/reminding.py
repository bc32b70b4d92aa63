"""When each kind of deadline reminds, and when nobody is written to: settings of a partnership, with their defaults."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings as installation

from casework.choices import DeadlineKind, ReminderStep
from casework.due import due_in_working_days

OURS = "ours"
MOST_DAYS = 60
"""Days that any of the figures may be at the most."""
KEY = "reminders"
"""Where a partnership's ``settings`` hold its own figures."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Days before a deadline that it is announced, after it that it is overdue, and until it is passed on.

    ``working``: Monday to Friday only. ``ahead`` and ``escalate`` may be 0: then that step is left out.
    """

    ahead: int
    overdue: int
    escalate: int
    working: bool = True
    source: str = OURS


USUAL = Timing(3, 1, 3)
"""For every kind without figures of its own, also for kinds that come later."""
K = DeadlineKind
TIMINGS: Final[Mapping[str, Timing]] = {
    K.COURT_REPORT: Timing(5, 1, 1, source="CASA users ask for a week"),
    K.REPORT_CHECK: Timing(2, 1, 2),
    K.COUNTERSIGN: Timing(1, 1, 1),
    K.NOTE_ANSWER: Timing(1, 1, 3),
    K.QUESTION: Timing(1, 1, 3),
    K.REQUEST_ANSWER: Timing(1, 1, 2, source="five working days to answer"),
    K.CONTACT_PLANNED: Timing(1, 1, 5),
    K.CONTACT_LETTER: Timing(1, 1, 1, source="two working days for the letter"),
    K.EXPLANATION: Timing(1, 1, 2, source="six working days to explain"),
    K.BREACH_ACTION: Timing(3, 1, 1, source="ten working days to act"),
    K.HEARING: Timing(5, 1, 3),
    K.EMERGENCY_REVIEW: Timing(0, 1, 1, source="one working day to review"),
    K.NOTIFICATION: Timing(2, 1, 2, source="five working days to tell the person"),
    K.DUTY_NOTICE: Timing(0, 1, 0, source="to know of it is all that is asked"),
    K.LEAK_DECISION: Timing(2, 1, 1, source="72 hours to the supervisory authority (GDPR art. 33, LED art. 30)"),
    K.LEAK_NOTICE: Timing(0, 1, 0, source="to know of it is all that is asked"),
    K.LEAK_TELL: Timing(1, 1, 1, source="without delay (GDPR art. 34, LED art. 31)"),
    K.PUBLICATION: Timing(5, 1, 0, source="silence is a no (toolkit L434)"),
    K.PROPOSAL: Timing(1, 1, 1, source="three days to decide, as for legal advice"),
    K.LEGAL_ADVICE: Timing(1, 1, 1, source="three working days to answer"),
    K.DUTY_RECEIPT: Timing(0, 1, 1, source="what prevents a crime waits for nobody"),
    K.FIRST_PLAN: Timing(5, 1, 3),
    K.PLAN_REVIEW: Timing(10, 1, 10, source="stale 14 days after its review"),
    K.CASE_REVIEW: Timing(5, 1, 5),
    K.ASSESSMENT: Timing(5, 1, 5),
    K.CONTRIBUTION: Timing(3, 1, 2),
    K.ASSESSMENT_SIGN: Timing(1, 1, 2),
    K.FOLLOW_UP: Timing(5, 1, 5),
    K.DEFERRAL_REVIEW: Timing(5, 1, 1),
    K.AGREEMENT_REVIEW: Timing(20, 1, 5),
    K.AGREEMENT_ENDS: Timing(20, 1, 0, source="without it sharing stops at once"),
    K.CODE: Timing(10, 1, 3, source="without it a new version closes the access on its first day"),
    K.RIGHTS: Timing(5, 1, 2, source="one month (GDPR art. 12; national law on the Directive)"),
    K.CONTESTED: Timing(3, 1, 2, source="within the month of the request (GDPR art. 12)"),
    K.CORRECTION: Timing(1, 1, 2, source="recipients are told (LED art. 16, GDPR art. 19)"),
    K.RESTRICTION: Timing(5, 1, 3, source="a restriction ends by being lifted (LED art. 16, GDPR art. 18)"),
    K.RETENTION: Timing(10, 1, 10),
    K.HOLD: Timing(10, 1, 5),
    K.ERASURE: Timing(5, 1, 5),
    K.ERASURE_TOLD: Timing(1, 1, 2, source="recipients are told (LED art. 16, GDPR art. 19)"),
    K.NETWORK: Timing(20, 1, 5, source="built over the last six months (toolkit L188)"),
    K.RELEASE: Timing(20, 1, 0),
    K.ORDER_ENDS: Timing(10, 1, 5),
    K.PLACE_ENDS: Timing(5, 1, 0),
}
"""Days by kind of deadline: announced, overdue, passed on. The sources are those of the deadline itself."""
QUIET: Final = ("20:00", "07:00")
"""From when until when nobody is written to, in the partnership's own time."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one partnership has set, or the defaults."""

    zone: zoneinfo.ZoneInfo
    quiet_from: dt.time
    quiet_until: dt.time
    own: Mapping[str, Timing]

    def of(self, kind: str) -> Timing:
        """The days of one kind of deadline."""
        return self.own.get(kind) or TIMINGS.get(kind, USUAL)

    def today(self, now: dt.datetime) -> dt.date:
        """The partnership's local date at this moment."""
        return now.astimezone(self.zone).date()

    def announced_until(self, kind: str, today: dt.date) -> dt.date:
        """Return the last due day that is announced on ``today``: what falls due by then has to be there already."""
        timing = self.of(kind)
        return _ahead(timing.ahead, timing.working, today)

    def is_quiet(self, now: dt.datetime) -> bool:
        """Whether nobody is written to now. Reckoned from the moment, so that no clock change skips or repeats it."""
        at = now.astimezone(self.zone).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def kinds_by_timing(self) -> dict[Timing, list[str]]:
        """Kinds of deadline that share their days, sources apart."""
        found: dict[Timing, list[str]] = {}
        for kind in DeadlineKind.values:
            found.setdefault(replace(self.of(kind), source=""), []).append(kind)
        return found


def rules_of(settings: Mapping[str, Any] | None) -> Rules:
    """Read what a partnership's ``settings`` say; what they leave out has its default."""
    kept: Mapping[str, Any] = (settings or {}).get(KEY, {})
    start, end = kept.get("quiet", QUIET)
    own = {
        kind: replace(TIMINGS.get(kind, USUAL), ahead=days[0], overdue=days[1], escalate=days[2])
        for kind, days in kept.get("kinds", {}).items()
    }
    zone = zoneinfo.ZoneInfo(kept.get("time_zone") or installation.TIME_ZONE)
    return Rules(zone, dt.time.fromisoformat(start), dt.time.fromisoformat(end), own)


def _ahead(days: int, working: bool, today: dt.date) -> dt.date:
    return due_in_working_days(days, today) if working else today + dt.timedelta(days=days)


def _behind(days: int, working: bool, today: dt.date) -> dt.date:
    """The latest day of which ``today`` is at least ``days`` (working) days later."""
    day = today - dt.timedelta(days=days)
    while working and due_in_working_days(days, day) > today:
        day -= dt.timedelta(days=1)
    return day


def due_between(step: ReminderStep, timing: Timing, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the first and last due day of deadlines that are at ``step`` today; None where the step is left out.

    Announced, due and overdue exclude each other: a sweep that comes late tells only where a deadline stands now.
    """
    late = _behind(timing.overdue, timing.working, today)
    if step == ReminderStep.AHEAD:
        last = _ahead(timing.ahead, timing.working, today)
        return (today + dt.timedelta(days=1), last) if timing.ahead else None
    if step == ReminderStep.DUE:
        return late + dt.timedelta(days=1), today
    if step == ReminderStep.OVERDUE:
        return dt.date.min, late
    return (dt.date.min, _behind(timing.escalate, timing.working, today)) if timing.escalate else None
