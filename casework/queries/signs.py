"""The catalogue of signs: three classes kept apart (R120)."""

import uuid
from dataclasses import dataclass

from access.actor import Actor
from casework.choices import SignClass
from casework.models import SignEntry


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign of the catalogue."""

    id: uuid.UUID
    code: str
    sign_class: SignClass
    label: str
    guidance: str
    is_belief: bool
    is_active: bool
    version: int


def _line(row: SignEntry) -> SignLine:
    return SignLine(
        row.pk, row.code, SignClass(row.sign_class), row.label, row.guidance, row.is_belief, row.is_active, row.version
    )


def catalogue(actor: Actor, *, active: bool = False) -> list[tuple[SignClass, list[SignLine]]]:
    """Return the signs of the actor's partnership by class, classes without any too; ``active``: only those in use."""
    rows = SignEntry.objects.visible_to(actor).order_by("code")
    lines = [_line(row) for row in (rows.filter(is_active=True) if active else rows)]
    return [(kind, [line for line in lines if line.sign_class == kind]) for kind in SignClass]


def sign_to_edit(actor: Actor, entry_id: uuid.UUID) -> SignLine:
    """Return a sign that the actor may change.

    Raises:
        Http404, NotAllowed: it is not theirs to change.
    """
    return _line(SignEntry.objects.get_for(actor, "edit", pk=entry_id))
