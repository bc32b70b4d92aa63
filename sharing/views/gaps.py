"""Who works together without an agreement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from agencies.views.answers import tabs
from sharing.queries.gaps import gap_page


@door("GET")
def agreement_gaps(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Gaps between agreements, for chair and coordinators: agencies and counts, cases where the reader sees them."""
    context = {"page": gap_page(actor), "tabs": tabs(actor, "agreement_gaps")}
    return render(request, "sharing/agreement_gaps.html", context)
