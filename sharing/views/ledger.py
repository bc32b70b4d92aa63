"""The ledger of a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from casework.views.tabs import case_tabs
from sharing.queries.ledger import case_ledger as ledger_of


@door("GET")
def case_ledger(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What left the case team, to whom, and whether the person was told."""
    page = ledger_of(actor, reference, request.GET.get("after", ""), request.GET.get("before", ""))
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "reports"), "page": page,
        "older": f"?after={page.older}" if page.older else "", "newer": f"?before={page.newer}" if page.newer else "",
    }  # fmt: skip
    return render(request, "sharing/case_ledger.html", context)
