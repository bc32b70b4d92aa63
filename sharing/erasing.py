"""What somebody says when they propose to erase, and when they decide on it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sharing.choices import PassedHow
from sharing.choices_erasing import ErasureGround, LegalGround, NotTold, RecipientNotTold


@dataclass(frozen=True, slots=True)
class NewErasure:
    """A record to be erased, or one note of it: on what it goes back, and whether the person was told."""

    ground: ErasureGround
    source_id: uuid.UUID
    words: str
    legal_ground: LegalGround | None = None
    told_on: dt.date | None = None
    not_told: NotTold | None = None
    note_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class ErasureDecision:
    """What somebody else decides, and why."""

    approved: bool
    words: str


@dataclass(frozen=True, slots=True)
class ToldOfErasure:
    """On which local day a recipient was told, and how; or why they cannot be told."""

    told_on: dt.date | None = None
    how: PassedHow | None = None
    not_told: RecipientNotTold | None = None
