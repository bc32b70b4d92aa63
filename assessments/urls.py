"""Addresses of the assessments floor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
