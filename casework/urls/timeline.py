"""Addresses of the timeline of a case."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
