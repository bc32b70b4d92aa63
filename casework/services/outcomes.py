"""The outcome of a case: recorded when it ends, and again when something must be put right."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import only_once
from casework.choices import CaseStatus
from casework.closing import NewOutcome
from casework.fit import must_fit
from casework.models import Case, FollowUp, Outcome
from casework.services.once import insert_once, key_of, made_before

AFTER = (CaseStatus.CLOSED, CaseStatus.FOLLOW_UP)
WHEN = (CaseStatus.ENDING, *AFTER)
"""States in which an outcome is recorded."""
STRANDS = ("disengagement", "reintegration")


def record_outcome(actor: Actor, reference: str, new: NewOutcome, form: uuid.UUID | None = None) -> Outcome:
    """Record how the work ended on both strands; what stood before stays and is followed by this.

    ``form``: sent twice, recorded once. Follow-ups are chosen before closing; afterwards those that were planned stay.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are not its case manager.
        Conflict: somebody recorded one in this moment.
        RuleBroken: the case is not ending, something is missing, or days do not fit.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        last = Outcome.objects.visible_to(actor).filter(case_id=case.pk).order_by("-number").first()
        if (before := made_before(actor, Outcome, form)) is not None:  # after the last: it is never taken for that one
            return before
        if case.status not in WHEN:
            raise RuleBroken(_("The outcome is recorded while the case is ending, or afterwards."))
        closing = _closing(actor, case, last)
        again = last is not None and last.closing == closing
        _check(new, again)
        row = Outcome(
            id=key_of(actor, form), case=case, closing=closing, number=last.number + 1 if last else 1,
            recorded_on=timezone.localdate(), membership_id=actor.membership_id, level=case.level,
        )  # fmt: skip
        for name in NewOutcome.__slots__:
            value = getattr(new, name)
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.months = list(last.months if last and case.status in AFTER else new.months)
        row.reason = row.reason if again else ""
        if not row.months:
            raise RuleBroken(_("Choose at least one follow-up."), "months")
        must_fit(row)
        with only_once("outcomes_are_numbered", _("Somebody recorded an outcome in this moment. Load the page again.")):
            if (there := insert_once(actor, row)) is not row:
                return there
        trail.record(
            actor, "outcome.corrected" if again else "outcome.recorded", operation=Operation.COLLECT, kind="outcome",
            subjects=[row.pk], case_id=case.pk, ground="manage",
        )  # fmt: skip
        return row


def _closing(actor: Actor, case: Case, last: Outcome | None) -> int:
    """Return the closing that an outcome recorded now is of: the next one once the case closed with the last."""
    if last is None:
        return 1
    used = FollowUp.objects.visible_to(actor).filter(case_id=case.pk, closing=last.closing).exists()
    return last.closing + 1 if used and case.status not in AFTER else last.closing


def _check(new: NewOutcome, again: bool) -> None:
    today = timezone.localdate()
    for strand in STRANDS:
        if not getattr(new, f"{strand}_text").strip():
            raise RuleBroken(_("Say how you know, even if it is not known."), f"{strand}_text")
    if new.feedback_offered_on > today:
        raise RuleBroken(_("This day lies ahead. Enter the day it happened."), "feedback_offered_on")
    if new.keep_until <= today:
        raise RuleBroken(_("Choose a day ahead: until then the record is kept."), "keep_until")
    if again and not new.reason.strip():
        raise RuleBroken(_("Say why it is recorded again."), "reason")
