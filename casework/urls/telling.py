"""Addresses of what the person knows."""

from django.urls import URLPattern, path

from casework.views import telling

CASE = "cases/<str:reference>/"
URLS: list[URLPattern] = [
    path(f"{CASE}telling/", telling.telling, name="telling"),
    path(f"{CASE}telling/notice/", telling.notice_new, name="notice_new"),
    path(f"{CASE}telling/consent/", telling.consent_new, name="consent_new"),
]
