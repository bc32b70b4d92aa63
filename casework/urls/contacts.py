"""Addresses of contacts, incidents, exposure and signs."""

from django.urls import URLPattern, path

from casework.views import calendar, contact_writing, contacts, events, rules, signs

URLS: list[URLPattern] = [
    path("cases/<str:reference>/contacts/", contacts.contact_list, name="contact_list"),
    path("cases/<str:reference>/contacts/new/", contact_writing.contact_new, name="contact_new"),
    path("cases/<str:reference>/contacts/plan/", contact_writing.contact_plan, name="contact_plan"),
    path("cases/<str:reference>/contacts/audience/", contact_writing.contact_audience, name="contact_audience"),
    path("cases/<str:reference>/contacts/draft/", contact_writing.contact_draft, name="contact_draft"),
    path("contacts/<uuid:contact>/", contacts.contact_show, name="contact_detail"),
    path("contacts/<uuid:contact>/record/", contact_writing.contact_record, name="contact_record"),
    path("contacts/<uuid:contact>/record/draft/", contact_writing.contact_record_draft, name="contact_record_draft"),
    path("contacts/<uuid:contact>/edit/", contact_writing.contact_edit, name="contact_edit"),
    path("contacts/<uuid:contact>/letter/", contacts.contact_letter, name="contact_letter"),
    path("contacts/<uuid:contact>/explained/", contacts.contact_explained, name="contact_explained"),
    path("cases/<str:reference>/events/", events.event_list, name="event_list"),
    path("cases/<str:reference>/events/trend/", events.exposure_trend, name="exposure_trend"),
    path("cases/<str:reference>/events/incident/", events.incident_new, name="incident_new"),
    path("cases/<str:reference>/events/exposure/", events.exposure_new, name="exposure_new"),
    path("cases/<str:reference>/events/sign/", events.sign_new, name="sign_new"),
    path("cases/<str:reference>/events/<str:what>/draft/", events.event_draft, name="event_draft"),
    path("signs/", signs.sign_list, name="sign_list"),
    path("signs/new/", signs.sign_entry_new, name="sign_entry_new"),
    path("signs/<uuid:sign>/", signs.sign_entry_edit, name="sign_entry_edit"),
    path("rules/", rules.rule_list, name="rule_list"),
    path("rules/new/", rules.rule_new, name="rule_new"),
    path("rules/<uuid:rule>/", rules.rule_edit, name="rule_edit"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", calendar.calendar_feed, name="calendar_feed"),
    path("calendar/feed/<uuid:token>/end/", calendar.calendar_feed_end, name="calendar_feed_end"),
    path("calendar/<str:token>.ics", calendar.calendar_ics, name="calendar_ics"),
]
