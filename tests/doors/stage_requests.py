"""Requests behind the doors: one that waits, one for a guest, one refused, one that could not be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import NoteFactory, RequestRemarkFactory, answered, asked

if TYPE_CHECKING:
    from tests.doors.stage import Stage

BETWEEN = ("supervisor", "manager", "officer")
READERS: dict[str, tuple[str, ...]] = {
    **{f"request {name}": BETWEEN for name in ("question", "reason", "refusal", "advice")},
    "request for guests": ("supervisor", "manager", "teacher"),
    "request words": BETWEEN,
}
"""Who may be told each word: the two agencies and the case manager."""


def lay_requests(stage: Stage) -> None:
    """Lay the requests, a word in every text."""
    w = stage.world
    stage.more["request"] = asked(
        w.case, w.supervisor, w.police, question=stage.hide("request question"), reason=stage.hide("request reason")
    )
    stage.more["request_guest"] = asked(w.case, w.supervisor, w.college, question=stage.hide("request for guests"))
    stage.more["request_refused"] = asked(w.case, w.supervisor, w.police)
    answered(stage.request_refused, w.officer, "refused", reason=stage.hide("request refusal"))
    stage.more["request_silent"] = asked(w.case, w.supervisor, w.police)
    answered(stage.request_silent, w.officer, "cannot_say")
    RequestRemarkFactory(request=stage.request_silent, membership=w.officer, text=stage.hide("request advice"))
    note = NoteFactory(
        case=w.case, by=w.officer, handling="named", listed=(w.supervisor.user, w.manager.user),
        full=stage.hide("request words"),
    )  # fmt: skip
    stage.more["request_told"] = asked(w.case, w.supervisor, w.police, tier=4)
    answered(stage.request_told, w.officer, "full", note=note)


def more_requests(stage: Stage) -> None:
    """One more of everything that pages of requests list."""
    w = stage.world
    asked(w.case, w.supervisor, w.police)
    asked(w.case, w.officer, w.probation)
    answered(asked(w.case, w.supervisor, w.police), w.officer, "cannot_say")
    note = NoteFactory(case=w.case, by=w.officer, full="W.", summary="W.", title="Words")
    answered(asked(w.case, w.supervisor, w.police), w.officer, "full", note=note)
