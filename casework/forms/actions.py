"""Parsers of what people type about actions."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, VersionedForm, day, key_of, one_of, prose
from agencies.forms.base import text as one_line
from casework.choices import ActionState
from casework.forms.once import OnceForm
from casework.forms.plans import AGREED, COMPANIONS, GUESTS, OWN
from casework.planning import ActionMove, NewAction
from ui.forms import PlainForm


class ActionForm(OnceForm, VersionedForm):
    """A step: what, who, by when, and which objective it serves."""

    text = one_line(_("What is to be done"), _("Say what is to be done"), longest=300)
    membership = one_of(_("Who does it"), missing=_("Choose who does it"), radio=False)
    due_on = day(_("By"), _("Enter the day by which it is done"))
    line = forms.ChoiceField(label=_("Objective it serves"), required=False)
    for_companions = forms.BooleanField(label=COMPANIONS, required=False, help_text=AGREED)
    for_guests = forms.BooleanField(label=GUESTS, required=False, help_text=OWN)

    def __init__(self, *args: Any, membership: Choices = (), line: Choices = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = [("", _("Choose")), *membership]  # type: ignore[attr-defined]
        self.fields["line"].choices = [("", _("None")), *line]  # type: ignore[attr-defined]

    def new(self) -> NewAction:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewAction(
            text=got["text"], membership_id=uuid.UUID(got["membership"]), due_on=got["due_on"],
            line=key_of(got["line"]), for_companions=got["for_companions"], for_guests=got["for_guests"],
        )  # fmt: skip


class ActionMoveForm(PlainForm):
    """What becomes of an action, with what that needs."""

    state = one_of(_("The action is"), missing=_("Choose what becomes of it"))
    evidence = prose(
        _("What shows that it is done"), rows=3, longest=2000, hint=_("Becomes a note that the team reads.")
    )
    blocked_reason = one_line(_("Why it cannot be done yet"), longest=300)
    unblock_by = forms.ChoiceField(
        label=_("Who must act so that it can go on"), required=False,
        help_text=_("Only when it cannot be done yet: they are asked within five working days."),
    )  # fmt: skip
    reason = one_line(_("Why it is no longer needed"), longest=300)

    conditionally_required = ("blocked_reason", "unblock_by", "reason")
    reveals = {
        "state": {
            ActionState.DONE.value: "evidence",
            ActionState.BLOCKED.value: "blocked_reason",
            ActionState.NOT_NEEDED.value: "reason",
        }
    }

    def __init__(self, *args: Any, states: Choices, people: Choices = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = list(states)  # type: ignore[attr-defined]
        self.fields["unblock_by"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]

    def move(self) -> ActionMove:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        blocked = got["state"] == ActionState.BLOCKED
        return ActionMove(
            state=got["state"], reason=got["blocked_reason"] if blocked else got["reason"],
            unblock_by=key_of(got["unblock_by"]) if blocked else None, evidence=got["evidence"],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for what a state needs, at its own field."""
        got = super().clean() or self.cleaned_data
        if got.get("state") == ActionState.BLOCKED:
            if not got.get("blocked_reason"):
                self.add_error("blocked_reason", _("Say why it cannot be done yet"))
            if not got.get("unblock_by"):
                self.add_error("unblock_by", _("Say who must act so that it can go on"))
        if got.get("state") == ActionState.NOT_NEEDED and not got.get("reason"):
            self.add_error("reason", _("Say why it is no longer needed"))
        return got
