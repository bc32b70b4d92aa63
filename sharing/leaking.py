"""What is typed of a leak, between form and service."""

import datetime as dt
from dataclasses import dataclass

from access.choices import Tier
from sharing.choices import LeakStepKind, LeakVerdict


@dataclass(frozen=True, slots=True)
class NewLeak:
    """A report of a leak. ``noticed_at`` and ``phoned_at`` are moments; the latter is needed where danger is now."""

    noticed_at: dt.datetime
    what: str
    tier: Tier
    kinds: tuple[str, ...]
    reached: str
    is_danger: bool = False
    at_risk: str = ""
    phoned_at: dt.datetime | None = None
    phoned_whom: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True)
class NewLeakStep:
    """A step after a leak. ``until_on``: the day by which the person is told, or on which it is decided again."""

    kind: LeakStepKind
    words: str
    verdict: LeakVerdict | None = None
    until_on: dt.date | None = None
