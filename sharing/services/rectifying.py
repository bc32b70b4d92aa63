"""Facts that a person contests: naming the note, the answer of its agency, telling recipients (domain section 4.10)."""

import datetime as dt
import uuid

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from agencies.queries.cadences import cadence
from casework.choices import NoteKind
from casework.due import due_in_working_days
from casework.fit import must_fit
from casework.models import Case, Note
from casework.queries.writers import own_note
from casework.services.once import insert_once, key_of, made_before
from sharing.choices_contested import ANSWERS, SETTLED, ContestedOutcome, ContestedWordKind
from sharing.choices_rights import RightsKind, RightsState
from sharing.models import ContestedFact, ContestedWord, CorrectionNotice, Disclosure, RightsRequest
from sharing.rectifying import ContestAnswer, NewContest, ToldRecipient

SUBJECT = "contested_fact"
BEFORE_THE_ANSWER = 3
"""Days that are left to answer the person, where the request is due sooner than its agency would be."""


def contest_fact(
    actor: Actor, request_id: uuid.UUID, new: NewContest, form: uuid.UUID | None = None
) -> ContestedFact:  # fmt: skip
    """Name a note that the person contests; the agency that wrote it has the answer due. Nobody else changes it.

    ``form`` is the key of the form: sent twice, named once.

    Raises:
        Http404, NotAllowed: the request or the note is not there for the actor, or they do not manage the case.
        RuleBroken: the request is over or asks something else, the note holds no more, or nothing is said.
        Conflict: somebody named it in this moment.
    """
    with transaction.atomic():
        asked: RightsRequest = RightsRequest.objects.get_for(actor, "manage", pk=request_id)
        own = {"membership_id": actor.membership_id}
        if (before := made_before(actor, ContestedFact, form, **own)) is not None:
            return before
        if not (asked.waits and asked.kind == RightsKind.RECTIFICATION):
            raise RuleBroken(_("A note is named on a request to put something right that waits for an answer."), "note")
        note: Note | None = (
            Note.objects.visible_to(actor, "read").filter(pk=new.note, case_id=asked.case_id).first()
        )  # fmt: skip
        if note is None or note.status != ItemStatus.CURRENT or note.kind == NoteKind.CONTEST:
            raise RuleBroken(_("Choose one of the notes shown."), "note")
        row = ContestedFact(
            id=key_of(actor, form), case_id=note.case_id, request=asked, note=note, newest=note,
            originator_id=note.originator_id, membership_id=actor.membership_id, named_at=timezone.now(),
            due_on=_due(asked),
        )  # fmt: skip
        with only_once("note_is_contested_once_in_a_request", _("This note is named already on this request.")):
            if (there := insert_once(actor, row, **own)) is not row:
                return there
        _say(actor, row, ContestedWordKind.PERSON, new.words, "words")
        _record(actor, row, "contested.named", Operation.COLLECT)
        return row


def _due(asked: RightsRequest) -> dt.date:
    usual = due_in_working_days(cadence(asked.partnership_id, "contested_fact").days)
    last = (asked.extended_to or asked.due_on) - dt.timedelta(days=BEFORE_THE_ANSWER)
    return max(min(usual, last), timezone.localdate())


def answer_contested(actor: Actor, fact_id: uuid.UUID, version: int, new: ContestAnswer) -> ContestedFact:
    """Answer for the agency that wrote the note: it was put right, it stands, or nobody can find out.

    What was not put right stays contested: both versions stand side by side. It can be put right later.

    Raises:
        Http404, NotAllowed: it is unseen, or the note is not the actor's agency's to correct.
        RuleBroken: it is answered, no reason is given, or nothing was put right.
        Conflict: somebody answered meanwhile.
    """
    with transaction.atomic():
        row: ContestedFact = ContestedFact.objects.select_related("newest").get_for(actor, "change", pk=fact_id)
        newest = own_note(actor, row.newest)
        if row.outcome in SETTLED or (row.outcome and new.outcome != ContestedOutcome.CORRECTED):
            raise RuleBroken(_("It was answered already."))
        if row.version != version:
            raise Conflict(_("Somebody changed it since you opened the page. Look at what stands there now."))
        if new.outcome not in ANSWERS:
            raise RuleBroken(_("Choose what you answer."), "outcome")
        put_right = row.newest_id != row.note_id or newest.status == ItemStatus.WITHDRAWN
        if new.outcome == ContestedOutcome.CORRECTED and not put_right:
            raise RuleBroken(_("First correct the note, or withdraw it: then say here that you did."), "outcome")
        row.outcome, row.answered_at, row.answered_by_id = new.outcome, timezone.now(), actor.membership_id
        save_next(row, "outcome", "answered_at", "answered_by")
        _say(actor, row, ContestedWordKind(str(new.outcome)), new.reason, "reason")
        _record(actor, row, f"contested.{new.outcome}", Operation.ALTER)
        return row


