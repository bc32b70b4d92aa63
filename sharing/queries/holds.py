"""Legal holds as one reader may know them: the desk of chair and advisers, one hold, whether one stands on a case."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.sight_erasing import OVERSEE
from agencies.errors import NotAllowed
from casework.due import day_words, due_state, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from sharing.models import LegalHold

SUBJECT = "hold"
MOST = 100
"""Holds that a list shows."""
SHOWN = ("membership__user", "membership__agency", "lifted_by__user")


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold. It names no case: whoever oversees holds sees none by it."""

    id: uuid.UUID
    mark: str
    ground: str
    words: str
    placed: str
    by: str
    agency: str
    review: str
    review_state: str
    last_words: str
    lifted: str
    lifted_by: str
    version: int

    @property
    def stands(self) -> bool:
        """Whether it still holds the record."""
        return not self.lifted

    @classmethod
    def of(cls, row: LegalHold) -> Self:
        """Put a hold into words."""
        return cls(
            id=row.pk, mark=row.mark, ground=row.get_ground_display(), words=row.words,
            placed=moment_words(row.placed_at), by=row.membership.user.full_name, agency=row.membership.agency.name,
            review=day_words(row.review_on), review_state=due_state(row.review_on, timezone.localdate()),
            last_words=row.last_words, lifted=moment_words(row.lifted_at) if row.lifted_at else "",
            lifted_by=row.lifted_by.user.full_name if row.lifted_by else "", version=row.version,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HoldPage:
    """One hold; ``file`` is None for whoever sees no case."""

    file: CaseFile | None
    line: HoldLine
    may_move: bool


@dataclass(frozen=True, slots=True)
class HoldDesk:
    """The holds of a partnership: those that stand, the next to be looked at first, and those lifted last."""

    standing: tuple[HoldLine, ...]
    lifted: tuple[HoldLine, ...]


def must_oversee(actor: Actor) -> None:
    """Hold that the actor is chair or legal adviser.

    Raises:
        NotAllowed: they are neither.
    """
    if not any(actor.has_duty(duty) for duty in OVERSEE):
        raise NotAllowed(_("This page is for the chair and the legal advisers of the partnership."))


def hold_desk(actor: Actor) -> HoldDesk:
    """Return the holds of the partnership, logged by case.

    Raises:
        NotAllowed: the actor is neither chair nor legal adviser.
    """
    must_oversee(actor)
    rows = LegalHold.objects.visible_to(actor).filter(partnership_id=actor.partnership_id).select_related(*SHOWN)
    standing = list(rows.standing().order_by("review_on", "pk")[:MOST])
    lifted = list(rows.filter(lifted_at__isnull=False).order_by("-lifted_at", "pk")[:MOST])
    by_case = trail.by_case((*standing, *lifted))
    trail.consulted_across(actor, "hold.listed", SUBJECT, by_case, "duty")
    return HoldDesk(tuple(map(HoldLine.of, standing)), tuple(map(HoldLine.of, lifted)))


def hold_page(actor: Actor, hold_id: uuid.UUID, verb: str = "view") -> HoldPage:
    """Return one hold, and log that it was looked at.

    Raises:
        Http404, NotAllowed: it is unseen, or ``verb`` is not for the actor.
    """
    row: LegalHold = LegalHold.objects.select_related(*SHOWN).get_for(actor, verb, pk=hold_id)
    trail.consulted(actor, "hold.read", SUBJECT, [row.pk], row.case_id, "duty")
    case = Case.objects.select_related("person").visible_to(actor).filter(pk=row.case_id).first()
    file = file_of(actor, case) if case is not None else None
    oversees = any(actor.has_duty(duty) for duty in OVERSEE) and row.partnership_id == actor.partnership_id
    return HoldPage(file, HoldLine.of(row), oversees and row.lifted_at is None)


def holds_on(actor: Actor, case_id: uuid.UUID) -> Sequence[HoldLine]:
    """Return the holds that stand on a case, as far as the actor may know of them."""
    rows = LegalHold.objects.visible_to(actor).standing().filter(case_id=case_id).select_related(*SHOWN)
    return tuple(map(HoldLine.of, rows.order_by("placed_at", "pk")))
