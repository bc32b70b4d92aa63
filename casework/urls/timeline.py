"""Addresses of the timeline of a case, and of the forecast across cases."""

from django.urls import URLPattern, path

from casework.views import forecast, timeline

URLS: list[URLPattern] = [
    path("cases/<str:reference>/timeline/", timeline.timeline, name="timeline"),
    path("forecast/", forecast.forecast, name="forecast"),
]
