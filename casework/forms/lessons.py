"""Parsers of what people type about lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import prose, some_of, text
from casework.choices import Domain
from casework.forms.once import OnceForm
from casework.learning import NewLesson
from ui.forms import PlainForm

GENERAL = _("In general words: no names, places, agencies, ages or days. A year is enough.")


class LessonForm(OnceForm):
    """What was learned, without anything that points to somebody."""

    heading = text(_("The lesson in one line"), _("Say the lesson in one line"), longest=120)
    happened = prose(_("What happened"), _("Say what happened"), rows=4, longest=1500, hint=GENERAL)
    helped = prose(_("What helped"), _("Say what helped, even if it was nothing"), rows=3, longest=1500)
    differently = prose(
        _("What we would do differently"), _("Say what you would do differently, even if it is nothing"), rows=3,
        longest=1500,
    )  # fmt: skip
    domains = some_of(_("About"), Domain.choices)
    nameless = forms.BooleanField(
        label=_("Words that look like names or days tell nothing about anybody"), required=False,
        help_text=_("Tick it only when you are asked to, and when you have looked at each of them."),
    )  # fmt: skip

    def new(self) -> NewLesson:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return NewLesson(**got | {"domains": tuple(got["domains"])})


class ReturnForm(PlainForm):
    """Why a lesson goes back to its author."""

    reason = text(
        _("Why it goes back"), _("Say why, so that the author can put it right"), longest=300,
        hint=_("The team of the case reads it. Repeat no name that should not stand there."),
    )  # fmt: skip


class WithdrawForm(PlainForm):
    """Why a lesson no longer stands."""

    reason = text(
        _("Why it is withdrawn"), _("Say why it is withdrawn"), longest=300,
        hint=_("Chair and coordinators read it. Do not write about a person here."),
    )  # fmt: skip
