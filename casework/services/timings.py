"""Setting when deadlines remind, and when nobody is written to: coordinators, for their partnership."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.errors import RuleBroken
from agencies.models import Partnership, save_next
from agencies.services.steps import must_coordinate, recorded
from casework.choices import DeadlineKind
from casework.reminding import KEY


@dataclass(frozen=True, slots=True)
class Days:
    """Days announced before, overdue after, and passed on after; see ``casework.reminding.Timing``."""

    ahead: int
    overdue: int
    escalate: int


@transaction.atomic
def set_timing(actor: Actor, kind: DeadlineKind, days: Days) -> None:
    """Set the days of one kind of deadline.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: it would be passed on before it is overdue.
    """
    must_coordinate(actor)
    if days.escalate and days.escalate < days.overdue:
        raise RuleBroken(_("It cannot be passed on before it is overdue."), "escalate")
    row, kept = _kept(actor)
    kinds = {**kept.get("kinds", {}), kind.value: [days.ahead, days.overdue, days.escalate]}
    _keep(actor, row, {**kept, "kinds": kinds}, {"kind": kind.value, "days": kinds[kind.value]})


@transaction.atomic
def set_hours(actor: Actor, quiet_from: dt.time, quiet_until: dt.time, time_zone: str) -> None:
    """Set the hours in which nobody is written to, in the partnership's own time.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: there is no such time zone, or the quiet would never end.
    """
    must_coordinate(actor)
    if time_zone not in zoneinfo.available_timezones():
        raise RuleBroken(_("There is no such time zone. An example is Europe/Lisbon."), "time_zone")
    if quiet_from == quiet_until:
        raise RuleBroken(_("Begin and end are the same: nobody would know whether it is quiet."), "quiet_until")
    row, kept = _kept(actor)
    hours = {"quiet": [f"{quiet_from:%H:%M}", f"{quiet_until:%H:%M}"], "time_zone": time_zone}
    _keep(actor, row, {**kept, **hours}, hours)


def _kept(actor: Actor) -> tuple[Partnership, dict[str, Any]]:
    row = Partnership.objects.select_for_update().get(pk=actor.partnership_id)
    return row, dict(row.settings.get(KEY, {}))


def _keep(actor: Actor, row: Partnership, kept: dict[str, Any], detail: dict[str, Any]) -> None:
    row.settings = {**row.settings, KEY: kept}
    save_next(row, "settings")
    recorded(actor, "reminder.times_set", "partnership", [row.pk], detail=detail)
