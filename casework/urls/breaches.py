"""Addresses of breaches and joint decisions."""

from django.urls import URLPattern, path

from casework.views import breach_outcomes, breach_proposals, breach_steps, breaches, decisions

_CASE = "cases/<str:reference>/"
_ONE = f"{_CASE}breach/<uuid:breach>/"

URLS: list[URLPattern] = [
    path(f"{_CASE}breaches/", breaches.breach_list, name="breach_list"),
    path(f"{_CASE}breaches/new/", breaches.breach_new, name="breach_new"),
    path(f"{_CASE}breaches/new/draft/", breaches.breach_new_draft, name="breach_new_draft"),
    path(_ONE, breaches.breach_detail, name="breach_detail"),
    path(f"{_ONE}proof/", breaches.breach_proof, name="breach_proof"),
    path(f"{_ONE}ask/", breach_steps.breach_ask, name="breach_ask"),
    path(f"{_ONE}explanation/", breach_steps.breach_explanation, name="breach_explanation"),
    path(f"{_ONE}weigh/", breach_steps.breach_weigh, name="breach_weigh"),
    path(f"{_ONE}drop/", breach_steps.breach_drop, name="breach_drop"),
    path(f"{_ONE}warn/", breach_steps.breach_warn, name="breach_warn"),
    path(f"{_ONE}propose/", breach_proposals.breach_propose, name="breach_propose"),
    path(f"{_ONE}refer/", breach_steps.breach_refer, name="breach_refer"),
    path(f"{_ONE}hearing/", breach_steps.breach_hearing, name="breach_hearing"),
    path(f"{_ONE}heard/", breach_steps.breach_heard, name="breach_heard"),
    path(f"{_ONE}outcome/", breach_outcomes.breach_outcome, name="breach_outcome"),
    path(f"{_ONE}end/", breach_steps.breach_end, name="breach_end"),
    path(f"{_ONE}terms/new/", breach_proposals.breach_term, name="breach_term"),
    path(f"{_ONE}terms/<uuid:term>/drop/", breach_proposals.breach_term_drop, name="breach_term_drop"),
    path(f"{_ONE}<slug:act>/draft/", breach_steps.breach_draft, name="breach_draft"),
    path(f"{_CASE}decisions/", decisions.decision_list, name="decision_list"),
    path(f"{_CASE}decisions/new/", decisions.decision_record, name="decision_record"),
    path(f"{_CASE}decisions/new/draft/", decisions.decision_record_draft, name="decision_record_draft"),
    path(f"{_CASE}decisions/<uuid:decision>/", decisions.decision_detail, name="decision_detail"),
    path(f"{_CASE}decisions/<uuid:decision>/position/", decisions.decision_position, name="decision_position"),
]
