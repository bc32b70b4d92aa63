"""Words about people around the person, and what lets somebody be found."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RelationshipKind(TextChoices):
    """What another individual is to the person."""

    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Friend")
    PARTNER = "partner", _("Partner")
    INFLUENCE = "influence", _("Influence")
    VICTIM = "victim", _("Victim")
    MENTOR = "mentor", _("Mentor")
    PROFESSIONAL = "professional", _("Professional")


class Influence(TextChoices):
    """Which way a relationship pulls."""

    SUPPORTS = "supports", _("Supports")
    MIXED = "mixed", _("Mixed")
    PULLS_BACK = "pulls_back", _("Pulls back")
    UNKNOWN = "unknown", _("Not known")


class SubjectCategory(TextChoices):
    """Category of data subject (Directive 2016/680 art. 6)."""

    CONVICTED = "convicted", _("Convicted")
    SUSPECTED = "suspected", _("Suspected")
    VICTIM = "victim", _("Victim")
    WITNESS = "witness_or_contact", _("Witness or contact")
    OTHER = "other", _("Other")


class ContactPointKind(TextChoices):
    """What lets the person be found; stored protected."""

    ADDRESS = "address", _("Address")
    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    SCHOOL = "school", _("School")
    WORKPLACE = "workplace", _("Workplace")
