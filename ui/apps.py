"""Registers the toolkit with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ui"
