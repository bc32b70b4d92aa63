"""Legal holds behind the doors: one that stands and one that was lifted; a word in every text."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.factories.erasing import LegalHoldFactory

READERS: dict[str, tuple[str, ...]] = {f"hold {name}": ("manager", "chair", "legal") for name in ("words", "last")}
"""Who may be told each word: the case manager, the chair and the adviser."""


def lay_erasing(stage: Any) -> None:
    """Lay a hold that stands and was kept once."""
    w = stage.world
    stage.more["hold"] = LegalHoldFactory(
        case=w.case, membership=w.legal, words=stage.hide("hold words"), last_words=stage.hide("hold last")
    )


def more_erasing(stage: Any) -> None:
    """One more of everything that pages of holds list."""
    w = stage.world
    for more in ({}, {"last_words": "Over.", "lifted_at": timezone.now(), "lifted_by": w.chair}):
        LegalHoldFactory(case=w.case, membership=w.legal, **more)
