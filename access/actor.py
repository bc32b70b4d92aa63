"""The actor: a person acting for one agency. Always an argument, never ambient."""

import uuid
from dataclasses import dataclass

from agencies.choices import Duty


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (``user_id``) acting under one membership of one agency.

    Whether the account, the membership and the code of conduct are in order is judged by the database at
    each read, not here: an actor is who somebody claims to act as, not what they may see. ``is_guest``: of an agency
    that takes part on call or is only kept informed.
    """

    user_id: uuid.UUID
    membership_id: uuid.UUID
    agency_id: uuid.UUID
    partnership_id: uuid.UUID
    staff_group_id: int
    name: str
    agency_name: str
    agency_code: str
    position: str
    is_companion: bool
    is_guest: bool
    duties: frozenset[str]

    def has_duty(self, duty: Duty) -> bool:
        """Say whether the membership carries ``duty``."""
        return duty.value in self.duties
