"""Words of reporting rules: where they are shown, through which channel something goes, and how soon."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RulePlace(TextChoices):
    """Where somebody writes when they need the rule."""

    NOTE = "note", _("A note")
    CONTACT = "contact", _("A contact")
    INCIDENT = "incident", _("An incident")
    EXPOSURE = "exposure", _("An exposure")
    SIGN = "sign", _("A sign")
    BREACH = "breach", _("A breach")


class RuleChannel(TextChoices):
    """How something is reported (R121)."""

    EMERGENCY_CALL = "emergency_call", _("Call the police emergency number first")
    DUTY_REPORT = "duty_report", _("Duty report to the police")
    MANAGER = "manager", _("Call the case manager")
    NOTE = "note", _("A note for the team")
    BREACH = "breach", _("A breach of a condition")
    OUTSIDE = "outside", _("The reporting line named by law")
    LEGAL = "legal", _("Ask the legal advisers first")


class RuleTime(TextChoices):
    """How soon."""

    NOW = "now", _("At once")
    SAME_DAY = "same_day", _("The same day")
    NEXT_DAY = "next_day", _("By the next working day")
    THREE_DAYS = "three_days", _("Within three working days")
    NEXT_MEETING = "meeting", _("At the next case conference")
