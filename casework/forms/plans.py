"""Parsers of what people type about versions of the plan and their objectives."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, VersionedForm, day, key_of, one_of, prose
from agencies.forms.base import text as one_line
from casework.choices import ANSWERED, Area, Domain, Function, ObjectiveState
from casework.forms.once import OnceForm
from casework.planning import NewObjective, PlanTexts, SafetyTexts, Step
from ui.forms import PlainForm

LONG = 4000
COMPANIONS = _("Companions may read this")
AGREED = _("Only when the person agreed. It then stands on the sheet “My plan” too.")
GUESTS = _("Guests may read this")
OWN = _("Guests always read what their own agency does.")
NO_VICTIM = _("Everybody reads a line here, also when there is none: “No identified victim”.")


class PlanForm(VersionedForm):
    """The words of a draft."""

    risk_text = prose(_("Risk assessment"), rows=6, longest=LONG, hint=_("What could go wrong, how we would notice."))
    treatment_text = prose(_("Treatment"), rows=6, longest=LONG, hint=_("Programmes and help, and what they are for."))
    reintegration_text = prose(
        _("Reintegration"), rows=6, longest=LONG, hint=_("Home, study or work, family, people, belonging.")
    )
    counter_offer = one_line(
        _("What we offer against the old group's offers"), longest=300,
        hint=_("Money, a home, company, standing: what makes the old offers worth less?"),
    )  # fmt: skip

    def texts(self) -> PlanTexts:
        """Return what was typed. The form must be valid."""
        return PlanTexts(**{name: self.cleaned_data[name] for name in PlanTexts.__slots__})


class SafetyForm(PlainForm):
    """The four headings of the safety plan, and what to do if it goes wrong."""

    supervision = prose(_("Supervision"), rows=3, longest=LONG, hint=_("Who meets the person, how often."))
    monitoring_control = prose(_("Monitoring and control"), rows=3, longest=LONG, hint=_("What is watched, by whom."))
    interventions = prose(_("Interventions"), rows=3, longest=LONG, hint=_("What lowers the risk."))
    victim_safety = prose(
        _("Victim safety"), _("Say how victims are kept safe. “No identified victim” is an answer too."), rows=3,
        longest=LONG, hint=NO_VICTIM,
    )  # fmt: skip
    contingency = prose(_("If it goes wrong"), rows=3, longest=LONG, hint=_("Who does what first, and whom to call."))

    def texts(self) -> SafetyTexts:
        """Return what was typed. The form must be valid."""
        return SafetyTexts(**{name: self.cleaned_data[name] for name in SafetyTexts.__slots__})


class ObjectiveForm(OnceForm, VersionedForm):
    """One objective. A proposal has no say about now or later."""

    text = one_line(_("What is to change"), _("Say what is to change"), longest=300)
    person_words = one_line(_("In the person's words"), longest=300)
    chosen_by_person = forms.BooleanField(label=_("The person chose this objective"), required=False)
    area = one_of(_("Area of the plan"), Area.choices, missing=_("Choose the area"))
    domain = one_of(
        _("Domain of life"), [("", _("Choose")), *Domain.choices], missing=_("Choose the domain of life"), radio=False
    )
    function = one_of(_("What it is for"), Function.choices, missing=_("Choose what it is for"))
    finding = one_line(
        _("Finding it answers"), longest=300,
        hint=_("What the assessment or the record shows. Read by the team, not by guests and companions."),
    )  # fmt: skip
    finding_note = forms.ChoiceField(
        label=_("Note that says it"), required=False,
        help_text=_("Instead of the finding or beside it. Shown to those alone who may read the note."),
        error_messages={"invalid_choice": _("Choose one of the notes shown")},
    )  # fmt: skip
    measure = one_line(_("How we will know"), _("Say how we will know that it is reached"), longest=300)
    target_on = day(_("Reached by"), _("Enter the day by which it should be reached"))
    for_companions = forms.BooleanField(label=COMPANIONS, required=False, help_text=AGREED)
    for_guests = forms.BooleanField(label=GUESTS, required=False)
    state = one_of(
        _("When"), [(s.value, s.label) for s in (ObjectiveState.ACTIVE, ObjectiveState.FUTURE)],
        missing=_("Choose whether it is worked on now or later"),
    )  # fmt: skip

    conditionally_required = ("finding", "finding_note")

    def __init__(self, *args: Any, notes: Choices = (), proposing: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if proposing:
            del self.fields["state"]
        if notes:
            self.fields["finding_note"].choices = [("", _("None")), *notes]  # type: ignore[attr-defined]
        else:
            del self.fields["finding_note"]

    def new(self) -> NewObjective:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "form_key")}
        return NewObjective(**{**got, "finding_note": key_of(got.get("finding_note", ""))})


class ObjectiveMoveForm(VersionedForm):
    """What becomes of an objective."""

    state = one_of(_("The objective is"), missing=_("Choose what becomes of it"))
    reason = one_line(_("Why it is removed"), longest=300, hint=_("Whoever proposed it will read the reason."))

    for_court = forms.BooleanField(
        label=_("The court may be told that it was achieved"), required=False,
        help_text=_("Leave it out where the words say something about health or about others."),
    )  # fmt: skip

    conditionally_required = ("reason", "for_court")
    reveals = {"state": {ObjectiveState.REMOVED.value: "reason", ObjectiveState.ACHIEVED.value: "for_court"}}

    def __init__(self, *args: Any, states: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = list(states)  # type: ignore[attr-defined]


class PlanStepForm(PlainForm):
    """A step without anything to fill in: the button says it all."""

    def step(self) -> Step:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return Step(
            on=got.get("on"), answer=got.get("answer", ""), words=got.get("words", ""),
            decision_id=key_of(got.get("decision", "")),
        )  # fmt: skip


class ShowForm(PlanStepForm):
    """When a draft was shown to the person."""

    on = day(_("Shown to the person on"), _("Enter the day on which it was shown"))


class AnswerForm(PlanStepForm):
    """What the person said to a version."""

    answer = one_of(
        _("What the person answered"), [(s.value, s.label) for s in ANSWERED], missing=_("Choose what was answered")
    )
    words = prose(
        _("In the person's words, or why they could not be asked"), rows=4, longest=2000,
        hint=_("Not agreeing is a right. Write down what was said."),
    )  # fmt: skip
    on = day(_("Answered on"), _("Enter the day of the answer"))

    conditionally_required = ("words",)


class ApproveForm(PlanStepForm):
    """By which decision the court approved a version."""

    decision = one_of(
        _("Decision of the court"), missing=_("Choose the decision by which the court approved the plan"), radio=False
    )

    def __init__(self, *args: Any, decisions: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", _("Choose")), *decisions]  # type: ignore[attr-defined]


class ForceForm(PlanStepForm):
    """Until when a version counts before it is looked at again."""

    on = day(_("Next review of the plan"), hint=_("Empty: after the usual time of the partnership."))


def today() -> dict[str, object]:
    """Return the beginning of a form that asks for a day: today."""
    return {"on": timezone.localdate()}
