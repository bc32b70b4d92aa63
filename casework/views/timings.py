"""Days and reminders of the partnership: shown to its members, set by its coordinators."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, settle, tabs
from casework.choices import DeadlineKind
from casework.forms.reminders import HoursForm, TimingForm
from casework.queries.timings import kind_row, times
from casework.services.timings import set_hours, set_timing
from casework.views.messages import tell
from casework.views.onward import see_other


@door("GET")
def timing_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How long things may take, and when they remind: what holds, the defaults, and where those come from."""
    may_set = actor.has_duty(COORDINATOR)
    context = {"times": times(actor), "may_set": may_set, "tabs": tabs(actor, "timing_list")}
    return render(request, "casework/timing_list.html", context)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def timing_edit(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Set the days of one kind of deadline."""
    row = kind_row(actor, kind)
    form = TimingForm(posted(request), initial=asdict(row.now))
    status = settle(form, lambda: set_timing(actor, DeadlineKind(kind), form.days()))
    if status == DONE:
        tell(request, _("The days are set. They hold from the next minute on."))
        return see_other("timing_list")
    context = {"form": form, "heading": row.label, "row": row}
    return render(request, "casework/timing_edit.html", context, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def timing_hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Set the hours in which nobody is written to."""
    rules = times(actor).rules
    stored = {"quiet_from": rules.quiet_from, "quiet_until": rules.quiet_until, "time_zone": rules.zone.key}
    form = HoursForm(posted(request), initial=stored)
    status = settle(form, lambda: set_hours(actor, **form.cleaned_data))
    if status == DONE:
        tell(request, _("The hours are set."))
        return see_other("timing_list")
    context = {"form": form, "heading": _("Quiet hours")}
    return render(request, "casework/timing_edit.html", context, status=status)
