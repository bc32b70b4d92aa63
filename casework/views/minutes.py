"""Pages about summary minutes: what they may say, and clearing one's own agency's note for them."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Tier
from access.doors import door
from agencies.errors import RuleBroken
from casework.forms.minutes import MinutesForm
from casework.queries.minutes import minutes_desk, minutes_of
from casework.services.minutes import clear_for_minutes
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs


@door("GET")
def case_minutes(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What the summary minutes of a case may say."""
    page = minutes_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "notes"), "page": page}
    return render(request, "casework/case_minutes.html", context)


@door("GET", "POST")
def note_minutes(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Say which text of one's own agency's note may stand in the summary minutes, or take it back."""
    desk = minutes_desk(actor, note)
    form = MinutesForm(posted(request), initial={"tier": int(desk.now)} if desk.lines else None)
    if form.is_bound and form.is_valid():
        try:
            clear_for_minutes(actor, note, Tier(form.cleaned_data["tier"]), form.cleaned_data["reason"])
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("Kept. It stands on the ledger of the case."))
            return see_other("case_minutes", desk.detail.file.reference)
    file = desk.detail.file
    context = {"file": file, "tabs": case_tabs(file, "notes"), "desk": desk, "form": form}
    return render(request, "casework/note_minutes.html", context, status=422 if form.errors else 200)
