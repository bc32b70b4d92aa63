"""The access log of a case, as a page and as a file."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from casework.exports.tables import csv_bytes
from casework.forms.access_log import LogFilterForm
from casework.queries.access_log import LogLine, access_log, access_log_export
from casework.queries.access_log import trail_page as lines_of
from casework.views.tabs import case_tabs

TONES = {"refuse": "red", "disclose": "orange", "erase": "orange", "collect": "blue", "alter": "blue"}


@door("GET")
def case_access(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Who looked, changed, shared or was refused, newest first."""
    filters = LogFilterForm(request.GET).filters()
    after, before = request.GET.get("after", "")[:18], request.GET.get("before", "")[:18]
    page = access_log(actor, reference, filters, after, before)
    kept = {name: value for name, value in request.GET.items() if value and name not in ("after", "before")}
    context = {
        "file": page.file,
        "tabs": case_tabs(page.file, "access"),
        "page": page,
        "rows": [(line, TONES.get(line.operation.value, "grey")) for line in page.lines],
        "form": LogFilterForm(request.GET, people=page.people),
        "filtered": bool(kept),
        "query": f"?{urlencode(kept)}" if kept else "",
        "older": "?" + urlencode({**kept, "after": page.older}) if page.older else "",
        "newer": "?" + urlencode({**kept, "before": page.newer}) if page.newer else "",
    }
    return render(request, "casework/access_log.html", context)


@door("GET")
def trail_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is recorded of oneself; for the legal adviser, of everybody in the partnership."""
    filters = LogFilterForm(request.GET).filters()
    after, before = request.GET.get("after", "")[:18], request.GET.get("before", "")[:18]
    page = lines_of(actor, filters, after, before)
    kept = {name: value for name, value in request.GET.items() if value and name not in ("after", "before")}
    context = {
        "page": page,
        "rows": [(line, mark, TONES.get(line.operation.value, "grey")) for line, mark in page.lines],
        "form": LogFilterForm(request.GET, people=page.people),
        "filtered": bool(kept),
        "older": "?" + urlencode({**kept, "after": page.older}) if page.older else "",
        "newer": "?" + urlencode({**kept, "before": page.newer}) if page.newer else "",
    }
    return render(request, "casework/trail.html", context)


@door("GET")
def case_access_csv(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The same lines, all of them, as a file. It is one answer, not a stream: a stream would lose its context."""
    export = access_log_export(actor, reference, LogFilterForm(request.GET).filters())
    header = [
        _("Line"), _("Moment"), _("Person"), _("Agency"), _("What happened"), _("Kind"), _("What it concerned"),
        _("Identifiers"), _("Tier"), _("May read it from then on"), _("From where, or why refused"), _("Reason"),
    ]  # fmt: skip
    body = csv_bytes(header, (_cells(line) for line in export.lines))
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="access-log-{export.file.reference}.csv"'
    return answer


def _cells(line: LogLine) -> list[object]:
    return [
        line.number, line.at.isoformat(timespec="seconds"), line.person, line.agency, line.what, line.operation.label,
        line.concerns, " ".join(map(str, line.subjects)), line.tier, ", ".join(line.readers), line.ground, line.reason,
    ]  # fmt: skip
