"""Addresses of breaches and joint decisions."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
