"""Asking the legal advisers, and their answering. Nothing of it is changed afterwards."""

import uuid
from collections.abc import Sequence

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import NotAllowed, RuleBroken
from casework.fit import must_fit
from casework.models import Case
from casework.restricting import must_not_be_restricted
from casework.services.deadlines import due_after
from casework.services.once import insert_once, key_of, made_before
from sharing.advising import MOST_WORDS, NewAnswer, NewQuestion, Quoted
from sharing.choices import AdviceAbout
from sharing.models import (
    AdviceAnswer,
    AdviceContext,
    AdviceReasoning,
    DisclosureProposal,
    LegalAdviceRequest,
)
from sharing.queries.advice_desks import Wording, advisers_of, wordings

SUBJECT = "legal_advice"


def ask_advice(
    actor: Actor, reference: str, new: NewQuestion, form: uuid.UUID | None = None
) -> LegalAdviceRequest:  # fmt: skip
    """Ask the legal advisers of the partnership; each of them has it due in working days, today when it is urgent.

    They read the question and the words that go with it, and nothing else of the case. ``form`` is the key of the
    form: sent twice, asked once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
        RuleBroken: nothing is asked, nobody could answer, or words are none that the actor may add.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "write", reference=reference.upper())
        if (before := made_before(actor, LegalAdviceRequest, form, membership_id=actor.membership_id)) is not None:
            return before
        advisers = advisers_of(actor)
        if not advisers:
            raise RuleBroken(_("This partnership has no other legal adviser. Ask the coordinator to name one."))
        words = _wordings(actor, case, new)
        proposal = _proposal(actor, case, new)
        name = "legal_advice_urgent" if new.urgent else "legal_advice"
        row = LegalAdviceRequest(
            id=key_of(actor, form), case=case, partnership_id=actor.partnership_id, user_id=actor.user_id,
            membership_id=actor.membership_id, agency_id=actor.agency_id, about=new.about, about_id=new.about_id,
            proposal=proposal,
            question=new.question.strip(), urgent=new.urgent, due_on=due_after(case, name, timezone.localdate()),
            asked_at=timezone.now(),
        )  # fmt: skip
        must_fit(row)
        row.asked_at = TransactionNow()  # the database's own moment: words are added in the same transaction alone
        if (there := insert_once(actor, row, membership_id=actor.membership_id)) is not row:
            return there
        for one in words:
            AdviceContext(
                case=case, request=row, note_id=one.note, agency_id=one.agency_id, tier=one.tier, words=one.text
            ).save(force_insert=True)
        _record(actor, "advice.asked", row, Operation.DISCLOSE, advisers, [one.note for one in words])
        return row


def _wordings(actor: Actor, case: Case, new: NewQuestion) -> Sequence[Wording]:
    asked = tuple(dict.fromkeys(new.quoted))
    if new.about == AdviceAbout.NOTE and new.about_id is not None and not wordings(actor, case.pk, [new.about_id]):
        raise RuleBroken(_("Ask about a note of this case that you read."))
    if len({one.note for one in asked}) < len(asked):
        raise RuleBroken(_("Choose one wording of each note."), "quoted")
    if len(asked) > MOST_WORDS:
        raise RuleBroken(_("Choose %(n)d notes at the most: what the adviser needs.") % {"n": MOST_WORDS}, "quoted")
    if asked:
        must_not_be_restricted(actor, case.pk, [one.note for one in asked], "quoted")
    offered = {Quoted(one.note, one.tier): one for one in wordings(actor, case.pk, [one.note for one in asked])}
    if set(asked) - set(offered):
        raise RuleBroken(_("Choose from the wordings shown."), "quoted")
    return [offered[one] for one in asked]


def _proposal(actor: Actor, case: Case, new: NewQuestion) -> DisclosureProposal | None:
    """The proposed disclosure that a question puts on hold."""
    if new.about != AdviceAbout.PROPOSAL or new.about_id is None:
        return None
    rows = DisclosureProposal.objects.visible_to(actor, "read").open()
    found: DisclosureProposal | None = rows.filter(pk=new.about_id, case_id=case.pk).first()
    if found is None:
        raise RuleBroken(_("Ask about a proposal of this case that you read and that was not passed on yet."))
    return found


def answer_advice(
    actor: Actor, request_id: uuid.UUID, new: NewAnswer, form: uuid.UUID | None = None
) -> AdviceAnswer:  # fmt: skip
    """Answer a question as a legal adviser; what was due about it is met. A later answer stands beside the first.

    Raises:
        Http404: it is not there for the actor.
        NotAllowed: the actor asked it, or is no adviser.
        RuleBroken: nothing is said.
    """
    with transaction.atomic():
        asked = question_to_answer(actor, request_id)
        if (before := made_before(actor, AdviceAnswer, form, membership_id=actor.membership_id)) is not None:
            return before
        row = AdviceAnswer(
            id=key_of(actor, form), case_id=asked.case_id, request=asked, proposal_id=asked.proposal_id,
            asker_id=asked.user_id, user_id=actor.user_id,
            membership_id=actor.membership_id, conclusion=new.conclusion, words=new.words.strip(),
            answered_at=timezone.now(),
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row, membership_id=actor.membership_id)) is not row:
            return there
        if new.reasoning.strip():
            reasoning = AdviceReasoning(case_id=asked.case_id, answer=row, text=new.reasoning.strip())
            must_fit(reasoning)
            reasoning.save(force_insert=True)
        _record(actor, "advice.answered", asked, Operation.COLLECT, [asked.membership_id])
        return row


def question_to_answer(actor: Actor, request_id: uuid.UUID) -> LegalAdviceRequest:
    """Return a question that the actor may answer: whoever reads one that they did not ask is an adviser.

    Raises:
        Http404: it is not there for the actor.
        NotAllowed: the actor asked it.
    """
    seen: LegalAdviceRequest = LegalAdviceRequest.objects.get_for(actor, "view", pk=request_id)
    if seen.user_id == actor.user_id:
        raise NotAllowed(_("You asked this yourself. Another legal adviser answers it."))
    return seen


def _record(
    actor: Actor, verb: str, row: LegalAdviceRequest, operation: Operation, recipients: Sequence[uuid.UUID],
    notes: Sequence[uuid.UUID] = (),
) -> None:  # fmt: skip
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk, *notes], case_id=row.case_id,
        recipients=recipients, ground="duty" if verb == "advice.answered" else "place",
    )  # fmt: skip
