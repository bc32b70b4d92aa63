"""Legal advice behind the doors: a question that waits and one that was answered; a word in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import AdviceAnswerFactory, AdviceContextFactory, AdviceFactory, AdviceReasoningFactory

if TYPE_CHECKING:
    from tests.doors.stage import Stage

BETWEEN = ("supervisor", "legal")
READERS: dict[str, tuple[str, ...]] = {
    f"advice {name}": BETWEEN for name in ("question", "answered", "context", "words", "reasoning")
}
"""Who may be told each word: whoever asked, and the adviser."""


def lay_advice(stage: Stage) -> None:
    """Lay a question that waits, and one with an answer and its reasoning."""
    w = stage.world
    stage.more["advice"] = AdviceFactory(case=w.case, membership=w.supervisor, question=stage.hide("advice question"))
    AdviceContextFactory(request=stage.advice, note=stage.notes["team"], words=stage.hide("advice context"))
    answered = AdviceFactory(case=w.case, membership=w.supervisor, question=stage.hide("advice answered"))
    stage.more["advice_answered"] = answered
    answer = AdviceAnswerFactory(request=answered, membership=w.legal, words=stage.hide("advice words"))
    AdviceReasoningFactory(answer=answer, text=stage.hide("advice reasoning"))


def more_advice(stage: Stage) -> None:
    """One more of everything that pages of legal advice list."""
    w = stage.world
    for answered in (False, True):
        row = AdviceFactory(case=w.case, membership=w.supervisor)
        if answered:
            AdviceReasoningFactory(answer=AdviceAnswerFactory(request=row, membership=w.legal))
    AdviceContextFactory(request=stage.advice, note=_another(stage))
    AdviceReasoningFactory(answer=AdviceAnswerFactory(request=stage.advice_answered, membership=w.legal))


def _another(stage: Stage) -> object:
    from tests.factories import NoteFactory

    return NoteFactory(case=stage.case, by=stage.officer, summary="S", gist="G")
