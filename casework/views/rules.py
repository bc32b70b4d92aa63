"""Reporting rules: read by everybody in the partnership, kept by its coordinators."""

import uuid
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from access.doors import door
from agencies.choices import Duty
from agencies.errors import Conflict, RuleBroken
from agencies.views.answers import DONE, posted, settle, tabs
from casework.forms.rules import RuleForm
from casework.queries.rules import reporting_rules, rule_to_edit
from casework.services.rules import add_rule, change_rule
from casework.views.messages import tell
from casework.views.onward import broken, see_other

ASK = gettext_lazy("Reporting rules are kept by the coordinators of the partnership.")


@door("GET")
def rule_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is to be reported, how, to whom and how soon."""
    context = {
        "rules": reporting_rules(actor),
        "may_keep": actor.has_duty(Duty.COORDINATOR),
        "tabs": tabs(actor, "rule_list"),
    }
    return render(request, "casework/rule_list.html", context)


@door("GET", "POST", duty=Duty.COORDINATOR, sentence=ASK)
def rule_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add a rule."""
    form = RuleForm(posted(request))
    status = settle(form, lambda: add_rule(actor, form.new()))
    if status == DONE:
        tell(request, _("The rule stands, and is shown where it was chosen to be."))
        return see_other("rule_list")
    return render(request, "casework/rule_form.html", {"form": form}, status=status)


@door("GET", "POST", duty=Duty.COORDINATOR, sentence=ASK)
def rule_edit(request: HttpRequest, actor: Actor, rule: uuid.UUID) -> HttpResponse:
    """Change a rule, or take it out of use."""
    line = rule_to_edit(actor, rule)
    form = RuleForm(posted(request), initial=asdict(line))
    conflict = ""
    if request.method == "POST" and form.is_valid():
        try:
            change_rule(actor, rule, form.new(), form.cleaned_data["version"] or 0)
        except Conflict as error:
            conflict = error.sentence
            form = RuleForm({**dict(request.POST.lists()), **_single(request), "version": str(line.version)})
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The rule is changed."))
            return see_other("rule_list")
    context = {"form": form, "line": line, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "casework/rule_form.html", context, status=status)


def _single(request: HttpRequest) -> dict[str, object]:
    """What was typed; fields of several values stay lists."""
    return {name: value for name, value in request.POST.items() if name != "places"}
