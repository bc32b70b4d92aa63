"""What the person was told at the outset, and what they say to taking part. Two things, and neither is the other."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.models import AgencyMembership
from casework.choices import (
    WITHOUT_INTERPRETER,
    ConsentAnswer,
    InterpreterUse,
    NoticeAnswer,
    NoticeCopy,
    NoticeHow,
    NoticePoint,
)
from casework.models.case import Case

POINTS = len(NoticePoint)


class TransparencyNotice(GuardedModel):
    """One time that the person was told who shares what about them and why. Never changed; given again, it is another.

    ``language``: in which it was given. ``guardian``: who stood by a person under 18.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    given_on = models.DateField(_("given"))
    how = models.CharField(_("how"), max_length=10, choices=NoticeHow.choices)
    points = ArrayField(models.CharField(max_length=10, choices=NoticePoint.choices), verbose_name=_("what was said"))
    language = models.CharField(_("language"), max_length=60)
    interpreter = models.CharField(_("interpreter"), max_length=10, choices=InterpreterUse.choices)
    interpreter_name = models.CharField(_("who interpreted"), max_length=120, blank=True)
    copy = models.CharField(_("copy"), max_length=10, choices=NoticeCopy.choices)
    answer = models.CharField(_("signature"), max_length=10, choices=NoticeAnswer.choices)
    answer_reason = models.CharField(_("why it was not signed"), max_length=300, blank=True)
    guardian = models.CharField(_("guardian who was there"), max_length=120, blank=True)
    words = models.TextField(_("what the person asked or said"), max_length=1000, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("transparency notice")
        indexes = [models.Index(fields=["case", "-given_on"], name="notices_of_a_case")]
        constraints = [
            models.CheckConstraint(name="notice_says_every_point", condition=models.Q(points__len=POINTS)),
            models.CheckConstraint(
                name="unsigned_notice_says_why",
                condition=models.Q(answer=NoticeAnswer.SIGNED) | ~models.Q(answer_reason=""),
            ),
            models.CheckConstraint(
                name="notice_names_its_interpreter",
                condition=models.Q(interpreter__in=WITHOUT_INTERPRETER) | ~models.Q(interpreter_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_on}"


class ParticipationConsent(GuardedModel):
    """What the person said, on one day, to taking part in what is voluntary. It is no ground for sharing anything."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    said_on = models.DateField(_("said"))
    answer = models.CharField(_("answer"), max_length=10, choices=ConsentAnswer.choices)
    part = models.CharField(_("in what"), max_length=200)
    words = models.TextField(_("in the person's words"), max_length=1000, blank=True)
    guardian = models.CharField(_("guardian who agrees"), max_length=120, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("participation consent")
        indexes = [models.Index(fields=["case", "-said_on"], name="consents_of_a_case")]

    def __str__(self) -> str:
        return f"{self.said_on} {self.get_answer_display()}"
