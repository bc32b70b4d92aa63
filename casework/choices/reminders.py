"""Words about being reminded of what falls due."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReminderStep(TextChoices):
    """How far a deadline is, when somebody is reminded of it."""

    AHEAD = "ahead", _("Soon due")
    DUE = "due", _("Due")
    OVERDUE = "overdue", _("Overdue")
    ESCALATION = "escalation", _("Overdue, passed on to you")


class ReminderState(TextChoices):
    """Whether somebody still has to look at a reminder."""

    OPEN = "open", _("Open")
    DONE = "done", _("Taken up")
    OVER = "over", _("No longer needed: the deadline was met, moved or handed on")


class SnoozeReason(TextChoices):
    """Why a reminder may wait. Fixed words: nothing about a person stands here."""

    PLANNED = "planned", _("It is planned for a later day")
    OTHERS = "others", _("I wait for somebody else")
    LATER = "later", _("I need some more days")
    AGREED = "agreed", _("Agreed with my senior or the case manager")


class Post(TextChoices):
    """What becomes of a reminder by e-mail."""

    WAITING = "waiting", _("Waits for an e-mail")
    CARRIED = "carried", _("An e-mail carries it")
    NONE = "none", _("No e-mail")


class MailKind(TextChoices):
    """Which message carries reminders."""

    NOW = "now", _("At once")
    DIGEST = "digest", _("Daily digest")


class MailState(TextChoices):
    """What is known of a message."""

    SENDING = "sending", _("Being handed over")
    SENT = "sent", _("Handed over")
    UNKNOWN = "unknown", _("Unknown: it may have gone out")
    FAILED = "failed", _("Refused: it did not go out")
