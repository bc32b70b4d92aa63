"""Reminders: what needs one person now, putting one off, and settling one from the list."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from agencies.views.answers import DONE, settle
from casework.forms.reminders import SnoozeForm
from casework.queries.reminders import reminder_page, reminder_to_snooze
from casework.services.reminders import settle_reminder, snooze_reminder
from casework.views.messages import tell
from casework.views.onward import posted, see_other


@door("GET")
def reminder_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What needs this person now, and what they put off."""
    return render(request, "casework/reminder_list.html", {"page": reminder_page(actor)})


@door("GET", "POST")
def reminder_snooze(request: HttpRequest, actor: Actor, reminder: uuid.UUID) -> HttpResponse:
    """Put a reminder off, with a reason."""
    item, form = reminder_to_snooze(actor, reminder), SnoozeForm(posted(request))
    status = settle(
        form, lambda: snooze_reminder(actor, reminder, form.cleaned_data["until"], form.cleaned_data["reason"])
    )
    if status == DONE:
        tell(request, _("Put off. It comes back by itself, and stays on your list of what waits."))
        return see_other("reminder_list")
    return render(request, "casework/reminder_snooze.html", {"form": form, "item": item}, status=status)


@door("POST")
def reminder_done(request: HttpRequest, actor: Actor, reminder: uuid.UUID) -> HttpResponse:
    """Settle a reminder from the list."""
    try:
        settle_reminder(actor, reminder)
    except RuleBroken as error:
        messages.error(request, error.sentence)
    else:
        tell(request, _("Ticked off."))
    return see_other("reminder_list")
