"""Forms of the directory and of one agency."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.choices import AgencyGroup, AgencyStatus, Involvement, Level, Regime, Secrecy
from agencies.forms.base import Choices, VersionedForm, key_of, one_of, prose, text
from agencies.services.agencies import AgencyDetails
from ui.forms import PlainForm

DETAILS = tuple(AgencyDetails.__dataclass_fields__)


class DirectoryFilter(PlainForm):
    """Narrows the directory. Nonsense in the address narrows nothing."""

    conditionally_required = ("q", "group", "status")

    q = forms.CharField(label=_("Name, code or kind"), required=False, max_length=80)
    group = forms.ChoiceField(label=_("Group"), required=False, choices=[("", _("All groups")), *AgencyGroup.choices])
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any status")), *AgencyStatus.choices]
    )

    def values(self) -> dict[str, str]:
        """The filters that are in order."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "text": chosen.get("q", ""),
            "group": chosen.get("group", ""),
            "status": chosen.get("status", ""),
        }


class AgencyForm(PlainForm):
    """What a coordinator writes about an agency."""

    option_hints: ClassVar[dict[str, dict[str, Any]]] = {
        "involvement": {
            Involvement.CORE: _("On most teams, from the first day"),
            Involvement.REGULAR: _("On many teams"),
            Involvement.ON_CALL: _("Joins a team as a guest, for a purpose and until a date"),
            Involvement.INFORMED: _("Gets no case content; is told about the partnership's work"),
        },
    }

    columns = ("group", "level", "involvement", "controller_regime", "secrecy_default", "status")

    name = text(_("Name"), _("Enter the name of the agency"), longest=160)
    code = text(
        _("Short code"), _("Enter a short code of two to four letters"), longest=4, width="govuk-input--width-4",
        hint=_("Two to four letters shown beside the name, for example POL"),
    )  # fmt: skip
    group = one_of(_("Group"), AgencyGroup.choices, missing=_("Choose the group the agency belongs to"))
    sub_type = text(_("Kind of organisation"), longest=80, hint=_("For example: probation office, school, clinic"))
    level = one_of(_("Level"), Level.choices, missing=_("Choose how far the agency reaches"))
    area = text(_("Area"), longest=80, hint=_("Agencies of the partnership's own area stand first in the directory"))
    involvement = one_of(_("Involvement"), Involvement.choices, missing=_("Choose how closely the agency takes part"))
    mandate = prose(_("Mandate"), hint=_("What the agency is there for, in two or three sentences"), rows=3)
    powers = prose(_("Powers"), hint=_("What it may decide or order"), rows=3)
    limits = prose(_("Limits"), hint=_("What it must not do, and what others must not expect of it"), rows=3)
    resources = prose(_("Resources"), hint=_("What it can offer: places, hours, languages"), rows=3)
    controller_regime = one_of(
        _("Law it works under"), Regime.choices, missing=_("Choose the data protection law the agency works under")
    )
    secrecy_default = one_of(
        _("Secrecy by default"), Secrecy.choices, missing=_("Choose the secrecy resting on its items by default")
    )

    def clean_code(self) -> str:
        """The code in capitals; letters and digits only."""
        code = str(self.cleaned_data["code"]).upper()
        if not (len(code) >= 2 and code.isalnum()):
            raise forms.ValidationError(_("Enter a short code of two to four letters"))
        return code

    def details(self) -> AgencyDetails:
        """What was typed, for the service."""
        return AgencyDetails(**{name: self.cleaned_data[name] for name in DETAILS})


class NewAgencyForm(AgencyForm):
    """An agency to put into the directory."""

    status = one_of(
        _("Status"),
        [choice for choice in AgencyStatus.choices if choice[0] not in (AgencyStatus.SUSPENDED, AgencyStatus.LEFT)],
        missing=_("Choose where the agency stands"),
    )
    field_order = ("name", "code", "group", "sub_type", "status")


class AgencyEditForm(AgencyForm, VersionedForm):
    """An agency that is in the directory, with those who speak for it."""

    conditionally_required = ("focal_point", "deputy")

    focal_point = forms.ChoiceField(
        label=_("Focal point"), required=False, help_text=_("Whom others turn to first"),
        error_messages={"invalid_choice": _("Choose somebody who works for this agency today")},
    )  # fmt: skip
    deputy = forms.ChoiceField(
        label=_("Deputy"), required=False,
        error_messages={"invalid_choice": _("Choose somebody who works for this agency today")},
    )  # fmt: skip

    def __init__(self, *args: Any, speakers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("focal_point", "deputy"):
            self.fields[name].choices = [("", _("Nobody yet")), *speakers]  # type: ignore[attr-defined]

    def speakers(self) -> dict[str, uuid.UUID | None]:
        """The memberships chosen as focal point and deputy."""
        return {name: key_of(self.cleaned_data[name]) for name in ("focal_point", "deputy")}


class AgencyStatusForm(VersionedForm):
    """Where an agency goes next, and why."""

    option_hints: ClassVar[dict[str, dict[str, Any]]] = {
        "status": {
            AgencyStatus.MEMBER: _("Its people see what agreements and their places on teams let them see"),
            AgencyStatus.SUSPENDED: _("Its door closes at once, for everybody, until it is a member again"),
            AgencyStatus.LEFT: _("Its door closes at once, for everybody"),
        }
    }

    status = one_of(_("New status"), missing=_("Choose the new status"))
    reason = text(_("Reason"), _("Say why: it stands on the trail"), longest=300)

    def __init__(self, *args: Any, statuses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = list(statuses)  # type: ignore[attr-defined]
