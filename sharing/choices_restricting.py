"""Words of the trade for restriction of processing (LED art. 16(3), GDPR art. 18)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RestrictionGround(TextChoices):
    """Why something is kept and used no further."""

    CONTESTED = "contested", _("The person contests it, and it is not known yet whether it is right")
    EVIDENCE = "evidence", _("It must be kept as evidence")
    UNLAWFUL = "unlawful", _("It should not be held, and the person wants it restricted rather than erased")
    CLAIMS = "claims", _("The person needs it for a claim of theirs")
    OBJECTION = "objection", _("The person objects, and it is being weighed")


class RestrictionWordKind(TextChoices):
    """What words on a restriction are."""

    PLACED = "placed", _("Why it is restricted")
    LIFTED = "lifted", _("Why that was lifted")
