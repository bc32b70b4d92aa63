"""Whether the work of the agencies hangs together: overlaps, clashes and gaps of the plan in force (R146)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from access.actor import Actor
from access.choices import Place
from casework.choices import ActionState, ObjectiveState
from casework.models import Action, CaseTeamMember, Intervention, Objective
from casework.overlaps import Clash, clashes_among
from casework.queries.slots import order_ends_on, slots_of


@dataclass(frozen=True, slots=True)
class Coherence:
    """What the check finds today, as far as the reader sees the record."""

    clashes: tuple[Clash, ...]
    without_action: tuple[str, ...]
    without_part: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What doubles, disturbs or outlasts the order, in plain words."""
        return tuple(clash.sentence for clash in self.clashes)

    @property
    def nothing(self) -> bool:
        """Whether nothing is found."""
        return not (self.clashes or self.without_action or self.without_part)


def coherence_of(
    actor: Actor, case_id: uuid.UUID, plan_id: uuid.UUID, interventions: Sequence[Intervention]
) -> Coherence:  # fmt: skip
    """Check the plan: what doubles, disturbs or outlasts the order; objectives nobody serves; agencies without a part.

    ``interventions`` are those of the case that the actor sees.
    """
    today = timezone.localdate()
    running = [one for one in interventions if one.runs_on(today)]
    actions = Action.objects.visible_to(actor).filter(case_id=case_id).exclude(state=ActionState.NOT_NEEDED)
    doing = list(actions.values_list("line", "agency_id"))
    served = {line for line, _agency in doing} | {one.line for one in running}
    taking = {agency for _line, agency in doing} | {one.provider_id for one in running}
    rows = Objective.objects.visible_to(actor).filter(plan_id=plan_id, state=ObjectiveState.ACTIVE)
    objectives = rows.order_by("target_on").values_list("line", "text")
    return Coherence(
        tuple(clashes_among(slots_of(actor, interventions), order_ends_on(actor, case_id))),
        tuple(text for line, text in objectives if line not in served),
        tuple(name for key, name in _members(actor, case_id).items() if key not in taking),
    )


def _members(actor: Actor, case_id: uuid.UUID) -> dict[uuid.UUID, str]:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case_id, valid_from__lte=now, valid_to__gt=now, kind=Place.PERMANENT, agency__isnull=False
    )
    return {key: name for key, name in rows.order_by("agency__name").values_list("agency_id", "agency__name") if key}
