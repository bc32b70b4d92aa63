"""Pages that read contacts and follow up those that were missed."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.forms.contacts import ContactFilterForm, ExplanationForm, LetterForm
from casework.queries.contact_editing import contact_to_follow
from casework.queries.contacts import ContactFilters, contact_detail, contact_page
from casework.services.missed import send_letter, take_explanation
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs


@door("GET")
def contact_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The contacts of a case: planned ones first, then those held, with the numbers."""
    query = request.GET.copy()
    form = ContactFilterForm(query)
    form.is_valid()
    filters = ContactFilters(**{name: value for name, value in form.cleaned_data.items() if value})
    page = contact_page(actor, reference, filters, query.get("after", ""), query.get("before", ""))
    query.pop("after", None), query.pop("before", None)
    base = query.urlencode()
    context = {
        "file": page.file,
        "tabs": case_tabs(page.file, "contacts"),
        "page": page,
        "filter_form": ContactFilterForm(request.GET),
        "filtered": any(value for key, value in query.items()),
        "older": f"?{base}&after={page.older}" if page.older else "",
        "newer": f"?{base}&before={page.newer}" if page.newer else "",
        "may_write": "write" in page.file.may,
    }
    return render(request, "casework/contact_list.html", context)


@door("GET")
def contact_show(request: HttpRequest, actor: Actor, contact: uuid.UUID) -> HttpResponse:
    """One contact, and what is due about it."""
    detail = contact_detail(actor, contact)
    context = {"file": detail.file, "tabs": case_tabs(detail.file, "contacts"), "detail": detail}
    return render(request, "casework/contact_detail.html", context)


@door("GET", "POST")
def contact_letter(request: HttpRequest, actor: Actor, contact: uuid.UUID) -> HttpResponse:
    """Note that the letter about a missed contact was sent: the day and how."""
    contact_to_follow(actor, contact)
    form = LetterForm(request.POST or None, initial={"sent_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            send_letter(actor, contact, form.cleaned_data["sent_on"], form.cleaned_data["delivery"])
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The letter is noted."))
            return see_other("contact_detail", contact)
    return _follow_page(request, actor, contact, form, _("Letter sent"))


@door("GET", "POST")
def contact_explained(request: HttpRequest, actor: Actor, contact: uuid.UUID) -> HttpResponse:
    """Record what the person explains about a missed contact, and whether it is a good reason."""
    contact_to_follow(actor, contact)
    form = ExplanationForm(request.POST or None, initial={"came_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        got, accepted = form.cleaned_data, form.cleaned_data["accepted"] == "yes"
        try:
            take_explanation(actor, contact, form.said(), got["came_on"], accepted=accepted, form=form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The explanation is recorded."))
            return see_other("contact_detail", contact)
    return _follow_page(request, actor, contact, form, _("Explanation of a missed contact"))


def _follow_page(
    request: HttpRequest, actor: Actor, contact: uuid.UUID, form: LetterForm | ExplanationForm, title: str
) -> HttpResponse:  # fmt: skip
    detail = contact_detail(actor, contact)
    context = {
        "file": detail.file, "tabs": case_tabs(detail.file, "contacts"), "detail": detail, "form": form,
        "title": title,
    }  # fmt: skip
    return render(request, "casework/contact_follow.html", context, status=422 if form.errors else 200)