def add_recipient(actor: Actor, fact_id: uuid.UUID, disclosure_id: uuid.UUID) -> CorrectionNotice:
    """Have somebody told of an answer of whom the record does not say by itself that they got the note.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: nothing was answered yet, or it is no disclosure of this case.
        Conflict: they are told of it already.
    """
    with transaction.atomic():
        fact: ContestedFact = ContestedFact.objects.get_for(actor, pk=fact_id)
        Case.objects.get_for(actor, "manage", pk=fact.case_id)
        if fact.answered_at is None:
            raise RuleBroken(_("Its agency has not answered yet."), "disclosure")
        given = Disclosure.objects.visible_to(actor).filter(pk=disclosure_id, case_id=fact.case_id).first()
        if given is None:
            raise RuleBroken(_("Choose one of those shown."), "disclosure")
        row = CorrectionNotice(
            case_id=fact.case_id, fact=fact, disclosure=given, outcome=fact.outcome, raised_at=timezone.now(),
            due_on=due_in_working_days(cadence(actor.partnership_id, "correction_told").days),
        )  # fmt: skip
        with only_once("recipient_is_told_once_of_an_answer", _("They are told of it already."), "disclosure"):
            row.save(force_insert=True)
        _record(actor, fact, "contested.recipient_added", Operation.ALTER)
        return row


def tell_recipient(actor: Actor, notice_id: uuid.UUID, version: int, new: ToldRecipient) -> CorrectionNotice:
    """Record that a recipient of a disclosure was told that something in it is contested, or was put right.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: they were told already, or the day is odd.
        Conflict: somebody recorded it meanwhile.
    """
    with transaction.atomic():
        row: CorrectionNotice = CorrectionNotice.objects.get_for(actor, "manage", pk=notice_id)
        if row.told_on is not None:
            raise RuleBroken(_("They were told already."))
        if row.version != version:
            raise Conflict(_("Somebody changed it since you opened the page. Look at what stands there now."))
        if not timezone.localdate(row.raised_at) <= new.told_on <= timezone.localdate():
            raise RuleBroken(_("Enter the day on which they were told: not ahead, and after the answer."), "told_on")
        row.told_on, row.how, row.membership_id = new.told_on, new.how, actor.membership_id
        save_next(row, "told_on", "how", "membership")
        trail.record(
            actor, "contested.recipient_told", operation=Operation.DISCLOSE, kind="disclosure",
            subjects=[row.disclosure_id], case_id=row.case_id, ground="place", detail={"outcome": row.outcome},
        )  # fmt: skip
        return row


def all_answered(actor: Actor, asked: RightsRequest, state: RightsState) -> None:
    """Hold that a request to put something right is decided when each note was named and its agency has answered.

    Raises:
        RuleBroken: one has not, or it is granted and no note is named.
    """
    if asked.kind != RightsKind.RECTIFICATION or state == RightsState.WITHDRAWN:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT named, waiting FROM sharing_named_on(%s)", [asked.pk])
        named, waiting = cursor.fetchone()
    if waiting:
        raise RuleBroken(_("An agency has not answered yet. Wait for it, or take longer and tell the person."), "state")
    if state == RightsState.GRANTED and not named:
        raise RuleBroken(_("First name the notes that are contested."), "state")


def _say(actor: Actor, row: ContestedFact, kind: ContestedWordKind, text: str, field: str) -> None:
    if not text.strip():
        raise RuleBroken(_("Write it in words."), field)
    word = ContestedWord(
        fact=row, note_id=row.note_id, kind=kind, text=text.strip(), membership_id=actor.membership_id,
        at=timezone.now(),
    )  # fmt: skip
    must_fit(word)
    word.save(force_insert=True)


def _record(actor: Actor, row: ContestedFact, verb: str, operation: Operation) -> None:
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id,
        ground="place", detail={"request": str(row.request_id)},
    )  # fmt: skip
