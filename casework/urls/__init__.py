"""Addresses of the casework floor, by noun."""

from django.urls import URLPattern

from casework.urls import (
    breaches,
    cases,
    closings,
    contacts,
    lessons,
    notes,
    orders,
    plans,
    reminders,
    telling,
    timeline,
)

urlpatterns: list[URLPattern] = [
    *cases.URLS,
    *notes.URLS,
    *orders.URLS,
    *contacts.URLS,
    *breaches.URLS,
    *plans.URLS,
    *closings.URLS,
    *lessons.URLS,
    *telling.URLS,
    *timeline.URLS,
    *reminders.URLS,
]
