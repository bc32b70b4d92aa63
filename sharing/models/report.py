"""The court report: one report of one kind about one period, from the day it is due to the court's receipt."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import Sight
from access.sight_reports import ReportItself
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership
from casework.models import Breach, Case, Court, CustodyEpisode, Order
from sharing.choices import DONE_WITH, REPORT_MOVES, TO_WRITE, ReportKind, ReportState

ITEMS = "sharing_reportstatement q JOIN casework_note n ON n.id = q.note_id WHERE q.report_id = {row} AND q.is_kept"
"""Handled items in a report, for the policy: a report is read by nobody who may not read each of them as far."""

PARTS = "EXISTS (SELECT 1 FROM sharing_reportsection p WHERE p.report_id = {row})"
"""Whether the parts of a report are there, for the policy: the database shows all of them or none."""


class CourtReportQuerySet(GuardedQuerySet["CourtReport"]):
    """Words for choosing reports."""

    def to_write(self) -> "CourtReportQuerySet":
        """Reports that are not signed yet."""
        return self.filter(state__in=TO_WRITE)

    def open(self) -> "CourtReportQuerySet":
        """Reports that are not with the court yet."""
        return self.exclude(state__in=DONE_WITH)


class CourtReport(GuardedVersionedModel):
    """A report to the court. ``agency`` supervises the order and writes it; ``is_frozen`` since it was signed.

    A correction is a further report that names the one it corrects; its number is the next. ``given_up`` says why its
    writer dropped one that was begun.
    """

    sight: ClassVar[Sight] = ReportItself(ITEMS, PARTS)

    case = models.ForeignKey(Case, models.PROTECT, related_name="court_reports")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name=_("court"))
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="reports")
    breach = models.ForeignKey(Breach, models.PROTECT, null=True, blank=True, related_name="reports")
    custody = models.ForeignKey(CustodyEpisode, models.PROTECT, null=True, blank=True, related_name="reports")
    kind = models.CharField(_("kind"), max_length=12, choices=ReportKind.choices)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=12, choices=ReportState.choices, default=ReportState.DUE)
    author = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    countersigner = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )
    is_frozen = models.BooleanField(default=False, editable=False)
    assembled_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    countersigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned = models.CharField(_("why it was returned"), max_length=500, blank=True, editable=False)
    given_up = models.CharField(
        _("why it was given up"), max_length=500, blank=True, default="", db_default="", editable=False
    )

    objects = CourtReportQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("court report")
        indexes = [
            models.Index(fields=["case", "-period_to"], name="reports_of_a_case"),
            models.Index(fields=["agency", "state", "due_on"], name="reports_of_an_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                name="report_period_ends_after_it_begins", condition=models.Q(period_to__gte=models.F("period_from"))
            ),
            models.CheckConstraint(
                name="breach_report_names_its_breach",
                condition=~models.Q(kind="breach") | models.Q(breach__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_countersigns_their_own_report",
                condition=models.Q(countersigner__isnull=True) | ~models.Q(countersigner=models.F("author")),
            ),
            models.CheckConstraint(
                name="signed_report_is_frozen_and_has_an_author",
                condition=~models.Q(state__in=["signed", "sent", "acknowledged"])
                | models.Q(is_frozen=True, author__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_report_is_countersigned",
                condition=~models.Q(state__in=["sent", "acknowledged"]) | models.Q(countersigner__isnull=False),
            ),
            models.UniqueConstraint(
                "breach", "number", name="one_report_on_a_breach", condition=~models.Q(state="dropped")
            ),
            models.UniqueConstraint(
                "corrects", name="one_correction_of_a_report", condition=~models.Q(state="dropped")
            ),
            models.UniqueConstraint(
                "order", "kind", name="one_report_of_a_kind_in_the_making",
                condition=models.Q(
                    kind__in=["progress", "completion"], state__in=["due", "assembling", "draft", "agency_check"],
                    corrects__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                "custody", name="one_report_before_a_release_in_the_making",
                condition=models.Q(state__in=["due", "assembling", "draft", "agency_check"], corrects__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period_to}"

    def is_late(self, today: dt.date) -> bool:
        """Whether its day is past and it is not with the court."""
        return self.state not in DONE_WITH and self.due_on < today

    def move_to(self, state: str) -> None:
        """Move to ``state`` when the states allow it; a pure change of this row.

        Raises:
            RuleBroken: the move is not among the lawful ones.
        """
        if state not in REPORT_MOVES[self.state]:
            words = {"old": self.get_state_display(), "new": ReportState(state).label}
            raise RuleBroken(_t("A report that is “%(old)s” cannot become “%(new)s”.") % words)
        self.state = ReportState(state)
