"""Requests of the person: recording, knowing who asks, taking longer once, deciding (domain section 4.10)."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from agencies.queries.cadences import cadence
from casework.due import day_words, months_after
from casework.fit import must_fit
from casework.models import Case
from casework.services.once import insert_once, key_of, made_before
from sharing.choices_rights import (
    DECISIONS,
    NEEDS_REMEDY,
    Identity,
    RightsKind,
    RightsState,
    RightsWordKind,
)
from sharing.models import RightsRequest, RightsWord
from sharing.rights import Longer, NewRights, RightsDecision
from sharing.services.rectifying import all_answered
from sharing.services.restricting import was_restricted

SUBJECT = "rights_request"
MONTHS_AT_MOST = 3
"""One month, and two more where it must take longer: GDPR art. 12(3); laws on the Directive say the like."""
OLDEST_DAYS = 366
S = RightsState


def record_request(actor: Actor, reference: str, new: NewRights, form: uuid.UUID | None = None) -> RightsRequest:
    """Record that the person asks something about their record; the case manager has it due, and the legal advisers.

    The clock runs from the day it was received: a month, or less where the partnership set less. ``form`` is the key
    of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they do not work on it.
        RuleBroken: nothing is asked, or the day is odd.
    """
    with transaction.atomic():
        case: Case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, RightsRequest, form)) is not None:
            return before
        today = timezone.localdate()
        if not today - dt.timedelta(days=OLDEST_DAYS) <= new.received_on <= today:
            raise RuleBroken(
                _("Enter the day on which it came: not ahead, and not more than a year ago."), "received_on"
            )
        row = RightsRequest(
            id=key_of(actor, form), case=case, partnership_id=case.partnership_id, kind=new.kind, how=new.how,
            received_on=new.received_on, identity=new.identity or "", identity_on=today if new.identity else None,
            due_on=_due(case, new.received_on), membership_id=actor.membership_id, recorded_at=timezone.now(),
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row)) is not row:
            return there
        say_words(actor, row, RightsWordKind.ASKED, new.words, "words")
        _record(actor, row, "rights.recorded", Operation.COLLECT, {"kind": row.kind, "due": row.due_on.isoformat()})
        return row


def _due(case: Case, received_on: dt.date) -> dt.date:
    days = dt.timedelta(days=cadence(case.partnership_id, "rights_request").days)
    return min(months_after(received_on, 1), received_on + days)


def check_identity(actor: Actor, request_id: uuid.UUID, version: int, identity: Identity) -> RightsRequest:
    """Record how it is known that the person asked themselves.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was decided.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _waiting(actor, request_id, version)
        row.identity, row.identity_on = identity, timezone.localdate()
        save_next(row, "identity", "identity_on")
        _record(actor, row, "rights.identity_checked", Operation.ALTER, {"identity": str(identity)})
        return row


def take_longer(actor: Actor, request_id: uuid.UUID, version: int, new: Longer) -> RightsRequest:
    """Say once that an answer takes longer, with the reason that the person was told in time.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it takes longer already, the person was told too late, or the day lies too far away.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _waiting(actor, request_id, version)
        if row.extended_to is not None:
            raise RuleBroken(_("It takes longer already. It can do so once."))
        last = months_after(row.received_on, MONTHS_AT_MOST)
        if not row.due_on < new.until_on <= last:
            raise RuleBroken(
                _("Enter a day after %(due)s and not after %(last)s.")
                % {"due": day_words(row.due_on), "last": day_words(last)}, "until_on"
            )  # fmt: skip
        if not row.received_on <= new.told_on <= min(row.due_on, timezone.localdate()):
            raise RuleBroken(
                _("The person is told before the month is over. Enter the day on which they were told."), "told_on"
            )
        row.extended_to, row.extension_told_on = new.until_on, new.told_on
        save_next(row, "extended_to", "extension_told_on")
        say_words(actor, row, RightsWordKind.LONGER, new.reason, "reason")
        _record(actor, row, "rights.extended", Operation.ALTER, {"until": new.until_on.isoformat()})
        return row


def decide_request(actor: Actor, request_id: uuid.UUID, version: int, new: RightsDecision) -> RightsRequest:
    """Decide a request with a reason in words for the person; refused, they are told where they can complain.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was decided, nobody knows who asks, an agency has not answered, or the reason or the remedy is
            missing.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _waiting(actor, request_id, version)
        today = timezone.localdate()
        if new.state not in DECISIONS:
            raise RuleBroken(_("Choose what you decide."), "state")
        if new.state in (S.GRANTED, S.PARTLY) and not row.identity:
            raise RuleBroken(_("First record how you know that the person asked themselves."), "state")
        if new.state in (S.GRANTED, S.PARTLY) and row.kind == RightsKind.ACCESS:
            raise RuleBroken(_("Access is granted by handing over the file: put it together first."), "state")
        all_answered(actor, row, new.state)
        was_restricted(actor, row, new.state)
        if new.state in NEEDS_REMEDY and not (new.remedy_told_on and row.received_on <= new.remedy_told_on <= today):
            raise RuleBroken(
                _("Tell the person where they can complain, and enter the day on which you did."), "remedy_told_on"
            )
        row.state, row.decided_on, row.decided_by_id = new.state, today, actor.membership_id
        row.remedy_told_on = new.remedy_told_on if new.state in NEEDS_REMEDY else None
        say_words(actor, row, RightsWordKind.DECIDED, new.reason, "reason")
        save_next(row, "state", "decided_on", "decided_by", "remedy_told_on")
        _record(actor, row, "rights.decided", Operation.ALTER, {"state": row.state})
        return row


def _waiting(actor: Actor, request_id: uuid.UUID, version: int) -> RightsRequest:
    seen: RightsRequest = RightsRequest.objects.get_for(actor, "manage", pk=request_id)
    if not seen.waits:
        raise RuleBroken(_("It was decided already."))
    rows = RightsRequest.objects.select_for_update(of=("self",)).visible_to(actor, "manage")
    row: RightsRequest | None = rows.filter(pk=request_id).first()  # gone for a lock, if it was decided meanwhile
    if row is None or row.version != version:
        raise Conflict(_("Somebody changed it since you opened the page. Look at what stands there now."))
    return row


def say_words(actor: Actor, row: RightsRequest, kind: RightsWordKind, text: str, field: str) -> None:
    """Keep words on a cleared request. To be called inside the transaction of the act that says them.

    Raises:
        RuleBroken: nothing is said, at ``field``.
    """
    if not text.strip():
        raise RuleBroken(_("Write it in words."), field)
    word = RightsWord(
        case_id=row.case_id, request=row, kind=kind, text=text.strip(), membership_id=actor.membership_id,
        at=timezone.now(),
    )  # fmt: skip
    must_fit(word)
    word.save(force_insert=True)


def _record(
    actor: Actor, row: RightsRequest, verb: str, operation: Operation, detail: dict[str, str]
) -> None:  # fmt: skip
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
