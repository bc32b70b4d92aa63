"""Application settings of the sharing floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    """What crosses a boundary between agencies."""

    name = "sharing"
    verbose_name = _("Sharing")
