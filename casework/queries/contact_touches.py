"""Whether what a contact names is there for whoever records it: the family member, conditions, parts of the plan."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from access import policy
from access.actor import Actor
from agencies.errors import RuleBroken
from casework.choices import ContactKind
from casework.contacting import Touched
from casework.models import Action, Case, Condition, ContactCondition, Objective, Relationship


def check_relative(
    actor: Actor, case: Case, kind: str, relationship: uuid.UUID | None, *, asked: bool
) -> None:  # fmt: skip
    """Guard the family (R137): only the case manager, and who is named for a relative, contact them unasked.

    Raises:
        RuleBroken: the case manager was not asked, or the relative is nobody whom the actor may know.
    """
    if kind != ContactKind.FAMILY:
        return
    relative = None
    if relationship is not None:
        rows = Relationship.objects.visible_to(actor).filter(pk=relationship, person_id=case.person_id)
        relative = rows.first()
        if relative is None:
            raise RuleBroken(_("Choose a family member of this person."), "relationship")
    standing = policy.standing_on(actor, case.pk)
    if asked or (standing is not None and standing.manages):
        return
    if relative is not None and relative.contact_member_id == actor.membership_id:
        return
    raise RuleBroken(
        _("Ask the case manager first: the family is not to be contacted by several people. Then tick that you did."),
        "asked",
    )


def check_links(
    actor: Actor, case: Case, touched: Touched, day: dt.date, contact: uuid.UUID | None = None
) -> None:  # fmt: skip
    """Take only conditions that bound on the local ``day`` of the contact, and objectives and actions of this case.

    A mark that ``contact`` carries already stays allowed.

    Raises:
        RuleBroken: one of them is not.
    """
    conditions = {condition for condition, _kept in touched.marks}
    if conditions:
        rows = Condition.objects.visible_to(actor).filter(case_id=case.pk, pk__in=conditions).bound_between(day, day)
        known = set(rows.values_list("pk", flat=True))
        if contact is not None:
            marks = ContactCondition.objects.visible_to(actor).filter(contact_id=contact)
            known |= set(marks.values_list("condition_id", flat=True))
        if conditions - known:
            raise RuleBroken(_("Choose conditions that bound on the day of the contact."), "marks")
    if touched.objectives:
        lines = Objective.objects.visible_to(actor).filter(case_id=case.pk, line__in=touched.objectives)
        if set(touched.objectives) - set(lines.values_list("line", flat=True)):
            raise RuleBroken(_("Choose objectives of the plan of this case."), "objectives")
    if touched.actions:
        actions = Action.objects.visible_to(actor).filter(case_id=case.pk, pk__in=touched.actions)
        if set(touched.actions) - set(actions.values_list("pk", flat=True)):
            raise RuleBroken(_("Choose actions of this case."), "actions")
