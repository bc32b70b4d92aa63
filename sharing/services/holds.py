"""Placing a legal hold on a record, keeping it, and lifting it. While one stands, nothing is erased."""

import datetime as dt
import uuid

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from access.sight_erasing import OVERSEE
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import save_next
from casework.due import day_words
from casework.fit import must_fit
from casework.services.once import insert_once, key_of, made_before
from sharing.choices_erasing import HoldStepKind
from sharing.holding import HoldStep, NewHold
from sharing.models import LegalHold

SUBJECT = "hold"
REVIEW_DAYS = 366
"""A hold is looked at again within a year: ours."""


def place_hold(actor: Actor, new: NewHold, form: uuid.UUID | None = None) -> LegalHold:
    """Place a hold on the case called ``new.reference``; whoever places it has it due to look at it again.

    For the legal advisers and the chair, who see no case by it. Every try is on the trail. ``form`` is the key of the
    form: sent twice, placed once.

    Raises:
        NotAllowed: the actor is neither legal adviser nor chair.
        RuleBroken: no case of the partnership has this reference, no words, or the day is odd.
    """
    if not any(actor.has_duty(duty) for duty in OVERSEE):
        raise NotAllowed(_("A legal hold is placed by the legal advisers and the chair of the partnership."))
    _check_review_day(new.review_on)
    case_id = case_called(actor, new.reference)  # outside of what is undone: a try stays on the trail
    with transaction.atomic():
        if (before := made_before(actor, LegalHold, form, membership_id=actor.membership_id)) is not None:
            return before
        row = LegalHold(
            id=key_of(actor, form), case_id=case_id, partnership_id=actor.partnership_id, ground=new.ground,
            words=_said(new.words), placed_at=timezone.now(), membership_id=actor.membership_id,
            user_id=actor.user_id, review_on=new.review_on,
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row, membership_id=actor.membership_id)) is row:
            _record(actor, row, "hold.placed", Operation.COLLECT)
        return there


def case_called(actor: Actor, reference: str) -> uuid.UUID:
    """Return the key of a case of the partnership for chair and legal advisers, who see none by their duty.

    A reference that is not there leaves a line on the trail, without it: call it outside of what an error undoes.

    Raises:
        RuleBroken: there is none, at ``reference``.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_case_to_hold(%s)", [reference.strip().upper().replace("\0", "")])
        found: uuid.UUID | None = cursor.fetchone()[0]
    if found is None:
        trail.record(actor, "hold.tried", operation=Operation.CONSULT, kind=SUBJECT, ground="duty")
        raise RuleBroken(_("No case of your partnership has this reference."), "reference")
    return found


def step_of_hold(actor: Actor, hold_id: uuid.UUID, version: int, new: HoldStep) -> LegalHold:
    """Keep a hold until a later day, or lift it, with the reason.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor is neither legal adviser nor chair.
        RuleBroken: it was lifted, the reason is missing, or the day is odd.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        seen: LegalHold = LegalHold.objects.get_for(actor, "decide", pk=hold_id)
        if seen.lifted_at is not None:
            raise RuleBroken(_("It was lifted already."))
        rows = LegalHold.objects.select_for_update(of=("self",)).visible_to(actor, "decide")
        row: LegalHold | None = rows.filter(pk=hold_id).first()
        if row is None or row.version != version:
            raise Conflict(_("Somebody changed it since you opened the page. Look at what stands there now."))
        row.last_words = _said(new.words)
        if new.kind == HoldStepKind.LIFT:
            row.lifted_at, row.lifted_by_id = timezone.now(), actor.membership_id
        else:
            _check_review_day(new.review_on)
            row.review_on = new.review_on or row.review_on
        must_fit(row)
        save_next(row, "last_words", "review_on", "lifted_at", "lifted_by")
        _record(actor, row, "hold.lifted" if row.lifted_at else "hold.kept", Operation.ALTER)
        return row


def refuse_while_held(actor: Actor, case_id: uuid.UUID) -> None:
    """Refuse to erase, or to propose it, while a hold stands.

    Raises:
        RuleBroken: a hold that the actor may know of stands. The database refuses for whoever may not.
    """
    rows = LegalHold.objects.visible_to(actor).standing().filter(case_id=case_id)
    row = rows.select_related("membership__user").order_by("placed_at").first()
    if row is not None:
        raise RuleBroken(
            _("The legal hold %(mark)s stands (%(ground)s). Nothing is erased until it is lifted: ask %(who)s.")
            % {"mark": row.mark, "ground": row.get_ground_display(), "who": row.membership.user.full_name}
        )  # fmt: skip


def _check_review_day(day: dt.date | None) -> None:
    """Hold that a hold is looked at again after today and within a year.

    Raises:
        RuleBroken: the day is missing, past, or too far ahead, at ``review_on``.
    """
    today = timezone.localdate()
    last = today + dt.timedelta(days=REVIEW_DAYS)
    if day is None or not today < day <= last:
        raise RuleBroken(
            _("Enter a day after today and not after %(last)s.") % {"last": day_words(last)}, "review_on"
        )  # fmt: skip


def _said(words: str) -> str:
    if not words.strip():
        raise RuleBroken(_("Write why, in words."), "words")
    return words.strip()


def _record(actor: Actor, row: LegalHold, verb: str, operation: Operation) -> None:
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id, ground="duty",
        detail={"ground": row.ground, "review": row.review_on.isoformat()},
    )  # fmt: skip
