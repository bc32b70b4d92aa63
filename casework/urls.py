"""Addresses of the casework floor."""

from django.urls import URLPattern, path

urlpatterns: list[URLPattern] = []
