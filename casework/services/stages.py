"""The cycle marker of a case: it moves by what was done, is shown, and holds nobody up."""

import uuid
from typing import Final

from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.models import save_next
from casework.choices import Stage
from casework.models import Case

LEADS_TO: Final = {
    "assessment.opened": ({Stage.EVALUATE}, Stage.ASSESS),
    "assessment.signed": ({Stage.ASSESS, Stage.EVALUATE}, Stage.PLAN),
    "plan.took_force": ({Stage.ASSESS, Stage.PLAN}, Stage.INTERVENE),
    "review.opened": ({Stage.PLAN, Stage.INTERVENE}, Stage.EVALUATE),
    "review.held": ({Stage.PLAN, Stage.INTERVENE}, Stage.EVALUATE),
}
"""By the act: the stages it ends, and the one it leads to. A case in any other stage stays where it is."""


def move_marker(actor: Actor, case_id: uuid.UUID, act: str) -> None:
    """Move the marker on after ``act``, in the caller's transaction; by hand it can be set to anything at any time.

    Raises:
        Http404, NotAllowed: the case is not the actor's to edit.
    """
    ends, to = LEADS_TO[act]
    case: Case = Case.objects.select_for_update().get_for(actor, "edit", pk=case_id)
    if case.stage not in ends:
        return
    before, case.stage, case.stage_since = Stage(case.stage), to, timezone.localdate()
    save_next(case, "stage", "stage_since")
    trail.record(
        actor, "case.stage_moved", operation=Operation.ALTER, kind="case", subjects=[case.pk], case_id=case.pk,
        ground="place", detail={"from": before.value, "to": to.value, "by": act},
    )  # fmt: skip
