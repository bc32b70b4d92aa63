"""Parsers of what people type about places on a case."""

import uuid
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import Place
from agencies.choices import Purpose
from casework.services.facilitators import LONGEST
from casework.services.teams import NewPlace
from ui.forms import PlainForm
from ui.widgets import DayInput

Choice = tuple[str, str] | tuple[str, list[tuple[str, str]]]
KINDS = (Place.PERMANENT, Place.AD_HOC, Place.COMPANION)
WHAT_THEY_SEE = {
    Place.PERMANENT.value: _(
        "Professional staff. Reads the full text of “team” and “core” notes that the agreement covers, the person's "
        "details, deadlines and the team by name; learns that “named” and “sealed” notes exist."
    ),
    Place.AD_HOC.value: _(
        "Professional staff, for one purpose and a limited time. Reads summaries, and the full text of own notes; no "
        "date of birth, no addresses, the team by post only."
    ),
    Place.COMPANION.value: _(
        "Mentor, relative or faith figure. Reads only notes marked for companions, and own notes; the given name, "
        "the team by post only."
    ),
}
"""The role card: what each kind of place will see (domain sections 4.3 and 4.8)."""


class PlaceForm(PlainForm):
    """A place to give on the team."""

    membership = forms.TypedChoiceField(
        label=_("Who joins"),
        coerce=uuid.UUID,
        help_text=_("Members of the partnership in good standing who have no place on this case yet."),
        error_messages={"required": _("Choose who joins the team")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of place"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of place")},
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[("", _("Choose")), *Purpose.choices],
        help_text=_("Information flows only for purposes that the agreement between the agencies covers."),
        error_messages={"required": _("Choose the purpose of this place")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput(),
        help_text=_("Guests and companions need one. Access ends by itself at the end of that day."),
        error_messages={"invalid": _("Enter a real date, for example 2026-05-03")},
    )
    decision = forms.CharField(
        label=_("Decision behind it"), required=False, max_length=300, help_text=_("For example: panel of 3 May.")
    )

    option_hints = {"kind": WHAT_THEY_SEE}
    conditionally_required = ("until",)

    def __init__(self, *args: object, people: Sequence[Choice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["membership"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]

    def new_place(self) -> NewPlace:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewPlace(got["membership"], got["kind"], got["purpose"], got["until"], got["decision"])


class PlaceEndForm(PlainForm):
    """Why a place ends."""

    reason = forms.CharField(
        label=_("Why the place ends"), max_length=300, error_messages={"required": _("Say why the place ends")}
    )


class FacilitatorForm(PlainForm):
    """Whether a member is the re-entry facilitator."""

    named = forms.ChoiceField(
        label=_("Is this person the re-entry facilitator?"), choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect, error_messages={"required": _("Choose yes or no")},
    )  # fmt: skip


class SharedForm(PlainForm):
    """What a facilitator says about themselves."""

    shares = forms.CharField(
        label=_("What I share with the person"), required=False, max_length=LONGEST,
        help_text=_("For example: the language, or growing up between two countries. Empty takes it back."),
    )  # fmt: skip


class AppointForm(PlainForm):
    """A role and the decision behind it."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("case_manager", _("Case manager")), ("order_supervisor", _("Order supervisor"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the role")},
    )
    decision = forms.CharField(
        label=_("Joint decision behind it"),
        required=False,
        max_length=300,
        help_text=_("Needed when the role goes to somebody from outside the lead agency: which meeting, who agreed."),
    )

    option_hints = {
        "role": {
            "case_manager": _("Coordinates the case; single contact for the person and the family."),
            "order_supervisor": _("Answers to the court for the order."),
        }
    }
    conditionally_required = ("decision",)
