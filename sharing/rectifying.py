"""What forms and programs hand over about facts that a person contests."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sharing.choices import PassedHow
from sharing.choices_contested import ContestedOutcome


@dataclass(frozen=True, slots=True)
class NewContest:
    """The note that is contested, and what the person says against it."""

    note: uuid.UUID
    words: str


@dataclass(frozen=True, slots=True)
class ContestAnswer:
    """What the agency whose note it is answers, and why."""

    outcome: ContestedOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class ToldRecipient:
    """On which local day a recipient was told, and how."""

    told_on: dt.date
    how: PassedHow
