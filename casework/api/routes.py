"""Addresses of the casework floor under /api/v1/."""

from django.urls import path

from casework.api.breach_court import BreachesInCourt
from casework.api.breaches import Breaches, JointDecisions
from casework.api.cases import Cases, Deadlines
from casework.api.closings import Closings
from casework.api.contacts import CaseContacts, CaseEvents, Contacts, Rules, Signs
from casework.api.families import People
from casework.api.lessons import Lessons
from casework.api.notes import CaseNotes, Notes
from casework.api.orders import CaseConditions, CaseDecisions, CaseOrders, Courts
from casework.api.overviews import Forecasts, Overviews
from casework.api.plan_writing import StartedVersions, WrittenVersion
from casework.api.plans import Actions, CasePlan
from casework.api.recording import Following, RecordedCustody, StartedBreaches, WrittenPlan
from casework.api.reminders import Reminders
from casework.api.telling import Tellings
from casework.api.times import TimesOfPartnership

routes = [
    path("cases/", Cases.as_view({"get": "list"}), name="api_cases"),
    path("cases/<slug:reference>/", Cases.as_view({"get": "retrieve"}), name="api_case"),
    path("cases/<slug:reference>/team/", Cases.as_view({"get": "team"}), name="api_case_team"),
    path("cases/<slug:reference>/deadlines/", Deadlines.as_view({"get": "of_case"}), name="api_case_deadlines"),
    path("cases/<slug:reference>/notes/", CaseNotes.as_view({"get": "list", "post": "create"}), name="api_case_notes"),
    path("cases/<slug:reference>/notes/audience/", CaseNotes.as_view({"post": "audience"}), name="api_note_audience"),
    path("notes/<uuid:note>/", Notes.as_view({"get": "retrieve"}), name="api_note"),
    path("cases/<str:reference>/minutes/", Notes.as_view({"get": "minutes"}), name="api_minutes"),
    path("notes/<uuid:note>/minutes/", Notes.as_view({"post": "clear"}), name="api_note_minutes"),
    path("notes/<uuid:note>/release/audience/", Notes.as_view({"post": "release_audience"}),
         name="api_note_release_audience"),
    path("notes/<uuid:note>/release/", Notes.as_view({"post": "release"}), name="api_note_release"),
    path("notes/<uuid:note>/responses/", Notes.as_view({"post": "respond"}), name="api_note_responses"),
    path("cases/<slug:reference>/orders/", CaseOrders.as_view({"get": "list", "post": "create"}), name="api_orders"),
    path(
        "cases/<slug:reference>/court-decisions/",
        CaseDecisions.as_view({"get": "list", "post": "create"}),
        name="api_court_decisions",
    ),
    path(
        "cases/<slug:reference>/conditions/",
        CaseConditions.as_view({"get": "list", "post": "create"}),
        name="api_conditions",
    ),
    path(
        "cases/<slug:reference>/custody/",
        RecordedCustody.as_view({"get": "list", "post": "create"}),
        name="api_custody",
    ),
    path("courts/", Courts.as_view({"get": "list"}), name="api_courts"),
    path("order-types/", Courts.as_view({"get": "types"}), name="api_order_types"),
    path("deadlines/", Deadlines.as_view({"get": "list"}), name="api_deadlines"),
    path("deadlines/mine/", Deadlines.as_view({"get": "mine"}), name="api_deadlines_mine"),
    path("times/", TimesOfPartnership.as_view({"get": "retrieve"}), name="api_times"),
    path("times/spans/<slug:name>/", TimesOfPartnership.as_view({"post": "span"}), name="api_times_span"),
    path("times/follow-ups/", TimesOfPartnership.as_view({"post": "follow_ups"}), name="api_times_follow_ups"),
    path("times/erasing/", TimesOfPartnership.as_view({"post": "erasing"}), name="api_times_erasing"),
    path("times/kinds/<slug:kind>/", TimesOfPartnership.as_view({"post": "kind"}), name="api_times_kind"),
    path("reminders/", Reminders.as_view({"get": "list"}), name="api_reminders"),
    path("reminders/<uuid:reminder>/done/", Reminders.as_view({"post": "done"}), name="api_reminder_done"),
    path("reminders/<uuid:reminder>/later/", Reminders.as_view({"post": "later"}), name="api_reminder_later"),
    path(
        "cases/<slug:reference>/contacts/",
        CaseContacts.as_view({"get": "list", "post": "plan"}), name="api_case_contacts",
    ),
    path(
        "cases/<slug:reference>/contacts/held/", CaseContacts.as_view({"post": "record"}), name="api_case_contacts_held"
    ),
    path("contacts/<uuid:contact>/", Contacts.as_view({"get": "retrieve"}), name="api_contact"),
    path("contacts/<uuid:contact>/letter/", Following.as_view({"post": "letter"}), name="api_contact_letter"),
    path(
        "contacts/<uuid:contact>/explanation/",
        Following.as_view({"post": "explanation"}),
        name="api_contact_explanation",
    ),
    path(
        "interventions/<uuid:intervention>/sessions/", Following.as_view({"post": "session"}), name="api_session_record"
    ),
    path("contacts/<uuid:contact>/record/", Contacts.as_view({"post": "record"}), name="api_contact_record"),
    path(
        "cases/<slug:reference>/incidents/",
        CaseEvents.as_view({"get": "incidents", "post": "incident"}), name="api_case_incidents",
    ),
    path(
        "cases/<slug:reference>/exposures/",
        CaseEvents.as_view({"get": "exposures", "post": "exposure"}), name="api_case_exposures",
    ),
    path(
        "cases/<slug:reference>/exposures/trend/", CaseEvents.as_view({"get": "trend"}), name="api_exposure_trend"
    ),
    path("cases/<slug:reference>/signs/", CaseEvents.as_view({"get": "signs", "post": "sign"}), name="api_case_signs"),
    path("signs/", Signs.as_view({"get": "list"}), name="api_signs"),
    path("rules/", Rules.as_view({"get": "list"}), name="api_rules"),
    path(
        "cases/<slug:reference>/breaches/",
        StartedBreaches.as_view({"get": "list", "post": "create"}),
        name="api_case_breaches",
    ),
    path(
        "cases/<slug:reference>/breaches/<uuid:breach>/", Breaches.as_view({"get": "retrieve"}), name="api_breach"
    ),
    path(
        "cases/<slug:reference>/breaches/<uuid:breach>/steps/", Breaches.as_view({"post": "step"}),
        name="api_breach_steps",
    ),
    path(
        "cases/<slug:reference>/breaches/<uuid:breach>/proposals/", BreachesInCourt.as_view({"post": "propose"}),
        name="api_breach_proposals",
    ),
    path(
        "cases/<slug:reference>/breaches/<uuid:breach>/outcome/", BreachesInCourt.as_view({"post": "outcome"}),
        name="api_breach_outcome",
    ),
    path(
        "cases/<slug:reference>/joint-decisions/", JointDecisions.as_view({"get": "list"}), name="api_joint_decisions"
    ),
    path(
        "cases/<slug:reference>/joint-decisions/<uuid:decision>/", JointDecisions.as_view({"get": "retrieve"}),
        name="api_joint_decision",
    ),
    path("forecast/", Forecasts.as_view({"get": "list"}), name="api_forecast"),
    path("cases/<slug:reference>/timeline/", Overviews.as_view({"get": "timeline"}), name="api_case_timeline"),
    path("cases/<slug:reference>/people/", People.as_view({"get": "list"}), name="api_case_people"),
    path(
        "cases/<slug:reference>/people/<uuid:relationship>/contact/", People.as_view({"post": "contact"}),
        name="api_family_contact",
    ),
    path("cases/<slug:reference>/network/", Overviews.as_view({"get": "network"}), name="api_case_network"),
    path(
        "cases/<slug:reference>/plan/versions/", StartedVersions.as_view({"get": "versions", "post": "create"}),
        name="api_case_plan_versions",
    ),
    path(
        "cases/<slug:reference>/plan/versions/<int:number>/", WrittenVersion.as_view({"get": "retrieve"}),
        name="api_plan_version",
    ),
    path(
        "cases/<slug:reference>/plan/versions/<int:number>/texts/", WrittenVersion.as_view({"post": "texts"}),
        name="api_plan_version_texts",
    ),
    path(
        "cases/<slug:reference>/plan/versions/<int:number>/safety/", WrittenVersion.as_view({"post": "safety"}),
        name="api_plan_version_safety",
    ),
    path(
        "cases/<slug:reference>/plan/versions/<int:number>/steps/", WrittenVersion.as_view({"post": "step"}),
        name="api_plan_version_steps",
    ),
    path("cases/<slug:reference>/closing/", Closings.as_view({"get": "retrieve"}), name="api_case_closing"),
    path("lessons/", Lessons.as_view({"get": "list"}), name="api_lessons"),
    path("cases/<slug:reference>/telling/", Tellings.as_view({"get": "retrieve"}), name="api_case_telling"),
    path("cases/<slug:reference>/telling/notices/", Tellings.as_view({"post": "notice"}), name="api_case_notices"),
    path("cases/<slug:reference>/telling/consents/", Tellings.as_view({"post": "consent"}), name="api_case_consents"),
    path("cases/<slug:reference>/plan/", CasePlan.as_view({"get": "retrieve"}), name="api_case_plan"),
    path(
        "cases/<slug:reference>/objectives/",
        WrittenPlan.as_view({"get": "objectives", "post": "new_objective"}),
        name="api_case_objectives",
    ),
    path(
        "cases/<slug:reference>/actions/",
        WrittenPlan.as_view({"get": "actions", "post": "new_action"}),
        name="api_case_actions",
    ),
    path(
        "cases/<slug:reference>/interventions/",
        CasePlan.as_view({"get": "interventions"}),
        name="api_case_interventions",
    ),
    path("actions/<uuid:action>/", Actions.as_view({"get": "retrieve"}), name="api_action"),
    path("actions/<uuid:action>/moves/", Actions.as_view({"post": "move"}), name="api_action_moves"),
]  # fmt: skip
