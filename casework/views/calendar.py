"""The calendar: a month on a page, and the feed that a calendar program reads."""

import uuid

from allauth.account.decorators import reauthentication_required
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET

from access.actor import Actor
from access.choices import TokenScope
from access.doors import door
from access.errors import RuleBroken
from access.queries.tokens import my_tokens
from access.services.tokens import create_calendar_token, revoke_token
from casework.due import month_of
from casework.exports.calendar import ics
from casework.forms.calendar import FeedForm
from casework.queries.calendar import calendar_feed as feed_of
from casework.queries.calendar import calendar_month
from casework.views.messages import tell
from casework.views.onward import broken, see_other


@door("GET")
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A month of the actor's planned and held contacts: a grid, and a list that a telephone shows alone."""
    month = calendar_month(actor, month_of(request.GET.get("month", "")))
    context = {"month": month, "as_list": request.GET.get("view") == "list"}
    return render(request, "casework/calendar.html", context)


@door("GET", "POST")
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
@sensitive_variables("address", "made")
def calendar_feed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make the address that a calendar program reads. It is answered at once: the address is kept nowhere."""
    form: forms.Form = FeedForm(request.POST if request.method == "POST" else None)
    address, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = create_calendar_token(actor, form.cleaned_data["name"])
            except RuleBroken as error:
                broken(form, error)
            else:
                path = reverse("calendar_ics", args=[made.secret])
                address, form, status = request.build_absolute_uri(path), FeedForm(), 201
    context = {"form": form, "address": address, "feeds": my_tokens(actor, TokenScope.CALENDAR)}
    return render(request, "casework/calendar_feed.html", context, status=status)


@door("POST")
def calendar_feed_end(request: HttpRequest, actor: Actor, token: uuid.UUID) -> HttpResponse:
    """End one of one's own feeds at once."""
    revoke_token(actor, token)
    tell(request, _("The address is ended. No calendar reads it any more."))
    return see_other("calendar_feed")


@require_GET
def calendar_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The planned contacts of whoever the address belongs to: times and links, no name, no case.

    The middleware found the holder by the token (``access/bearer.py``); a token that does not hold answers 404.

    Raises:
        Http404: the token is unknown, ended or expired, or its holder is no longer in good standing.
    """
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None or not request.in_standing:  # type: ignore[attr-defined]
        raise Http404
    entries = [(str(e.id), e.at, request.build_absolute_uri(e.path)) for e in feed_of(actor)]
    body = ics(entries, _("Planned contact"), _("Planned contacts"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="contacts.ics"'
    return answer
