"""Words of the trade for what is to be said in public (toolkit L434 to L436)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outlet(TextChoices):
    """Who asks for a text, or where it is to appear."""

    JOURNALIST = "journalist", _("A journalist")
    CONFERENCE = "conference", _("A conference or a lecture")
    NEWSLETTER = "newsletter", _("A newsletter of a partner")
    REPORT = "report", _("A report of our own")
    OTHER = "other", _("Somebody else")


class PublicationStepKind(TextChoices):
    """What is said or decided about a text for the public."""

    CONSENT = "consent", _("What the person says to it")
    CHAIR = "chair", _("The chair decides")
    LEGAL = "legal", _("A legal adviser decides")
    PUBLISHED = "published", _("It was published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Nobody answered in time")


DECIDING_STEPS = (PublicationStepKind.CHAIR, PublicationStepKind.LEGAL)
"""Both are needed, by two people, neither of whom asked for it."""


class SaidYesNo(TextChoices):
    """An answer to a text for the public."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class ConsentHow(TextChoices):
    """How the person was asked, with the exact words before them."""

    WRITTEN = "written", _("In writing, signed")
    ALOUD = "aloud", _("Read out to them, answered in a conversation")
    INTERPRETED = "interpreted", _("With an interpreter")


class PublicationState(TextChoices):
    """Where a text stands. Computed from its steps and its last day; silence is a no."""

    WAITING = "waiting", _("Waits for approval")
    APPROVED = "approved", _("Approved, not published yet")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")
    STOPPED = "stopped", _("Stopped: the person does not agree")
    LAPSED = "lapsed", _("Refused: nobody answered in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")
