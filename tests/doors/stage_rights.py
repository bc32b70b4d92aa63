"""What the person asks behind the doors: a request that waits and one that was decided; a word in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from tests.doors.answers import PERMANENT_AND_RESCUER
from tests.factories.rights import RightsRequestFactory, RightsWordFactory

if TYPE_CHECKING:
    from tests.doors.stage import Stage

READERS = {f"rights {name}": (*PERMANENT_AND_RESCUER, "chair") for name in ("asked", "longer", "decided")}
"""Who may be told each word: the record of the case. Whoever keeps the clocks reads none."""


def lay_rights(stage: Stage) -> None:
    """Lay a request that waits, and one that took longer and was refused."""
    w = stage.world
    stage.more["rights"] = RightsRequestFactory(case=w.case, membership=w.officer)
    RightsWordFactory(request=stage.rights, text=stage.hide("rights asked"))
    today = timezone.localdate()
    over = stage.more["rights_over"] = RightsRequestFactory(
        case=w.case, membership=w.officer, kind="erasure", state="refused", decided_on=today, decided_by=w.manager,
        remedy_told_on=today,
    )  # fmt: skip
    for kind in ("longer", "decided"):
        RightsWordFactory(request=over, kind=kind, membership=w.manager, text=stage.hide(f"rights {kind}"))


def more_rights(stage: Stage) -> None:
    """One more of everything that pages of rights list."""
    RightsWordFactory(request=RightsRequestFactory(case=stage.case, membership=stage.officer))
