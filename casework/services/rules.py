"""The reporting rules of a partnership, kept by its coordinators."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import Duty
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import only_once, save_next
from casework.models import ReportingRule
from casework.ruling import RuleWords

TAKEN = "a_situation_has_one_rule_in_its_partnership"
FIELDS = ("situation", "channel", "recipient", "within", "pass_on", "basis", "places", "is_active")


def add_rule(actor: Actor, new: RuleWords) -> ReportingRule:
    """Add a rule to those of the actor's partnership.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: the situation has a rule already.
    """
    if not actor.has_duty(Duty.COORDINATOR):
        raise NotAllowed(_("Reporting rules are kept by the coordinators of the partnership."))
    with transaction.atomic():
        _free(actor, new.situation)
        rule = ReportingRule(partnership_id=actor.partnership_id)
        _put(rule, new)
        with only_once(TAKEN, _same(), "situation"):
            rule.save(force_insert=True)
        _record(actor, "rule.added", rule)
        return rule


def change_rule(actor: Actor, rule_id: uuid.UUID, new: RuleWords, version: int) -> ReportingRule:
    """Change a rule, or take it out of use. ``version`` is the one the form was opened with.

    Raises:
        Http404, NotAllowed: it is not the actor's to change.
        RuleBroken: the situation has a rule already.
        Conflict: somebody else changed it meanwhile.
    """
    with transaction.atomic():
        rule: ReportingRule = ReportingRule.objects.select_for_update().get_for(actor, "edit", pk=rule_id)
        if rule.version != version:
            raise Conflict(_("Somebody else changed this rule meanwhile. Check what stands there, then save again."))
        if rule.situation != new.situation.strip():
            _free(actor, new.situation)
        _put(rule, new)
        with only_once(TAKEN, _same(), "situation"):
            save_next(rule, *FIELDS)
        _record(actor, "rule.changed", rule)
        return rule


def _free(actor: Actor, situation: str) -> None:
    if ReportingRule.objects.visible_to(actor).filter(situation=situation.strip()).exists():
        raise RuleBroken(_same(), "situation")


def _same() -> str:
    return _("There is a rule for this situation already. Change that one.")


def _put(rule: ReportingRule, new: RuleWords) -> None:
    rule.situation, rule.channel, rule.recipient = new.situation.strip(), new.channel, new.recipient.strip()
    rule.within, rule.pass_on, rule.basis = new.within, new.pass_on.strip(), new.basis.strip()
    rule.places, rule.is_active = list(new.places), new.is_active


def _record(actor: Actor, verb: str, rule: ReportingRule) -> None:
    trail.record(
        actor, verb, operation=Operation.ADMINISTER, kind="reporting_rule", subjects=[rule.pk], ground="duty",
        detail={"in_use": rule.is_active},
    )  # fmt: skip
