"""What a deadline about the plan is called and where it leads, for one reader."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from access.actor import Actor
from casework.choices import OPEN_ACTION, DeadlineKind
from casework.models import Action, Deadline

OF_ACTION = (DeadlineKind.ACTION_DUE, DeadlineKind.UNBLOCK)
OF_PLAN = (DeadlineKind.FIRST_PLAN, DeadlineKind.PLAN_REVIEW, DeadlineKind.PLAN_APPROVAL)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a deadline leads. ``what`` is empty where its kind says it all; ``done``: address of the one tap."""

    url: str
    what: str = ""
    done: str = ""


def leads_of(actor: Actor, rows: Iterable[Deadline]) -> dict[uuid.UUID, Lead]:
    """Return, by deadline, where those about the plan lead; of actions only the ones that the actor sees."""
    found: dict[uuid.UUID, Lead] = {}
    waiting = [row for row in rows if row.kind in OF_ACTION and row.subject_id]
    if waiting:
        wanted = [row.subject_id for row in waiting if row.subject_id]
        actions = {row.pk: row for row in Action.objects.visible_to(actor).filter(pk__in=wanted)}
        for row in waiting:
            action = actions.get(row.subject_id) if row.subject_id else None
            if action is not None:
                found[row.pk] = _to_action(actor, row, action)
    for row in rows:
        if row.kind in OF_PLAN and row.case is not None:
            found[row.pk] = Lead(reverse("plan", args=[row.case.reference]))
    return found


def _to_action(actor: Actor, row: Deadline, action: Action) -> Lead:
    mine = action.membership_id == actor.membership_id and not actor.is_companion
    done = row.kind == DeadlineKind.ACTION_DUE and mine and action.state in OPEN_ACTION
    return Lead(
        reverse("action", args=[action.pk]), action.text, reverse("action_done", args=[action.pk]) if done else ""
    )  # fmt: skip
