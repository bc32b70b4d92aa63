"""Parser of what people type about an assessment that was made with a licensed tool."""

from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, prose
from agencies.forms.base import text as one_line
from assessments.assessing import NewExternal
from casework.forms.once import OnceForm


class ExternalForm(OnceForm):
    """A reference to a licensed tool."""

    tool = one_line(_("Name of the tool"), _("Name the tool"), longest=120)
    made_on = day(_("Made on"), _("Enter the day it was made"))
    assessor = one_line(_("Who made it"), _("Say who made it"), longest=200, hint=_("Name and post."))
    kept_at = one_line(
        _("Where the original is kept"), _("Say where the original is kept"), longest=300,
        hint=_("The agency and its file: whoever may read it asks there."),
    )  # fmt: skip
    conclusion = prose(
        _("Conclusion"), _("Write the conclusion"), rows=3, longest=300,
        hint=_("In words, as short as a gist. No question of the tool and no score: both stay with the original."),
    )  # fmt: skip

    def new(self) -> NewExternal:
        """Return what was typed. The form must be valid."""
        return NewExternal(**{name: self.cleaned_data[name] for name in NewExternal.__slots__})


class ExternalCorrectionForm(ExternalForm):
    """The reference as it should be, and why."""

    correction_reason = prose(_("What is corrected, and why"), _("Say what is corrected"), rows=2, longest=300)
