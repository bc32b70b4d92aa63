"""Holds and erasures behind the doors: of a note that waits, and what was decided; a word in every text."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.factories import AgencyFactory
from tests.factories.erasing import ErasureFactory, ErasureNoticeFactory, LegalHoldFactory
from tests.factories.rights import RightsRequestFactory

OF = ("hold words", "hold last", "erasure words", "erasure decision")
READERS: dict[str, tuple[str, ...]] = dict.fromkeys(OF, ("manager", "chair", "legal"))
"""Who may be told each word: the case manager, the chair and the adviser."""


def lay_erasing(stage: Any) -> None:
    """Lay a note that is to be erased, a refusal, and a hold that stands and was kept once."""
    w, today = stage.world, timezone.localdate()
    asked = RightsRequestFactory(
        case=w.case, membership=w.officer, kind="erasure", identity="known", identity_on=today, state="granted",
        decided_on=today, decided_by=w.manager,
    )  # fmt: skip
    stage.more["erasable"] = asked
    stage.more["erasure"] = ErasureFactory(
        case=w.case, membership=w.manager, source_id=asked.pk, note_id=stage.notes["team"].pk,
        words=stage.hide("erasure words"),
    )  # fmt: skip
    stage.more["erasure_over"] = ErasureFactory(**_refused(stage, stage.hide("erasure decision")))
    stage.more["erasure_done"] = ErasureFactory(
        **{**_refused(stage, ""), "state": "done"}, note_id=stage.notes["named"].pk, words="", carried_at=timezone.now()
    )
    stage.more["erasure_notice"] = ErasureNoticeFactory(erasure=stage.erasure_done, agency=w.police)
    stage.more["hold"] = LegalHoldFactory(
        case=w.case, membership=w.legal, words=stage.hide("hold words"), last_words=stage.hide("hold last")
    )


def _refused(stage: Any, words: str) -> dict[str, Any]:
    w = stage.world
    return {
        "case": w.case, "membership": w.manager, "source_id": stage.erasable.pk, "state": "refused",
        "decided_by": w.legal, "decider": w.legal.user, "decided_at": timezone.now(), "decision_words": words,
    }  # fmt: skip


def more_erasing(stage: Any) -> None:
    """One more of everything that pages of holds and erasures list."""
    w = stage.world
    ErasureFactory(**_refused(stage, "No."))
    ErasureNoticeFactory(
        erasure=stage.erasure_done, agency=AgencyFactory(partnership=w.partnership), told_on=timezone.localdate(),
        how="mail", settled_at=timezone.now(), membership=w.legal,
    )  # fmt: skip
    for more in ({}, {"last_words": "Over.", "lifted_at": timezone.now(), "lifted_by": w.chair}):
        LegalHoldFactory(case=w.case, membership=w.legal, **more)
