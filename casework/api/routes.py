"""Addresses of the casework floor under /api/v1/."""

from django.urls import path

from casework.api.cases import Cases, Deadlines
from casework.api.notes import CaseNotes, Notes
from casework.api.plans import Actions, CasePlan

routes = [
    path("cases/", Cases.as_view({"get": "list"}), name="api_cases"),
    path("cases/<slug:reference>/", Cases.as_view({"get": "retrieve"}), name="api_case"),
    path("cases/<slug:reference>/team/", Cases.as_view({"get": "team"}), name="api_case_team"),
    path("cases/<slug:reference>/deadlines/", Deadlines.as_view({"get": "of_case"}), name="api_case_deadlines"),
    path("cases/<slug:reference>/notes/", CaseNotes.as_view({"get": "list", "post": "create"}), name="api_case_notes"),
    path("cases/<slug:reference>/notes/audience/", CaseNotes.as_view({"post": "audience"}), name="api_note_audience"),
    path("notes/<uuid:note>/", Notes.as_view({"get": "retrieve"}), name="api_note"),
    path("notes/<uuid:note>/responses/", Notes.as_view({"post": "respond"}), name="api_note_responses"),
    path("deadlines/", Deadlines.as_view({"get": "list"}), name="api_deadlines"),
    path("deadlines/mine/", Deadlines.as_view({"get": "mine"}), name="api_deadlines_mine"),
    path("cases/<slug:reference>/plan/", CasePlan.as_view({"get": "retrieve"}), name="api_case_plan"),
    path("cases/<slug:reference>/objectives/", CasePlan.as_view({"get": "objectives"}), name="api_case_objectives"),
    path("cases/<slug:reference>/actions/", CasePlan.as_view({"get": "actions"}), name="api_case_actions"),
    path(
        "cases/<slug:reference>/interventions/",
        CasePlan.as_view({"get": "interventions"}),
        name="api_case_interventions",
    ),
    path("actions/<uuid:action>/", Actions.as_view({"get": "retrieve"}), name="api_action"),
    path("actions/<uuid:action>/moves/", Actions.as_view({"post": "move"}), name="api_action_moves"),
]
