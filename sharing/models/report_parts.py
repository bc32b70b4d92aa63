"""What a report is made of: sections, statements with their sources, what was left out, checks, files, deliveries."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Nature, Tier
from access.guarded import GuardedModel, GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from access.sight_reports import ReportAnswers, ReportGaps, ReportQuotes, ReportWords
from agencies.models import Agency, AgencyMembership
from casework.models import Court, Note
from sharing.choices import CheckState, FileFormat, ReportPart, SentHow, SourceKind, WhyLeftOut
from sharing.models.report import ITEMS, CourtReport


class ReportSection(GuardedVersionedModel):
    """One part of a report: the writer's own words, tables made from the record, and the statements below it."""

    sight: ClassVar[Sight] = ReportWords(ITEMS)

    report = models.ForeignKey(CourtReport, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=16, choices=ReportPart.choices)
    position = models.PositiveSmallIntegerField()
    body = models.TextField(_("in your own words"), blank=True)
    tables = models.JSONField(default=list, help_text=_("Caption, head and rows, made from the record"))
    missing = models.CharField(max_length=200, blank=True, help_text=_("What the record does not hold for it"))

    class Meta:
        verbose_name = _("section of a report")
        constraints = [models.UniqueConstraint("report", "key", name="section_stands_once_in_a_report")]

    def __str__(self) -> str:
        return self.get_key_display()


class ReportStatement(GuardedModel):
    """One statement: its words as they stand, as they came from the record, and the record they came from."""

    sight: ClassVar[Sight] = ReportQuotes(ITEMS)

    report = models.ForeignKey(CourtReport, models.PROTECT, related_name="statements")
    section = models.ForeignKey(ReportSection, models.PROTECT, related_name="statements")
    position = models.PositiveIntegerField()
    text = models.TextField(_("text"))
    assembled = models.TextField(blank=True, help_text=_("The words as the record gave them"))
    newer = models.TextField(blank=True, help_text=_("The record's words now, where the text was edited since"))
    newer_tier = models.PositiveSmallIntegerField(null=True, blank=True)
    newer_nature = models.CharField(max_length=8, choices=Nature.choices, blank=True, default="", db_default="")
    source_kind = models.CharField(max_length=16, choices=SourceKind.choices)
    source_id = models.UUIDField(null=True, blank=True)
    source_on = models.DateField(null=True, blank=True)
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    originator = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    nature = models.CharField(_("nature"), max_length=8, choices=Nature.choices)
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.FULL)
    is_quoted = models.BooleanField(default=False, help_text=_("Words somebody wrote, not a count or a label"))
    is_asked = models.BooleanField(default=False, help_text=_("Shown to the agency that wrote it, for its check"))
    is_kept = models.BooleanField(default=True)
    is_edited = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False, help_text=_("Brought in after the first assembly"))
    is_gone = models.BooleanField(default=False, help_text=_("Its source is no longer there or no longer cleared"))

    class Meta:
        verbose_name = _("statement of a report")
        indexes = [
            models.Index(fields=["report", "section", "position"], name="statements_of_a_report"),
            models.Index(fields=["section"], name="statements_of_a_section"),
        ]
        constraints = [
            models.UniqueConstraint(
                "section", "source_kind", "source_id", name="source_stands_once_in_a_section",
                condition=models.Q(source_id__isnull=False),
            ),
            models.CheckConstraint(
                name="words_of_a_note_name_it",
                condition=~models.Q(source_kind__in=["note", "incident", "exposure"]) | models.Q(note__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_source_kind_display()} {self.position}"


class ReportOmission(GuardedModel):
    """Something of the period that is not in the report, and why; for the writer, who knows of it anyway."""

    sight: ClassVar[Sight] = ReportGaps()

    report = models.ForeignKey(CourtReport, models.PROTECT, related_name="omissions")
    source_kind = models.CharField(max_length=16, choices=SourceKind.choices)
    source_id = models.UUIDField()
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    originator = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=16, choices=WhyLeftOut.choices)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("what a report leaves out")
        constraints = [
            models.UniqueConstraint("report", "source_kind", "source_id", name="omission_stands_once_in_a_report")
        ]

    def __str__(self) -> str:
        return self.get_why_display()


class ReportCheck(GuardedVersionedModel):
    """One agency's check of its own words: it agrees, or objects with words that the writer answers."""

    sight: ClassVar[Sight] = ReportAnswers()

    report = models.ForeignKey(CourtReport, models.PROTECT, related_name="checks")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    state = models.CharField(_("answer"), max_length=8, choices=CheckState.choices, default=CheckState.WAITING)
    words = models.TextField(_("what is wrong"), blank=True)
    answer = models.TextField(_("answer of the writer"), blank=True)
    shown = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Hash of the words it was shown"))
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(editable=False)
    at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("check of a report")
        constraints = [
            models.UniqueConstraint("report", "agency", name="agency_checks_a_report_once"),
            models.CheckConstraint(
                name="objection_says_what_is_wrong", condition=~models.Q(state="objects") | ~models.Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_state_display()}"

    @property
    def stands_in_the_way(self) -> bool:
        """Whether the report cannot be signed because of it: no answer, or an objection without one."""
        return self.state == CheckState.WAITING or (self.state == CheckState.OBJECTS and not self.answer)


class ReportVersion(GuardedModel):
    """The exact bytes of a signed report. Never changed, never removed; its hash stands on the trail."""

    sight: ClassVar[Sight] = ReportWords(ITEMS, made="made_at")

    report = models.ForeignKey(CourtReport, models.PROTECT, related_name="files")
    edition = models.PositiveSmallIntegerField(help_text=_("1 signed, the next countersigned"))
    format = models.CharField(max_length=4, choices=FileFormat.choices)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+")
    countersigned_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+")
    meets_standards = models.BooleanField(default=True, help_text=_("PDF/UA and PDF/A, for a PDF"))
    missing_signs = models.TextField(blank=True, help_text=_("Signs that no typeface has"))
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a report")
        constraints = [models.UniqueConstraint("report", "edition", "format", name="one_file_of_a_format_an_edition")]

    def __str__(self) -> str:
        return f"{self.edition} {self.format}"


class ReportDelivery(GuardedVersionedModel):
    """That a report went to the court: when, how, and when the court said it has it.

    Before, the person was told what it says, unless the court ordered otherwise (domain section 6).
    """

    sight: ClassVar[Sight] = ByCase("report__case_id", rule=INSIDE)

    report = models.ForeignKey(CourtReport, models.PROTECT, related_name="deliveries")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=8, choices=SentHow.choices)
    sent_on = models.DateField(_("sent"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    told_on = models.DateField(_("the person was told before"), null=True, blank=True)
    untold_by_order = models.BooleanField(
        _("the court ordered that the person is not told before"), default=False, db_default=False
    )
    acknowledged_on = models.DateField(_("acknowledged"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a report")
        constraints = [
            models.CheckConstraint(
                name="acknowledged_after_it_was_sent",
                condition=models.Q(acknowledged_on__isnull=True) | models.Q(acknowledged_on__gte=models.F("sent_on")),
            ),
            models.CheckConstraint(
                name="person_is_told_before_it_is_sent",
                condition=models.Q(told_on__isnull=True) | models.Q(told_on__lte=models.F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.sent_on}"
