"""Parsers of what people type about joint decisions, positions and proposed terms."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.breaching import NewJointDecision, NewTerm, Stance
from casework.choices import ConditionCategory, DecisionKind, Function, Proposal, View
from casework.forms.breaches import REAL_DAY, BreachStepForm
from casework.forms.once import OnceForm
from casework.services.decisions import ELSEWHERE
from ui.forms import PlainForm
from ui.widgets import DayInput

Agencies = Sequence[tuple[uuid.UUID, str]]
Pair = tuple[str, str]
VIEWS = [("", _("Not asked yet")), *View.choices]
KINDS = [(kind.value, kind.label) for kind in DecisionKind if kind not in ELSEWHERE]
PROPOSALS = [(one.value, one.label) for one in Proposal if one != Proposal.NONE]
CHOOSE = ("", _("Choose"))


class PositionsForm(PlainForm):
    """A view and a reason for each agency of the team, named by its key: the team may change while somebody types."""

    def __init__(self, *args: Any, agencies: Agencies, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.agencies = tuple(agencies)
        for key, name in self.agencies:
            self.fields[f"view_{key}"] = forms.ChoiceField(
                label=_t("View of %(agency)s") % {"agency": name}, choices=VIEWS, required=False
            )
            self.fields[f"reason_{key}"] = forms.CharField(
                label=_t("Reason of %(agency)s") % {"agency": name}, max_length=500, required=False
            )
        self.conditionally_required = tuple(name for name in self.fields if name.startswith("view_"))

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of every dissent."""
        got = super().clean() or {}
        for key, _name in self.agencies:
            if got.get(f"view_{key}") == View.DISSENTS and not got.get(f"reason_{key}", "").strip():
                self.add_error(f"reason_{key}", _("Say why the agency dissents: the reason is kept with the decision."))
        return got

    def positions(self) -> tuple[Stance, ...]:
        """Return the positions that were taken. The form must be valid."""
        got = self.cleaned_data
        return tuple(
            Stance(key, got[f"view_{key}"], got[f"reason_{key}"])
            for key, _name in self.agencies if got[f"view_{key}"]
        )  # fmt: skip


class DecisionForm(OnceForm, PositionsForm):
    """A joint decision of any kind but a level and a proposal to the court."""

    kind = forms.ChoiceField(
        label=_("What it is about"), choices=[CHOOSE, *KINDS],
        error_messages={"required": _("Choose what the decision is about")},
    )  # fmt: skip
    decided_on = forms.DateField(
        label=_("Day of the decision"), widget=DayInput(), initial=timezone.localdate, error_messages=REAL_DAY
    )
    options = forms.CharField(
        label=_("What was open"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The options that were weighed."),
    )  # fmt: skip
    chosen = forms.CharField(
        label=_("What was chosen"), max_length=300, error_messages={"required": _("Say what was chosen")}
    )
    reasons = forms.CharField(
        label=_("Why"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody who reads the record of the case reads this: point to notes instead of repeating them."),
        error_messages={"required": _("Say why: a decision without reasons cannot be explained later")},
    )  # fmt: skip

    def new_decision(self) -> NewJointDecision:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewJointDecision(
            got["kind"], got["decided_on"], got["options"], got["chosen"], got["reasons"], self.positions()
        )  # fmt: skip


class PositionForm(PlainForm):
    """Where one's own agency stands."""

    view = forms.ChoiceField(
        label=_("Your agency"), choices=View.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose where your agency stands")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A dissent needs one. It is kept for ever and stands in the report to the court."),
    )  # fmt: skip
    conditionally_required = ("reason",)


class TermFields(PlainForm):
    """Words of a condition to put to the court."""

    category = forms.ChoiceField(
        label=_("What the term is about"), choices=[CHOOSE, *ConditionCategory.choices],
        error_messages={"required": _("Choose what the term is about")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Words put to the court"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the court could take them over."), error_messages={"required": _("Write the words")},
    )  # fmt: skip
    function = forms.ChoiceField(
        label=_("What it is for"), choices=[CHOOSE, *Function.choices],
        error_messages={"required": _("Choose what the term is for")},
    )  # fmt: skip
    replaces = forms.ChoiceField(label=_("It would replace"), required=False)

    def __init__(self, *args: Any, conditions: Sequence[Pair], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["replaces"].choices = [("", _("Nothing: it is new")), *conditions]  # type: ignore[attr-defined]

    def new_term(self) -> NewTerm:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        replaces = uuid.UUID(got["replaces"]) if got["replaces"] else None
        return NewTerm(got["category"], got["text"], got["function"], replaces)


class TermForm(OnceForm, TermFields):
    """One proposed term."""


class ProposalForm(BreachStepForm, PositionsForm, TermFields):
    """What is proposed to the court, why, who agrees, and the first term where terms are to change."""

    proposal = forms.ChoiceField(
        label=_("What is proposed to the court"), choices=PROPOSALS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is proposed to the court")},
    )  # fmt: skip
    sentence = forms.CharField(
        label=_("In one sentence"),
        required=False,
        max_length=240,
        help_text=_("For example: reporting in the evening."),
    )
    options = forms.CharField(
        label=_("What was open"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The options that were weighed."),
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Why"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody who reads the record of the case reads this: point to notes instead of repeating them."),
        error_messages={"required": _("Say why: the court reads the reasons")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("category", "text", "function"):
            self.fields[name].required = False
        self.fields["text"].help_text = _("Only when the terms are to change and the term is not proposed yet.")
        views = [name for name in self.fields if name.startswith(("view_", "reason_"))]
        self.order_fields(
            ["on", "proposal", "sentence", "options", "reasons", "text", "category", "function", "replaces", *views]
        )
        self.conditionally_required = ("category", "text", "function", "replaces", *views)

    def clean(self) -> dict[str, Any]:
        """Ask what a typed term is about and for."""
        got = super().clean() or {}
        if got.get("text", "").strip():
            for name in ("category", "function"):
                if not got.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return got

    def new_decision(self) -> NewJointDecision:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        label = str(Proposal(got["proposal"]).label)
        chosen = f"{label}: {got['sentence'].strip()}" if got["sentence"].strip() else label
        terms = (self.new_term(),) if got["text"].strip() and got["proposal"] == Proposal.TERMS else ()
        return NewJointDecision(
            DecisionKind.BREACH, got["on"], got["options"], chosen, got["reasons"], self.positions(), got["proposal"],
            terms,
        )  # fmt: skip
