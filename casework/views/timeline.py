"""The timeline of a case."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from casework.forms.timeline import TimelineFilterForm
from casework.queries.timeline import timeline_page
from casework.views.tabs import case_tabs

LONGEST_MARK = 90  # characters


@door("GET")
def timeline(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What happened on a case, the latest day first, as far as the reader may see it and in the words they may read."""
    kinds = TimelineFilterForm(request.GET).kinds()
    page = timeline_page(actor, reference, kinds, request.GET.get("after", "")[:LONGEST_MARK])
    context = {
        "file": page.file,
        "tabs": case_tabs(page.file, "timeline"),
        "page": page,
        "form": TimelineFilterForm(request.GET),
        "filtered": bool(kinds),
        "first": "after" not in request.GET,
        "older": "?" + urlencode({"kind": kinds, "after": page.older}, doseq=True) if page.older else "",
        "newest": "?" + urlencode({"kind": kinds}, doseq=True) if kinds else request.path,
    }
    return render(request, "casework/timeline.html", context)
