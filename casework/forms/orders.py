"""Parsers of what people type about orders, court decisions, conditions and custody."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.errors import RuleBroken
from agencies.forms.base import VersionedForm, day, key_of, one_of, prose, text
from casework.choices import ConditionCategory, CourtAct, CustodyReason, Function
from casework.courtwork import CustodyDetails, NewCondition, NewDecision, NewOrder, NewProposal, Variation
from casework.forms.once import OnceForm
from casework.queries.order_desk import Wording
from ui.forms import PlainForm

Pairs = Sequence[tuple[str, str]]
CHOOSE = ("", _("Choose"))
LONGEST_WORDS = 4000
KEEP, VARY, END = "keep", "vary", "end"


def _listed(form: forms.Form, name: str, choices: Pairs, *before: tuple[str, Any]) -> None:
    form.fields[name].choices = [*before, *choices]  # type: ignore[attr-defined]


class ConditionForm(PlainForm):
    """One condition in the court's words. Whether all of it is there is asked by the service."""

    exact_text = prose(
        _("The court's exact words"), hint=_("Copy them letter by letter. They are never edited afterwards."),
        rows=3, longest=LONGEST_WORDS,
    )  # fmt: skip
    category = forms.ChoiceField(
        label=_("About"), required=False, choices=[CHOOSE, *ConditionCategory.choices],
        error_messages={"invalid_choice": _("Choose what the condition is about")},
    )  # fmt: skip
    function = forms.ChoiceField(
        label=_("What it is for"), required=False, choices=[CHOOSE, *Function.choices],
        error_messages={"invalid_choice": _("Choose what the condition is for")},
    )  # fmt: skip
    measure = text(_("How we judge that it is kept"), longest=300, hint=_("For example: attendance on Mondays"))
    ends_on = day(_("Until"), hint=_("Only if the court limited this condition itself"))
    proposal = forms.UUIDField(required=False, widget=forms.HiddenInput)

    conditionally_required: tuple[str, ...] = ("exact_text", "category", "function")

    @property
    def is_used(self) -> bool:
        """Whether anything was typed into it."""
        got = getattr(self, "cleaned_data", {})
        return bool(self.errors) or any(got.get(name) for name in ("exact_text", "category", "function", "measure"))

    def condition(self) -> NewCondition:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewCondition(
            category=got["category"], exact_text=got["exact_text"], function=got["function"], measure=got["measure"],
            ends_on=got["ends_on"], proposal_id=got["proposal"],
        )  # fmt: skip


class ChangeForm(ConditionForm):
    """A condition that binds, and what the court did to it."""

    do = one_of(
        _("What the court did to it"),
        [(KEEP, _("Nothing: it stays as it is")), (VARY, _("Changed it: new words below")), (END, _("Ended it"))],
        missing=_("Choose what the court did to it"),
    )
    field_order = ("do", "exact_text")
    conditionally_required = ("do", *ConditionForm.conditionally_required)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["do"].required = False  # a program that leaves it out leaves the condition as it is


class Blocks:
    """Several forms of conditions on one page, answered for as one."""

    non_form_errors: Sequence[str] = ()

    def __init__(self, parts: Sequence[ConditionForm]) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[ConditionForm]:
        return iter(self.parts)

    @property
    def used(self) -> list[ConditionForm]:
        """The forms into which something was typed."""
        return [part for part in self.parts if part.is_used]

    @property
    def total_error_count(self) -> int:
        """How many errors stand in them."""
        return sum(len(part.errors) for part in self.parts)

    def is_valid(self) -> bool:
        """Check every form, so that all errors show at once."""
        return not [part for part in self.parts if not part.is_valid()]


def new_blocks(data: Any, many: int, first: dict[str, Any] | None = None) -> Blocks:
    """Return ``many`` empty forms for conditions that a court imposed; ``first`` fills the first of them."""
    return Blocks(
        [
            ConditionForm(data, prefix=f"imposed-{n}", initial=first if n == 0 else None, use_required_attribute=False)
            for n in range(many)
        ]
    )


