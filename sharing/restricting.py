"""What forms and programs hand over about restriction of processing."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sharing.choices_restricting import RestrictionGround


@dataclass(frozen=True, slots=True)
class NewRestriction:
    """What is restricted (the whole case where no note is named), why, and on which local day it is looked at again."""

    ground: RestrictionGround
    reason: str
    review_on: dt.date
    note: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Lifting:
    """Why a restriction is lifted, and on which local day the person was told before."""

    reason: str
    told_on: dt.date
