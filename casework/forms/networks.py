"""Parsers of what people type about the network, the ending plan and achievements."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, VersionedForm, day, key_of, one_of, text
from casework.choices import Influence, NetworkRole, RelationshipKind
from casework.forms.once import OnceForm
from casework.planning import NewAchievement, NewEnding, NewLink

NEAR = [("1", _("Close")), ("2", _("Regular")), ("3", _("At the edge"))]


class LinkForm(OnceForm, VersionedForm):
    """Somebody or an organisation in the network."""

    label = text(_("Name, or how they are called"), _("Say who or what it is"), longest=120)
    role = one_of(
        _("What they are to the person"), [("", _("Choose")), *NetworkRole.choices], radio=False,
        missing=_("Choose what they are to the person"),
    )  # fmt: skip
    closeness = one_of(_("How close"), NEAR, missing=_("Choose how close"))
    relationship = forms.ChoiceField(
        label=_("Somebody recorded already"), required=False, help_text=_("People around the person.")
    )
    kind = forms.ChoiceField(
        label=_("Or somebody new: what they are"), required=False, help_text=_("Leave both empty for an organisation."),
        choices=[("", _("Nobody new")), *RelationshipKind.choices],
    )  # fmt: skip
    influence = forms.ChoiceField(
        label=_("Influence of this person"), required=False, choices=[("", _("As recorded")), *Influence.choices]
    )
    since = day(_("Known since"), hint=_("For somebody new."))
    agency = forms.ChoiceField(label=_("Agency of the directory"), required=False)
    accepted_on = day(_("Said yes on"))
    ended_on = day(_("Ended on"))

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("relationship", "agency"):
            self.fields[name].choices = [("", _("None")), *choices[name]]  # type: ignore[attr-defined]

    def new(self) -> NewLink:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewLink(
            label=got["label"], role=got["role"], closeness=int(got["closeness"]),
            relationship_id=key_of(got["relationship"]), kind=got["kind"], influence=got["influence"],
            agency_id=key_of(got["agency"]), since=got["since"], accepted_on=got["accepted_on"],
            ended_on=got["ended_on"],
        )  # fmt: skip


class EndingForm(OnceForm, VersionedForm):
    """A professional support that ends, and who comes after it."""

    support = text(_("Support that ends"), _("Say which support ends"), longest=160)
    agency = one_of(_("Agency that gives it"), missing=_("Choose the agency"), radio=False)
    link = forms.ChoiceField(
        label=_("Who comes after it"), required=False, help_text=_("Somebody of the person's network.")
    )
    successor = text(_("Or in words: who or what comes after it"), longest=160)
    by_on = day(_("By"), _("Enter the day by which it is handed over"))
    done_on = day(_("Handed over on"))

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Choose")), *choices["agency"]]  # type: ignore[attr-defined]
        self.fields["link"].choices = [("", _("Nobody yet")), *choices["link"]]  # type: ignore[attr-defined]

    def new(self) -> NewEnding:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewEnding(
            support=got["support"], agency_id=uuid.UUID(got["agency"]), by_on=got["by_on"], successor=got["successor"],
            link_id=key_of(got["link"]), done_on=got["done_on"],
        )  # fmt: skip


class AchievementForm(OnceForm):
    """Something that went well."""

    text = text(_("What went well"), _("Say what went well"), longest=300)
    on = day(_("Day"), _("Enter the day"))
    line = forms.ChoiceField(label=_("Objective it belongs to"), required=False)
    told_person_on = day(_("Told to the person on"))
    for_court = forms.BooleanField(label=_("May be told to the court"), required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [("", _("None")), *choices["line"]]  # type: ignore[attr-defined]

    def new(self) -> NewAchievement:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewAchievement(
            text=got["text"], on=got["on"], line=key_of(got["line"]), told_person_on=got["told_person_on"],
            for_court=got["for_court"],
        )  # fmt: skip
