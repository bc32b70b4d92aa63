"""Words of the trade for facts that a person contests (domain section 4.10; LED art. 16, GDPR art. 16)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContestedOutcome(TextChoices):
    """What the agency whose note it is answered; empty while it was not answered."""

    CORRECTED = "corrected", _("Put right, as the person asked")
    STANDS = "stands", _("Its agency says that it stands")
    UNCLEAR = "unclear", _("Its agency cannot find out whether it is right")
    DROPPED = "dropped", _("The person does not contest it any more")


ANSWERS = (ContestedOutcome.CORRECTED, ContestedOutcome.STANDS, ContestedOutcome.UNCLEAR)
"""What an agency may answer."""
SETTLED = (ContestedOutcome.CORRECTED, ContestedOutcome.DROPPED)
"""Outcomes after which a fact is contested no more; after any other both versions stand."""


class ContestedWordKind(TextChoices):
    """What words on a contested fact are: the person's, or the reason of an answer."""

    PERSON = "person", _("What the person says")
    CORRECTED = "corrected", _("What was put right")
    STANDS = "stands", _("Why it stands")
    UNCLEAR = "unclear", _("What was tried to find out")
