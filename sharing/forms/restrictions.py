"""Parsers of what is said about restrictions."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, one_of, prose
from casework.forms.once import OnceForm
from sharing.choices_restricting import RestrictionGround
from sharing.forms.rights import MovesForm
from sharing.restricting import Lifting, NewRestriction

LONG = 2000
WHOLE = "case"


class RestrictionForm(OnceForm):
    """What is restricted, and why."""

    note = one_of(
        _("What is restricted?"), missing=_("Choose the whole case or one of the notes shown"), radio=False,
        hint=_("It is marked wherever it is read, and goes no further. A duty report stays possible."),
    )  # fmt: skip
    ground = one_of(_("On what ground?"), RestrictionGround.choices, missing=_("Choose a ground"))
    reason = prose(
        _("Why"), _("Write why it is restricted"), rows=3, longest=LONG, hint=_("In words that the person can be told.")
    )
    review_on = day(
        _("Looked at again on"), _("Enter the day on which it is looked at again"), hint=_("Within half a year.")
    )

    def __init__(self, *args: Any, notes: Sequence[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["note"]).choices = [("", _("Choose")), (WHOLE, _("The whole case")), *notes]

    def new(self) -> NewRestriction:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        note = None if got["note"] == WHOLE else uuid.UUID(got["note"])
        return NewRestriction(RestrictionGround(got["ground"]), got["reason"], got["review_on"], note)


class GoOnForm(MovesForm):
    """That a restriction goes on until another review."""

    ids = "on"
    review_on = day(
        _("Looked at again on"), _("Enter the day on which it is looked at again"), hint=_("Within half a year.")
    )

    @property
    def until(self) -> dt.date:
        """The day that was typed. The form must be valid."""
        found: dt.date = self.cleaned_data["review_on"]
        return found


class LiftForm(MovesForm):
    """That a restriction is lifted."""

    ids = "lift"
    told_on = day(_("Day on which you told the person"), _("Enter the day on which you told the person"),
                  hint=_("The person is told before it is lifted."))  # fmt: skip
    reason = prose(
        _("Why it is lifted"), _("Write why it is lifted"), rows=3, longest=LONG,
        hint=_("In words that the person can be told."),
    )  # fmt: skip

    def new(self) -> Lifting:
        """Return what was typed. The form must be valid."""
        return Lifting(self.cleaned_data["reason"], self.cleaned_data["told_on"])
