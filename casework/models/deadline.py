"""Everything that is due, in one table."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import DueRow, Sight
from agencies.models import Agency, AgencyMembership
from casework.choices import DeadlineKind, DeadlineState
from casework.models.case import Case


class DeadlineQuerySet(GuardedQuerySet["Deadline"]):
    """Words for choosing deadlines."""

    def open(self) -> "DeadlineQuerySet":
        """Deadlines still to be met."""
        return self.filter(state=DeadlineState.OPEN)


class Deadline(GuardedVersionedModel):
    """Something due on a local date. Its words come from its kind; it holds no text about a person."""

    sight: ClassVar[Sight] = DueRow()

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="deadlines")
    kind = models.CharField(_("what"), max_length=18, choices=DeadlineKind.choices)
    due_on = models.DateField(_("due"))
    responsible = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=DeadlineState.choices, default=DeadlineState.OPEN)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("deadline")
        indexes = [
            models.Index(fields=["responsible", "state", "due_on"], name="deadlines_of_a_member"),
            models.Index(fields=["case", "state", "due_on"], name="deadlines_of_a_case"),
            models.Index(fields=["agency", "state", "due_on"], name="deadlines_of_an_agency"),
        ]
        constraints = [
            models.UniqueConstraint(
                "kind", "subject_id", "responsible", name="one_open_deadline_per_subject",
                condition=models.Q(state="open", subject_id__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"
