"""Answering a request: with words of one's own agency, with silence, or with a refusal and its reason."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import ItemStatus, Operation, Place, Tier
from agencies.choices import Secrecy
from agencies.errors import RuleBroken
from agencies.models import Agency, only_once
from casework.fit import must_fit
from casework.models import Case, Note, NoteListing
from casework.queries.audience import labels_of_note
from casework.restricting import must_not_be_restricted
from casework.services.notes import store_note
from sharing.asking import TIER_OF, NewAnswer, capped, given_of
from sharing.choices import SILENT, AnswerCode, RemarkKind
from sharing.models import AnswerSilence, SharingAnswer, SharingRequest
from sharing.queries.asking import places_of
from sharing.services.requests import add_remark


def answer(actor: Actor, request_id: uuid.UUID, new: NewAnswer) -> SharingAnswer:
    """Answer a request for the actor's agency. What was due for it is done, whoever was to do it.

    Raises:
        Http404, NotAllowed: the request is not the actor's agency's to answer.
        Conflict: a colleague answered in this moment.
        RuleBroken: it is answered, the agency that asked would not read what the answer says, or something is missing.
    """
    code = AnswerCode(new.code)
    with transaction.atomic():
        row = SharingRequest.objects.get_for(actor, "answer", pk=request_id)
        if row.answered_at is not None:
            raise RuleBroken(_("This request is answered. What is new goes into a note."))
        _check(actor, code, new)
        note = _note(actor, row, code, new) if code in TIER_OF else None
        if note is not None:
            must_not_be_restricted(actor, row.case_id, [note.pk], "code")
        given = SharingAnswer(
            case_id=row.case_id, request=row, given=given_of(code), note=note, membership_id=actor.membership_id,
            reason=new.reason.strip() if code == AnswerCode.REFUSED else "",
            basis=new.basis if code in TIER_OF else "", answered_at=timezone.now(),
        )  # fmt: skip
        must_fit(given)
        words = _("A colleague answered in this moment. Load the page again and look at what stands there.")
        with only_once("sharing_sharinganswer_request_id_key", words):
            given.save(force_insert=True)
        if code in SILENT:
            AnswerSilence(case_id=row.case_id, request=row, code=code).save(force_insert=True)
        if code == AnswerCode.CANNOT_SAY and not new.no_action:
            add_remark(actor, row, RemarkKind.ACTION, new.action, "action")
        recipients = [one.membership_id for one in places_of(actor, row.case_id, row.agency_id)]
        trail.record(
            actor, "request.answered", operation=Operation.DISCLOSE, kind="sharing_request", subjects=[row.pk],
            case_id=row.case_id, tier=TIER_OF.get(code), recipients=recipients, ground="agreement",
            detail={"given": given.given},
        )  # fmt: skip
        return given


def _check(actor: Actor, code: AnswerCode, new: NewAnswer) -> None:
    if code == AnswerCode.REFUSED and not new.reason.strip():
        raise RuleBroken(_("Say why it is refused. Whoever asked reads it."), "reason")
    if code == AnswerCode.CANNOT_SAY and not (new.action.strip() or new.no_action):
        raise RuleBroken(_("Say what the reader should do or watch for, or that not even that can be said."), "action")
    if code not in TIER_OF:
        return
    health = Agency.objects.filter(pk=actor.agency_id, secrecy_default=Secrecy.HEALTH).exists()
    if health and not new.basis:
        raise RuleBroken(_("Choose on what ground it may leave the health agency."), "basis")


def _note(actor: Actor, row: SharingRequest, code: AnswerCode, new: NewAnswer) -> Note:
    """The note that goes with an answer, if whoever asked reads of it what the answer says."""
    tier = TIER_OF[code]
    if new.note is not None:
        note = Note.objects.get_for(actor, "change", pk=new.note)
        if (note.case_id, note.originator_id, note.status) != (row.case_id, actor.agency_id, ItemStatus.CURRENT):
            raise RuleBroken(_("Choose one of your agency's own notes on this case."), "existing")
    elif new.words is not None:
        case = Case.objects.get_for(actor, "write", pk=row.case_id)
        note = store_note(actor, case, capped(new.words, code))
    else:
        raise RuleBroken(_("Write the words, or choose a note of your agency."), "words")
    best = read_by_asker(actor, row, note)
    if best != tier:
        words_of = {"read": Tier(best).label, "said": Tier(tier).label}
        sentence = _("The agency that asked would read: %(read)s. Your answer says: %(said)s. Change one of them.")
        raise RuleBroken(sentence % words_of, "code")
    return note


def read_by_asker(actor: Actor, row: SharingRequest, note: Note) -> int:
    """Return the fullest tier that a permanent member of the agency that asked reads of a note of the actor's."""
    listed = NoteListing.objects.visible_where(actor, note_id=note.pk).values_list("user_id", flat=True)
    readers = policy.readers_of_item(labels_of_note(note, listed))
    return max(
        (int(one.tier) for one in readers if one.agency_id == row.agency_id and one.kind == Place.PERMANENT), default=0
    )
