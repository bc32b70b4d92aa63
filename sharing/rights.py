"""What forms and programs hand over about requests of the person."""

import datetime as dt
from dataclasses import dataclass

from sharing.choices_rights import Identity, RightsHow, RightsKind, RightsState


@dataclass(frozen=True, slots=True)
class NewRights:
    """A request as it came: what is asked, how, on which local day, in which words; who asks, if that is known."""

    kind: RightsKind
    how: RightsHow
    received_on: dt.date
    words: str
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Longer:
    """That an answer takes longer: until which local day, why, and on which day the person was told so."""

    until_on: dt.date
    reason: str
    told_on: dt.date


@dataclass(frozen=True, slots=True)
class RightsDecision:
    """What becomes of a request and why, in words for the person; the day on which they were told where to complain."""

    state: RightsState
    reason: str
    remedy_told_on: dt.date | None = None
