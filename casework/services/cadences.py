"""Setting how long things may take: coordinators, for their partnership. What is due already keeps its day."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.errors import RuleBroken
from agencies.models import Partnership, save_next
from agencies.queries.cadences import DEFAULTS, ERASE_KEY, FOLLOW_UPS_KEY, KEY
from agencies.services.steps import locked, must_coordinate, recorded
from casework.choices import FollowUpMonth

LEAST_MONTHS, MOST_MONTHS = 1, 600
MONTHS_WORDS = {"least": LEAST_MONTHS, "most": MOST_MONTHS}
"""Months that a record may be kept after closing."""


def set_span(actor: Actor, name: str, days: int, version: int) -> None:
    """Set the days of the cadence called ``name``; it holds for what is reckoned from then on.

    Raises:
        NotAllowed: the actor is no coordinator.
        Conflict: the settings were changed since they were read.
        RuleBroken: fewer or more days than this one may have.
    """
    must_coordinate(actor)
    usual = DEFAULTS[name]
    if not usual.least <= days <= usual.most:
        words = _("Enter %(least)d to %(most)d days.") % {"least": usual.least, "most": usual.most}
        raise RuleBroken(words, "days")
    with transaction.atomic():
        row = _partnership(actor)
        kept = row.settings.get(KEY, {})
        if kept.get(name) != days:  # the same form sent twice changes nothing the second time
            _keep(actor, version, {KEY: {**kept, name: days}}, {"cadence": name, "days": days})


def set_follow_ups(actor: Actor, months: Sequence[int], version: int) -> None:
    """Set the months after closing at which somebody usually looks again.

    Raises:
        NotAllowed: the actor is no coordinator.
        Conflict: the settings were changed since they were read.
        RuleBroken: none is chosen, or one that there is not.
    """
    must_coordinate(actor)
    chosen = sorted(set(months))
    if not chosen or not set(chosen) <= set(FollowUpMonth.values):
        raise RuleBroken(_("Choose at least one follow-up."), "months")
    with transaction.atomic():
        if _partnership(actor).settings.get(FOLLOW_UPS_KEY) != chosen:
            _keep(actor, version, {FOLLOW_UPS_KEY: chosen}, {"follow_up_months": chosen})


def set_erase_period(actor: Actor, months: int, version: int) -> None:
    """Set the months after closing at which it is asked whether a record is erased. Nothing is erased by it.

    Raises:
        NotAllowed: the actor is no coordinator.
        Conflict: the settings were changed since they were read.
        RuleBroken: fewer or more months than there may be.
    """
    must_coordinate(actor)
    if not LEAST_MONTHS <= months <= MOST_MONTHS:
        raise RuleBroken(_("Enter %(least)d to %(most)d months.") % MONTHS_WORDS, "months")
    with transaction.atomic():
        if _partnership(actor).settings.get(ERASE_KEY) != months:
            _keep(actor, version, {ERASE_KEY: months}, {ERASE_KEY: months})


def _partnership(actor: Actor) -> Partnership:
    return Partnership.objects.select_for_update().get(pk=actor.partnership_id)


def _keep(actor: Actor, version: int, changed: dict[str, Any], detail: dict[str, Any]) -> None:
    row = locked(Partnership.objects.all(), actor.partnership_id, version)
    row.settings = {**row.settings, **changed}
    save_next(row, "settings")
    recorded(actor, "cadence.set", "partnership", [row.pk], detail=detail)
