"""The forecast: coming releases and ends of orders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from casework.queries.forecast import forecast as forecast_of


@door("GET")
def forecast(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is coming in the next twelve months, month by month, with what is still missing."""
    return render(request, "casework/forecast.html", {"forecast": forecast_of(actor)})
