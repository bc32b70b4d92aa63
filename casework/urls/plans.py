"""Addresses of the plan, its actions and interventions."""

from django.urls import URLPattern, path

from casework.views import actions, interventions, networks, part_drafts, plan_versions, plan_writing, plans

CASE = "cases/<str:reference>/"
PLAN = f"{CASE}plan/<int:number>/"

URLS: list[URLPattern] = [
    path(f"{CASE}plan/", plans.plan, name="plan"),
    path(f"{CASE}plan/new/", plans.plan_new, name="plan_new"),
    path(f"{CASE}plan/versions/", plan_versions.plan_versions, name="plan_versions"),
    path(f"{CASE}plan/compare/<int:old>/<int:new>/", plan_versions.plan_compare, name="plan_compare"),
    path(f"{CASE}plan/sheet/", plan_versions.plan_sheet, name="plan_sheet"),
    path(PLAN, plans.plan_version, name="plan_version"),
    path(f"{PLAN}edit/", plan_writing.plan_edit, name="plan_edit"),
    path(f"{PLAN}safety/", plan_writing.safety_edit, name="safety_edit"),
    path(f"{PLAN}draft/<slug:form>/", plan_writing.plan_draft, name="plan_draft"),
    path(f"{PLAN}step/<slug:step>/", plans.plan_step, name="plan_step"),
    path(f"{CASE}objectives/new/", plan_writing.objective_new, name="objective_new"),
    path(f"{CASE}objectives/draft/", part_drafts.objective_new_draft, name="objective_new_draft"),
    path("objectives/<uuid:objective>/draft/", part_drafts.objective_edit_draft, name="objective_edit_draft"),
    path("objectives/<uuid:objective>/edit/", plan_writing.objective_edit, name="objective_edit"),
    path("objectives/<uuid:objective>/state/", plan_writing.objective_move, name="objective_move"),
    path(f"{CASE}actions/new/", actions.action_new, name="action_new"),
    path(f"{CASE}actions/draft/", part_drafts.action_new_draft, name="action_new_draft"),
    path("actions/<uuid:action>/draft/", part_drafts.action_edit_draft, name="action_edit_draft"),
    path("actions/<uuid:action>/", actions.action, name="action"),
    path("actions/<uuid:action>/edit/", actions.action_edit, name="action_edit"),
    path("actions/<uuid:action>/done/", actions.action_done, name="action_done"),
    path(f"{CASE}interventions/new/", interventions.intervention_new, name="intervention_new"),
    path(f"{CASE}interventions/draft/", part_drafts.intervention_new_draft, name="intervention_new_draft"),
    path(
        "interventions/<uuid:intervention>/draft/", part_drafts.intervention_edit_draft, name="intervention_edit_draft"
    ),
    path("interventions/<uuid:intervention>/", interventions.intervention, name="intervention"),
    path("interventions/<uuid:intervention>/edit/", interventions.intervention_edit, name="intervention_edit"),
    path("interventions/<uuid:intervention>/sessions/", interventions.session_new, name="session_new"),
    path(f"{CASE}network/", networks.network, name="network"),
    path(f"{CASE}network/new/", networks.network_new, name="network_new"),
    path("network/<uuid:link>/edit/", networks.network_edit, name="network_edit"),
    path(f"{CASE}ending/new/", networks.ending_new, name="ending_new"),
    path("ending/<uuid:step>/edit/", networks.ending_edit, name="ending_edit"),
    path(f"{CASE}achievements/new/", networks.achievement_new, name="achievement_new"),
]
