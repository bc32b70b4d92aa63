"""Parsers of what people type about a breach before the court."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import Handling
from casework.breaching import CourtOutcome, NewTerm, Words
from casework.choices import Outcome
from casework.forms.breaches import COURT, REAL_DAY, BreachStepForm, VersionedForm
from casework.forms.decisions import TermFields
from casework.queries.breach_desks import PutTerm
from ui.widgets import DayInput

BY_COURT = (Outcome.NO_ACTION, Outcome.TERMS_CHANGED, Outcome.REVOKED, Outcome.OTHER)


class HearingForm(VersionedForm):
    """The day the court set."""

    hearing_on = forms.DateField(label=_("Day of the hearing"), widget=DayInput(), error_messages=REAL_DAY)


class EndForm(VersionedForm):
    """Nothing but the version: the order is over."""


class HeardForm(BreachStepForm):
    """The day of the hearing, and what the person and the defence said."""

    words = forms.CharField(
        label=_("Remarks of the person and the defence"), required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    court_tier = forms.TypedChoiceField(
        label=_("May the words go into the report to the court?"), coerce=int, required=False, empty_value=None,
        choices=COURT[::2], widget=forms.RadioSelect,
    )  # fmt: skip
    conditionally_required = ("court_tier",)

    def clean(self) -> dict[str, Any]:
        """Ask whether the court may read the remarks, when there are any."""
        got = super().clean() or {}
        if got.get("words", "").strip() and got.get("court_tier") is None:
            self.add_error("court_tier", _("Choose whether the words may go to the court"))
        return got

    def remarks(self) -> Words | None:
        """Return the remarks, or None. The form must be valid."""
        got = self.cleaned_data
        return Words(got["words"], "", Handling.TEAM, got["court_tier"]) if got["words"].strip() else None


class OutcomeForm(VersionedForm, TermFields):
    """What the court decided: the proposed terms it took up, in its words, and others of its own."""

    outcome = forms.ChoiceField(
        label=_("What the court decided"), choices=[(one.value, one.label) for one in BY_COURT],
        widget=forms.RadioSelect, error_messages={"required": _("Choose what the court decided")},
    )  # fmt: skip
    decided_on = forms.DateField(label=_("Day of the decision"), widget=DayInput(), error_messages=REAL_DAY)
    number = forms.CharField(label=_("Number of the decision"), required=False, max_length=60)
    words = forms.CharField(
        label=_("The court's words"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 5})
    )
    order_ends_on = forms.DateField(
        label=_("New last day of the order"), required=False, widget=DayInput(), error_messages=REAL_DAY,
        help_text=_("Only when the court moved it."),
    )  # fmt: skip
    custody_from = forms.DateField(
        label=_("In custody since"), required=False, widget=DayInput(), error_messages=REAL_DAY,
        help_text=_("Only when the order was revoked and the person was taken into custody."),
    )  # fmt: skip
    option_hints = {
        "outcome": {
            Outcome.TERMS_CHANGED.value: _("Each changed condition becomes a new version in the court's words."),
            Outcome.REVOKED.value: _("The order ends with its conditions. The case stays open."),
        }
    }

    def __init__(self, *args: Any, put: Sequence[PutTerm], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.put = tuple(put)
        names = []
        for n, term in enumerate(self.put):
            name = f"put_{term.id}"  # not by place: a colleague may propose another one meanwhile
            names.append(name)
            self.fields[name] = forms.CharField(
                label=_t("Proposed term %(n)d: %(about)s") % {"n": n + 1, "about": term.about}, initial=term.text,
                required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_t("The court's exact words. Clear it when the court did not take it up."),
            )  # fmt: skip
        own = ("text", "category", "function", "replaces")
        for name in own[:3]:
            self.fields[name].required = False
        self.fields["text"].label = _t("Another condition that the court decided")
        self.fields["text"].help_text = _t("Its exact words.")
        self.order_fields(
            ["outcome", "decided_on", "number", "words", *names, *own, "order_ends_on", "custody_from"]
        )  # fmt: skip
        self.conditionally_required = (*names, *own, "order_ends_on", "custody_from")

    def clean(self) -> dict[str, Any]:
        """Ask what a condition of the court's own is about and for."""
        got = super().clean() or {}
        if got.get("text", "").strip():
            for name in ("category", "function"):
                if not got.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return got

    def result(self) -> CourtOutcome:
        """Return what was typed. Terms count only where the court changed them. The form must be valid."""
        got = self.cleaned_data
        terms = [
            NewTerm(term.category, got[f"put_{term.id}"], term.function, term.replaces_id)
            for term in self.put if got[f"put_{term.id}"].strip()
        ] if got["outcome"] == Outcome.TERMS_CHANGED else []  # fmt: skip
        if got["text"].strip():
            terms.append(self.new_term())
        return CourtOutcome(
            got["outcome"], got["decided_on"], got["number"], got["words"], tuple(terms), got["order_ends_on"],
            got["custody_from"],
        )  # fmt: skip
