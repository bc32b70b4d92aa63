"""Recording that somebody looked whether a record is still needed. It proposes; nothing is erased by it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from casework.choices import CaseStatus, DeadlineKind
from casework.fit import must_fit
from casework.models import Case
from casework.services.deadlines import due_after, settle_deadlines
from casework.services.once import insert_once, key_of, made_before
from sharing.choices import RetentionProposal
from sharing.models import RetentionReview
from sharing.services.holds import refuse_while_held

OVER = (CaseStatus.CLOSED, CaseStatus.FOLLOW_UP, CaseStatus.ARCHIVED)


@dataclass(frozen=True, slots=True)
class NewRetention:
    """What somebody proposes for a record; ``keep_until`` is asked for where a closed one is kept."""

    proposal: str
    reason: str
    keep_until: dt.date | None = None


def review_retention(actor: Actor, reference: str, new: NewRetention, form: uuid.UUID | None = None) -> RetentionReview:
    """Record a retention review, and meet the deadline that asked for it.

    ``form`` is the key of the form: sent twice, recorded once. The next review of an open case, and of one that is
    proposed for erasing and still there, comes after the days of the cadence ``retention_review``.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are not its case manager.
        RuleBroken: no reason, an open case is to be erased or one under a legal hold, or a closed one kept without a
            day ahead.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        if (before := made_before(actor, RetentionReview, form)) is not None:
            return before
        today, over = timezone.localdate(), case.status in OVER
        _check(new, over, today)
        if new.proposal == RetentionProposal.ERASE:
            refuse_while_held(actor, case.pk)
        kept = over and new.proposal == RetentionProposal.KEEP and new.keep_until
        row = RetentionReview(
            id=key_of(actor, form), case=case, reviewed_on=today, membership_id=actor.membership_id,
            proposal=new.proposal, reason=new.reason.strip(),
            next_on=kept or due_after(case, "retention_review", today),
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row)) is not row:
            return there
        settle_deadlines(actor, case.pk, DeadlineKind.RETENTION)
        trail.record(
            actor, "retention.reviewed", operation=Operation.COLLECT, kind="retention", subjects=[row.pk],
            case_id=case.pk, ground="manage", detail={"proposal": row.proposal},
        )  # fmt: skip
        return row


def _check(new: NewRetention, over: bool, today: dt.date) -> None:
    if new.proposal not in RetentionProposal.values:
        raise RuleBroken(_("Choose what you propose."), "proposal")
    if not new.reason.strip():
        raise RuleBroken(_("Say why."), "reason")
    if new.proposal == RetentionProposal.ERASE and not over:
        raise RuleBroken(_("A case that is worked on is not erased. Close it first."), "proposal")
    if over and new.proposal == RetentionProposal.KEEP and (new.keep_until is None or new.keep_until <= today):
        raise RuleBroken(_("Choose a day ahead: until then the record is kept."), "keep_until")
