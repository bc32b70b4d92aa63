"""Pages of the plan: as it stands, its versions, the steps it takes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.plans import AnswerForm, ApproveForm, ForceForm, PlanStepForm, ShowForm, today
from casework.queries.case_file import CaseFile
from casework.queries.plan_desks import Desk, step_desk
from casework.queries.plans import plan_page
from casework.services import plan_steps
from casework.services.plans import start_plan
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs

Words = tuple[str | Promise, str | Promise, str | Promise]
Act = Callable[..., object]


def form_page(
    request: HttpRequest, file: CaseFile, form: forms.Form, status: int, words: dict[str, Any], tab: str = "plan"
) -> HttpResponse:  # fmt: skip
    """Draw a form of a case in its card, under ``tab``. ``words``: title, note, button, back, and what a page adds."""
    context = {"file": file, "tabs": case_tabs(file, tab), "form": form, **words}
    return render(request, "casework/plan_form.html", context, status=status)


@door("GET")
def plan(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The plan that counts today."""
    return _plan(request, actor, reference, None)


@door("GET")
def plan_version(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """One version of the plan."""
    return _plan(request, actor, reference, number)


def _plan(request: HttpRequest, actor: Actor, reference: str, number: int | None) -> HttpResponse:
    page = plan_page(actor, reference, number)
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page, "may": page.file.may,
        "draft": page.shown is not None and page.shown.state == "draft",
    }  # fmt: skip
    return render(request, "casework/plan.html", context)


@door("POST")
def plan_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Begin the next version of the plan."""
    made = start_plan(actor, reference)
    tell(request, _t("A draft is begun. What was in force stays in force until the draft takes its place."))
    return see_other("plan_version", made.case.reference, made.number)


STEPS: dict[str, Words] = {
    "show": (_("Show it to the person"), _("It was shown"), _("It is with the person. Record the answer next.")),
    "answer": (_("Record the person's answer"), _("Record the answer"), _("The answer is recorded.")),
    "back": (_("Take it back to draft"), _("Take it back"), _("The version is a draft again.")),
    "agree": (_("Agree as order supervisor"), _("I agree"), _("You agreed to this version.")),
    "send": (_("Send it to the court"), _("It was sent"), _("The version is with the court.")),
    "approve": (_("Record the court's approval"), _("Record it"), _("The court's approval is recorded.")),
    "review": (_("Review held: the plan stands"), _("The plan stands"), _("The review is recorded.")),
    "force": (_("Let it take force"), _("It takes force today"), _("The plan is in force.")),
}  # fmt: skip
"""Name of the page, words of the button, and what is said afterwards."""

NOTES: dict[str, str | Promise] = {
    "show": _("From now on its words do not change, unless you take it back."),
    "answer": _("Agrees, does not agree, could not be asked: each answer is a lawful one, and the plan says which."),
    "back": _("What the person, the supervisor and the court said to it no longer counts: they are asked again."),
    "agree": _("You answer to the court for the order: you agree to the parts that belong to it."),
    "send": _("The order says that the court approves the plan before it counts."),
    "approve": _("The decision itself is recorded with the orders of the case."),
    "review": _(
        "The short way: nothing changed, and the plan stands until the next review. With progress, the person's view "
        "and next steps, open a review: holding it says the same. What changes needs the next version."
    ),
    "force": _("It replaces the version in force, and everybody on the case works by it."),
}
ACTS: dict[str, Act] = {
    "show": plan_steps.show_plan, "answer": plan_steps.answer_plan, "back": plan_steps.take_back_plan,
    "agree": plan_steps.agree_plan, "send": plan_steps.send_plan, "approve": plan_steps.approve_plan,
    "force": plan_steps.force_plan, "review": plan_steps.review_plan,
}  # fmt: skip


def _step_form(request: HttpRequest, step: str, desk: Desk) -> PlanStepForm:
    data = posted(request)
    if step == "approve":
        return ApproveForm(data, decisions=desk.choices["decision"])
    kinds: dict[str, type[PlanStepForm]] = {
        "show": ShowForm,
        "answer": AnswerForm,
        "force": ForceForm,
        "review": ForceForm,
    }
    kind = kinds.get(step, PlanStepForm)
    return kind(data, initial=today() if step in ("show", "answer") else {})


@door("GET", "POST")
def plan_step(request: HttpRequest, actor: Actor, reference: str, number: int, step: str) -> HttpResponse:
    """One step of a version: shown, answered, taken back, agreed, sent, approved, in force."""
    if step not in STEPS:
        raise Http404
    desk = step_desk(actor, reference, number)
    form = _step_form(request, step, desk)
    status = settle(form, lambda: ACTS[step](actor, reference, number, form.step()))
    title, button, done = STEPS[step]
    if status == DONE:
        tell(request, str(done))
        return see_other("plan_version", desk.file.reference, number)
    words = {
        "title": title,
        "note": NOTES[step],
        "button": button,
        "back": reverse("plan_version", args=[reference, number]),
    }
    return form_page(request, desk.file, form, status, {**words, "caption": _t("Version %(n)s") % {"n": number}})
