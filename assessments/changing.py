"""What moved between two assessments: a change of the person's life, or a new view of what was so before."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from assessments.definition import NOT_KNOWN, Item


class Move(TextChoices):
    """What an answer that differs from the one before it says."""

    CHANGE = "change", _("Change")
    NEW_VIEW = "new_view", _("New view")
    NONE = "", _("As before")


@dataclass(frozen=True, slots=True)
class Look:
    """The answer to one item in one assessment. ``told_on``: the days of which the records behind it tell.

    ``raters`` holds the codes of the agencies that rated the item, as far as the reader reads their ratings.
    """

    answer: str = ""
    relevance: str = ""
    reason: str = ""
    told_on: tuple[dt.date, ...] = ()
    raters: frozenset[str] = field(default=frozenset())


def move_between(before: Look | None, after: Look | None, as_of: dt.date) -> Move:
    """Say what an answer that differs says; ``as_of`` is the day of the earlier assessment.

    It is a new view where nothing says that anything happened since: the item was or is not known, it was not asked
    before, or no record behind the answer tells of a later day and either all of them tell of the time before, or
    other agencies rated the item than last time. Else it is a change.
    """
    old, new = (before or Look()).answer, (after or Look()).answer
    if old == new:
        return Move.NONE
    if before is None or after is None or {old, new} & {"", NOT_KNOWN}:
        return Move.NEW_VIEW
    if any(day > as_of for day in after.told_on):
        return Move.CHANGE
    if after.told_on or before.raters != after.raters:
        return Move.NEW_VIEW
    return Move.CHANGE


def share_of(item: Item, answer: str) -> float | None:
    """Return how full the mark of an answer is drawn: 0 for the first of its scale, 1 for the last known one.

    It follows from the order of the answers alone and is never shown as a number. None: nobody knows, or it is none of
    the item's answers.
    """
    codes = [one.code for one in item.scale.answers if one.code != NOT_KNOWN]
    if answer not in codes:
        return None
    return codes.index(answer) / max(len(codes) - 1, 1)


def has_own_answers(item: Item) -> bool:
    """Say whether an item has answers of its own, which are told in words and never drawn on the scale of its kind."""
    return item.scale.code != item.kind


def label_of(item: Item, answer: str) -> str:
    """Return the words of an answer; empty when there is none."""
    found = item.scale.answer(answer)
    return found.label if found else ""


def moved(item: Item, looks: Collection[Look | None]) -> bool:
    """Say whether the answers to an item differ between any two assessments in which it was answered."""
    return not item.scale.text and len({look.answer for look in looks if look and look.answer}) > 1
