"""How long things may take: set by the coordinators of the partnership."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, settle
from casework.forms.cadences import EraseForm, FollowUpMonthsForm, SpanForm
from casework.queries.timings import span_row, times
from casework.services.cadences import set_erase_period, set_follow_ups, set_span
from casework.views.messages import tell
from casework.views.onward import see_other


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def timing_span(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Set how long one thing may take."""
    row, version = span_row(actor, name)
    stored = {"days": row.days, "version": version}
    form = SpanForm(posted(request), usual=row.usual, initial=stored)
    status = settle(
        form, lambda: set_span(actor, name, form.cleaned_data["days"], form.cleaned_data["version"]), stored
    )  # fmt: skip
    if status == DONE:
        tell(request, _("The days are set. They hold for what is reckoned from now on."))
        return see_other("timing_list")
    context = {
        "form": form, "heading": row.usual.label, "source": row.usual.source,
        "usual": _("%(n)d working days") % {"n": row.usual.days} if row.usual.working
        else _("%(n)d days") % {"n": row.usual.days},
    }  # fmt: skip
    return render(request, "casework/timing_span.html", context, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def timing_follow_ups(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Set the follow-ups that usually come after closing."""
    found = times(actor)
    stored = {"months": [str(one) for one in found.months], "version": found.version}
    form = FollowUpMonthsForm(posted(request), initial=stored)
    status = settle(form, lambda: set_follow_ups(actor, form.chosen(), form.cleaned_data["version"]), stored)
    if status == DONE:
        tell(request, _("The follow-ups are set. They hold for cases that close from now on."))
        return see_other("timing_list")
    context = {
        "form": form, "heading": _("Follow-ups after closing"), "source": found.follow_ups_source,
        "usual": _("6 and 12 months"),
    }  # fmt: skip
    return render(request, "casework/timing_span.html", context, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def timing_erasing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Set how long after closing it is asked whether a record is erased."""
    found = times(actor)
    stored = {"months": found.erase_after, "version": found.version}
    form = EraseForm(posted(request), initial=stored)
    status = settle(
        form, lambda: set_erase_period(actor, form.cleaned_data["months"], form.cleaned_data["version"]), stored
    )  # fmt: skip
    if status == DONE:
        tell(request, _("The time is set. At its end somebody is asked; nothing is erased by itself."))
        return see_other("timing_list")
    context = {"form": form, "heading": _("Time until a record is reviewed for erasure"), "source": found.erase_source}
    return render(request, "casework/timing_span.html", context, status=status)
