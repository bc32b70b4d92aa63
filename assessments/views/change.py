"""Pages of change over time: every standing assessment in pictures, and two of them side by side."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from assessments.pictures import gap_words, pictures
from assessments.queries import change, compare
from casework.views.tabs import case_tabs


@door("GET")
def assessment_change(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What changed over the standing assessments of a case."""
    page = change.assessment_change(actor, reference)
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page, "pictures": pictures(page),
        "gaps": [(one.look, gap_words(one)) for one in page.gaps],
    }  # fmt: skip
    return render(request, "assessments/assessment_change.html", context)


@door("GET")
def assessment_compare(request: HttpRequest, actor: Actor, assessment: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Two signed assessments side by side."""
    page = compare.assessment_compare(actor, assessment, other)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page}
    return render(request, "assessments/assessment_compare.html", context)
