"""Words about contacts, incidents, exposure and signs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContactKind(TextChoices):
    """Whom a contact was with, or what it was (domain section 3.2)."""

    PERSON = "person", _("Meeting with the person")
    HOME_VISIT = "home_visit", _("Home visit")
    FAMILY = "family", _("Family contact")
    CONVERSATION = "professional_conversation", _("Conversation between professionals")
    TEST = "test", _("Drug or alcohol test")
    RECEIVED = "information_received", _("Information received")


WITH_PERSON = (ContactKind.PERSON, ContactKind.HOME_VISIT, ContactKind.TEST)
"""Kinds at which the person was to be there, so that attendance counts."""


class Setting(TextChoices):
    """Where the person lived at the time (R3)."""

    COMMUNITY = "community", _("In the community")
    CUSTODY = "custody", _("In custody")


class Mode(TextChoices):
    """How a contact took place."""

    FACE = "face_to_face", _("Face to face")
    PHONE = "telephone", _("Telephone")
    VIDEO = "video", _("Video")
    MESSAGE = "message", _("Letter or message")


class Attended(TextChoices):
    """Whether somebody came."""

    PENDING = "pending", _("Still to come")
    YES = "yes", _("Came")
    LATE = "late", _("Came late")
    EXCUSED = "no_excused", _("Did not come, good reason")
    NO_REASON = "no_good_reason", _("Did not come, no good reason")
    CANCELLED = "cancelled", _("Called off by us")


MISSED = (Attended.NO_REASON,)
CAME = (Attended.YES, Attended.LATE)
ABSENT = (Attended.EXCUSED, Attended.NO_REASON)
"""Words that say that the person stayed away, with or without a good reason."""


class HelpKind(TextChoices):
    """Help given at a contact (R33)."""

    LISTENING = "listening", _("Listening")
    PRACTICAL = "practical", _("Practical help")
    HOUSING = "housing", _("Housing")
    WORK = "education_work", _("Education or work")
    MONEY = "money_papers", _("Money or papers")
    FAMILY = "family", _("Family")
    HEALTH_ACCESS = "access_to_care", _("Finding care")
    CRISIS = "crisis", _("Help in a crisis")


class TestResult(TextChoices):
    """What a test showed."""

    NONE = "", _("No result yet")
    NEGATIVE = "negative", _("Nothing found")
    POSITIVE = "positive", _("Something found")
    REFUSED = "refused", _("Refused")
    UNCLEAR = "unclear", _("Unclear")


class Kept(TextChoices):
    """What a contact shows about a condition."""

    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Partly kept")
    NOT_KEPT = "not_kept", _("Not kept")
    TOUCHED = "touched", _("Spoken about")
    NONE = "none", _("Not touched")


MARKS = tuple(choice for choice in Kept.choices if choice[0] != Kept.NONE)
"""What a mark can say. ``NONE`` is one that was wrong and taken back: the row stays, and counts nowhere."""


class IncidentKind(TextChoices):
    """What happened."""

    ARREST = "arrest", _("Arrest or new proceedings")
    VIOLENCE = "violence", _("Violence")
    THREAT_BY = "threat_by", _("Threat by the person")
    THREAT_TO = "threat_to", _("Threat to the person")
    SELF_HARM = "self_harm", _("Harm to self")
    ONLINE = "online", _("Online")
    CONDITION = "condition", _("A condition not kept")
    OTHER = "other", _("Other")


class ExposureBy(TextChoices):
    """Who came near, by role (R45)."""

    FORMER_GROUP = "former_group", _("Somebody of the former group")
    NEW_CONTACT = "new_contact", _("Somebody new")
    FAMILY = "family", _("Somebody of the family")
    ONLINE = "online", _("Online channel")
    UNKNOWN = "unknown", _("Not known")


class Offer(TextChoices):
    """What was offered."""

    MONEY = "money_work", _("Money or work")
    HOME = "home", _("A place to live")
    PROTECTION = "protection", _("Protection")
    COMPANY = "company", _("Company, belonging")
    STATUS = "status", _("Status, meaning")
    PRESSURE = "pressure", _("Pressure or threat instead of an offer")
    NONE = "none", _("None known")


class ExposureResponse(TextChoices):
    """What the person did."""

    REFUSED = "refused", _("Refused")
    TOLD_US = "told_us", _("Refused and told us")
    UNSURE = "unsure", _("Unsure")
    ACCEPTED = "accepted", _("Accepted")
    UNKNOWN = "unknown", _("Not known")


class SignClass(TextChoices):
    """Three classes kept apart (R120)."""

    RADICALISATION = "radicalisation", _("Sign of radicalisation")
    RISK_FACTOR = "risk_factor", _("Risk factor")
    CRIMINAL = "criminal_behaviour", _("Criminal behaviour")


class SignState(TextChoices):
    """A sign by one agency stays unassessed until agencies look at it together (R122)."""

    NOT_ASSESSED = "not_assessed", _("Not yet assessed")
    CONFIRMED = "confirmed", _("Assessed together: matters")
    SET_ASIDE = "set_aside", _("Assessed together: does not matter")
