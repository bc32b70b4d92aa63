"""Recipients of what was erased: those of one erasure, how many of several are not told yet, and one of them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access import trail
from access.actor import Actor
from casework.due import day_words, due_state
from sharing.choices_erasing import ErasureRecipient
from sharing.models import ErasureNotice

SUBJECT = "erasure"
SHOWN = ("agency", "court", "membership__user", "erasure")


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """A recipient of what was erased; ``told`` and ``not_told`` are empty until it is recorded."""

    id: uuid.UUID
    to: str
    due: str
    due_state: str
    told: str
    how: str
    not_told: str
    by: str
    is_open: bool
    version: int


@dataclass(frozen=True, slots=True)
class RecipientPage:
    """A recipient who is to be told of the erasure that ``mark`` names."""

    erasure: uuid.UUID
    mark: str
    line: RecipientLine


def recipients_of(actor: Actor, erasure_id: uuid.UUID) -> tuple[RecipientLine, ...]:
    """Return who is told of an erasure that the actor may know of, the case manager first. Logs nothing."""
    rows = ErasureNotice.objects.visible_to(actor).filter(erasure_id=erasure_id).select_related(*SHOWN)
    order = list(ErasureRecipient)
    found = sorted(rows, key=lambda row: (order.index(ErasureRecipient(row.kind)), _called(row)))
    return tuple(map(_line, found))


def to_tell(actor: Actor, erasures: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many recipients of each of these erasures nobody has told yet. Logs nothing."""
    rows = ErasureNotice.objects.visible_to(actor).open().filter(erasure_id__in=list(erasures))
    return dict(rows.order_by().values_list("erasure_id").annotate(n=Count("pk")))


def recipient_page(actor: Actor, notice_id: uuid.UUID) -> RecipientPage:
    """Return a recipient who is to be told of an erasure, and log that the erasure was looked at.

    Raises:
        Http404: the erasure is unseen.
    """
    row: ErasureNotice = ErasureNotice.objects.select_related(*SHOWN).get_for(actor, pk=notice_id)
    trail.consulted(actor, "erasure.read", SUBJECT, [row.erasure_id], row.erasure.case_id, "duty")
    return RecipientPage(row.erasure_id, row.erasure.mark, _line(row))


def _called(row: ErasureNotice) -> str:
    if row.court is not None:
        return row.court.name
    if row.agency is None:
        return ngettext("%(n)d other recipient", "%(n)d other recipients", row.others) % {"n": row.others}
    if row.kind == ErasureRecipient.MANAGER:
        return _("The case manager, %(agency)s") % {"agency": row.agency.name}
    return row.agency.name


def _line(row: ErasureNotice) -> RecipientLine:
    is_open = row.settled_at is None
    return RecipientLine(
        row.pk, _called(row), day_words(row.due_on),
        due_state(row.due_on, timezone.localdate()) if is_open else "done", day_words(row.told_on),
        row.get_how_display() if row.how else "", row.get_not_told_display() if row.not_told else "",
        row.membership.user.full_name if row.membership else "", is_open, row.version,
    )  # fmt: skip
