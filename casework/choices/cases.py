"""Words about the case itself: its states, its stage, its basis."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseStatus(TextChoices):
    """States of a case (domain section 3.5)."""

    REFERRED = "referred", _("Referred")
    SCREENING = "screening", _("Screening")
    DECLINED = "declined", _("Declined")
    REDIRECTED = "redirected", _("Redirected")
    ACCEPTED = "accepted", _("Accepted")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ENDING = "ending", _("Ending")
    CLOSED = "closed", _("Closed")
    FOLLOW_UP = "follow_up", _("Follow-up")
    TRANSFERRED = "transferred", _("Transferred")
    ARCHIVED = "archived", _("Archived")


MOVES: dict[str, tuple[str, ...]] = {
    "referred": ("screening",),
    "screening": ("declined", "redirected", "accepted"),
    "accepted": ("active",),
    "active": ("paused", "ending", "transferred"),
    "paused": ("active", "ending", "transferred"),
    "ending": ("active", "closed"),
    "closed": ("follow_up", "archived"),
    "follow_up": ("active", "archived"),
    "declined": ("archived",),
    "redirected": ("archived",),
    "transferred": ("archived",),
    "archived": (),
}
"""Lawful moves between states (domain section 3.5)."""


class Stage(TextChoices):
    """The cycle marker inside an active case: shown, not enforced."""

    ASSESS = "assess", _("Assess")
    PLAN = "plan", _("Plan")
    INTERVENE = "intervene", _("Intervene")
    EVALUATE = "evaluate", _("Evaluate")


class Basis(TextChoices):
    """What makes the work lawful: an order, or the person's own wish put on record."""

    NONE = "", _("Not recorded yet")
    ORDER = "order", _("Court order")
    VOLUNTARY = "voluntary", _("Voluntary, recorded")
