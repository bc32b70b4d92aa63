"""What somebody says when they place a legal hold, keep it or lift it."""

import datetime as dt
from dataclasses import dataclass

from sharing.choices_erasing import HoldGround, HoldStepKind


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold to be placed on the case called ``reference``; looked at again on ``review_on`` at the latest."""

    reference: str
    ground: HoldGround
    words: str
    review_on: dt.date


@dataclass(frozen=True, slots=True)
class HoldStep:
    """What becomes of a hold, and why; kept, it has a later day on which it is looked at again."""

    kind: HoldStepKind
    words: str
    review_on: dt.date | None = None
