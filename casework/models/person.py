"""The person, what lets them be found, and the people around them."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.fields import ProtectedTextField
from access.guarded import GuardedModel, GuardedVersionedModel
from access.sight import ByCase, Sight
from agencies.models import AgencyMembership
from agencies.models.base import far_future
from casework.choices import ContactPointKind, Influence, RelationshipKind, SubjectCategory

MAJORITY_YEARS = 18


class Person(GuardedVersionedModel):
    """The young person supervised. Beliefs, ethnicity and health are not fields here: they are handled notes."""

    sight: ClassVar[Sight] = ByCase("cases")

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    known_as = models.CharField(_("known as"), max_length=80, blank=True)
    born_on = models.DateField(_("date of birth"))
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    interpreter_needed = models.BooleanField(_("interpreter needed"), default=False)
    gender = models.CharField(_("gender, as the person says"), max_length=40, blank=True)
    guardian = models.CharField(_("guardian, or why there is none"), max_length=120, blank=True)
    national_number = ProtectedTextField(_("national number"), blank=True, default="")
    national_number_index = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)

    class Meta:
        verbose_name = _("person")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def age_on(self, day: dt.date) -> int:
        """Return the age in whole years on ``day``."""
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - int(before)

    def is_minor_on(self, day: dt.date) -> bool:
        """Say whether the person is under 18 on ``day``."""
        return self.age_on(day) < MAJORITY_YEARS


class ContactPoint(GuardedModel):
    """Where the person can be found, from a date to a date. Only permanent members read it."""

    sight: ClassVar[Sight] = ByCase("person__cases", rule="s.kind IN ('permanent', 'emergency')")

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=ContactPointKind.choices)
    value = ProtectedTextField(_("where"))
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(default=far_future)

    class Meta:
        verbose_name = _("contact point")
        indexes = [models.Index(fields=["person", "kind"], name="contact_points_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"


class Relationship(GuardedVersionedModel):
    """Another individual in the person's life. Only permanent members read it; influences stay unnamed to others."""

    sight: ClassVar[Sight] = ByCase("person__cases", rule="s.kind IN ('permanent', 'emergency')")

    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    name = models.CharField(_("name, or how they are called"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=RelationshipKind.choices)
    influence = models.CharField(_("influence"), max_length=10, choices=Influence.choices, default=Influence.UNKNOWN)
    subject_category = models.CharField(max_length=20, choices=SubjectCategory.choices, default=SubjectCategory.OTHER)
    may_be_contacted_by = models.CharField(_("who may contact them"), max_length=120, blank=True)
    contact_member = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who contacts them without asking"),
    )  # fmt: skip
    valid_from = models.DateField(_("since"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("relationship")
        indexes = [models.Index(fields=["person", "kind"], name="relationships_of_a_person")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"
