"""Application settings of the assessments floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """The cycle: instrument, contributions, formulation, review, evaluation."""

    name = "assessments"
    verbose_name = _("Assessments")
