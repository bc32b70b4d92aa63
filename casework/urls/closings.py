"""Addresses of the end of a case and of what comes after."""

from django.urls import URLPattern, path

from casework.views import closings

CASE = "cases/<str:reference>/"
URLS: list[URLPattern] = [
    path(f"{CASE}closing/", closings.closing, name="closing"),
    path(f"{CASE}closing/outcome/", closings.outcome_new, name="outcome_new"),
    path(f"{CASE}closing/sheet/", closings.result_sheet, name="result_sheet"),
    path("follow-ups/<uuid:follow_up>/", closings.follow_up, name="follow_up"),
]
