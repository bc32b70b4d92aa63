"""Parsers of what people type when the person was told, and when the person says whether they take part."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, day, one_of, prose, some_of, text
from casework.choices import ConsentAnswer, InterpreterUse, NoticeAnswer, NoticeCopy, NoticeHow
from casework.forms.once import OnceForm
from casework.telling import NewConsent, NewNotice

BESIDE = _("Or say why none was.")


class NoticeForm(OnceForm):
    """One giving of the transparency notice. ``minor``: the person is under 18."""

    given_on = day(_("Day"), _("Enter the day on which the person was told"))
    how = one_of(_("How"), NoticeHow.choices, missing=_("Choose how it was given"))
    points = some_of(_("What was said"), missing=_("Tick what was said; nothing is shared before all of it was"))
    language = text(_("In which language"), _("Say in which language it was given"), longest=60)
    interpreter = one_of(_("Interpreter"), InterpreterUse.choices, missing=_("Choose whether somebody interpreted"))
    interpreter_name = text(_("Who interpreted, or which service"), longest=120,
                            hint=_("Never somebody of the family."))  # fmt: skip
    guardian = text(_("Guardian who was there"), longest=120, hint=BESIDE)
    copy = one_of(_("The person's copy"), NoticeCopy.choices, missing=_("Choose what became of the copy"))
    answer = one_of(
        _("Signature"), NoticeAnswer.choices, missing=_("Choose whether the person signed"),
        hint=_("A signature says that they were told. It is no consent to sharing."),
    )  # fmt: skip
    answer_reason = text(_("Why it was not signed"), longest=300, hint=_("As the person put it."))
    words = prose(_("What the person asked or said"), rows=3, longest=1000)

    conditionally_required = ("interpreter_name", "guardian", "answer_reason")

    def __init__(self, *args: Any, choices: Mapping[str, Choices], minor: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["points"].choices = list(choices["points"])  # type: ignore[attr-defined]
        if not minor:
            del self.fields["guardian"]

    def new(self) -> NewNotice:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return NewNotice(**got | {"points": tuple(got["points"])})


class ConsentForm(OnceForm):
    """What the person says to taking part. ``minor``: the person is under 18."""

    said_on = day(_("Day"), _("Enter the day on which the person said so"))
    part = text(
        _("In what"), _("Say what the person was asked to take part in"), longest=200,
        hint=_("For example: the mentoring that the court did not order."),
    )  # fmt: skip
    answer = one_of(_("The person"), ConsentAnswer.choices, missing=_("Choose what the person said"))
    words = prose(_("In the person's words"), rows=3, longest=1000)
    guardian = text(_("Guardian who agrees"), longest=120, hint=BESIDE)

    conditionally_required = ("guardian",)

    def __init__(self, *args: Any, minor: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not minor:
            del self.fields["guardian"]

    def new(self) -> NewConsent:
        """Return what was typed. The form must be valid."""
        return NewConsent(**{name: value for name, value in self.cleaned_data.items() if name != "form_key"})
