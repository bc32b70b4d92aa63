"""The catalogue of signs: read by everybody in the partnership, kept by its coordinators."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from access.doors import door
from agencies.choices import Duty
from agencies.errors import Conflict, RuleBroken
from agencies.views.answers import DONE, posted, settle, tabs
from casework.forms.events import SignEntryForm
from casework.queries.signs import catalogue, sign_to_edit
from casework.services.signs import add_sign, change_sign
from casework.views.messages import tell
from casework.views.onward import broken, see_other

ASK = gettext_lazy("The catalogue is kept by the coordinators of the partnership.")


@door("GET")
def sign_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The signs of the partnership in their three classes."""
    found = tabs(actor, "sign_list")
    context = {"classes": catalogue(actor), "may_keep": actor.has_duty(Duty.COORDINATOR), "tabs": found}
    return render(request, "casework/sign_list.html", context)


@door("GET", "POST", duty=Duty.COORDINATOR, sentence=ASK)
def sign_entry_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add a sign."""
    form = SignEntryForm(posted(request))
    status = settle(form, lambda: add_sign(actor, form.new()))
    if status == DONE:
        tell(request, _("The sign stands in the catalogue."))
        return see_other("sign_list")
    return render(request, "casework/sign_entry_form.html", {"form": form}, status=status)


@door("GET", "POST", duty=Duty.COORDINATOR, sentence=ASK)
def sign_entry_edit(request: HttpRequest, actor: Actor, sign: uuid.UUID) -> HttpResponse:
    """Change a sign, or take it out of use."""
    line = sign_to_edit(actor, sign)
    values = {name: getattr(line, name) for name in ("code", "sign_class", "label", "guidance", "version")}
    form = SignEntryForm(
        request.POST or None, initial={**values, "is_belief": line.is_belief, "is_active": line.is_active}
    )
    conflict = ""
    if request.method == "POST" and form.is_valid():
        try:
            change_sign(actor, sign, form.new(), form.cleaned_data["version"] or 0)
        except Conflict as error:
            conflict = error.sentence
            form = SignEntryForm({**request.POST.dict(), "version": str(line.version)})
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The sign is changed."))
            return see_other("sign_list")
    context = {"form": form, "line": line, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "casework/sign_entry_form.html", context, status=status)
