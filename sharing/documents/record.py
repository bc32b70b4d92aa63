"""A printed record other than a report: its blocks in reading order, already translated and formatted."""

from __future__ import annotations

from dataclasses import dataclass

from sharing.documents.blocks import Block, blocks_of
from sharing.documents.report import CannotPrint, Report, Status, cannot_print, texts_of


@dataclass(frozen=True, slots=True)
class Record:
    """What is printed. ``page`` holds ``{page}`` and ``{pages}``; ``foot`` stands on every page, ``mark`` across it.

    Raises:
        CannotPrint: a sign that no document can hold.
    """

    title: str
    language: str
    foot: str
    page: str
    blocks: tuple[Block, ...]
    mark: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be printed, before anything is rendered."""
        for text in texts_of(self):
            if refusal := cannot_print(text):
                raise CannotPrint(refusal)


def record_of(report: Report) -> Record:
    """Return a report as the blocks that are printed."""
    labels = report.labels
    return Record(
        title=report.heading.title, language=report.language,
        foot=f"{report.reference} · {labels.version} {report.version}", page=labels.page, blocks=blocks_of(report),
        mark=labels.working_copy if report.status is Status.WORKING else "",
    )  # fmt: skip
