"""Addresses of the assessments floor."""

from django.urls import URLPattern, path

from assessments.views import assessments, change, contributions, external, instruments, judging, reviews

ONE = "assessments/<uuid:assessment>/"
GIVEN = "contributions/<uuid:contribution>/"
REVIEW = "reviews/<uuid:review>/"

urlpatterns: list[URLPattern] = [
    path("instruments/", instruments.instruments, name="instrument_list"),
    path("instruments/shipped/", instruments.instrument_shipped, name="instrument_shipped"),
    path("instruments/<uuid:instrument>/", instruments.instrument, name="instrument"),
    path("instruments/<uuid:instrument>/use/", instruments.instrument_use, name="instrument_use"),
    path("cases/<str:reference>/assessments/", assessments.assessment_list, name="assessment_list"),
    path("cases/<str:reference>/assessments/new/", assessments.assessment_new, name="assessment_new"),
    path("cases/<str:reference>/assessments/change/", change.assessment_change, name="assessment_change"),
    path("cases/<str:reference>/assessments/external/", external.external_list, name="external_list"),
    path("cases/<str:reference>/assessments/external/new/", external.external_new, name="external_new"),
    path("external-assessments/<uuid:external>/correct/", external.external_correct, name="external_correct"),
    path("cases/<str:reference>/reviews/", reviews.review_list, name="review_list"),
    path("cases/<str:reference>/reviews/new/", reviews.review_new, name="review_new"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}edit/", reviews.review_edit, name="review_edit"),
    path(f"{REVIEW}draft/", reviews.review_draft, name="review_draft"),
    path(f"{REVIEW}hold/", reviews.review_hold, name="review_hold"),
    path(f"{REVIEW}feedback/", reviews.feedback_new, name="feedback_new"),
    path(ONE, assessments.assessment, name="assessment"),
    path(f"{ONE}compare/<uuid:other>/", change.assessment_compare, name="assessment_compare"),
    path(f"{ONE}ask/", assessments.assessment_ask, name="assessment_ask"),
    path(f"{ONE}consensus/", assessments.assessment_consensus, name="assessment_consensus"),
    path(f"{ONE}sign/", assessments.assessment_sign, name="assessment_sign"),
    path(f"{ONE}countersign/", assessments.assessment_countersign, name="assessment_countersign"),
    path(f"{ONE}correct/", assessments.assessment_correct, name="assessment_correct"),
    path(f"{ONE}sections/<slug:section>/", judging.assessment_section, name="assessment_section"),
    path(f"{ONE}sections/<slug:section>/draft/", judging.assessment_section_draft, name="assessment_section_draft"),
    path(f"{ONE}formulation/", judging.formulation, name="formulation"),
    path(f"{ONE}formulation/draft/", judging.formulation_draft, name="formulation_draft"),
    path(f"{ONE}judgement/", judging.judgement, name="judgement"),
    path(f"{ONE}scenarios/new/", judging.scenario_new, name="scenario_new"),
    path("scenarios/<uuid:scenario>/", judging.scenario_edit, name="scenario_edit"),
    path(f"{ONE}gaps/new/", judging.gap_new, name="gap_new"),
    path("gaps/<uuid:gap>/close/", judging.gap_close, name="gap_close"),
    path(f"{ONE}dissent/", judging.dissent_new, name="dissent_new"),
    path(GIVEN, contributions.contribution, name="contribution"),
    path(f"{GIVEN}sections/<slug:section>/", contributions.contribution_section, name="contribution_section"),
    path(f"{GIVEN}sections/<slug:section>/draft/", contributions.contribution_draft, name="contribution_draft"),
    path(f"{GIVEN}hand-in/", contributions.contribution_hand_in, name="contribution_hand_in"),
    path(f"{GIVEN}hand-in/draft/", contributions.contribution_words_draft, name="contribution_words_draft"),
    path(f"{GIVEN}nothing/", contributions.contribution_nothing, name="contribution_nothing"),
]
