"""Parsers of what people type about an assessment as a whole."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import VersionedForm, day, one_of, prose, some_of
from agencies.forms.base import text as one_line
from assessments.assessing import (
    FormulationTexts,
    NewAssessment,
    NewDissent,
    NewGap,
    NewJudgement,
    NewScenario,
)
from assessments.choices import AssessmentKind, Confidence, Imminence, Priority, ScenarioKind
from assessments.queries.lists import NewDesk
from assessments.queries.team import Asked
from casework.choices import Setting
from ui.forms import PlainForm

LONG = 4000
Choices = Sequence[tuple[str, str]]


class InstrumentForm(PlainForm):
    """The file of an instrument."""

    file = forms.FileField(
        label=_("File of the instrument"),
        help_text=_("JSON, one megabyte at the most. What is wrong in it is said with its line."),
        error_messages={
            "required": _("Choose the file"), "empty": _("The file is empty"), "missing": _("Choose the file"),
            "invalid": _("Choose the file"),
        },
    )  # fmt: skip

    def content(self) -> bytes:
        """Return the bytes of the file. The form must be valid."""
        content: bytes = self.cleaned_data["file"].read()
        return content


class NewAssessmentForm(PlainForm):
    """An assessment to open."""

    kind = one_of(_("Why it is made"), AssessmentKind.choices, missing=_("Choose why it is made"))
    as_of = day(_("As of"), _("Enter the day for which it is judged"), hint=_("Usually today."))
    setting = one_of(_("Where the person lives now"), Setting.choices, missing=_("Choose where the person lives"))
    no_custody = forms.BooleanField(
        label=_("There was no custody"), required=False,
        help_text=_("Then the section about prison is skipped, and the assessment says so."),
    )  # fmt: skip
    reason = one_line(_("Why now"), longest=300, hint=_("After an event: which one."))
    instrument = one_of(_("Instrument"), missing=_("Choose an instrument"), radio=False)

    columns = ("setting",)

    def __init__(self, *args: Any, desk: NewDesk, **kwargs: Any):
        first = {
            "kind": desk.kind, "as_of": timezone.localdate(), "setting": desk.setting,
            "no_custody": not desk.was_in_custody, "instrument": desk.instruments[0][0] if desk.instruments else "",
        }  # fmt: skip
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = list(desk.instruments)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """After an event the event is named."""
        got: dict[str, Any] = super().clean() or self.cleaned_data
        if got.get("kind") == AssessmentKind.TRIGGERED and not got.get("reason"):
            self.add_error("reason", _("Name the event"))
        return got

    def new(self) -> NewAssessment:
        """Return what was typed. The form must be valid."""
        return NewAssessment(**{**self.cleaned_data, "instrument": uuid.UUID(self.cleaned_data["instrument"])})


class AskForm(VersionedForm):
    """Agencies to ask, and by when."""

    agencies = some_of(
        _("Agencies"), missing=_("Choose at least one agency"),
        hint=_("Each answers only what it has grounds for, and sees nobody else's answers before consensus."),
    )  # fmt: skip
    due_on = day(_("Contributions by"), _("Enter the day"))

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = list(agencies)  # type: ignore[attr-defined]

    def asked(self) -> list[Asked]:
        """Return who is asked. The form must be valid."""
        pairs = [one.split(":") for one in self.cleaned_data["agencies"]]
        return [Asked(uuid.UUID(agency), uuid.UUID(member)) for agency, member in pairs]


class StepForm(VersionedForm):
    """A step without words: only the version that was read."""


class ReasonForm(VersionedForm):
    """A step with a reason."""

    reason = prose(_("Reason"), _("Say why"), rows=2, longest=300)


class CorrectionForm(PlainForm):
    """Why a signed assessment is corrected."""

    reason = one_line(_("What is corrected, and why"), _("Say what is corrected, and why"), longest=300)


class FormulationForm(VersionedForm):
    """Why and how: eight short texts."""

    why_then = prose(_("Why then"), rows=3, longest=LONG, hint=_("What made it happen at that time, in short."))
    how = prose(_("How it happened"), rows=3, longest=LONG, hint=_("From first contact to the act."))
    inside = prose(_("Inside the person"), rows=3, longest=LONG, hint=_("Needs, beliefs about self, feelings, skills."))
    around = prose(_("Around the person"), rows=3, longest=LONG, hint=_("People, places, events, custody."))
    keeps_going = prose(_("What keeps it going"), rows=3, longest=LONG)
    pulls_away = prose(_("What pulls away"), rows=3, longest=LONG)
    strengths = prose(_("Strengths to build on"), rows=3, longest=LONG)
    unknown = prose(_("What we do not know"), rows=3, longest=LONG, hint=_("Each gap gets somebody who finds out."))

    def texts(self) -> FormulationTexts:
        """Return what was typed. The form must be valid."""
        return FormulationTexts(**{name: self.cleaned_data[name] for name in FormulationTexts.__slots__})


class ScenarioForm(VersionedForm):
    """A plausible future."""

    kind = one_of(_("What kind of future"), ScenarioKind.choices, missing=_("Choose the kind of future"))
    what = prose(_("What happens"), _("Say what happens"), rows=3, longest=600)
    who = one_line(_("Who"), _("Say who is in it"), longest=300, hint=_("By role where a role is enough."))
    where = one_line(_("Where"), longest=300)
    how_soon = one_line(_("How soon"), _("Say how soon"), longest=120)
    first_signs = prose(_("First signs"), _("Say how it would be noticed"), rows=2, longest=600)
    first_response = prose(_("First response"), _("Say what is done first"), rows=2, longest=600)
    responder = one_of(_("Who responds first"), missing=_("Choose who responds first"), radio=False)
    if_that_fails = prose(_("If that fails"), rows=2, longest=600)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["responder"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]

    def new(self) -> NewScenario:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return NewScenario(**{**got, "responder": uuid.UUID(got["responder"])})


class JudgementForm(VersionedForm):
    """The summary judgement."""

    priority = one_of(_("Priority"), Priority.choices, missing=_("Choose the priority"),
                      hint=_("How soon the team must act. People decide it; nothing is counted."))  # fmt: skip
    imminence = one_of(_("Imminence"), Imminence.choices, missing=_("Choose the imminence"))
    confidence = one_of(_("How sure are we?"), Confidence.choices, missing=_("Choose how sure you are"))
    words = prose(_("The judgement in words"), _("Write the judgement"), rows=5, longest=LONG)
    rests_on = some_of(
        _("Items it rests on"),
        hint=_("Belief alone is not enough: ideas are not dangerous in themselves. Only agreed items can be chosen."),
    )

    columns = ("priority", "imminence", "confidence", "rests_on")
    conditionally_required = ("rests_on",)

    def __init__(self, *args: Any, items: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rests_on"].choices = list(items)  # type: ignore[attr-defined]

    def new(self) -> NewJudgement:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return NewJudgement(**{**got, "rests_on": tuple(got["rests_on"])})


class GapForm(PlainForm):
    """Something not known."""

    text = one_line(_("What is not known"), _("Say what is not known"), longest=300)
    owner = one_of(_("Who finds out"), missing=_("Choose who finds out"), radio=False)
    due_on = day(_("By"), _("Enter the day"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]

    def new(self) -> NewGap:
        """Return what was typed. The form must be valid."""
        return NewGap(**{**self.cleaned_data, "owner": uuid.UUID(self.cleaned_data["owner"])})


class GapCloseForm(VersionedForm):
    """What was found."""

    answer = one_line(_("What was found"), _("Say what was found. “It cannot be found out” is an answer too."),
                      longest=300)  # fmt: skip


class DissentForm(PlainForm):
    """A view that stays different."""

    item = one_of(_("About which item"), missing=_("Choose from the list"), radio=False)
    view = one_line(_("Our view"), _("Say what your agency thinks"), longest=300)
    reason = prose(_("Why"), _("Say why"), rows=3, longest=600)

    def __init__(self, *args: Any, items: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("About the whole")), *items]  # type: ignore[attr-defined]
        self.fields["item"].required = False

    def new(self) -> NewDissent:
        """Return what was typed. The form must be valid."""
        return NewDissent(**self.cleaned_data)
