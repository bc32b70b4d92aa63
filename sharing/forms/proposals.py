"""Parsers of proposed disclosures: the draft, the decision, that it was made, acknowledged, withdrawn."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.choices import DataCategory, Purpose
from agencies.forms.base import Choices, day, key_of, one_of, prose, some_of, text
from casework.forms.once import FormKey
from sharing.choices import LawfulBasis, PassedHow
from sharing.forms.advice import quotes
from sharing.proposing import NewProposal, Passed
from ui.forms import PlainForm


class ProposalForm(PlainForm):
    """What would be passed, to whom and why. A draft may have gaps; what is handed in may not.

    On the page: what goes to whom, then whether it may; the records behind it, often many, come last.
    """

    form_key = FormKey(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    to_agency = forms.ChoiceField(
        label=_("To an agency of the directory that is not on the team"), required=False, widget=forms.Select(),
        error_messages={"invalid_choice": _("Choose from the list")},
    )  # fmt: skip
    recipient = text(
        _("Or to somebody else"), longest=160, hint=_("One person or firm, by name: an employer, a landlord, a school")
    )
    purpose = one_of(_("What for"), Purpose.choices, missing=_("Choose what for"), radio=False)
    basis = one_of(
        _("Lawful basis"), LawfulBasis.choices, missing=_("Choose the lawful basis"),
        hint=_("Agreeing to take part is not a basis for passing something on."),
    )  # fmt: skip
    basis_words = text(_("The law"), longest=300, hint=_("Article or section, as your agency cites it"))
    categories = some_of(_("Kinds of data"), DataCategory.choices, missing=_("Choose what kinds of data it tells"))
    text = prose(
        _("The exact words that are passed"), rows=5, longest=4000,
        hint=_("The recipient gets these words and nothing else. Write no more than the purpose needs."),
    )  # fmt: skip
    findable = forms.BooleanField(
        label=_("These words let somebody be found: an address, a number, a school, a workplace"), required=False,
        help_text=_("Then two people approve. What we know of the person is looked for by itself."),
    )  # fmt: skip
    lawful = prose(_("Is it lawful?"), rows=2, longest=600)
    necessary = prose(_("Is it necessary?"), rows=2, longest=600)
    proportionate = prose(_("Is it proportionate?"), rows=2, longest=600)
    least = prose(_("Would nothing less intrusive do?"), rows=2, longest=600)
    telling = prose(
        _("How will the person be told?"), rows=2, longest=600,
        hint=_("By whom, when, in which words. It falls due once it was passed on."),
    )  # fmt: skip
    records = some_of(
        _("Records behind it"),
        hint=_("As full as you used them. What is secret for an investigation cannot stand behind it."),
    )  # fmt: skip

    field_order = ("form_key", "version", "to_agency", "recipient", "purpose", "text", "findable")

    def __init__(self, *args: Any, agencies: Choices = (), offered: Choices = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].choices = [("", _("– none –")), *agencies]  # type: ignore[attr-defined]
        self.fields["records"].choices = list(offered)  # type: ignore[attr-defined]

    def new(self) -> NewProposal:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name not in ("form_key", "version")}
        got |= {
            "to_agency": key_of(got["to_agency"]), "purpose": Purpose(got["purpose"]),
            "basis": LawfulBasis(got["basis"]), "categories": tuple(DataCategory(one) for one in got["categories"]),
            "records": quotes(got["records"]),
        }  # fmt: skip
        return NewProposal(**got)


class HandInForm(PlainForm):
    """That the draft is handed in as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DecideForm(PlainForm):
    """Approved or refused, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    decision = one_of(
        _("Decision"), [("approve", _("I approve it, exactly as it stands")), ("refuse", _("I refuse it"))],
        missing=_("Choose what you decide"),
    )  # fmt: skip
    reason = prose(_("Why"), _("Give your reason"), rows=3, longest=600)


class MadeForm(PlainForm):
    """That it was passed on."""

    made_on = day(_("Day"), _("Enter the day it was passed on"))
    how = one_of(_("How"), PassedHow.choices, missing=_("Choose how it was passed on"))
    contact = text(_("To whom there"), _("Say to whom it was given there"), longest=160)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"initial": {"made_on": timezone.localdate()}, **kwargs})

    def passed(self) -> Passed:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return Passed(got["made_on"], PassedHow(got["how"]), got["contact"])


class ReceivedForm(PlainForm):
    """That the recipient has it."""

    acknowledged_on = day(_("Day"), _("Enter the day the recipient said so"))


class WithdrawForm(PlainForm):
    """Why it is withdrawn."""

    why = text(_("Why it is withdrawn"), _("Say why it is withdrawn"), longest=300)
