"""What is typed of a duty report, between form and service."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sharing.choices import DutyBasis, HowSoon


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty report to make. ``passed`` is all that law enforcement reads; ``phoned_at`` a moment, for what is now."""

    to_agency: uuid.UUID
    feared: str
    at_risk: str
    how_soon: HowSoon
    rests_on: tuple[DutyBasis, ...]
    known: str
    thought: str
    passed: str
    is_released: bool = False
    is_health: bool = False
    phoned_at: dt.datetime | None = None
    phoned_whom: str = ""
