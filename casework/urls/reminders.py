"""Addresses of reminders, and of the times that the partnership sets."""

from django.urls import URLPattern, path

from casework.views import cadences, reminders, timings

URLS: list[URLPattern] = [
    path("reminders/", reminders.reminder_list, name="reminder_list"),
    path("reminders/<uuid:reminder>/later/", reminders.reminder_snooze, name="reminder_snooze"),
    path("reminders/<uuid:reminder>/done/", reminders.reminder_done, name="reminder_done"),
    path("times/", timings.timing_list, name="timing_list"),
    path("times/hours/", timings.timing_hours, name="timing_hours"),
    path("times/follow-ups/", cadences.timing_follow_ups, name="timing_follow_ups"),
    path("times/erasing/", cadences.timing_erasing, name="timing_erasing"),
    path("times/spans/<slug:name>/", cadences.timing_span, name="timing_span"),
    path("times/<slug:kind>/", timings.timing_edit, name="timing_edit"),
]
