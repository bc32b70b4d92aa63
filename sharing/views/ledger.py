"""The ledger of a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from casework.views.tabs import case_tabs
from sharing.queries.ledger import case_ledger as ledger_of
from sharing.queries.shared_sheet import shared_sheet as sheet_of


@door("GET")
def shared_sheet(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The sheet “What is shared about me”, to print for the person."""
    page = sheet_of(actor, reference)
    return render(request, "sharing/shared_sheet.html", {"file": page.file, "page": page})


@door("GET")
def case_ledger(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What left the case team, to whom, and whether the person was told."""
    page = ledger_of(actor, reference, request.GET.get("after", ""), request.GET.get("before", ""))
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "passed_on"), "page": page,
        "older": f"?after={page.older}" if page.older else "", "newer": f"?before={page.newer}" if page.newer else "",
    }  # fmt: skip
    return render(request, "sharing/case_ledger.html", context)
