"""Where interventions double or disturb each other (R92, R172), or outlast the order (R46). Pure reckoning."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


class ClashKind(TextChoices):
    """What is wrong between two interventions, or between one and the order."""

    SAME_KIND = "same_kind", _("Twice the same kind")
    SAME_TIME = "same_time", _("At the same time")
    AFTER_ORDER = "after_order", _("Ends after the order")


@dataclass(frozen=True, slots=True)
class Slot:
    """When and by whom an intervention is held. ``name`` is what this reader may call it; ``accepted`` says why."""

    id: uuid.UUID
    type: str
    name: str
    provider: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    weekday: int | None = None
    begins_at: dt.time | None = None
    ends_at: dt.time | None = None
    accepted: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two interventions that get in each other's way, or one that outlasts the order (then ``other`` is None)."""

    kind: ClashKind
    one: Slot
    other: Slot | None = None
    until: dt.date | None = None

    @property
    def accepted(self) -> str:
        """Why it may stand, as one of the two says; empty while nobody took it on."""
        return self.one.accepted or (self.other.accepted if self.other else "")

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        words = {"one": f"{self.one.name} ({self.one.provider})", "day": self.until}
        if self.other is None:
            return _t("%(one)s goes on after the last day of the order.") % words
        words["other"] = f"{self.other.name} ({self.other.provider})"
        if self.kind == ClashKind.SAME_TIME:
            return _t("%(one)s and %(other)s are held on the same weekday at the same time.") % words
        return _t("%(one)s and %(other)s are of the same kind and run at the same time of the plan.") % words


def _meet(one: Slot, other: Slot) -> bool:
    """Whether both run on some day."""
    far = dt.date.max
    return one.starts_on <= (other.ends_on or far) and other.starts_on <= (one.ends_on or far)


def _at_once(one: Slot, other: Slot) -> bool:
    """Whether both are held on the same weekday at overlapping hours."""
    if one.weekday is None or one.weekday != other.weekday:
        return False
    if one.begins_at is None or one.ends_at is None or other.begins_at is None or other.ends_at is None:
        return False
    return one.begins_at < other.ends_at and other.begins_at < one.ends_at


def between(one: Slot, other: Slot) -> list[Clash]:
    """Return what is wrong between two interventions."""
    if not _meet(one, other):
        return []
    found = [Clash(ClashKind.SAME_TIME, one, other)] if _at_once(one, other) else []
    return [Clash(ClashKind.SAME_KIND, one, other), *found] if one.type == other.type else found


def clashes_of(slot: Slot, others: Sequence[Slot], order_ends_on: dt.date | None) -> list[Clash]:
    """Return what is wrong about ``slot`` beside ``others`` and the last day of the order (None: no end known)."""
    found = [clash for other in others if other.id != slot.id for clash in between(slot, other)]
    if order_ends_on and slot.ends_on and slot.ends_on > order_ends_on:
        found.append(Clash(ClashKind.AFTER_ORDER, slot, until=order_ends_on))
    return found


def clashes_among(slots: Sequence[Slot], order_ends_on: dt.date | None) -> list[Clash]:
    """Return what is wrong among all ``slots``, each pair once."""
    found: list[Clash] = []
    for position, slot in enumerate(slots):
        found += clashes_of(slot, slots[position + 1 :], order_ends_on)
    return found
