"""Forms of people at agencies."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.choices import Duty, RemindBy
from agencies.forms.base import Choices, VersionedForm, day, one_of, some_of, text
from agencies.services.members import NewMember
from ui.forms import PlainForm

DUTY_HINTS: dict[str, Any] = {
    Duty.COORDINATOR: _("Keeps the directory, agreements and memberships; sees no case by it"),
    Duty.CHAIR: _("Chairs the panel; sees cases of the area by appointment, summaries at the most"),
    Duty.LEGAL: _("Reads the access log; sees no case by it"),
    Duty.SUPERVISOR: _("Sees every case that was given to the whole agency"),
    Duty.EMERGENCY: _("May open a case for a few hours, with a reason and a notice to its case manager"),
    Duty.DUTY_DESK: _("Reads what members pass on to prevent a crime, and answers it; sees no case by it"),
}


class MembershipFields(PlainForm):
    """Position, duties and last day."""

    option_hints: ClassVar[dict[str, dict[str, Any]]] = {"duties": DUTY_HINTS}

    position = one_of(_("Position"), missing=_("Choose a position"), radio=False)
    duties = some_of(_("Duties"), Duty.choices, hint=_("Most people carry none"))
    ends_on = day(_("Last day"), hint=_("Leave empty when no end is planned"))

    def __init__(self, *args: Any, positions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [("", _("Choose")), *positions]  # type: ignore[attr-defined]

    def position_id(self) -> uuid.UUID:
        """The position chosen."""
        return uuid.UUID(self.cleaned_data["position"])


class NewMemberForm(MembershipFields):
    """A person who will act for an agency."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254,
        help_text=_("The person signs in with it. An account that exists already is used."),
        error_messages={
            "required": _("Enter the person's e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@agency.example"),
        },
    )  # fmt: skip
    full_name = text(_("Full name"), _("Enter the person's full name"), longest=120)
    begins_on = day(_("First day"), _("Enter the first day"))
    field_order = ("email", "full_name", "position", "duties", "begins_on", "ends_on")

    def member(self) -> NewMember:
        """What was typed, for the service."""
        given = self.cleaned_data
        return NewMember(
            given["email"],
            given["full_name"],
            self.position_id(),
            given["duties"],
            given["begins_on"],
            given["ends_on"],
        )


class MemberEditForm(MembershipFields, VersionedForm):
    """A membership that runs."""


class EndForm(VersionedForm):
    """Ending something now, for a reason."""

    reason = text(_("Reason"), _("Say why: it stands on the trail"), longest=300)


class ActingForForm(PlainForm):
    """Which of one's own memberships to act under."""

    membership = one_of(_("I act for"), missing=_("Choose one of your agencies"))

    def __init__(self, *args: Any, memberships: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = list(memberships)  # type: ignore[attr-defined]


class RemindByForm(PlainForm):
    """How somebody is reminded of what falls due."""

    by = one_of(_("Remind me"), RemindBy.choices, missing=_("Choose how you are reminded"))
