"""Texts for the public behind the doors: one about the hidden case, with a word in every text, and one about none."""

from __future__ import annotations

from typing import Any

from tests.factories.publications import PublicationFactory, PublicationStepFactory

INSIDE = ("supervisor", "manager", "officer", "clinician", "rescuer", "chair", "legal")
READERS: dict[str, tuple[str, ...]] = {
    **{f"publication {name}": INSIDE for name in ("asked_by", "purpose", "text", "finding", "answer", "step")},
    "general publication": ("coordinator", "chair", "legal"),
}
"""Who may be told each word: the case from inside, chair and adviser; of what is about none, whoever asked for it."""


def lay_publications(stage: Any) -> None:
    """Lay a text of the supervisor to which the person agreed, and one of the coordinator about no case."""
    w = stage.world
    words = {name: stage.hide(f"publication {name}") for name in ("asked_by", "purpose", "text")}
    stage.more["publication"] = PublicationFactory(
        case=w.case, membership=w.supervisor, findings=[stage.hide("publication finding")],
        answers=[stage.hide("publication answer")], **words,
    )  # fmt: skip
    PublicationStepFactory(
        publication=stage.publication, membership=w.supervisor, verdict="yes", words=stage.hide("publication step")
    )
    stage.more["general"] = PublicationFactory(membership=w.coordinator, text=stage.hide("general publication"))


def more_publications(stage: Any) -> None:
    """One more of everything that pages of texts for the public list."""
    w = stage.world
    PublicationFactory(membership=w.supervisor)
    for kind, verdict in (("consent", "yes"), ("withdrawn", "")):
        row = PublicationFactory(case=w.case, membership=w.supervisor, findings=["May"], answers=["A month."])
        PublicationStepFactory(publication=row, membership=w.supervisor, verdict="yes")
        if kind == "withdrawn":
            PublicationStepFactory(publication=row, membership=w.supervisor, kind=kind, verdict=verdict)
    PublicationStepFactory(publication=stage.publication, membership=w.manager, verdict="yes")
