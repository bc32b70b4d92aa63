"""Addresses of contacts, incidents, exposure and signs."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
