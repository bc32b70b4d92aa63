"""What is told of reports to a court: the attributes of frozen dataclasses, nothing behind them."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from access.choices import Nature
from sharing.choices import CheckState, FileFormat, ReportKind, ReportPart, ReportState


class ReportLineAnswer(Answer):
    """One report in a list."""

    id = s.UUIDField()
    kind = s.ChoiceField(ReportKind.choices)
    state = s.ChoiceField(ReportState.choices)
    late = s.BooleanField(help_text=_("Its day is past and it is not with the court"))
    due_on = s.DateField()
    period_from = s.DateField()
    period_to = s.DateField()
    version = s.IntegerField(source="number", help_text=_("A correction has the next one"))
    case = s.CharField(source="reference")
    case_title = s.CharField(source="case")
    court = s.CharField()
    author = s.CharField()


class ReportsAnswer(Answer):
    """Reports, in the order of the page."""

    results = ReportLineAnswer(many=True)


class StatementAnswer(Answer):
    """A statement of a report with its source in words."""

    id = s.UUIDField()
    text = s.CharField()
    nature = s.ChoiceField(Nature.choices)
    from_record = s.CharField(source="source", help_text=_("Kind, agency, day and tier of the record, in words"))
    agency = s.CharField()
    quoted = s.BooleanField()
    kept = s.BooleanField()
    edited = s.BooleanField()
    source_gone = s.BooleanField(source="gone", help_text=_("No longer there or no longer cleared"))
    newer = s.CharField(help_text=_("The record's words of today, where the text was edited"))


class PartAnswer(Answer):
    """A part of a report."""

    key = s.ChoiceField(ReportPart.choices)
    title = s.CharField()
    number = s.IntegerField(allow_null=True)
    body = s.CharField(help_text=_("The writer's own words"))
    missing = s.CharField(help_text=_("What the record does not hold for it"))
    statements = StatementAnswer(many=True)
    version = s.IntegerField(help_text=_("To be sent with the part's words"))


class GapAnswer(Answer):
    """Something that was left out."""

    what = s.CharField()
    agency = s.CharField()
    why = s.CharField()
    count = s.IntegerField()


class CheckAnswer(Answer):
    """What an agency says to its words."""

    agency = s.CharField()
    state = s.ChoiceField(CheckState.choices)
    words = s.CharField()
    answer = s.CharField()


class FileAnswer(Answer):
    """A file of a signed report; fetch it at ``/reports/{report}/files/{id}/``."""

    id = s.UUIDField()
    edition = s.IntegerField(help_text=_("1 signed, the next countersigned"))
    format = s.ChoiceField(FileFormat.choices)
    size = s.IntegerField(help_text=_("Bytes"))
    sha256 = s.CharField()
    signed_by = s.CharField()
    countersigned_by = s.CharField()
    meets_standards = s.BooleanField(source="standards", help_text=_("PDF/UA and PDF/A"))


class ReportAnswer(Answer):
    """A report as the caller's place shows it; words, checks and files are empty for whoever does not read them."""

    report = ReportLineAnswer(source="line")
    parts = PartAnswer(many=True)
    left_out = GapAnswer(many=True, source="gaps")
    checks = CheckAnswer(many=True)
    files = FileAnswer(many=True)
    may = s.ListField(child=s.CharField(), help_text=_("What the caller may do with it"))
    version = s.IntegerField(help_text=_("To be sent with a countersignature"))
