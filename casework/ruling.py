"""One reporting rule as a coordinator writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A situation, how it is reported, to whom, how soon, what must pass, on what it rests, and beside which forms."""

    situation: str
    channel: str
    recipient: str
    within: str
    places: tuple[str, ...]
    pass_on: str = ""
    basis: str = ""
    is_active: bool = True
