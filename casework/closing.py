"""What is said when a case ends, and when somebody looks again afterwards."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """How the work ended on both strands. Days are local dates; ``months`` are counted from the day of closing.

    ``reason`` says why it is recorded again, when it was recorded before for the same closing.
    """

    disengagement: str
    disengagement_text: str
    reintegration: str
    reintegration_text: str
    agreed: str
    call: str
    feedback_offered_on: dt.date
    keep_until: dt.date
    months: tuple[int, ...] = ()
    went_on: str = ""
    for_person: str = ""
    nothing_ends: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at a follow-up. ``reopen``: whoever looked thinks that the case should be taken up again."""

    held_on: dt.date
    method: str
    found: str
    disengagement: str
    reintegration: str
    reopen: bool = False
