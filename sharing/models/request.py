"""Requests between agencies about one case, and what is answered. The words of an answer are a note."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel, GuardedQuerySet
from access.sight import Sight
from access.sight_requests import RequestItself, RequestPart, Silent
from agencies.choices import Purpose
from agencies.models import Agency, AgencyMembership
from casework.models import Case, Note
from sharing.choices import IN_WORDS, SILENT, Given, ReleaseBasis, RemarkKind, RequestState

TIERS = [(tier.value, tier.label) for tier in (Tier.FULL, Tier.SUMMARY, Tier.GIST)]


class SharingRequestQuerySet(GuardedQuerySet["SharingRequest"]):
    """Words for choosing requests."""

    def open(self) -> "SharingRequestQuerySet":
        """Requests that nobody has answered."""
        return self.filter(answered_at__isnull=True)


class SharingRequest(GuardedModel):
    """That one agency asked another: no words about anybody. Known inside the case, and to guests of the two.

    Seen and answered are each said once; the second by the database, together with the answer.
    """

    sight: ClassVar[Sight] = RequestItself()

    case = models.ForeignKey(Case, models.PROTECT, related_name="requests", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    asked = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("asked"))
    purpose = models.CharField(_("purpose"), max_length=28, choices=Purpose.choices)
    tier = models.PositiveSmallIntegerField(_("how full"), choices=TIERS)
    is_urgent = models.BooleanField(_("urgent: today"), default=False)
    asked_at = models.DateTimeField(editable=False)
    due_on = models.DateField(_("answer wanted by"))
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    seen_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    second_to = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="asked_again", editable=False
    )

    objects = SharingRequestQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("request")
        indexes = [
            models.Index(fields=["case", "-asked_at"], name="requests_of_a_case"),
            models.Index(fields=["asked", "due_on"], name="requests_to_an_agency"),
            models.Index(fields=["agency", "due_on"], name="requests_of_an_agency"),
            models.Index(fields=["asked_at"], name="requests_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(name="another_agency_is_asked", condition=~models.Q(agency=models.F("asked"))),
            models.CheckConstraint(
                name="request_is_seen_by_somebody",
                condition=models.Q(seen_at__isnull=True, seen_by__isnull=True)
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked} {self.due_on}"

    @property
    def state(self) -> RequestState:
        """How far it is."""
        if self.answered_at:
            return RequestState.ANSWERED
        return RequestState.SEEN if self.seen_at else RequestState.SENT

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its day is past without an answer."""
        return self.answered_at is None and self.due_on < today


class RequestWords(GuardedModel):
    """What is asked, and why. Never changed."""

    sight: ClassVar[Sight] = RequestPart()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.OneToOneField(SharingRequest, models.PROTECT, related_name="words")
    question = models.TextField(_("what you ask"), max_length=1500)
    reason = models.TextField(_("why you need it"), max_length=600)

    class Meta:
        verbose_name = _("words of a request")
        constraints = [
            models.CheckConstraint(
                name="request_says_what_and_why", condition=~models.Q(question="") & ~models.Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id}"


class SharingAnswer(GuardedModel):
    """What was answered, as everybody who reads the request may know it. One for each request, never changed."""

    sight: ClassVar[Sight] = RequestPart()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.OneToOneField(SharingRequest, models.PROTECT, related_name="answer")
    given = models.CharField(_("answer"), max_length=8, choices=Given.choices)
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("why it is refused"), max_length=600, blank=True)
    basis = models.CharField(_("ground of the release"), max_length=12, choices=ReleaseBasis.choices, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    answered_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("answer to a request")
        indexes = [models.Index(fields=["answered_at"], name="answers_by_moment")]
        constraints = [
            models.CheckConstraint(
                name="answer_in_words_has_its_note",
                condition=models.Q(given__in=IN_WORDS, note__isnull=False)
                | (~models.Q(given__in=IN_WORDS) & models.Q(note__isnull=True)),
            ),
            models.CheckConstraint(
                name="refusal_has_its_reason",
                condition=(models.Q(given=Given.REFUSED) & ~models.Q(reason=""))
                | (~models.Q(given=Given.REFUSED) & models.Q(reason="")),
            ),
            models.CheckConstraint(
                name="release_has_words", condition=models.Q(basis="") | models.Q(given__in=IN_WORDS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_given_display()}"


class AnswerSilence(GuardedModel):
    """Which of the two silences an answer is. Guests never read it: for them there is only one."""

    sight: ClassVar[Sight] = Silent()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.OneToOneField(SharingRequest, models.PROTECT, related_name="silence")
    code = models.CharField(
        _("answer"), max_length=12, choices=[(code.value, code.label) for code in SILENT]
    )  # fmt: skip

    class Meta:
        verbose_name = _("silence of an answer")

    def __str__(self) -> str:
        return f"{self.get_code_display()}"


class RequestRemark(GuardedModel):
    """What the reader should do where nothing can be said, and what an answer does to the plan. Never changed."""

    sight: ClassVar[Sight] = RequestPart(permanent=True)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.ForeignKey(SharingRequest, models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=6, choices=RemarkKind.choices)
    text = models.TextField(_("words"), max_length=600)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("remark on a request")
        constraints = [
            models.UniqueConstraint("request", "kind", name="request_is_remarked_on_once"),
            models.CheckConstraint(name="remark_says_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"
