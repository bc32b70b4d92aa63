"""The kit for handled text: the labels of an item, and one row per tier of its wording."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Handling, ItemStatus, KnowledgeGrade, Nature, SourceGrade, Tier
from agencies.choices import DataCategory, Secrecy
from agencies.models import Agency, User

TEXT_TIERS = (Tier.FULL, Tier.SUMMARY, Tier.GIST)
"""Tiers that are written; ``existence`` is the item itself."""


class HandledItem(models.Model):
    """Four labels on every item (domain section 4.1), its originator and its place in a line of versions."""

    originator = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    occurred_on = models.DateField(_("date it happened"))
    recorded_at = models.DateTimeField(editable=False)
    nature = models.CharField(_("nature"), max_length=8, choices=Nature.choices)
    source_grade = models.CharField(_("source"), max_length=1, choices=SourceGrade.choices, blank=True)
    knowledge_grade = models.CharField(_("knowledge"), max_length=1, choices=KnowledgeGrade.choices, blank=True)
    handling = models.CharField(_("handling"), max_length=6, choices=Handling.choices)
    secrecy = models.CharField(_("secrecy"), max_length=14, choices=Secrecy.choices, default=Secrecy.NONE)
    data_category = models.CharField(max_length=16, choices=DataCategory.choices)
    released_tier = models.PositiveSmallIntegerField(
        _("fullest tier outside our agency"), choices=Tier.choices, default=Tier.FULL
    )
    court_tier = models.PositiveSmallIntegerField(
        _("may go to the court as"), choices=Tier.choices, default=Tier.NONE, db_default=Tier.NONE.value
    )
    told_to_companions = models.BooleanField(_("may be told to companions"), default=False)
    has_summary = models.BooleanField(default=False, editable=False)
    has_gist = models.BooleanField(default=False, editable=False)
    status = models.CharField(max_length=10, choices=ItemStatus.choices, default=ItemStatus.CURRENT, editable=False)

    class Meta:
        abstract = True


class TieredText(models.Model):
    """The wording of an item at one tier, written by its originator."""

    tier = models.PositiveSmallIntegerField(choices=[(t.value, t.label) for t in TEXT_TIERS])
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    action = models.CharField(_("what the reader should do"), max_length=300, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
