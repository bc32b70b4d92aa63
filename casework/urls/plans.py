"""Addresses of the plan, its actions and interventions."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