def change_blocks(data: Any, binding: Sequence[Wording], proposed: Wording | None = None) -> Blocks:
    """Return a form for each condition that binds, filled with its words, or with those of a proposal to change it."""
    parts: list[ConditionForm] = []
    for row in binding:
        taken = proposed if proposed is not None and proposed.number == row.number else None
        initial = {"do": VARY if taken else KEEP, **initial_of(taken or row), "proposal": taken.id if taken else None}
        part = ChangeForm(data, prefix=f"varied-{row.id}", initial=initial)
        part.wording = row  # type: ignore[attr-defined]  # what the page shows above the form
        parts.append(part)
    return Blocks(parts)


def initial_of(row: Wording) -> dict[str, Any]:
    """Return the words of a condition or a proposal as a form's initial values."""
    return {
        "category": row.category, "exact_text": row.exact_text, "function": row.function, "measure": row.measure,
    }  # fmt: skip


def place_error(error: RuleBroken, form: forms.Form, imposed: Blocks, changed: Blocks | None = None) -> None:
    """Put the sentence of a broken rule at its field, in whichever form that stands."""
    prefix, _dash, name = (error.field or "").rpartition("-")
    if prefix.startswith("imposed-"):
        place, used = int(prefix.removeprefix("imposed-")), imposed.used or list(imposed)
        used[min(place, len(used) - 1)].add_error(name if name in used[0].fields else None, error.sentence)
        return
    for part in changed or ():
        if part.prefix == prefix:
            part.add_error(name if name in part.fields else None, error.sentence)
            return
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


