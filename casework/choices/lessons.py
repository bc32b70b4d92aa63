"""Words about what was learned from cases."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LessonState(TextChoices):
    """How far a lesson has come on its way out of its case."""

    WAITING = "waiting", _("Waits for approval")
    RETURNED = "returned", _("Returned to its author")
    APPROVED = "approved", _("Approved")
