"""How references of cases begin."""

from casework.plain import plain


def reference_prefix(name: str) -> str:
    """Return how references of a partnership of this ``name`` begin: up to four capital letters.

    “Velmarra Reintegration Partnership” gives “VRP”.
    """
    letters = "".join(word[0] for word in plain(name).split() if word[0].isascii() and word[0].isalpha())
    return letters[:4].upper() or "CASE"
