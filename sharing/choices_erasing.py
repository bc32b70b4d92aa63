"""Words of the trade for keeping what would be erased, and for erasing it (domain sections 3.7 and 4.10)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HoldGround(TextChoices):
    """Why nothing of a record may be erased for now."""

    PROCEEDINGS = "proceedings", _("Proceedings before a court")
    CLAIM = "claim", _("A legal claim is made or defended")
    COMPLAINT = "complaint", _("A complaint is looked into")
    INQUIRY = "inquiry", _("An inquiry into what happened")
    SUPERVISION = "supervision", _("The supervisory authority asks")


class HoldStepKind(TextChoices):
    """What becomes of a hold."""

    KEEP = "keep", _("It is still needed")
    LIFT = "lift", _("Lift the hold")
