"""Pages on which the team judges: sections side by side, formulation, scenarios, judgement, gaps, dissent."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.views.answers import DONE, posted, settle
from assessments.forms.assessments import (
    DissentForm,
    FormulationForm,
    GapCloseForm,
    GapForm,
    JudgementForm,
    ScenarioForm,
)
from assessments.forms.ratings import ConsensusForm
from assessments.queries import desks
from assessments.queries.sides import SidesPage, sides_page
from assessments.services import judging
from assessments.views.assessments import form_page
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plan_drafts import begun, draft_words, keep_draft
from casework.views.tabs import case_tabs

AGREED, FORMULATION = "assessment_consensus", "assessment_formulation"


@door("GET", "POST")
def assessment_section(request: HttpRequest, actor: Actor, assessment: uuid.UUID, section: str) -> HttpResponse:
    """One section side by side; the case manager writes down what the team agrees on."""
    page = sides_page(actor, assessment, section)
    if not page.leads:
        if request.method == "POST":  # the service says why
            judging.agree_section(actor, assessment, section, [])
        return _sides(request, page, None, 200, {})
    draft = draft_of(actor, f"{AGREED}_{section}", assessment)
    evidence = tuple(f"evidence_{item.code}" for item in page.section.items)
    initial = {**page.values, **(draft.initial(evidence) if draft else {})}
    form = ConsensusForm(posted(request), section=page.section, records=page.records, initial=initial)
    status = settle(form, lambda: judging.agree_section(actor, assessment, section, form.agreed()))
    if status == DONE:
        drop_draft(actor, f"{AGREED}_{section}", assessment)
        tell(request, _("What the team agreed on is saved."))
        if page.after and "next" in request.POST:
            return see_other("assessment_section", assessment, page.after)
        return see_other("assessment", assessment)
    words = draft_words(request, draft, reverse("assessment_section_draft", args=[assessment, section]))
    return _sides(request, page, form, status, words)


def _sides(
    request: HttpRequest, page: SidesPage, form: ConsensusForm | None, status: int, words: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    rows = [
        (side, fields)
        for side, fields in zip(page.sides, form.items if form else [None] * len(page.sides), strict=True)
    ]
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page, "form": form, "rows": rows}
    return render(request, "assessments/section.html", {**context, **words}, status=status)


@door("POST")
def assessment_section_draft(request: HttpRequest, actor: Actor, assessment: uuid.UUID, section: str) -> HttpResponse:
    """Keep what is being typed of a section's consensus, or throw it away."""
    desk = desks.step_desk(actor, assessment)
    page = ("assessment_section", str(assessment), section)
    return keep_draft(request, actor, f"{AGREED}_{section}", desk.file.id, assessment, page)


@door("GET", "POST")
def formulation(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Write why and how."""
    desk, draft = desks.formulation_desk(actor, assessment), draft_of(actor, FORMULATION, assessment)
    form = FormulationForm(posted(request), initial=begun(desk.values, draft))
    status = settle(
        form, lambda: judging.write_formulation(actor, assessment, form.texts(), form.cleaned_data["version"]),
        desk.values,
    )  # fmt: skip
    if status == DONE:
        drop_draft(actor, FORMULATION, assessment)
        return _done(request, assessment, _("The formulation is saved."))
    words = {
        "title": _("Formulation"), "button": _("Save"), "back": _back(assessment),
        "note": _("Short and in plain words: it explains, it does not list."),
        **draft_words(request, draft, reverse("formulation_draft", args=[assessment])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("POST")
def formulation_draft(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Keep what is being typed of the formulation, or throw it away."""
    desk = desks.formulation_desk(actor, assessment)
    return keep_draft(request, actor, FORMULATION, desk.file.id, assessment, ("formulation", str(assessment)))


@door("GET", "POST")
def judgement(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Write the summary judgement."""
    desk = desks.judgement_desk(actor, assessment)
    form = JudgementForm(posted(request), initial=desk.values, items=desk.choices["rests_on"])
    status = settle(
        form, lambda: judging.judge(actor, assessment, form.new(), form.cleaned_data["version"]), desk.values
    )
    if status == DONE:
        return _done(request, assessment, _("The judgement is saved."))
    words = {"title": _("Summary judgement"), "button": _("Save"), "back": _back(assessment)}
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def scenario_new(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Add a plausible future."""
    desk = desks.scenario_desk(actor, assessment)
    form = ScenarioForm(posted(request), initial=desk.values, people=desk.choices["responder"])
    status = settle(form, lambda: judging.add_scenario(actor, assessment, form.new()))
    if status == DONE:
        return _done(request, assessment, _("The scenario is added."))
    words = {
        "title": _("Add a scenario"), "button": _("Add it"), "back": _back(assessment),
        "note": _("No prediction: a future that is plausible, so that its first signs are known."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def scenario_edit(request: HttpRequest, actor: Actor, scenario: uuid.UUID) -> HttpResponse:
    """Change a scenario, or set it aside."""
    desk = desks.scenario_edit_desk(actor, scenario)
    if "set_aside" in request.POST:
        judging.edit_scenario(actor, scenario, None, desk.values["version"])
        return _done(request, desk.id, _("The scenario is set aside."))
    form = ScenarioForm(posted(request), initial=desk.values, people=desk.choices["responder"])
    status = settle(
        form, lambda: judging.edit_scenario(actor, scenario, form.new(), form.cleaned_data["version"]), desk.values
    )
    if status == DONE:
        return _done(request, desk.id, _("The scenario is saved."))
    words = {"title": _("Change a scenario"), "button": _("Save"), "back": _back(desk.id)}
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def gap_new(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Name something that is not known, and who finds out."""
    desk = desks.gap_desk(actor, assessment)
    form = GapForm(posted(request), people=desk.choices["owner"])
    status = settle(form, lambda: judging.add_gap(actor, assessment, form.new()))
    if status == DONE:
        return _done(request, assessment, _("The gap is named, and stands with what is due."))
    words = {"title": _("Name an information gap"), "button": _("Save"), "back": _back(assessment)}
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def gap_close(request: HttpRequest, actor: Actor, gap: uuid.UUID) -> HttpResponse:
    """Close a gap with what was found."""
    desk, text = desks.gap_close_desk(actor, gap)
    form = GapCloseForm(posted(request), initial=desk.values)
    got = form.cleaned_data if form.is_bound and form.is_valid() else {}
    status = settle(form, lambda: judging.close_gap(actor, gap, got["answer"], got["version"]), desk.values)
    if status == DONE:
        return _done(request, desk.id, _("The gap is closed."))
    words = {"title": _("Close an information gap"), "button": _("Close it"), "back": _back(desk.id), "quoted": text}
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def dissent_new(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Keep a view that stays different."""
    desk = desks.dissent_desk(actor, assessment)
    form = DissentForm(posted(request), items=desk.choices["item"], initial={"item": request.GET.get("item", "")})
    status = settle(form, lambda: judging.dissent(actor, assessment, form.new()))
    if status == DONE:
        return _done(request, assessment, _("Your view is kept beside the team's."))
    words = {
        "title": _("Keep a different view"), "button": _("Keep it"), "back": _back(assessment),
        "note": _("It stands beside what the team agreed on, with your agency's name, and is never taken away."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


def _done(request: HttpRequest, assessment: uuid.UUID, sentence: str) -> HttpResponse:
    tell(request, sentence)
    return see_other("assessment", assessment)


def _back(assessment: uuid.UUID) -> str:
    return reverse("assessment", args=[assessment])
