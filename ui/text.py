"""What plain text may hold: letters, signs and line ends, and nothing that hides or turns what stands there."""

import unicodedata

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of the text after them and make it read as something else."""

KEPT = frozenset("\n\r\t")


def odd_character(text: str) -> int | None:
    """Return the position (from 1) of the first control character, lone surrogate or turning sign; None: all plain."""
    for position, character in enumerate(text, start=1):
        if character in TURNS or (character not in KEPT and unicodedata.category(character) in ("Cc", "Cs")):
            return position
    return None
