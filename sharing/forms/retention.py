"""Parser of what somebody types when they review whether a record is kept."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, one_of, prose
from casework.forms.once import OnceForm
from sharing.choices import RetentionProposal
from sharing.services.retention import NewRetention


class RetentionForm(OnceForm):
    """What is proposed and why. ``over``: the case is closed, so that a day may be chosen and erasing proposed."""

    proposal = one_of(
        _("What do you propose?"), RetentionProposal.choices, missing=_("Choose what you propose."),
        hint=_("A proposal erases nothing. It is kept for whoever decides."),
    )  # fmt: skip
    reason = prose(
        _("Why?"), _("Say why."), rows=3, longest=500,
        hint=_("What the record is still needed for, or why it is not. No details about anybody."),
    )  # fmt: skip
    keep_until = day(_("Keep it until"), hint=_("Only where you propose to keep it. Then it is reviewed again."))

    def __init__(self, *args: Any, over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not over:
            del self.fields["keep_until"]

    def new(self) -> NewRetention:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewRetention(got["proposal"], got["reason"], got.get("keep_until"))
