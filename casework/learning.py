"""A lesson as it is written, and the words of its case that must not stand in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewLesson:
    """What was learned, in general words.

    ``nameless``: the writer confirms that what looks like a name tells nothing.
    """

    heading: str
    happened: str
    helped: str
    differently: str
    domains: tuple[str, ...] = ()
    nameless: bool = False


TEXTS = ("heading", "happened", "helped", "differently")
"""Fields with words, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What points to a case, as far as its writer knows it.

    ``names`` are found however they are written, ``places`` only with their capital, ``phrases`` as a whole.
    """

    names: frozenset[str]
    places: frozenset[str]
    phrases: frozenset[str]
