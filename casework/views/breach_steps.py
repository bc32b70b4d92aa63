"""Pages of the steps of a breach: each asks what the step needs, and leads back to the breach."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.doors import door
from access.services.drafts import drop_draft
from agencies.errors import Conflict, RuleBroken
from casework.choices import BreachStepKind
from casework.forms.breach_court import EndForm, HeardForm, HearingForm
from casework.forms.breaches import (
    AskForm,
    BreachStepForm,
    DropForm,
    ExplanationForm,
    VersionedForm,
    WarnForm,
    WeighForm,
)
from casework.queries.breach_desks import StepDesk, step_desk
from casework.services import breach_court as court
from casework.services import breaches as services
from casework.views.breach_drafts import draft_context, drafted
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a step says, and the form and act behind it."""

    act: str
    kind: str
    title: Text
    intro: Text
    button: Text
    told: Text
    form: type[VersionedForm]
    run: Callable[[Actor, str, uuid.UUID, Any], object]


def _ask(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got = form.cleaned_data
    return services.ask_explanation(actor, reference, breach, got["version"], got["on"], got["delivery"])


def _explanation(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got = form.cleaned_data
    if form.is_there:
        return services.take_over_explanation(actor, reference, breach, got["version"], got["on"])
    return services.record_explanation(actor, reference, breach, got["version"], got["on"], form.answer())


def _weigh(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got, accepted = form.cleaned_data, form.cleaned_data["accepted"] == "yes"
    return services.weigh_explanation(
        actor, reference, breach, got["version"], got["on"], accepted, form.typed_words()
    )  # fmt: skip


def _warn(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got = form.cleaned_data
    return services.warn(
        actor, reference, breach, got["version"], got["on"], got["delivery"], got["window_to"], form.typed_words()
    )


def _drop(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got = form.cleaned_data
    return services.drop_breach(actor, reference, breach, got["version"], got["on"], form.typed_words())


def _refer(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    return court.refer(actor, reference, breach, form.cleaned_data["version"], form.cleaned_data["on"])


def _hearing(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got = form.cleaned_data
    return court.set_hearing(actor, reference, breach, got["version"], got["hearing_on"])


def _heard(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    got = form.cleaned_data
    return court.hear(actor, reference, breach, got["version"], got["on"], form.remarks())


def _end(actor: Actor, reference: str, breach: uuid.UUID, form: Any) -> object:
    return court.end_with_order(actor, reference, breach, form.cleaned_data["version"])


PAGES: dict[str, Page] = {
    "ask": Page(
        "ask", BreachStepKind.ASKED, _("Ask for an explanation"),
        _("Say what was missed and when, and by which day an answer is wanted. The person has %(days)d working days."),
        _("Record that it was asked"), _("Recorded. The day by which the explanation is due stands above."),
        AskForm, _ask,
    ),
    "explanation": Page(
        "explanation", BreachStepKind.GIVEN, _("Record the explanation"),
        _("What the person says is kept as reported words, with the day. Papers may come later: add them as proof."),
        _("Record it"), _("Recorded. Next, say whether the explanation is accepted."), ExplanationForm, _explanation,
    ),
    "weigh": Page(
        "weigh", BreachStepKind.ACCEPTED, _("Weigh the explanation"),
        _("An accepted explanation ends the breach. Your reason is professional judgement, and is labelled so."),
        _("Record the judgement"), _("Recorded, with your reason."), WeighForm, _weigh,
    ),
    "drop": Page(
        "drop", BreachStepKind.NOT_PURSUED, _("Do not pursue it"),
        _("A mistake, or not worth a warning: the breach ends here and counts for nothing. Your reason is kept."),
        _("End it here"), _("The breach is ended, with your reason."), DropForm, _drop,
    ),
    "warn": Page(
        "warn", BreachStepKind.WARNED, _("Give a warning"),
        _("Say what happened, that it is not acceptable, and that a repeat until the day below goes to the court."),
        _("Record the warning"), _("The warning is recorded. Nothing more is due on this breach."), WarnForm, _warn,
    ),
    "refer": Page(
        "refer", BreachStepKind.REFERRED, _("Refer it to the court"),
        _("The report to the court takes over the condition's words, the facts, the proof and earlier warnings."),
        _("Record that it was referred"), _("Recorded. Enter the day of the hearing when the court has set it."),
        BreachStepForm, _refer,
    ),
    "hearing": Page(
        "hearing", BreachStepKind.HEARING, _("Day of the hearing"),
        _("Enter it as soon as the court has set it; a later day takes its place."),
        _("Keep the day"), _("The hearing stands among the deadlines."), HearingForm, _hearing,
    ),
    "heard": Page(
        "heard", BreachStepKind.HEARD, _("Record that it was heard"),
        _("What the person and the defence said is kept as reported words. The court's decision comes next."),
        _("Record it"), _("Recorded. Next, record what the court decided."), HeardForm, _heard,
    ),
    "end": Page(
        "end", "", _("Close it: the order is over"),
        _("The court ended the order while this breach was open. Nobody decides about it any more."),
        _("Close the breach"), _("The breach is closed with its order."), EndForm, _end,
    ),
}  # fmt: skip
"""The pages of steps that need nothing but a form, by the last part of their address."""


def must_be_open(desk: StepDesk, kind: str) -> None:
    """Refuse the form of a step that cannot be taken now, before anybody fills it in.

    Raises:
        RuleBroken: the step is not open.
    """
    if kind and kind not in desk.open_steps:
        raise RuleBroken(_t("This step is not open now. Load the page of the breach and take its next step."))


def take_step(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID, page: Page) -> HttpResponse:
    """Show the form of a step and take the step: 303 to the breach, 422 or 409 with everything typed."""
    desk = step_desk(actor, reference, breach)
    if request.method == "GET":
        must_be_open(desk, page.kind)
    url = reverse("breach_draft", args=[desk.file.reference, breach, page.act])
    draft, kept = draft_context(request, actor, f"breach_{page.act}", breach, url)
    initial = {"version": desk.version, **(draft.initial() if draft else {})}
    form, status = page.form(request.POST or None, initial=initial, **_more(desk, page)), 200
    if request.method == "POST" and form.is_valid():
        try:
            page.run(actor, desk.file.reference, breach, form)
        except Conflict as error:
            status = 409
            broken(form, error)
            form.data = {**request.POST.dict(), "version": str(desk.version)}
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, f"breach_{page.act}", breach)
            tell(request, str(page.told))
            return see_other("breach_detail", desk.file.reference, breach)
    status = status if status == 409 or not form.errors else 422
    return render(request, "casework/breach_step.html", _context(desk, form, page, kept), status=status)


def _more(desk: StepDesk, page: Page) -> dict[str, Any]:
    """What the form of the step must know of the breach."""
    wanted: dict[str, dict[str, Any]] = {
        "explanation": {"explained": desk.explained},
        "weigh": {"late": BreachStepKind.NOT_ACCEPTED not in desk.open_steps},
        "warn": {"window_days": desk.window_days},
    }
    return wanted.get(page.act, {})


def _context(desk: StepDesk, form: VersionedForm, page: Page, kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "file": desk.file, "tabs": case_tabs(desk.file, "orders"), "desk": desk, "form": form, "page": page,
        "intro": str(page.intro) % {"days": desk.answer_days} if page.act == "ask" else page.intro, **kept,
    }  # fmt: skip


@door("GET", "POST")
def breach_ask(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Ask the person for an explanation."""
    return take_step(request, actor, reference, breach, PAGES["ask"])


@door("GET", "POST")
def breach_explanation(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Record what the person said, or that no explanation came."""
    return take_step(request, actor, reference, breach, PAGES["explanation"])


@door("GET", "POST")
def breach_weigh(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Accept the explanation or do not, with the reason."""
    return take_step(request, actor, reference, breach, PAGES["weigh"])


@door("GET", "POST")
def breach_drop(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Pursue a suspected failure no further, with the reason."""
    return take_step(request, actor, reference, breach, PAGES["drop"])


@door("GET", "POST")
def breach_warn(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Give a warning that counts for some time."""
    return take_step(request, actor, reference, breach, PAGES["warn"])


@door("GET", "POST")
def breach_refer(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Record that the breach went to the court."""
    return take_step(request, actor, reference, breach, PAGES["refer"])


@door("GET", "POST")
def breach_hearing(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Record the day of the hearing, or move it."""
    return take_step(request, actor, reference, breach, PAGES["hearing"])


@door("GET", "POST")
def breach_heard(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Record that the breach was heard."""
    return take_step(request, actor, reference, breach, PAGES["heard"])


@door("GET", "POST")
def breach_end(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Close a breach whose order is over."""
    return take_step(request, actor, reference, breach, PAGES["end"])


@door("POST")
def breach_draft(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID, act: str) -> HttpResponse:
    """Keep what is being typed about a step, or throw it away."""
    desk = step_desk(actor, reference, breach)
    if act not in (*PAGES, "propose", "outcome"):
        raise Http404
    back = redirect(f"breach_{act}", desk.file.reference, breach)
    return drafted(request, actor, f"breach_{act}", desk.file.id, breach, back)
