"""Pages of leaks: reporting one, those of a case, one with its steps, the desk of chair and advisers."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import NotAllowed
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.choices import LeakStepKind
from sharing.forms.leaks import LeakForm, LeakStepForm
from sharing.queries import leaks as queries
from sharing.services.leaks import report_leak, step_after_leak

UP, AHEAD = "../", "new/"
"""Ways from page to page that name no case: where no agreement shows it, its reference stands nowhere."""


@door("GET")
def leak_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What reached somebody it should not, in the partnership."""
    return render(request, "sharing/leak_desk.html", {"page": queries.leak_desk(actor)})


@door("GET")
def leak_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Reports on a case that one may know of."""
    page = queries.leak_list(actor, reference)
    tabs = case_tabs(page.file, "leaks") if page.file else []
    return render(request, "sharing/leak_list.html", {"file": page.file, "tabs": tabs, "page": page, "ahead": AHEAD})


@door("GET", "POST")
def leak_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Report that something reached somebody it should not."""
    file = queries.reporting_desk(actor, reference)
    form, made = LeakForm(posted(request)), []
    status = settle(form, lambda: made.append(report_leak(actor, reference, form.new(), form.key)))
    if status == DONE:
        tell(request, _("Reported. The case manager, the chair and the legal advisers are told."))
        return see_other("leak_detail", made[0].pk)
    context = {"file": file, "tabs": case_tabs(file, "leaks") if file else [], "form": form, "back": UP}
    return render(request, "sharing/leak_form.html", context, status=status)


@door("GET")
def leak_show(request: HttpRequest, actor: Actor, leak: uuid.UUID) -> HttpResponse:
    """One report with what was done and decided."""
    page = queries.leak_page(actor, leak)
    tabs = case_tabs(page.file, "leaks") if page.file else []
    return render(request, "sharing/leak_detail.html", {"file": page.file, "tabs": tabs, "page": page})


@door("GET", "POST")
def leak_step(request: HttpRequest, actor: Actor, leak: uuid.UUID, step: str) -> HttpResponse:
    """A measure, a decision, that the person was told, or the end of it."""
    page = queries.leak_page(actor, leak)
    if step not in LeakStepKind.values:
        raise Http404
    kind = LeakStepKind(step)
    form = LeakStepForm(posted(request), kind=kind)
    if kind not in dict(page.possible):
        raise NotAllowed(_("This step is not yours to do, or something else comes before it."))
    status = settle(form, lambda: step_after_leak(actor, leak, form.new(), form.key))
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("leak_detail", leak)
    tabs = case_tabs(page.file, "leaks") if page.file else []
    context = {"file": page.file, "tabs": tabs, "page": page, "form": form, "label": kind.label}
    return render(request, "sharing/leak_step.html", context, status=status)
