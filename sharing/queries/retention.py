"""Whether a case's record is still needed: what was reviewed, and when it is looked at next."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from agencies.models import Partnership
from agencies.queries.cadences import ERASE_KEY
from casework.choices import CaseStatus, DeadlineKind
from casework.due import day_words
from casework.models import Deadline
from casework.queries.case_file import CaseFile, case_file
from sharing.choices import RetentionProposal
from sharing.models import RetentionReview
from sharing.queries.erasures import ErasureLine, erasures_of
from sharing.queries.holds import HoldLine, holds_on

OVER = (CaseStatus.CLOSED, CaseStatus.FOLLOW_UP, CaseStatus.ARCHIVED)


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """One review as recorded."""

    id: uuid.UUID
    on: str
    by: str
    proposal: str
    erase: bool
    reason: str
    next_on: str


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """The reviews of a case, the newest first. ``due`` is the day of the one that is asked for now.

    ``unset``: the partnership has not said how long records are kept after closing.
    """

    file: CaseFile
    lines: tuple[RetentionLine, ...]
    due: str
    over: bool
    unset: bool
    may_review: bool
    holds: Sequence[HoldLine]
    erasures: Sequence[ErasureLine]


def retention_page(actor: Actor, reference: str) -> RetentionPage:
    """Return the retention reviews of a case and log what is shown.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not read its record.
    """
    file = case_file(actor, reference, "team")
    rows = RetentionReview.objects.visible_to(actor).filter(case_id=file.id).select_related("membership__user")
    found = list(rows.order_by("-reviewed_on", "-next_on", "pk"))
    open_rows = Deadline.objects.visible_to(actor).open().filter(case_id=file.id, kind=DeadlineKind.RETENTION)
    due = open_rows.values_list("due_on", flat=True).first()
    trail.consulted(actor, "retention.read", "retention", [r.pk for r in found] or [file.id], file.id, file.place)
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=actor.partnership_id)
    return RetentionPage(
        file, tuple(_line(row) for row in found), day_words(due), file.status in OVER,
        (kept or {}).get(ERASE_KEY) is None, "lead" in file.may, holds_on(actor, file.id), erasures_of(actor, file.id),
    )  # fmt: skip


def _line(row: RetentionReview) -> RetentionLine:
    return RetentionLine(
        row.pk, day_words(row.reviewed_on), row.membership.user.full_name, row.get_proposal_display(),
        row.proposal == RetentionProposal.ERASE, row.reason, day_words(row.next_on),
    )  # fmt: skip


def retention_desk(actor: Actor, reference: str) -> CaseFile:
    """Return the head of the case for whoever may review, and log that the page was opened.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are not its case manager.
    """
    file = case_file(actor, reference, "lead")
    trail.consulted(actor, "retention.read", "retention", [file.id], file.id, file.place)
    return file
