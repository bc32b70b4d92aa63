"""The ledger of the partnership, for its legal advisers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from sharing.queries.advisers_ledger import advisers_ledger


@door("GET")
def partnership_ledger(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What left the teams: to whom, on which basis, and whether the person knows; no case, no words."""
    untold = request.GET.get("told") == "no"
    page = advisers_ledger(actor, untold, request.GET.get("after", ""))
    kept = "told=no&" if untold else ""
    context = {"page": page, "untold": untold, "older": f"?{kept}after={page.older}" if page.older else ""}
    return render(request, "sharing/partnership_ledger.html", context)
