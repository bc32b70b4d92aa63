"""What the person asks behind the doors: a request that waits and one that was decided; a word in every text."""

from __future__ import annotations

import base64
import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.doors.answers import PERMANENT_AND_RESCUER
from tests.factories.rights import (
    AccessFileFactory,
    AccessOmissionFactory,
    RightsRequestFactory,
    RightsWordFactory,
    entries,
)

if TYPE_CHECKING:
    from tests.doors.stage import Stage

RECORD = (*PERMANENT_AND_RESCUER, "chair")
READERS: dict[str, tuple[str, ...]] = {f"rights {name}": RECORD for name in ("asked", "longer", "decided")}
READERS |= {f"rights {name}": ("supervisor", "manager", "legal") for name in ("entry", "kept out", "paper", "data")}
"""Who may be told each word: the record of the case, of a file who manages it and who reviews it."""


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
    _lay_files(stage)


def _lay_files(stage: Stage) -> None:
    """A file at each step: put together, in review with an entry that is kept out, reviewed, handed over."""
    w, now = stage.world, timezone.now()
    waits = AccessFileFactory(
        request=stage.rights, assembled_by=w.manager, state="in_review",
        given=entries(("note:1", stage.hide("rights entry")), ("note:2", "Two.")),
    )  # fmt: skip
    stage.more["rights_waits"] = waits
    AccessOmissionFactory(file=waits, membership=w.manager, key="note:2", reason=stage.hide("rights kept out"))
    known = {"case": w.case, "membership": w.officer, "identity": "known", "identity_on": timezone.localdate()}
    for name, more in (
        ("fresh", {}), ("ready", {"state": "reviewed", "reviewer": w.supervisor.user, "reviewed_at": now}),
    ):  # fmt: skip
        stage.more[f"rights_{name}"] = RightsRequestFactory(**known)
        AccessFileFactory(request=stage.more[f"rights_{name}"], assembled_by=w.manager, **more)
    decided = {"state": "granted", "decided_on": timezone.localdate(), "decided_by": w.manager}
    stage.more["rights_given"] = RightsRequestFactory(**known, **decided)
    AccessFileFactory(
        request=stage.rights_given, assembled_by=w.manager, state="handed", reviewer=w.supervisor.user, reviewed_at=now,
        handed_on=timezone.localdate(), handed_how="hand", handed_by=w.manager,
        pdf=base64.b64encode(b"%PDF " + stage.hide("rights paper").encode()).decode(),
        data=stage.hide("rights data"),
    )  # fmt: skip


def more_rights(stage: Stage) -> None:
    """One more of everything that pages of rights list."""
    AccessOmissionFactory(file=stage.rights_waits, membership=stage.manager, key=f"note:{uuid.uuid4()}")
    RightsWordFactory(request=RightsRequestFactory(case=stage.case, membership=stage.officer))
