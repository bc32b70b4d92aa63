"""Instruments: questionnaires in versions, each one file that never changes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import InPartnership, Sight
from agencies.models import AgencyMembership, Partnership
from assessments.definition import Definition, read


class InstrumentQuerySet(GuardedQuerySet["Instrument"]):
    """Words for choosing instruments."""

    def in_use(self) -> "InstrumentQuerySet":
        """Instruments with which an assessment can be opened."""
        return self.filter(is_active=True)


class Instrument(GuardedVersionedModel):
    """One version of a questionnaire, as a partnership loaded it. It holds no word about a person.

    ``definition`` never changes: a new version is a new row, and an assessment stays tied to the one it began with.
    """

    sight: ClassVar[Sight] = InPartnership()

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=20)
    number = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    definition = models.JSONField(_("questions"))
    is_active = models.BooleanField(_("in use"), default=True)
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    loaded_at = models.DateTimeField(editable=False)

    objects = InstrumentQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("instrument")
        constraints = [
            models.UniqueConstraint("partnership", "code", "number", name="instrument_version_is_loaded_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def read(self, language: str = "") -> Definition:
        """Return its questions in ``language`` where it has one, else in its own."""
        return read(self.definition, language)
