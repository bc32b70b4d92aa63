"""What a review is made of: the objectives under review, what was done for each, and what is still missing."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from assessments.models import Review, ReviewedObjective
from casework.choices import CAME, MISSED, OPEN_ACTION, ActionState, ObjectiveState
from casework.due import day_words
from casework.models import Achievement, Action, Contact, Intervention, Objective, Session

NAMED = 12
"""Actions that are named for one objective; the rest is counted."""


@dataclass(slots=True)
class Since:
    """What was done for one objective in a period, as the reader may know. ``acts``: state, words, agency, day."""

    acts: list[tuple[str, str, str, str]] = field(default_factory=list)
    done: int = 0
    overdue: int = 0
    blocked: int = 0
    contacts: int = 0
    came: int = 0
    missed: int = 0

    @property
    def nothing(self) -> bool:
        """Whether nothing is recorded for it."""
        return not (self.done or self.overdue or self.blocked or self.contacts or self.came or self.missed)


def under_review(actor: Actor, row: Review) -> list[Objective]:
    """Return what is reviewed: objectives of the version that are worked on, and those achieved in the period."""
    rows = Objective.objects.visible_to(actor).filter(plan_id=row.plan_id)
    achieved = Achievement.objects.visible_to(actor).standing().filter(
        case_id=row.case_id, on__range=(row.period_from, row.period_to), line__isnull=False
    )  # fmt: skip
    lines = list(achieved.values_list("line", flat=True))
    wanted = Q(state=ObjectiveState.ACTIVE) | Q(state=ObjectiveState.ACHIEVED, line__in=lines)
    return list(rows.filter(wanted).order_by("target_on", "text"))


def lacks_of_review(actor: Actor, row: Review) -> list[str]:
    """Say what is missing before the review can be held; empty when nothing is."""
    found = []
    unsaid = ReviewedObjective.objects.visible_to(actor).filter(review=row, progress="").count()
    if unsaid:
        found.append(_("Progress is not said of every objective yet. “None” is an answer too."))
    if not row.coherence:
        found.append(_("Say what the coherence check shows. “Nothing found” is an answer too."))
    if not row.person_view:
        found.append(_("Write down the person's view, or why they could not be asked."))
    if not row.next_steps:
        found.append(_("Write down the next steps."))
    return found


def since(
    actor: Actor, row: Review, lines: Sequence[uuid.UUID], interventions: Sequence[Intervention]
) -> dict[uuid.UUID, Since]:
    """Return what was done for each of these lines of objectives in the period of the review.

    ``interventions`` are those of the case that the actor sees; another agency's treatment counts for nothing here.
    What is overdue or blocked is told as it stands today of a draft, and left out of a held review.
    """
    found: dict[uuid.UUID, Since] = defaultdict(Since)
    first, last = row.period_from, row.period_to
    _actions(actor, row, lines, found)
    rows = Contact.objects.visible_to(actor).held().filter(case_id=row.case_id, objectives__overlap=list(lines))
    rows = rows.filter(happened_at__gte=_begins(first), happened_at__lt=_begins(last + dt.timedelta(days=1)))
    for touched in rows.values_list("objectives", flat=True) if lines else ():
        for line in set(touched).intersection(lines):
            found[line].contacts += 1
    serving = {
        one.pk: one.line for one in interventions
        if one.line in lines and not (one.is_clinical and one.provider_id != actor.agency_id)
    }  # fmt: skip
    if serving:
        held = Session.objects.visible_to(actor).filter(intervention_id__in=list(serving), on__range=(first, last))
        for key, attended in held.values_list("intervention_id", "attended"):
            if (served := serving[key]) is not None:
                found[served].came += attended in CAME
                found[served].missed += attended in MISSED
    return found


def _actions(actor: Actor, row: Review, lines: Sequence[uuid.UUID], found: dict[uuid.UUID, Since]) -> None:
    today = timezone.localdate()
    wanted = Q(state=ActionState.DONE, done_on__range=(row.period_from, row.period_to))
    if row.is_open:
        wanted |= Q(state=ActionState.BLOCKED) | Q(state__in=OPEN_ACTION, due_on__lt=today)
    actions = Action.objects.visible_to(actor).filter(wanted, case_id=row.case_id, line__in=list(lines))
    for one in actions.select_related("agency").order_by("due_on", "text"):
        if one.line is None:
            continue
        here = found[one.line]
        if one.state == ActionState.DONE:
            here.done += 1
            told = ("done", one.text, one.agency.name, day_words(one.done_on))
        elif one.state == ActionState.BLOCKED:
            here.blocked += 1
            told = ("blocked", one.text, one.agency.name, day_words(one.due_on))
        else:
            here.overdue += 1
            told = ("overdue", one.text, one.agency.name, day_words(one.due_on))
        if len(here.acts) < NAMED:
            here.acts.append(told)


def _begins(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
