"""Errors of the trade: each carries a sentence that a person can act on."""


class RuleBroken(Exception):
    """A lawful-looking act that a rule of the domain forbids.

    ``sentence`` says what is wrong and what to do; ``field`` names the form field it belongs to, if one.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(RuleBroken):
    """Somebody else changed the same row first; nothing was saved."""


class NotAllowed(Exception):
    """The actor may know that the thing exists but may not do this with it (403 with a sentence)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
