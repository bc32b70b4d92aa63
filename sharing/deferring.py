"""What is typed about a deferral, between form and service."""

import datetime as dt
from dataclasses import dataclass

from sharing.choices import DeferralGround


@dataclass(frozen=True, slots=True)
class NewDeferral:
    """That the person be told later: on which ground, what the facts are, and on which day they are told."""

    ground: DeferralGround
    facts: str
    until_on: dt.date
