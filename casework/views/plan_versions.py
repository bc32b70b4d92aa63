"""Pages of the versions of a plan: all of them, two side by side, and the sheet for the person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from casework.queries.plan_sheet import plan_sheet as sheet_of
from casework.queries.plan_versions import compare_plans, versions_page
from casework.views.onward import see_other
from casework.views.tabs import case_tabs


@door("GET")
def plan_versions(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """All versions, the newest first; ``old`` and ``new`` lead on to two of them side by side."""
    page = versions_page(actor, reference)
    numbers = [str(line.number) for line in page.versions]
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    if old in numbers and new in numbers:
        return see_other("plan_compare", page.file.reference, old, new)
    context = {"file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page}
    return render(request, "casework/plan_versions.html", context)


@door("GET")
def plan_compare(request: HttpRequest, actor: Actor, reference: str, old: int, new: int) -> HttpResponse:
    """Two versions side by side: added, removed, changed, in words."""
    page = compare_plans(actor, reference, old, new)
    context = {"file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page}
    return render(request, "casework/plan_compare.html", context)


@door("GET")
def plan_sheet(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The sheet “My plan” in plain words, to print for the person."""
    page = sheet_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page}
    return render(request, "casework/plan_sheet.html", context)
