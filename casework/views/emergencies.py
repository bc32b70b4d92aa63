"""Pages of emergency access: ask, end, review."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from access.actor import Actor
from access.doors import door
from agencies.choices import Duty
from agencies.errors import RuleBroken
from casework.forms.emergencies import EmergencyForm, EmergencyReviewForm
from casework.queries.emergencies import emergency_file
from casework.services.emergencies import end_emergency, may_ask, open_emergency, review_emergency
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs

FOR_WHOM = _lazy("Emergency access is for members who carry that duty. Telephone the focal point of your agency.")


@door("GET", "POST", duty=Duty.EMERGENCY, sentence=FOR_WHOM)
def emergency_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for emergency access to one case."""
    form = EmergencyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not may_ask(actor):
            form.add_error(
                None, _("You have asked five times within an hour. Telephone the agency that leads the case.")
            )
            return render(request, "casework/emergency_new.html", {"form": form}, status=429)
        got = form.cleaned_data
        try:
            opened = open_emergency(actor, got["reference"], got["reason"], got["hours"])
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("Emergency access is open. The case manager has been told."))
            return see_other("case_overview", opened.reference)
    return render(request, "casework/emergency_new.html", {"form": form}, status=422 if form.errors else 200)


@door("POST")
def emergency_end(request: HttpRequest, actor: Actor, access: uuid.UUID) -> HttpResponse:
    """End one's own emergency access now."""
    end_emergency(actor, access)
    tell(request, _("Emergency access has ended. The case manager reviews it."))
    return see_other("my_work")


@door("GET", "POST")
def emergency_review(request: HttpRequest, actor: Actor, access: uuid.UUID) -> HttpResponse:
    """Read what was opened under an emergency access and record what one found."""
    found = emergency_file(actor, access)
    form = EmergencyReviewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            review_emergency(actor, access, form.cleaned_data["finding"])
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The review is recorded."))
            return see_other("case_overview", found.file.reference)
    context = {"file": found.file, "tabs": case_tabs(found.file, "overview"), "found": found, "form": form}
    return render(request, "casework/emergency_review.html", context, status=422 if form.errors else 200)
