"""Addresses of the assessments floor under /api/v1/."""

from django.urls import path

from assessments.api.assessments import Assessments, Contributions, Instruments
from assessments.api.external import Externals
from assessments.api.reviews import Reviews

ONE = "assessments/<uuid:assessment>/"

routes = [
    path("cases/<slug:reference>/assessments/", Assessments.as_view({"get": "of_case"}), name="api_case_assessments"),
    path(ONE, Assessments.as_view({"get": "retrieve"}), name="api_assessment"),
    path(
        f"{ONE}sections/<slug:section>/", Assessments.as_view({"get": "section", "post": "agree"}),
        name="api_assessment_section",
    ),
    path(f"{ONE}judgement/", Assessments.as_view({"post": "judge"}), name="api_assessment_judgement"),
    path(
        "contributions/<uuid:contribution>/sections/<slug:section>/", Contributions.as_view({"post": "rate"}),
        name="api_contribution_section",
    ),
    path(
        "cases/<slug:reference>/reviews/", Reviews.as_view({"get": "of_case", "post": "open"}), name="api_case_reviews"
    ),
    path("reviews/<uuid:review>/", Reviews.as_view({"get": "retrieve", "post": "write"}), name="api_review"),
    path("reviews/<uuid:review>/hold/", Reviews.as_view({"post": "hold"}), name="api_review_hold"),
    path("reviews/<uuid:review>/feedback/", Reviews.as_view({"post": "feedback"}), name="api_review_feedback"),
    path(
        "cases/<slug:reference>/external-assessments/", Externals.as_view({"get": "of_case", "post": "record"}),
        name="api_case_externals",
    ),
    path(
        "external-assessments/<uuid:external>/correct/", Externals.as_view({"post": "correct"}),
        name="api_external_correct",
    ),
    path("instruments/", Instruments.as_view({"get": "list"}), name="api_instruments"),
    path("instruments/<uuid:instrument>/", Instruments.as_view({"get": "retrieve"}), name="api_instrument"),
]  # fmt: skip
