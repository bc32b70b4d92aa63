"""Registers the roof, so that its tasks and checks are found."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "config"
    label = "roof"