class OrderForm(OnceForm):
    """An order as the court made it."""

    court = one_of(_("Court"), missing=_("Choose the court"), radio=False)
    type = one_of(_("Type of order"), missing=_("Choose the type of order"), radio=False)
    number = text(_("Number of the order"), _("Enter the number of the order"), longest=60)
    made_on = day(_("Made on"), _("Enter the day the court made it"))
    starts_on = day(_("Begins"), _("Enter the day on which it begins"))
    ends_on = day(_("Last day"), hint=_("Leave empty when the court set none"))
    supervising_agency = one_of(_("Supervised by"), missing=_("Choose the agency that supervises it"), radio=False)
    report_every_days = forms.IntegerField(
        label=_("Report to the court every"), required=False, min_value=1, max_value=366,
        help_text=_("Days. Leave empty when the court asks for each report."),
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={name: _("Enter a number of days between 1 and 366, or leave it empty")
                        for name in ("invalid", "min_value", "max_value")},
    )  # fmt: skip
    plan_needs_court = forms.BooleanField(label=_("The court approves the plan"), required=False)
    words = prose(_("The court's words on the order itself"), rows=4, longest=LONGEST_WORDS)

    def __init__(self, *args: Any, courts: Pairs, types: Pairs, agencies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _listed(self, "court", courts, CHOOSE)
        _listed(self, "type", types, CHOOSE)
        _listed(self, "supervising_agency", agencies, CHOOSE)

    def order(self, conditions: Blocks) -> NewOrder:
        """Return what was typed. The forms must be valid."""
        got = self.cleaned_data
        return NewOrder(
            court_id=uuid.UUID(got["court"]), type_id=uuid.UUID(got["type"]), number=got["number"],
            made_on=got["made_on"], starts_on=got["starts_on"], ends_on=got["ends_on"],
            supervising_agency_id=uuid.UUID(got["supervising_agency"]), report_every_days=got["report_every_days"],
            plan_needs_court=got["plan_needs_court"], words=got["words"],
            conditions=tuple(part.condition() for part in conditions.used),
        )  # fmt: skip


WHAT_FOLLOWS = {
    CourtAct.IMPOSED.value: _("New conditions beside those that bind"),
    CourtAct.VARIED.value: _("New words, new conditions, ended conditions, or another last day"),
    CourtAct.ENDED.value: _("One or more conditions end; the rest stays"),
    CourtAct.COMPLETED.value: _("The order is over; its conditions count as met"),
    CourtAct.REVOKED.value: _("The order is over; its conditions end. The case stays open."),
    CourtAct.SUSPENDED.value: _("Nothing binds until the court resumes it"),
    CourtAct.NOTHING.value: _("The court looked at it and left everything as it was"),
}


class DecisionForm(OnceForm):
    """What a court decided about an order."""

    act = one_of(_("What the court did"), CourtAct.choices, missing=_("Choose what the court did"))
    decided_on = day(_("Decided on"), _("Enter the day the court decided"))
    number = text(_("Number of the decision"), longest=60)
    court = one_of(_("Court"), missing=_("Choose the court"), radio=False)
    words = prose(_("The court's words"), rows=4, longest=LONGEST_WORDS)
    order_ends_on = day(_("New last day of the order"), hint=_("Only if the court moved it"))
    custody_from = day(_("In custody since"), hint=_("Only if the person was taken into custody"))

    option_hints = {"act": WHAT_FOLLOWS}
    reveals = {"act": {CourtAct.VARIED.value: "order_ends_on", CourtAct.REVOKED.value: "custody_from"}}

    def __init__(self, *args: Any, courts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _listed(self, "court", courts, ("", _("The court that made the order")))
        self.fields["court"].required = False

    def decision(self, order_id: uuid.UUID, imposed: Blocks, changed: Blocks) -> NewDecision:
        """Return what was typed. The forms must be valid."""
        got = self.cleaned_data
        done = [(part.wording.id, part.cleaned_data["do"], part) for part in changed]  # type: ignore[attr-defined]
        return NewDecision(
            order_id=order_id, act=got["act"], decided_on=got["decided_on"], number=got["number"], words=got["words"],
            imposed=tuple(part.condition() for part in imposed.used),
            varied=tuple(Variation(key, part.condition()) for key, do, part in done if do == VARY),
            ended=tuple(key for key, do, _part in done if do == END),
            order_ends_on=self._if_chosen("order_ends_on", CourtAct.VARIED),
            custody_from=self._if_chosen("custody_from", CourtAct.REVOKED), court_id=key_of(got["court"]),
        )  # fmt: skip

    def _if_chosen(self, name: str, act: CourtAct) -> dt.date | None:
        """The day that stands under an option, which counts only while that option is chosen."""
        found: dt.date | None = self.cleaned_data[name] if self.cleaned_data["act"] == act else None
        return found


class ProposalForm(OnceForm, ConditionForm):
    """What the team would ask the court for."""

    exact_text = prose(
        _("The words you propose"), _("Write the words you would ask the court for"), rows=3, longest=LONGEST_WORDS
    )
    category = one_of(_("About"), [CHOOSE, *ConditionCategory.choices], missing=_("Choose what it is about"),
                      radio=False)  # fmt: skip
    function = one_of(_("What it is for"), Function.choices, missing=_("Choose what it is for"))
    changes = forms.ChoiceField(label=_("It would"), required=False, error_messages={
        "invalid_choice": _("Choose a condition that binds now, or a new one")})  # fmt: skip
    field_order = ("changes", "exact_text", "category", "function", "measure", "ends_on")
    conditionally_required = ("changes",)

    def __init__(self, *args: Any, binding: Sequence[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.id), _("Change condition %(label)s") % {"label": row.label}) for row in binding]
        _listed(self, "changes", rows, ("", _("Add a new condition")))

    def new_proposal(self, order_id: uuid.UUID) -> NewProposal:
        """Return what was typed. The form must be valid."""
        return NewProposal(order_id, self.condition(), key_of(self.cleaned_data["changes"]))


class SetAsideForm(PlainForm):
    """Why a proposal is set aside."""

    reason = text(
        _("Why it is set aside"), _("Say why the proposal is set aside"), longest=300,
        hint=_("Stands in the access log of the case. Do not write about the person here."),
    )  # fmt: skip


class CustodyForm(OnceForm):
    """A stay in custody."""

    reason = one_of(_("Reason"), CustodyReason.choices, missing=_("Choose why the person is held"))
    began_on = day(_("Since"), _("Enter the day it began"))
    agency = forms.ChoiceField(label=_("Where"), required=False, error_messages={
        "invalid_choice": _("Choose an agency of this partnership, or leave it empty")})  # fmt: skip
    release_on = day(_("Planned release"), hint=_("The network before release counts back from this day"))
    ended_on = day(_("Released on"), hint=_("Leave empty while the stay goes on"))

    def __init__(self, *args: Any, agencies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _listed(self, "agency", agencies, ("", _("Not an agency of this partnership")))

    def details(self) -> CustodyDetails:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return CustodyDetails(
            got["reason"], got["began_on"], key_of(got["agency"]), got["release_on"], got["ended_on"]
        )  # fmt: skip


class CustodyEditForm(CustodyForm, VersionedForm):
    """A stay in custody that stands on record."""
