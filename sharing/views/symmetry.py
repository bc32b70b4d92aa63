"""Symmetry between agencies, by quarter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from agencies.views.answers import tabs
from sharing.queries.symmetry import symmetry_page


@door("GET")
def symmetry(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who asks, answers and gives, for a quarter that is over: counts alone, the same for every member."""
    context = {"page": symmetry_page(actor, request.GET.get("quarter", "")), "tabs": tabs(actor, "symmetry")}
    return render(request, "sharing/symmetry.html", context)
