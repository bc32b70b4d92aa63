"""Parsers of what people type about reports to a court."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.choices import Nature
from sharing.choices import CheckState, SentHow
from sharing.queries.report_desk import PAGE, Choice, PartDesk
from sharing.queries.report_page import StatementLine
from sharing.reporting import Edit, NewReport, PartEdit
from ui.forms import PlainForm
from ui.widgets import DayInput

LONG = 20_000
"""Letters of one statement or of a writer's own words; a page of a book has some two thousand."""
REAL_DATE = {"invalid": _("Enter a real date, for example 2026-05-03")}


class ReportNewForm(PlainForm):
    """Which report to begin, and its period; an empty end takes the usual one."""

    about = forms.ChoiceField(
        label=_("Which report"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which report to begin")},
    )
    period_from = forms.DateField(
        label=_("Period from"), required=False, widget=DayInput(), error_messages=REAL_DATE,
        help_text=_("Empty: the day after the last report, or the first day of the order."),
    )  # fmt: skip
    period_to = forms.DateField(
        label=_("Period to"), required=False, widget=DayInput(), error_messages=REAL_DATE, help_text=_("Empty: today.")
    )

    def __init__(self, *args: Any, choices: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.key: one for one in choices}
        self.fields["about"].choices = [(one.key, one.label) for one in choices]  # type: ignore[attr-defined]

    def new_report(self) -> NewReport:
        """Return what was chosen."""
        got = self.cleaned_data
        one = self.known[got["about"]]
        return NewReport(one.kind, one.about, got["period_from"] or one.period_from, got["period_to"] or one.period_to)


class PartForm(PlainForm):
    """One part of a report: own words, each statement with its text, whether it stays and where, and one more."""

    conditionally_required: tuple[str, ...] = ()

    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("In your own words"),
        required=False,
        validators=[MaxLengthValidator(LONG)],
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    added = forms.CharField(
        label=_("A further statement of yours"), required=False, validators=[MaxLengthValidator(LONG)],
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    added_nature = forms.ChoiceField(
        label=_("Its nature"), required=False, choices=Nature.choices, initial=Nature.OPINION.value
    )

    def __init__(self, *args: Any, desk: PartDesk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.fields["version"].initial = desk.part.version
        self.fields["body"].initial = desk.part.body
        if desk.part.key == "key_points":
            self.fields["body"].label = _("Key points, one on each line, at most five")
            del self.fields["added"], self.fields["added_nature"]  # a key point is a line, and nothing else
        for n, row in enumerate(desk.part.statements, start=self.first + 1):
            self._add(n, row)
        self.conditionally_required = tuple(name for name in self.fields if name != "added")

    def _add(self, n: int, row: StatementLine) -> None:
        """Add the fields of the statement at place ``n``; its letters are not counted down, there are many of them."""
        lines = min(12, max(2, len(row.text) // 90 + 1))
        self.fields[f"text_{row.id}"] = forms.CharField(
            label=_("Statement %(n)s") % {"n": n}, required=False, initial=row.text,
            validators=[MaxLengthValidator(LONG)], widget=forms.Textarea(attrs={"rows": lines}),
        )  # fmt: skip
        self.fields[f"keep_{row.id}"] = forms.BooleanField(
            label=_("Stays in the report"), required=False, initial=row.kept
        )
        self.fields[f"place_{row.id}"] = forms.IntegerField(
            label=_("Place"), required=False, min_value=1, max_value=999, initial=n,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        )  # fmt: skip
        if row.newer:
            self.fields[f"take_{row.id}"] = forms.BooleanField(
                label=_("Take the record's words of today instead"), required=False
            )

    @property
    def first(self) -> int:
        """How many statements stand on the pages before."""
        return (self.desk.page - 1) * PAGE

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each statement with its fields, for the page."""
        return [
            {
                "line": row, "text": self[f"text_{row.id}"], "keep": self[f"keep_{row.id}"],
                "place": self[f"place_{row.id}"], "take": self[f"take_{row.id}"] if row.newer else None,
            }
            for row in self.desk.part.statements
        ]  # fmt: skip

    def edit(self) -> PartEdit:
        """Return what was typed."""
        got = self.cleaned_data
        edits = tuple(
            Edit(
                id=row.id, text=got.get(f"text_{row.id}", ""), keep=bool(got.get(f"keep_{row.id}")),
                place=got.get(f"place_{row.id}") or self.first + n, take_newer=bool(got.get(f"take_{row.id}")),
            )
            for n, row in enumerate(self.desk.part.statements, start=1)
            if f"text_{row.id}" in self.data  # one that was brought in meanwhile was not on the page
        )  # fmt: skip
        return PartEdit(
            version=got["version"], body=got["body"], edits=edits, added=got.get("added", ""),
            added_nature=got.get("added_nature") or Nature.OPINION.value,
        )  # fmt: skip


class CheckForm(PlainForm):
    """What an agency says to the words it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Load the page again.")})
    state = forms.ChoiceField(
        label=_("Do the words stand?"), widget=forms.RadioSelect,
        choices=[(CheckState.AGREED.value, _("Yes, they may go to the court like this")),
                 (CheckState.OBJECTS.value, _("No, something is wrong"))],
        error_messages={"required": _("Say whether the words stand.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What is wrong"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The writer reads it and answers, or changes the text and asks you again."),
    )  # fmt: skip


class AnswerForm(PlainForm):
    """The writer's answer to an objection."""

    agency = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Why the words stay"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the words stay as they are.")},
    )  # fmt: skip


class GiveUpForm(PlainForm):
    """Why its writer gives a report up."""

    why = forms.CharField(
        label=_("Why is it given up?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the report is given up.")},
    )  # fmt: skip


class ReturnForm(PlainForm):
    """Why a senior returns a report."""

    why = forms.CharField(
        label=_("What should the writer change?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what the writer should change.")},
    )  # fmt: skip


class SendForm(PlainForm):
    """That the report went to its court."""

    how = forms.ChoiceField(
        label=_("How it was sent"), choices=[("", _("Choose")), *SentHow.choices],
        error_messages={"required": _("Choose how it was sent")},
    )  # fmt: skip
    sent_on = forms.DateField(
        label=_("Day it was sent"), widget=DayInput(), initial=timezone.localdate,
        error_messages={**REAL_DATE, "required": _("Enter the day it was sent")},
    )  # fmt: skip
    told_on = forms.DateField(
        label=_("Day the person was told what it says"), required=False, widget=DayInput(), error_messages=REAL_DATE,
        help_text=_("Before it is sent, so that nothing in it comes as a surprise in court."),
    )  # fmt: skip
    untold_by_order = forms.BooleanField(
        label=_("The court ordered that the person is not told before"), required=False
    )

    conditionally_required: tuple[str, ...] = ("told_on",)


class AcknowledgeForm(PlainForm):
    """That the court has it."""

    acknowledged_on = forms.DateField(
        label=_("Day the court acknowledged it"), widget=DayInput(), initial=timezone.localdate,
        error_messages={**REAL_DATE, "required": _("Enter the day the court acknowledged it")},
    )  # fmt: skip


class TellForm(PlainForm):
    """How the person was told of the disclosure."""

    told_on = forms.DateField(
        label=_("Day the person was told"), widget=DayInput(), initial=timezone.localdate,
        error_messages={**REAL_DATE, "required": _("Enter the day the person was told")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What the person was told"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what the person was told.")},
    )  # fmt: skip
    reaction = forms.CharField(
        label=_("What the person said"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class QueueForm(PlainForm):
    """What the list of an agency's reports is narrowed by."""

    mine = forms.BooleanField(label=_("Only the cases I supervise"), required=False)
    everything = forms.BooleanField(label=_("Also what is with the court"), required=False)
