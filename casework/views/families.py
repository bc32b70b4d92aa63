"""The page that names who of the team contacts a relative."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.families import FamilyContactForm
from casework.queries.families import family_desk
from casework.services.families import name_family_contact
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page


@door("GET", "POST")
def family_contact(request: HttpRequest, actor: Actor, reference: str, relationship: uuid.UUID) -> HttpResponse:
    """Name the member who contacts somebody around the person without asking first."""
    desk = family_desk(actor, reference, relationship)
    form = FamilyContactForm(posted(request), initial=desk.values, choices=desk.choices)

    def act() -> None:
        name_family_contact(actor, reference, relationship, form.contact(), form.cleaned_data["version"])

    status = settle(form, act, desk.values)
    if status == DONE:
        tell(request, _("It is recorded who contacts them."))
        return see_other("case_overview", desk.file.reference)
    words = {
        "title": _("Who contacts them?"), "caption": desk.title, "button": _("Save"),
        "note": _("Families do not need to be contacted by several people: name one, or keep it with you."),
        "back": reverse("case_overview", args=[desk.file.reference]),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words, "overview")
