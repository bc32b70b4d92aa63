"""Contacts, and what is seen: incidents, exposure, signs. Their words are notes; here stand only the fields."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import ByItem, ByWords, InPartnership, Sight
from agencies.models import Agency, AgencyMembership, Partnership
from casework.choices import (
    MISSED,
    Attended,
    ContactKind,
    Delivery,
    ExposureBy,
    ExposureResponse,
    HelpKind,
    IncidentKind,
    Kept,
    Mode,
    Offer,
    Setting,
    SignClass,
    SignState,
    TestResult,
)
from casework.models.case import Case
from casework.models.note import Note
from casework.models.order import Condition
from casework.models.person import Relationship

SUMMARY_OR_MORE = "{tier} >= 3"
"""Fields about something that happened go to those who read at least the summary of its words: a gist hides the day."""


class ContactQuerySet(GuardedQuerySet["Contact"]):
    """Words for choosing contacts."""

    def planned(self) -> "ContactQuerySet":
        """Contacts still to come."""
        return self.filter(attended=Attended.PENDING)

    def held(self) -> "ContactQuerySet":
        """Contacts of which it is known whether they took place."""
        return self.exclude(attended=Attended.PENDING)


class Contact(GuardedVersionedModel):
    """A meeting, call or visit with or about the person, planned or held (R32, R33). Its words are its note."""

    sight: ClassVar[Sight] = ByWords()

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, related_name="+", verbose_name=_("who of us"), editable=False
    )
    originator = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("kind"), max_length=26, choices=ContactKind.choices)
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True)
    happened_at = models.DateTimeField(_("took place"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, default=Setting.COMMUNITY)
    mode = models.CharField(_("how"), max_length=12, choices=Mode.choices, default=Mode.FACE)
    place = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("A word such as office or café. Never an address.")
    )
    attended = models.CharField(_("came?"), max_length=14, choices=Attended.choices, default=Attended.PENDING)
    relationship = models.ForeignKey(
        Relationship, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("family member")
    )
    asked_manager = models.BooleanField(_("agreed with the case manager"), default=False)
    help_given = ArrayField(
        models.CharField(max_length=14, choices=HelpKind.choices),
        default=list,
        blank=True,
        verbose_name=_("help given"),
    )
    skill_gained = models.CharField(_("skill gained"), max_length=120, blank=True)
    test_result = models.CharField(_("result"), max_length=8, choices=TestResult.choices, blank=True, default="")
    note = models.OneToOneField(Note, models.PROTECT, null=True, blank=True, related_name="contact", editable=False)
    letter_on = models.DateField(_("letter sent"), null=True, blank=True)
    letter_by = models.CharField(_("how the letter was sent"), max_length=10, choices=Delivery.choices, blank=True)
    explained_on = models.DateField(_("explained"), null=True, blank=True)
    explanation = models.OneToOneField(
        Note, models.PROTECT, null=True, blank=True, related_name="explained_contact", editable=False
    )
    objectives = ArrayField(models.UUIDField(), default=list, blank=True, help_text=_("Lines of objectives touched"))
    actions = ArrayField(models.UUIDField(), default=list, blank=True, help_text=_("Actions touched"))

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("contact")
        indexes = [
            models.Index(fields=["case", "-happened_at"], name="contacts_held"),
            models.Index(fields=["case", "planned_for"], name="contacts_planned"),
            models.Index(fields=["membership", "planned_for"], name="contacts_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_is_planned_or_held",
                condition=models.Q(planned_for__isnull=False) | models.Q(happened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contact_that_took_place_has_a_moment",
                condition=~models.Q(attended__in=["yes", "late"]) | models.Q(happened_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"

    @property
    def is_missed(self) -> bool:
        """Whether nobody came and no good reason is known."""
        return self.attended in MISSED

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.attended == Attended.PENDING


class ContactConditionQuerySet(GuardedQuerySet["ContactCondition"]):
    """Words for choosing marks."""

    def standing(self) -> "ContactConditionQuerySet":
        """Marks that were not taken back."""
        return self.exclude(kept=Kept.NONE)


class ContactCondition(GuardedModel):
    """What a contact shows about a condition: the condition's record is made of these."""

    sight: ClassVar[Sight] = ByWords("contact__")

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="condition_marks")
    condition = models.ForeignKey(Condition, models.PROTECT, related_name="marks")
    kept = models.CharField(_("kept?"), max_length=8, choices=Kept.choices)

    objects = ContactConditionQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("mark of a condition")
        constraints = [models.UniqueConstraint("contact", "condition", name="condition_is_marked_once_by_a_contact")]

    def __str__(self) -> str:
        return self.get_kept_display()


class Incident(GuardedModel):
    """Something that happened and matters for safety or the order. Its words are its note."""

    sight: ClassVar[Sight] = ByItem("note__", rule=SUMMARY_OR_MORE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="incidents")
    note = models.OneToOneField(Note, models.PROTECT, related_name="incident")
    kind = models.CharField(_("kind"), max_length=10, choices=IncidentKind.choices)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, default=Setting.COMMUNITY)

    class Meta:
        verbose_name = _("incident")
        indexes = [models.Index(fields=["case"], name="incidents_of_a_case")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Exposure(GuardedModel):
    """Contact or an offer from a violent group, online or not (R45). Its words are its note."""

    sight: ClassVar[Sight] = ByItem("note__", rule=SUMMARY_OR_MORE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="exposures")
    note = models.OneToOneField(Note, models.PROTECT, related_name="exposure")
    by = models.CharField(_("who came near"), max_length=12, choices=ExposureBy.choices)
    offer = models.CharField(_("what was offered"), max_length=10, choices=Offer.choices)
    response = models.CharField(_("what the person did"), max_length=8, choices=ExposureResponse.choices)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, default=Setting.COMMUNITY)
    counter_offer = models.CharField(_("our counter-offer"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("exposure")
        indexes = [models.Index(fields=["case"], name="exposures_of_a_case")]

    def __str__(self) -> str:
        return self.get_by_display()


class SignEntry(GuardedVersionedModel):
    """One sign of a partnership's catalogue, in one of three classes kept apart (R120)."""

    sight: ClassVar[Sight] = InPartnership()

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=8)
    sign_class = models.CharField(_("class"), max_length=18, choices=SignClass.choices)
    label = models.CharField(_("sign"), max_length=120)
    guidance = models.CharField(_("guidance"), max_length=300, blank=True)
    is_belief = models.BooleanField(_("belief alone"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("sign of the catalogue")
        constraints = [models.UniqueConstraint("partnership", "code", name="sign_code_is_unique_in_its_partnership")]

    def __str__(self) -> str:
        return self.label


class SignObservation(GuardedVersionedModel):
    """A sign seen by one agency. It stays unassessed until agencies look at it together (R122)."""

    sight: ClassVar[Sight] = ByItem("note__", rule=SUMMARY_OR_MORE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="signs")
    note = models.OneToOneField(Note, models.PROTECT, related_name="sign")
    entry = models.ForeignKey(SignEntry, models.PROTECT, related_name="+", verbose_name=_("sign"))
    state = models.CharField(max_length=12, choices=SignState.choices, default=SignState.NOT_ASSESSED)
    assessed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("observed sign")
        indexes = [models.Index(fields=["case", "state"], name="signs_of_a_case")]

    def __str__(self) -> str:
        return str(self.entry)
