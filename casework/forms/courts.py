"""Parsers of what coordinators type about courts and types of order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import VersionedForm, one_of, text
from casework.choices import OrderKind
from casework.services.courts import CourtDetails, OrderTypeDetails
from ui.forms import PlainForm

COURT = ("name", "jurisdiction", "address", "is_active")
TYPE = ("jurisdiction", "kind", "local_name", "meaning", "may_follow_sentence", "is_active")


class CourtForm(PlainForm):
    """A court."""

    name = text(_("Name"), _("Enter the name of the court"), longest=160)
    jurisdiction = text(
        _("Jurisdiction"),
        _("Enter the jurisdiction"),
        longest=80,
        hint=_("The country or province whose law it applies"),
    )
    address = text(_("Where reports go"), longest=200, hint=_("The address of its registry"))
    is_active = forms.BooleanField(label=_("In use: offered when an order is recorded"), required=False, initial=True)

    def details(self) -> CourtDetails:
        """Return what was typed. The form must be valid."""
        return CourtDetails(**{name: self.cleaned_data[name] for name in COURT})


class CourtEditForm(CourtForm, VersionedForm):
    """A court that stands in the list."""


class OrderTypeForm(PlainForm):
    """A type of order."""

    local_name = text(
        _("What it is called there"), _("Enter what it is called"), longest=120,
        hint=_("The name in the language of the court, for example Führungsaufsicht or libertad vigilada"),
    )  # fmt: skip
    meaning = text(_("In plain words"), longest=160, hint=_("What it means, in the language of this system"))
    jurisdiction = text(_("Jurisdiction"), _("Enter the jurisdiction"), longest=80)
    kind = one_of(_("Kind"), OrderKind.choices, missing=_("Choose what kind of order it is"))
    may_follow_sentence = forms.BooleanField(label=_("May begin after the sentence has ended"), required=False)
    is_active = forms.BooleanField(label=_("In use: offered when an order is recorded"), required=False, initial=True)

    def details(self) -> OrderTypeDetails:
        """Return what was typed. The form must be valid."""
        return OrderTypeDetails(**{name: self.cleaned_data[name] for name in TYPE})


class OrderTypeEditForm(OrderTypeForm, VersionedForm):
    """A type of order that stands in the list."""
