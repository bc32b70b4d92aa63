"""Restriction of processing: placed on a note or a whole case, looked at again, lifted after the person was told."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from casework.fit import must_fit
from casework.models import Note
from casework.services.once import insert_once, key_of, made_before
from sharing.choices_restricting import RestrictionWordKind
from sharing.choices_rights import RightsKind, RightsState
from sharing.models import Restriction, RestrictionWord, RightsRequest
from sharing.restricting import Lifting, NewRestriction

SUBJECT = "restriction"
LONGEST_DAYS = 183
"""Days until somebody looks again, at the most; then the review moves on or the restriction is lifted."""


def restrict(
    actor: Actor, request_id: uuid.UUID, new: NewRestriction, form: uuid.UUID | None = None
) -> Restriction:  # fmt: skip
    """Restrict a note or the whole case, on something that the person asked; it goes no further while that lasts.

    ``form`` is the key of the form: sent twice, placed once.

    Raises:
        Http404, NotAllowed: the request or the note is not there for the actor, or they do not manage the case.
        RuleBroken: the person asked for something else or took it back, the day is odd, or nothing is said.
        Conflict: it is restricted already.
    """
    with transaction.atomic():
        asked: RightsRequest = RightsRequest.objects.get_for(actor, "manage", pk=request_id)
        own = {"membership_id": actor.membership_id}
        if (before := made_before(actor, Restriction, form, **own)) is not None:
            return before
        if asked.kind == RightsKind.ACCESS or asked.state == RightsState.WITHDRAWN:
            raise RuleBroken(_("Nothing is restricted on this request."), "note")
        note = _note(actor, asked, new.note) if new.note else None
        _must_be_a_review(new.review_on)
        row = Restriction(
            id=key_of(actor, form), case_id=asked.case_id, request=asked, note=note, newest=note, ground=new.ground,
            placed_on=timezone.localdate(), membership_id=actor.membership_id, review_on=new.review_on,
        )  # fmt: skip
        with only_once("restricted_once_at_a_time", _("This is restricted already."), "note"):
            if (there := insert_once(actor, row, **own)) is not row:
                return there
        _say(actor, row, RestrictionWordKind.PLACED, new.reason)
        _record(actor, row, "restriction.placed", {"ground": str(row.ground), "whole": row.note_id is None})
        return row


def _note(actor: Actor, asked: RightsRequest, key: uuid.UUID) -> Note:
    note: Note | None = Note.objects.visible_to(actor, "read").filter(pk=key, case_id=asked.case_id).first()
    if note is None or note.status != ItemStatus.CURRENT:
        raise RuleBroken(_("Choose one of the notes shown."), "note")
    return note


def _must_be_a_review(day: dt.date) -> None:
    today = timezone.localdate()
    if not today < day <= today + dt.timedelta(days=LONGEST_DAYS):
        raise RuleBroken(_("Enter a day ahead, and within half a year."), "review_on")


def go_on_restricting(actor: Actor, restriction_id: uuid.UUID, version: int, review_on: dt.date) -> Restriction:
    """Look at a restriction again and let it go on until another review.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was lifted, or the day is odd.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _running(actor, restriction_id, version)
        _must_be_a_review(review_on)
        row.review_on = review_on
        save_next(row, "review_on")
        _record(actor, row, "restriction.reviewed", {"until": review_on.isoformat()})
        return row


def lift_restriction(actor: Actor, restriction_id: uuid.UUID, version: int, new: Lifting) -> Restriction:
    """Lift a restriction, with the reason, after the person was told that it is going to be lifted.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was lifted, the person was not told, or no reason is given.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row, today = _running(actor, restriction_id, version), timezone.localdate()
        if not row.placed_on <= new.told_on <= today:
            raise RuleBroken(
                _("The person is told before it is lifted. Enter the day on which they were told."), "told_on"
            )
        row.lifted_on, row.lifted_by_id, row.told_on = today, actor.membership_id, new.told_on
        save_next(row, "lifted_on", "lifted_by", "told_on")
        _say(actor, row, RestrictionWordKind.LIFTED, new.reason)
        _record(actor, row, "restriction.lifted", {"told": new.told_on.isoformat()})
        return row


def was_restricted(actor: Actor, asked: RightsRequest, state: RightsState) -> None:
    """Hold that a request to restrict is granted when something was restricted on it.

    Raises:
        RuleBroken: nothing is.
    """
    if asked.kind != RightsKind.RESTRICTION or state not in (RightsState.GRANTED, RightsState.PARTLY):
        return
    if not Restriction.objects.visible_to(actor).filter(request=asked).exists():
        raise RuleBroken(_("First restrict what the person asked for."), "state")


def _running(actor: Actor, restriction_id: uuid.UUID, version: int) -> Restriction:
    row: Restriction = Restriction.objects.get_for(actor, "manage", pk=restriction_id)
    if not row.runs:
        raise RuleBroken(_("It was lifted already."))
    if row.version != version:
        raise Conflict(_("Somebody changed it since you opened the page. Look at what stands there now."))
    return row


def _say(actor: Actor, row: Restriction, kind: RestrictionWordKind, text: str) -> None:
    if not text.strip():
        raise RuleBroken(_("Write it in words."), "reason")
    word = RestrictionWord(
        case_id=row.case_id, restriction=row, note_id=row.note_id, kind=kind, text=text.strip(),
        membership_id=actor.membership_id, at=timezone.now(),
    )  # fmt: skip
    must_fit(word)
    word.save(force_insert=True)


def _record(actor: Actor, row: Restriction, verb: str, detail: dict[str, object]) -> None:
    trail.record(
        actor, verb, operation=Operation.ALTER, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
