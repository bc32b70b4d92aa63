"""What contacts touched, in words: an objective, a condition."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Touched:
    """How often something was touched by a contact, what was seen of it, and the last one."""

    times: int
    seen: str
    last: uuid.UUID
    on: str
