"""Erasing a record or a note: proposed by the case manager, decided by somebody else, carried out by the worker."""

import logging
import uuid

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import only_once, save_next
from casework.due import day_words
from casework.fit import must_fit
from casework.models import Case, Note
from casework.services.once import insert_once, key_of, made_before
from sharing.choices_erasing import ErasureGround, ErasureState
from sharing.erasing import ErasureDecision, NewErasure
from sharing.models import Erasure
from sharing.queries.erasures import kept_until
from sharing.services.holds import refuse_while_held

logger = logging.getLogger(__name__)
SUBJECT = "erasure"
S = ErasureState
CHANGED = gettext_lazy("Somebody changed it since you opened the page. Look at what stands there now.")


def propose_erasure(actor: Actor, reference: str, new: NewErasure, form: uuid.UUID | None = None) -> Erasure:
    """Propose to erase the record of a case, or one note of it; somebody else decides.

    It goes back to a request of the person that was granted, with a ground in law, or to the last retention review.
    ``form`` is the key of the form: sent twice, proposed once.

    Raises:
        Http404, NotAllowed: the case or the note is not there for the actor, or they are not the case manager.
        RuleBroken: something stands in the way, it was proposed already, or a word or a day is missing.
    """
    with transaction.atomic():
        case: Case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        if (before := made_before(actor, Erasure, form, membership_id=actor.membership_id)) is not None:
            return before
        _check(new)
        if new.note_id is not None:
            Note.objects.get_for(actor, pk=new.note_id, case_id=case.pk)
        row = Erasure(
            id=key_of(actor, form), case_id=case.pk, partnership_id=case.partnership_id, note_id=new.note_id,
            ground=new.ground, source_id=new.source_id, legal_ground=new.legal_ground or "", words=new.words.strip(),
            told_on=new.told_on, not_told=new.not_told or "", proposed_at=timezone.now(),
            membership_id=actor.membership_id, user_id=actor.user_id,
        )  # fmt: skip
        must_be_erasable(actor, row)
        must_fit(row)
        with only_once("erasure_is_open_once", _("It is proposed already, and waits for a decision.")):
            if (there := insert_once(actor, row, membership_id=actor.membership_id)) is not row:
                return there
        _record(actor, row, "erasure.proposed", {"ground": row.ground, "note": row.note_id is not None})
        return row


def _check(new: NewErasure) -> None:
    if not new.words.strip():
        raise RuleBroken(_("Write why, in words."), "words")
    if new.ground == ErasureGround.REQUEST and not new.legal_ground:
        raise RuleBroken(_("Choose the ground in law on which the person has it erased."), "legal_ground")
    if new.ground == ErasureGround.REVIEW and (new.legal_ground or new.note_id):
        raise RuleBroken(_("A retention review is about the whole record, and needs no ground in law."), "legal_ground")
    if bool(new.told_on) == bool(new.not_told):
        raise RuleBroken(_("Enter the day on which the person was told, or why they cannot be told."), "told_on")
    if new.told_on and new.told_on > timezone.localdate():
        raise RuleBroken(_("The person is told before it is proposed. Enter a day that is not ahead."), "told_on")


def must_be_erasable(actor: Actor, row: Erasure) -> None:
    """Hold that nothing stands in the way of an erasure: the database's own rule, in a sentence.

    Raises:
        RuleBroken: a hold stands, the work goes on, the period runs, or it goes back to nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sharing_why_not_erased(%s, %s, %s, %s)", [row.case_id, row.note_id, row.ground, row.source_id]
        )
        why: str | None = cursor.fetchone()[0]
    if why == "held":
        refuse_while_held(actor, row.case_id)
    if why != "":
        sentences = {
            "source": _(
                "Choose a request of the person that was granted, or the last retention review if it proposed to "
                "erase. What was granted in part erases single notes."
            ),
            "restricted": _("It is restricted: what is kept for the person is not erased. Lift that first."),
            "waits": _("The person waits for an answer about this record. Answer it first."),
            "active": _("The work goes on. Close the case first; until then single notes can be erased on request."),
            "order": _("An order still runs. The record is needed until it has ended."),
            "unset": _("The partnership has not said how long records are kept. A coordinator sets it under Times."),
            "kept": _("The record is kept until %(day)s. Only a granted request with a ground in law comes before it.")
            % {"day": day_words(kept_until(actor, row.case_id))},
        }  # fmt: skip
        raise RuleBroken(sentences.get(why or "", _("This cannot be erased now.")))


def decide_erasure(actor: Actor, erasure_id: uuid.UUID, version: int, new: ErasureDecision) -> Erasure:
    """Approve an erasure that somebody else proposed, or refuse it, with a reason. Approved, it is carried out shortly.

    Raises:
        Http404, NotAllowed: it is unseen, the actor is neither legal adviser nor chair, or they proposed it.
        RuleBroken: it was decided, the reason is missing, or something stands in the way now.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _at(actor, erasure_id, version, "decide", S.PROPOSED)
        if row.user_id == actor.user_id:
            raise NotAllowed(_("You proposed it. Somebody else decides."))
        if not new.words.strip():
            raise RuleBroken(_("Write why, in words."), "words")
        if new.approved:
            must_be_erasable(actor, row)
        row.state = S.APPROVED if new.approved else S.REFUSED
        row.decided_at, row.decided_by_id, row.decider_id = timezone.now(), actor.membership_id, actor.user_id
        row.decision_words = new.words.strip()
        must_fit(row)
        save_next(row, "state", "decided_at", "decided_by", "decider", "decision_words")
        _record(actor, row, "erasure.approved" if new.approved else "erasure.refused", {"ground": row.ground})
        return row


