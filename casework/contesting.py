"""What a person says against a note, as one reader gets it. The floor that keeps it says so here."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from access.actor import Actor


@dataclass(frozen=True, slots=True)
class Dispute:
    """That the person contests a note, or contested it and it was put right.

    ``words`` are theirs and ``reason`` is the agency's; both are empty for whoever does not read the note in full.
    """

    id: uuid.UUID
    stands: bool
    state: str
    on: str
    words: str = ""
    reason: str = ""


Disputes = Mapping[uuid.UUID, tuple[Dispute, ...]]
Provider = Callable[[Actor, Sequence[uuid.UUID]], Disputes]
_providers: list[Provider] = []


def add_disputes(provider: Provider) -> None:
    """Let notes show what is said against them; called once, while the applications load."""
    _providers.append(provider)


def disputes_of(actor: Actor, notes: Sequence[uuid.UUID]) -> Disputes:
    """Return what is said against cleared notes, by note, as far as ``actor`` reads it. Logs nothing."""
    if not notes:
        return {}
    found: dict[uuid.UUID, tuple[Dispute, ...]] = {}
    for provider in _providers:
        for key, disputes in provider(actor, notes).items():
            found[key] = (*found.get(key, ()), *disputes)
    return found
