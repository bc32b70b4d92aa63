"""Addresses of courts, orders, conditions and custody."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