def withdraw_erasure(actor: Actor, erasure_id: uuid.UUID, version: int, words: str = "") -> Erasure:
    """Take back what one proposed, before it is decided or while it is approved and not carried out yet.

    What was approved takes back also whoever approved it; ``words`` then say why.

    Raises:
        Http404, NotAllowed: it is unseen, or somebody else proposed it, and approved it.
        RuleBroken: it was refused, withdrawn or carried out, or the reason is missing.
        Conflict: somebody changed it, or it was carried out, meanwhile.
    """
    with transaction.atomic():
        row = _at(actor, erasure_id, version, "view", S.PROPOSED, S.APPROVED)
        if row.state == S.APPROVED:
            return _take_back(actor, row, words)
        if row.user_id != actor.user_id:
            raise NotAllowed(_("Whoever proposed it takes it back. You can refuse it, if that is yours to do."))
        Case.objects.get_for(actor, "lead", pk=row.case_id)
        row.state = S.WITHDRAWN
        save_next(row, "state")
        _record(actor, row, "erasure.withdrawn", {"ground": row.ground})
        return row


def _take_back(actor: Actor, row: Erasure, words: str) -> Erasure:
    """Withdraw what was approved, unless the worker was faster."""
    if row.user_id == actor.user_id:
        Case.objects.get_for(actor, "lead", pk=row.case_id)
    elif row.decider_id == actor.user_id:
        Erasure.objects.get_for(actor, "decide", pk=row.pk)
    else:
        raise NotAllowed(_("Whoever proposed or approved it takes it back. A legal hold stops it too."))
    if not words.strip():
        raise RuleBroken(_("Write why, in words."), "words")
    mine = Erasure.objects.visible_to(actor).filter(pk=row.pk, version=row.version).select_for_update().first()
    if mine is None:
        raise Conflict(str(CHANGED))
    mine.state, mine.withdrawal_words = S.WITHDRAWN, words.strip()
    mine.withdrawn_at, mine.withdrawn_by_id = timezone.now(), actor.membership_id
    must_fit(mine)
    save_next(mine, "state", "withdrawn_at", "withdrawn_by", "withdrawal_words")
    _record(actor, mine, "erasure.taken_back", {"ground": mine.ground})
    return mine


def _at(actor: Actor, erasure_id: uuid.UUID, version: int, verb: str, *states: str) -> Erasure:
    seen: Erasure = Erasure.objects.get_for(actor, verb, pk=erasure_id)
    if seen.state not in states:
        raise RuleBroken(_("It was decided already."))
    if seen.version != version:
        raise Conflict(str(CHANGED))
    return seen


def carry_out_erasures(actor: None) -> int:
    """Erase what was approved and nothing stands in the way of; say how many erasures were carried out.

    ``actor`` is nobody: the worker acts for the product. Each is a transaction of its own, so that one that cannot be
    done keeps no other back. Running it twice, or two at once, erases nothing twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_erasures_to_carry_out()")
        waiting = [row[0] for row in cursor.fetchall()]
    return sum(_carry_out(key) for key in waiting)


def _carry_out(key: uuid.UUID) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT sharing_carry_out_erasure(%s)", [key])
            case: uuid.UUID | None = cursor.fetchone()[0]
    except DatabaseError as error:
        logger.error("erasure_not_carried_out", extra={"erasure": str(key), "sqlstate": _sqlstate(error)})
        return False
    if case is not None:  # shipped away, it tells after a restore what is to be erased again
        logger.info("erasure_carried_out", extra={"erasure": str(key), "case": str(case)})
    return case is not None


def _sqlstate(error: DatabaseError) -> str:
    return str(getattr(error.__cause__, "pgcode", ""))


def _record(actor: Actor, row: Erasure, verb: str, detail: dict[str, object]) -> None:
    trail.record(
        actor, verb, operation=Operation.ALTER, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id, ground="duty",
        detail=detail,
    )  # fmt: skip
