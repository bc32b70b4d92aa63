"""Pages of duty reports: making one, those of a case, one of them, and what law enforcement received."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.services.drafts import drop_draft
from agencies.views.answers import DONE, posted, see_address, settle
from casework.views.breach_drafts import draft_context, drafted
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.choices import DutyOutcome
from sharing.forms.duty_reports import AnswerDutyForm, DutyForm
from sharing.queries import duty_reports as queries
from sharing.services.duty_reports import acknowledge_duty, file_duty_report

UP, AHEAD, DRAFT = "../", "new/", "draft/"
"""Ways from page to page that name no case: where no agreement shows it, its reference stands nowhere."""
FORM, LISTS = "duty", ("rests_on",)
"""The form among drafts, and its field of several values."""


@door("GET", "POST")
def duty_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Make a duty report; what is typed is kept meanwhile."""
    desk = queries.duty_desk(actor, reference)
    draft, kept = draft_context(request, actor, FORM, desk.case, DRAFT)
    return _written(request, actor, desk, draft.initial(LISTS) if draft else None, kept)


@door("POST")
def duty_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed, or throw it away."""
    case = queries.case_on_team(actor, reference)
    return drafted(request, actor, FORM, case, case, see_address(UP))


@door("GET", "POST")
def duty_correct(request: HttpRequest, actor: Actor, duty: uuid.UUID) -> HttpResponse:
    """Put an earlier one right by a new one."""
    return _written(request, actor, queries.correction_desk(actor, duty))


def _written(
    request: HttpRequest, actor: Actor, desk: queries.DutyDesk, typed: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    at = desk.values.get("phoned_at")
    said = {**desk.values, "phoned_at": f"{timezone.localtime(at):%H:%M}" if at else ""}  # type: ignore[arg-type]
    initial = {**said, **(typed or {})}
    form, made = DutyForm(posted(request), desk=desk, initial=initial), []
    status = settle(form, lambda: made.append(
        file_duty_report(actor, desk.reference, form.new(), form.key, desk.corrects)
    ))  # fmt: skip
    if status == DONE:
        drop_draft(actor, FORM, desk.case)
        tell(request, _("It is with law enforcement. The person will be told, unless that is put off."))
        return see_other("duty_detail", made[0].pk)
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "duty") if desk.file else [], "desk": desk, "form": form,
        "back": UP, **(kept or {}),
    }  # fmt: skip
    return render(request, "sharing/duty_form.html", context, status=status)


@door("GET")
def duty_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The duty reports of a case."""
    page = queries.duty_list(actor, reference)
    tabs = case_tabs(page.file, "duty") if page.file else []
    context = {"file": page.file, "tabs": tabs, "page": page, "ahead": AHEAD}
    return render(request, "sharing/duty_list.html", context)


@door("GET")
def duty_show(request: HttpRequest, actor: Actor, duty: uuid.UUID) -> HttpResponse:
    """One duty report, as far as one reads it."""
    page = queries.duty_page(actor, duty)
    tabs = case_tabs(page.file, "duty") if page.file else []
    return render(request, "sharing/duty_detail.html", {"file": page.file, "tabs": tabs, "page": page})


@door("GET")
def duty_inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one's agency received, that reports were made, and a way to make one by the reference of a case."""
    if reference := request.GET.get("case", "").strip().upper():
        queries.case_on_team(actor, reference)
        return see_other("duty_new", reference)
    return render(request, "sharing/duty_inbox.html", {"page": queries.duty_inbox(actor)})


@door("GET", "POST")
def duty_received(request: HttpRequest, actor: Actor, passed: uuid.UUID) -> HttpResponse:
    """Read what was passed on, acknowledge it, and say what became of it."""
    line = queries.received_page(actor, passed)
    form = AnswerDutyForm(posted(request), initial={"version": line.version})
    status = settle(form, lambda: acknowledge_duty(
        actor, passed, form.cleaned_data["version"],
        DutyOutcome(form.cleaned_data["outcome"]) if form.cleaned_data["outcome"] else None,
    ))  # fmt: skip
    if status == DONE:
        tell(request, _("Recorded. The team sees that you have it."))
        return see_other("duty_received", passed)
    if status != 200:
        line = queries.received_page(actor, passed)
    return render(request, "sharing/duty_received.html", {"line": line, "form": form}, status=status)
