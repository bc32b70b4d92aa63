"""Shared with us: where partner agencies review what was shared with them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from sharing.forms.feed import FeedForm
from sharing.queries.feed import shared_with_us as feed_of


@door("GET")
def shared_with_us(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All notes shared with the actor's agency across cases, newest first, with what is expected."""
    query = request.GET.copy()
    filters = FeedForm(query, agencies=[(code, code) for code in query.getlist("agency") if code]).filters()
    page = feed_of(actor, filters, after=query.get("after", ""))
    query.pop("after", None)
    context = {
        "page": page,
        "filter_form": FeedForm(request.GET, agencies=page.agencies),
        "filtered": any(value for _name, value in query.items()),
        "older": f"?{query.urlencode()}&after={page.older}" if page.older else "",
        "newer": f"?{query.urlencode()}" if request.GET.get("after") else "",
        "agency": actor.agency_name,
    }
    return render(request, "sharing/shared_with_us.html", context)
