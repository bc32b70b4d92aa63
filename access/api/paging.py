"""Keyset paging with cursors that callers pass back and cannot make up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from access.api.errors import BadQuery

SALT = "access.api.paging"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after ``key`` in the order ``order``, or before it when ``back``; no key: the start."""

    order: str
    key: str = ""
    back: bool = False

    @property
    def after(self) -> str:
        """The key to go on from, or nothing."""
        return "" if self.back else self.key

    @property
    def before(self) -> str:
        """The key to go back from, or nothing."""
        return self.key if self.back else ""


def read_cursor(text: str, order: str) -> Cursor:
    """Return the cursor a caller passed back.

    Raises:
        BadQuery: not one of ours, or made for another list or order.
    """
    if not text:
        return Cursor(order)
    try:
        made_for, key, back = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        made_for = key = back = None
    if made_for != order or not isinstance(key, str) or not isinstance(back, bool):
        raise BadQuery({"cursor": [_("This cursor belongs to no page of this list. Begin again without it.")]})
    return Cursor(order, key, back)


def _written(order: str, key: str, back: bool) -> str | None:
    return signing.dumps([order, key, back], salt=SALT) if key else None


def page_of(order: str, results: Iterable[Any], older: str, newer: str = "", **more: Any) -> dict[str, Any]:
    """Return the envelope of a page: its results and the cursors of its neighbours."""
    neighbours = {"next": _written(order, older, False), "previous": _written(order, newer, True)}
    return {"results": list(results), **neighbours, **more}
