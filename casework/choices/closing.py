"""Words about how the work of a case ended, and about looking again afterwards."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class StrandResult(TextChoices):
    """What became of one strand; an honest answer may be that nobody knows (R1, R47)."""

    ACHIEVED = "achieved", _("Achieved")
    PARTIAL = "partial", _("In part")
    NO_CHANGE = "no_change", _("No change")
    WORSE = "worse", _("Worse than at the start")
    NOT_KNOWN = "not_known", _("Not known")


class FollowUpMonth(IntegerChoices):
    """Months after closing at which somebody looks again (domain section 3.7)."""

    THREE = 3, _("After 3 months")
    SIX = 6, _("After 6 months")
    TWELVE = 12, _("After 12 months")


class FollowUpMethod(TextChoices):
    """How somebody looked again."""

    VISIT = "visit", _("Met the person")
    PHONE = "phone", _("Spoke by telephone or video")
    MESSAGE = "message", _("Wrote to each other")
    OTHERS = "others", _("Asked others who know the person, as agreed with the person")
    NOT_REACHED = "not_reached", _("Could not reach the person")
