"""Parsers of what is typed about erasures."""

import uuid
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, day, one_of, prose
from casework.forms.once import FormKey, OnceForm
from sharing.choices import PassedHow
from sharing.choices_erasing import ErasureGround, LegalGround, NotTold, RecipientNotTold
from sharing.erasing import ErasureDecision, NewErasure, ToldOfErasure
from sharing.forms.rights import MovesForm
from ui.forms import PlainForm

LONG = 1000
NOT_TOLD = _("Not told: {why}")


class ErasureForm(OnceForm):
    """A record, or one note of it, to be erased."""

    note = FormKey(required=False)
    source = one_of(_("What does it go back to?"), missing=_("Choose what it goes back to"))
    legal_ground = forms.ChoiceField(
        label=_("On what ground in law?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("None: it goes back to a retention review")), *LegalGround.choices],
        help_text=_("Needed where the person asked for it."),
    )  # fmt: skip
    words = prose(
        _("Why?"), _("Write why, in words."), rows=3, longest=LONG,
        hint=_("For whoever decides: they see nothing of the case. It is erased with the record. No names."),
    )  # fmt: skip
    told_on = day(_("The person was told on"), hint=_("Before it is proposed: what is erased, and what stays."))
    not_told = forms.ChoiceField(
        label=_("Or why they cannot be told"), required=False, widget=forms.RadioSelect,
        choices=[("", _("They were told")), *NotTold.choices],
    )  # fmt: skip

    conditionally_required: tuple[str, ...] = ("legal_ground", "told_on")

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["source"]).choices = list(sources)

    def new(self) -> NewErasure:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        ground, _colon, source = got["source"].partition(":")
        return NewErasure(
            ErasureGround(ground), uuid.UUID(source), got["words"],
            LegalGround(got["legal_ground"]) if got["legal_ground"] else None, got["told_on"],
            NotTold(got["not_told"]) if got["not_told"] else None, got.get("note"),
        )  # fmt: skip


class ErasureDecisionForm(PlainForm):
    """What somebody else decides."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    verdict = one_of(
        _("What do you decide?"), [("approve", _("Erase it")), ("refuse", _("Do not erase it"))],
        missing=_("Choose what you decide."),
        hint=_("It cannot be brought back. Is it needed as evidence? Then refuse: it can be restricted instead."),
    )  # fmt: skip
    words = prose(_("Why?"), _("Write why, in words."), rows=3, longest=LONG)

    def new(self) -> ErasureDecision:
        """Return what was typed. The form must be valid."""
        return ErasureDecision(self.cleaned_data["verdict"] == "approve", self.cleaned_data["words"])


class WithdrawForm(PlainForm):
    """That one takes back what one proposed."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)


class TakeBackForm(WithdrawForm):
    """That one takes back what was approved."""

    words = prose(
        _("Why?"), _("Write why, in words."), rows=3, longest=LONG,
        hint=_("Nothing is erased. It can be proposed again."),
    )  # fmt: skip


class ToldOfErasureForm(MovesForm):
    """That a recipient was told of an erasure, or why they cannot be."""

    ids = "told"
    how = one_of(
        _("How were they told?"),
        [*PassedHow.choices, *((one.value, format_lazy(NOT_TOLD, why=one.label)) for one in RecipientNotTold)],
        missing=_("Choose how they were told, or why they cannot be told."),
    )  # fmt: skip
    told_on = day(
        _("Told on"), hint=_("The day on which they were told, after it was erased; none where they cannot be told.")
    )  # fmt: skip

    conditionally_required: tuple[str, ...] = ("told_on",)

    def new(self) -> ToldOfErasure:
        """Return what was typed. The form must be valid."""
        how, told_on = self.cleaned_data["how"], self.cleaned_data["told_on"]
        if how in RecipientNotTold.values:
            return ToldOfErasure(told_on, not_told=RecipientNotTold(how))
        return ToldOfErasure(told_on, PassedHow(how))
