"""Pages of erasures: the desk of chair and advisers, proposing, one of them, deciding, taking back, telling."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.choices_erasing import ErasureState
from sharing.forms.erasures import (
    ErasureDecisionForm,
    ErasureForm,
    TakeBackForm,
    ToldOfErasureForm,
    WithdrawForm,
)
from sharing.queries import erasures as queries
from sharing.queries.erasure_notices import recipient_page
from sharing.services.erasure_notices import tell_of_erasure
from sharing.services.erasures import decide_erasure, propose_erasure, withdraw_erasure


@door("GET")
def erasure_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is to be erased in the partnership, and what was."""
    return render(request, "sharing/erasure_desk.html", {"page": queries.erasure_desk(actor)})


@door("GET", "POST")
def erasure_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Propose to erase the record, or one note of it."""
    desk, made = queries.proposing_desk(actor, reference), []
    form = ErasureForm(posted(request), sources=desk.sources, initial={"note": request.GET.get("note", "")})
    status = settle(form, lambda: made.append(propose_erasure(actor, reference, form.new(), form.key)))
    if status == DONE:
        tell(request, _("Proposed. A legal adviser or the chair decides; nothing is erased until then."))
        return see_other("erasure_detail", made[0].pk)
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "retention"), "desk": desk, "form": form,
        "is_note": bool(form["note"].value()), "back": reverse("retention", args=[desk.file.reference]),
    }  # fmt: skip
    return render(request, "sharing/erasure_form.html", context, status=status)


@door("GET")
def erasure_detail(request: HttpRequest, actor: Actor, erasure: uuid.UUID) -> HttpResponse:
    """One erasure: what is proposed, or the bare fact."""
    return _answer(request, queries.erasure_page(actor, erasure))


@door("POST")
def erasure_decide(request: HttpRequest, actor: Actor, erasure: uuid.UUID) -> HttpResponse:
    """Approve it, or refuse it."""
    page, form = queries.erasure_page(actor, erasure, "decide"), ErasureDecisionForm(request.POST)
    status = settle(form, lambda: decide_erasure(actor, erasure, form.cleaned_data["version"], form.new()))
    if status == DONE:
        approved = form.cleaned_data["verdict"] == "approve"
        tell(request, _("Approved. It is erased within minutes.") if approved else _("Refused. Nothing is erased."))
        return see_other("erasure_detail", erasure)
    return _answer(request, page, form, status)


@door("POST")
def erasure_withdraw(request: HttpRequest, actor: Actor, erasure: uuid.UUID) -> HttpResponse:
    """Take it back before it is decided, or before it is carried out."""
    page = queries.erasure_page(actor, erasure)
    form = _back_form(page)(request.POST)
    status = settle(form, lambda: withdraw_erasure(actor, erasure, **form.cleaned_data))
    if status == DONE:
        tell(request, _("Withdrawn. Nothing is erased."))
        return see_other("erasure_detail", erasure)
    return _answer(request, page, form, status)


@door("GET", "POST")
def erasure_tell(request: HttpRequest, actor: Actor, notice: uuid.UUID) -> HttpResponse:
    """Tell a recipient that something was erased, or say why they cannot be told."""
    page = recipient_page(actor, notice)
    form = ToldOfErasureForm(posted(request), initial={"version": page.line.version})
    status = settle(form, lambda: tell_of_erasure(actor, notice, form.read_version, form.new()))
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("erasure_detail", page.erasure)
    words = {"who": page.line.to, "mark": page.mark}
    context = {
        "form": form, "title": _("Tell %(who)s of erasure %(mark)s") % words, "button": _("Record this"),
        "back": reverse("erasure_detail", args=[page.erasure]),
        "note": _("Ask them to erase it too, where nothing else binds them. Repeat nothing of what was erased."),
    }  # fmt: skip
    return render(request, "sharing/overseer_form.html", context, status=status)


def _back_form(page: queries.ErasurePage) -> type[WithdrawForm]:
    """What was approved is taken back with a reason."""
    return TakeBackForm if page.line.state == ErasureState.APPROVED else WithdrawForm


def _answer(
    request: HttpRequest, page: queries.ErasurePage, form: ErasureDecisionForm | WithdrawForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    read = {"version": page.line.version}
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "retention") if page.file else [], "page": page,
        "line": page.line, "form": form,
        "decision_form": form if isinstance(form, ErasureDecisionForm) else ErasureDecisionForm(initial=read),
        "withdraw_form": form if isinstance(form, TakeBackForm) else _back_form(page)(initial=read, auto_id="back_%s"),
    }  # fmt: skip
    return render(request, "sharing/erasure_detail.html", context, status=status)
