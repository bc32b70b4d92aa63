"""The desk of reminders: how they go out, for the coordinators of a partnership."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from redis.exceptions import RedisError

from access.actor import Actor
from access.doors import door
from agencies.views.answers import COORDINATOR, FOR_COORDINATORS, see_other, tabs
from casework.queries.reminder_desk import reminder_desk as desk_of
from casework.services.reminders import note_mail
from casework.views.messages import tell

from . import health

SHOWN: Final[dict[str, str | Promise]] = {
    "casework.tasks.sweep_deadlines": gettext_lazy("Deadlines raised"),
    "casework.tasks.sweep_reminders": gettext_lazy("Reminders raised"),
    "casework.tasks.send_reminders": gettext_lazy("Messages handed over"),
}
QUEUE: Final = "celery"
"""Celery's list of wake-up calls in the broker."""


@dataclass(frozen=True, slots=True)
class SweepAge:
    """When one sweep last did its work: seconds ago, None for not since the start."""

    label: str | Promise
    age: int | None
    late: bool


@door("GET", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def reminder_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Figures, ages of the sweeps, and messages whose fate is not known."""
    context = {"desk": desk_of(actor), "sweeps": _sweeps(), "queue": _waiting(), "tabs": tabs(actor, "reminder_desk")}
    return render(request, "config/reminder_desk.html", context)


@door("POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def reminder_mail_noted(request: HttpRequest, actor: Actor, mail: uuid.UUID) -> HttpResponse:
    """Take a message off the list that somebody dealt with."""
    note_mail(actor, mail)
    tell(request, _("Taken off the list. Nothing was sent."))
    return see_other("reminder_desk")


def _sweeps() -> list[SweepAge]:
    try:
        ages = {task: health.age_of(task) for task in SHOWN}
    except (RedisError, OSError):
        ages = dict.fromkeys(SHOWN)
    return [
        SweepAge(label, None if (age := ages[task]) is None else round(age), age is None or age > health.limit_of(task))
        for task, label in SHOWN.items()
    ]


def _waiting() -> int | None:
    """Wake-up calls that no worker has taken; None when the broker does not answer."""
    try:
        client = cache._cache.get_client()  # type: ignore[attr-defined]  # the connection that the cache holds
        return int(client.llen(QUEUE))
    except (RedisError, OSError):
        return None
