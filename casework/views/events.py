"""Pages of incidents, exposure and signs: the list, and a form for each."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.errors import RuleBroken
from casework.choices import RulePlace
from casework.eventing import EVENTS
from casework.forms.events import EventFilterForm, EventForm, ExposureForm, IncidentForm, SignForm
from casework.forms.words import LISTS
from casework.queries.case_file import case_file
from casework.queries.contact_desk import ContactDesk, contact_desk
from casework.queries.events import EventFilters, event_page
from casework.queries.exposure_trend import exposure_trend as trend_of
from casework.queries.rules import rules_beside
from casework.queries.signs import catalogue
from casework.services.events import record_exposure, record_incident, record_sign
from casework.views.drafting import keep_draft
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs

TITLES: dict[str, str | Promise] = {
    "incident": gettext_lazy("Record an incident"),
    "exposure": gettext_lazy("Record an exposure"),
    "sign": gettext_lazy("Record a sign"),
}


@door("GET")
def event_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Incidents, exposure and signs of a case, last recorded first."""
    query = request.GET.copy()
    form = EventFilterForm(query, agencies=[(code, code) for code in query.getlist("agency") if code])
    form.is_valid()
    filters = EventFilters(**{name: value for name, value in form.cleaned_data.items() if value})
    page = event_page(actor, reference, filters, query.get("after", ""), query.get("before", ""))
    query.pop("after", None), query.pop("before", None)
    base = query.urlencode()
    context = {
        "file": page.file,
        "tabs": case_tabs(page.file, "contacts"),
        "page": page,
        "filter_form": EventFilterForm(request.GET, agencies=page.agencies),
        "filtered": any(value for key, value in query.items()),
        "older": f"?{base}&after={page.older}" if page.older else "",
        "newer": f"?{base}&before={page.newer}" if page.newer else "",
        "may_write": "write" in page.file.may,
    }
    return render(request, "casework/event_list.html", context)


@door("GET")
def exposure_trend(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Exposure of the last twelve months as a picture and a table."""
    page = trend_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "contacts"), "page": page}
    return render(request, "casework/exposure_trend.html", context)


@door("GET", "POST")
def incident_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record an incident."""
    return _event(request, actor, reference, "incident", IncidentForm, record_incident)


@door("GET", "POST")
def exposure_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record contact with, or an offer from, a violent group."""
    return _event(request, actor, reference, "exposure", ExposureForm, record_exposure)


@door("GET", "POST")
def sign_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record a sign of the catalogue; it stays unassessed until agencies look at it together."""
    entries = catalogue(actor, active=True)

    def build(*args: Any, **kwargs: Any) -> SignForm:
        return SignForm(*args, entries=entries, **kwargs)

    return _event(request, actor, reference, "sign", build, record_sign)


def _event(
    request: HttpRequest, actor: Actor, reference: str, what: str, build: Callable[..., Any],
    record: Callable[..., object],
) -> HttpResponse:  # fmt: skip
    desk = contact_desk(actor, reference)
    draft = draft_of(actor, what, desk.file.id)
    if request.method == "GET":
        form = build(desk=desk, initial=draft.initial(LISTS) if draft else None)
        return _page(request, actor, desk, what, form, draft)
    form = build(request.POST, desk=desk)
    if form.is_valid():
        try:
            record(actor, desk.file.reference, form.new(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, what, desk.file.id)
            tell(request, _("It is recorded, for those whom its handling lets read it."))
            return see_other("event_list", desk.file.reference)
    return _page(request, actor, desk, what, form, None, 422)


def _page(
    request: HttpRequest, actor: Actor, desk: ContactDesk, what: str, form: EventForm, draft: Any, status: int = 200
) -> HttpResponse:  # fmt: skip
    first = (*form.fields_first, "words")
    context = {
        "file": desk.file,
        "tabs": case_tabs(desk.file, "contacts"),
        "what": what,
        "title": TITLES[what],
        "rules": rules_beside(actor, RulePlace(what)),
        "form": form,
        "draft": draft,
        "draft_version": request.POST.get("draft_version") or (draft.revision if draft else 0),
        "draft_url": reverse("event_draft", args=[desk.file.reference, what]),
        "more_open": any(name not in first for name in form.errors),
    }
    return render(request, "casework/event_form.html", context, status=status)


@door("POST")
def event_draft(request: HttpRequest, actor: Actor, reference: str, what: str) -> HttpResponse:
    """Keep what is being typed about an incident, exposure or sign, or throw it away."""
    file = case_file(actor, reference, "write")
    if what not in EVENTS:
        raise Http404
    if "discard" in request.POST:
        drop_draft(actor, what, file.id)
        return redirect(f"{what}_new", reference=file.reference)
    return keep_draft(request, actor, what, file.id, file.id)
