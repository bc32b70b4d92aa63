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


class ErasureGround(TextChoices):
    """What an erasure goes back to."""

    REQUEST = "request", _("The person asked for it, and it was granted")
    REVIEW = "review", _("A retention review found that it is not needed any more")


class LegalGround(TextChoices):
    """Why the law lets the person have it erased (GDPR art. 17(1), LED art. 16(2))."""

    UNLAWFUL = "unlawful", _("It should never have been recorded")
    NOT_NEEDED = "not_needed", _("It is not needed for what it was recorded for")
    OBJECTION = "objection", _("The person objected, and nothing weighs more")
    CONSENT = "consent", _("The person took back their consent, and nothing else allows it")
    DUTY = "duty", _("A law says that it is erased")


class NotTold(TextChoices):
    """Why the person cannot be told."""

    UNREACHABLE = "unreachable", _("They cannot be reached")
    DIED = "died", _("They died")


class ErasureRecipient(TextChoices):
    """Who is told of an erasure."""

    MANAGER = "manager", _("The case manager")
    AGENCY = "agency", _("An agency")
    COURT = "court", _("A court")
    OTHERS = "others", _("Others, by their number")


class RecipientNotTold(TextChoices):
    """Why a recipient cannot be told (GDPR art. 19: impossible, or out of all proportion). No word about anybody."""

    UNKNOWN = "unknown", _("Nobody can say any more who they are")
    UNREACHABLE = "unreachable", _("They cannot be reached")
    ENDED = "ended", _("They exist no more")
    EFFORT = "effort", _("It would take an effort out of all proportion")


class ErasureState(TextChoices):
    """Where an erasure stands."""

    PROPOSED = "proposed", _("Waits for somebody else to decide")
    APPROVED = "approved", _("Approved, carried out shortly")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DONE = "done", _("Erased")
