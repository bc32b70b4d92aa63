"""The start page."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from agencies.choices import Duty
from agencies.queries.closed import closed_for
from casework.queries.my_work import my_work as work_of
from casework.services.openings import may_open
from casework.services.visits import note_visit

SINCE = "work_since"
"""Key of the session that holds from when on things are new during this visit."""
LISTS = ("due", "waiting", "questions", "reviews", "new")


@door("GET")
def my_work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What needs this person today, what is new since the last visit, and their cases."""
    whole = request.GET.get("all", "")
    context = {
        "work": work_of(actor, _since(request, actor), whole if whole in LISTS else ""),
        "may_open": may_open(actor),
        "oversees": actor.has_duty(Duty.CHAIR),
        "is_companion": actor.is_companion,
        "closed": closed_for(actor),
        "forecasts": not (actor.is_companion or actor.is_guest),
    }
    return render(request, "casework/my_work.html", context)


def _since(request: HttpRequest, actor: Actor) -> dt.datetime | None:
    """Return the moment of the last look before this visit; a visit is a session."""
    before = note_visit(actor)
    if SINCE not in request.session:
        request.session[SINCE] = before.isoformat() if before else ""
    kept = request.session[SINCE]
    return dt.datetime.fromisoformat(kept) if kept else None
