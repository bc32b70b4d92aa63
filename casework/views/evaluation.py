"""Figures of the partnership: how cases ended, on a page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.exports.figures import figures_csv
from casework.forms.evaluation import ExportForm
from casework.queries.evaluation import Figures, Line, evaluation_export, must_see_figures, outcome_view
from casework.views.onward import broken, posted


@door("GET")
def outcomes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Both strands of cases that are closed, side by side, with their follow-ups."""
    page = outcome_view(actor)
    strands = [
        (_("Disengagement"), "disengagement", [(line.group, line.total, line.disengagement) for line in page.closings]),
        (_("Reintegration"), "reintegration", [(line.group, line.total, line.reintegration) for line in page.closings]),
    ]
    after = [
        (_("Disengagement at follow-up"), "f-dis", [(x.group, x.total, x.disengagement) for x in page.follow_ups]),
        (_("Reintegration at follow-up"), "f-rei", [(x.group, x.total, x.reintegration) for x in page.follow_ups]),
    ]
    return render(request, "casework/outcomes.html", {"page": page, "strands": strands, "after": after})


@door("GET", "POST")
def evaluation_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask what the figures are for, then answer with the file."""
    must_see_figures(actor)
    form, status = ExportForm(posted(request)), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _file(actor, evaluation_export(actor, form.cleaned_data["reason"]))
            except RuleBroken as error:
                status = broken(form, error)
    return render(request, "casework/evaluation_file.html", {"form": form}, status=status)


def _file(actor: Actor, found: Figures) -> HttpResponse:
    now = timezone.localtime()
    mark = _("Anonymous figures, taken out by %(who)s, %(agency)s, on %(moment)s") % {
        "who": actor.name, "agency": actor.agency_name, "moment": date_format(now, "j F Y, H:i"),
    }  # fmt: skip
    body = figures_csv(mark, found.results, found.least, _counts(found.closings), _counts(found.follow_ups))
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="figures-until-{found.until}.csv"'
    return answer


def _counts(lines: tuple[Line, ...]) -> list[tuple[str, int, tuple[str, ...], tuple[str, ...]]]:
    return [(line.group, line.total, line.disengagement, line.reintegration) for line in lines]
