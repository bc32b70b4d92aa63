"""Who was reminded of what, once; and the ledger of the messages that carried it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet
from access.sight import Sight
from access.sight_reminders import MailRow, OwnReminder
from agencies.models import AgencyMembership, Partnership, User
from casework.choices import MailKind, MailState, Post, ReminderState, ReminderStep, SnoozeReason
from casework.models.case import Case
from casework.models.deadline import Deadline


class ReminderMail(GuardedModel):
    """One message, from the moment it is claimed. It says that something needs its reader, and nothing else."""

    sight: ClassVar[Sight] = MailRow()

    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=6, choices=MailKind.choices)
    digest_on = models.DateField(null=True, blank=True, help_text=_("Local day of a digest"))
    message_id = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=7, choices=MailState.choices, default=MailState.SENDING)
    attempts = models.PositiveSmallIntegerField(default=1)
    answer = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("What the mail server answered"))
    claimed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    again_at = models.DateTimeField(null=True, blank=True, help_text=_("When a refused message is tried again"))
    noted_at = models.DateTimeField(null=True, blank=True, help_text=_("When a coordinator dealt with it"))

    class Meta:
        verbose_name = _("reminder by e-mail")
        indexes = [models.Index(fields=["partnership", "state", "claimed_at"], name="mails_of_a_partnership")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partnership", "digest_on"], name="one_digest_a_day",
                condition=models.Q(digest_on__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_state_display()}"


class ReminderQuerySet(GuardedQuerySet["Reminder"]):
    """Words for choosing reminders."""

    def standing(self) -> "ReminderQuerySet":
        """Reminders not taken up of deadlines that still wait: a trigger of the deadline keeps that true."""
        return self.filter(state=ReminderState.OPEN)

    def awake(self, today: dt.date) -> "ReminderQuerySet":
        """Standing reminders that are not put off beyond ``today``."""
        return self.standing().filter(models.Q(snoozed_until__isnull=True) | models.Q(snoozed_until__lte=today))


class Reminder(GuardedModel):
    """One step of one deadline, told to one person. That it is one row makes "never twice" true."""

    sight: ClassVar[Sight] = OwnReminder()

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="reminders", db_index=False)
    due_on = models.DateField(_("due"), help_text=_("A deadline that moves reminds anew"))
    step = models.CharField(max_length=10, choices=ReminderStep.choices)
    meant_for = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        help_text=_("Who answered for the deadline then; another member stands in where that one cannot see it"),
    )  # fmt: skip
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=4, choices=ReminderState.choices, default=ReminderState.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    snooze_reason = models.CharField(max_length=8, choices=SnoozeReason.choices, blank=True)
    post = models.CharField(max_length=7, choices=Post.choices, default=Post.NONE)
    mail = models.ForeignKey(ReminderMail, models.PROTECT, null=True, blank=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("reminder")
        indexes = [
            models.Index(fields=["membership", "state", "due_on"], name="reminders_of_a_member"),
            models.Index(fields=["partnership", "raised_at"], condition=models.Q(post="waiting"),
                         name="reminders_to_post"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["deadline", "due_on", "step", "user"], name="nobody_is_reminded_twice"),
            models.CheckConstraint(
                name="a_snooze_says_why", condition=models.Q(snoozed_until__isnull=True) | ~models.Q(snooze_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.due_on}"
