"""Words of the trade for who sees what: places, labels, tiers, operations."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Place(TextChoices):
    """The kinds of place from which a person sees a case (domain section 4.3)."""

    PERMANENT = "permanent", _("Permanent member")
    AD_HOC = "ad_hoc", _("Guest, until a date")
    COMPANION = "companion", _("Companion")
    OVERSIGHT = "oversight", _("Oversight of the area")
    EMERGENCY = "emergency", _("Emergency access")


class Tier(IntegerChoices):
    """How abstract the text is that a reader gets; a higher number is a fuller text."""

    NONE = 0, _("Nothing")
    EXISTENCE = 1, _("Knows that it exists")
    GIST = 2, _("Gist")
    SUMMARY = 3, _("Summary")
    FULL = 4, _("Full text")


class Handling(TextChoices):
    """Who may see the full text of an item."""

    TEAM = "team", _("Team: every permanent member; guests see the summary")
    CORE = "core", _("Core: permanent members of this case only")
    NAMED = "named", _("Named: only the people listed")
    SEALED = "sealed", _("Sealed: only us; the others learn that something exists")


class Nature(TextChoices):
    """Whether an item is fact, hearsay or judgement."""

    FACT = "fact", _("Fact: seen or recorded")
    REPORTED = "reported", _("Reported: someone told us")
    OPINION = "opinion", _("Opinion: professional judgement")


class SourceGrade(TextChoices):
    """How far the source can be relied on."""

    RELIABLE = "1", _("Reliable source")
    UNTESTED = "2", _("We cannot judge the source yet")
    NOT_RELIABLE = "3", _("Source not reliable")


class KnowledgeGrade(TextChoices):
    """How the source knows it."""

    DIRECT = "A", _("Known directly")
    CORROBORATED = "B", _("Known indirectly, but confirmed elsewhere")
    INDIRECT = "C", _("Known indirectly")
    UNKNOWN = "D", _("Not known how")
    SUSPECTED_FALSE = "E", _("Suspected to be false")


class ItemStatus(TextChoices):
    """Whether an item is the current wording."""

    CURRENT = "current", _("Current")
    CORRECTED = "corrected", _("Corrected by a newer version")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Operation(TextChoices):
    """What the trail must log (Directive 2016/680 art. 25), and what surrounds it."""

    COLLECT = "collect", _("Recorded")
    ALTER = "alter", _("Changed")
    CONSULT = "consult", _("Looked at")
    DISCLOSE = "disclose", _("Shared")
    COMBINE = "combine", _("Combined")
    ERASE = "erase", _("Erased")
    REFUSE = "refuse", _("Refused")
    ADMINISTER = "administer", _("Administered")


class TokenScope(TextChoices):
    """What a token opens, and nothing else."""

    API = "api", _("The programming interface")
    CALENDAR = "calendar", _("One's own calendar, to read")
