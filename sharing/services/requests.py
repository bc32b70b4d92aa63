"""Asking another agency about a case, seeing what was asked, and the effect of an answer on the plan."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import Purpose
from agencies.errors import RuleBroken
from agencies.models import Agency, only_once
from casework.choices import DeadlineKind
from casework.fit import must_fit
from casework.models import Case
from casework.services.deadlines import Subject, due_after, raise_deadline
from casework.services.once import insert_once, key_of, made_before
from sharing.asking import NewRequest
from sharing.choices import Given, RemarkKind
from sharing.models import RequestRemark, RequestWords, SharingAnswer, SharingRequest
from sharing.queries.asking import covered_purposes, places_of, responsible_for

MOST_DAYS = 60
"""Days ahead that an answer may be wanted by, at the most."""


def ask(actor: Actor, reference: str, new: NewRequest, form: uuid.UUID | None = None) -> SharingRequest:
    """Ask another agency about the case called ``reference``; its answer falls due with whoever speaks for it.

    ``form`` is the key of the form: sent twice, asked once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to ask about.
        Conflict: it was asked again in this moment.
        RuleBroken: nobody of that agency is on the case, no agreement in force covers the purpose, the first request
            still runs, or something is missing.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, SharingRequest, form, agency_id=actor.agency_id)) is not None:
            return before
        readers = _readers(actor, case, new)
        second = _second(actor, case, new)
        row = SharingRequest(
            id=key_of(actor, form), case=case, agency_id=actor.agency_id, membership_id=actor.membership_id,
            asked_id=new.asked, purpose=new.purpose, tier=new.tier, is_urgent=new.is_urgent, asked_at=timezone.now(),
            due_on=_due_on(case, new), second_to=second,
        )  # fmt: skip
        words = RequestWords(case=case, request=row, question=new.question.strip(), reason=new.reason.strip())
        must_fit(row)
        must_fit(words)
        with only_once("sharing_sharingrequest_second_to_id_key", _("It was asked again in this moment.")):
            kept = insert_once(actor, row, agency_id=actor.agency_id)
        if kept is not row:
            return kept
        words.save(force_insert=True)
        _make_due(actor, case, row, readers)
        trail.record(
            actor, "request.asked", operation=Operation.DISCLOSE, kind="sharing_request", subjects=[row.pk],
            case_id=case.pk, tier=row.tier, recipients=[one.membership_id for one in readers], ground="agreement",
            detail={"purpose": row.purpose, "urgent": row.is_urgent},
        )  # fmt: skip
        return row


def _readers(actor: Actor, case: Case, new: NewRequest) -> list[policy.Reader]:
    """The people of the asked agency who answer, if it may be asked for this purpose."""
    readers = places_of(actor, case.pk, new.asked) if new.asked != actor.agency_id else []
    if not readers:
        raise RuleBroken(_("Nobody of this agency has a place on the case. Ask the case manager to give one."), "asked")
    covered = covered_purposes(actor, {new.asked}).get(new.asked, frozenset())
    if new.purpose not in covered:
        names = ", ".join(str(one.label) for one in Purpose if one in covered)
        sentence = _("No agreement in force between the two agencies covers this purpose.")
        if names:
            sentence = _("%(sentence)s It covers: %(names)s.") % {"sentence": sentence, "names": names}
        raise RuleBroken(sentence, "purpose")
    return readers


def _second(actor: Actor, case: Case, new: NewRequest) -> SharingRequest | None:
    if new.second_to is None:
        return None
    first = SharingRequest.objects.get_for(actor, "ask", pk=new.second_to)
    if first.case_id != case.pk or first.asked_id != new.asked:
        raise RuleBroken(_("A second request goes to the same agency, about the same case."), "asked")
    if first.answered_at is None and not first.is_overdue(timezone.localdate()):
        raise RuleBroken(_("The first request is not answered and not overdue yet. Wait for it."))
    if SharingRequest.objects.visible_to(actor).filter(second_to=first).exists():
        raise RuleBroken(_("It was asked again already. Ask again on the newer request."))
    return first


def _due_on(case: Case, new: NewRequest) -> dt.date:
    """The day that was chosen; today where it is urgent; else as the partnership has it."""
    today = timezone.localdate()
    if new.is_urgent:
        return today
    day = new.due_on or due_after(case, "request_answer", today)
    if not today <= day <= today + dt.timedelta(days=MOST_DAYS):
        raise RuleBroken(_("Choose a day from today on, within %(n)d days.") % {"n": MOST_DAYS}, "due_on")
    return day


def _make_due(actor: Actor, case: Case, row: SharingRequest, readers: list[policy.Reader]) -> None:
    responsible = responsible_for(actor, readers, Agency.objects.get(pk=row.asked_id))
    raise_deadline(
        actor, case, DeadlineKind.REQUEST_ANSWER, row.due_on, Subject("sharing_request", row.pk),
        responsible_id=responsible, agency_id=row.asked_id,
    )  # fmt: skip


def see(actor: Actor, request_id: uuid.UUID) -> None:
    """Note that somebody of the asked agency opened the request; the first time alone, and for nobody else.

    Raises:
        Http404: there is no such request that the actor may know of.
    """
    with transaction.atomic():
        row = SharingRequest.objects.get_for(actor, pk=request_id)
        rows = SharingRequest.objects.visible_where(actor, "answer", pk=row.pk).filter(seen_at__isnull=True)
        if row.seen_at or not rows.update(seen_at=timezone.now(), seen_by_id=actor.membership_id):
            return
        trail.record(
            actor, "request.seen", operation=Operation.CONSULT, kind="sharing_request", subjects=[row.pk],
            case_id=row.case_id, ground="place",
        )  # fmt: skip


def note_effect(actor: Actor, request_id: uuid.UUID, text: str) -> RequestRemark:
    """Note what an answer without words does to the plan: said once, by whoever asked or the case manager.

    Raises:
        Http404, NotAllowed: the request is not the actor's to remark on.
        Conflict: it was noted in this moment.
        RuleBroken: no words, or the answer has words of its own.
    """
    with transaction.atomic():
        row = SharingRequest.objects.get_for(actor, "remark", pk=request_id)
        answer = SharingAnswer.objects.visible_to(actor).filter(request=row).first()
        if answer is None or answer.given not in (Given.REFUSED, Given.NOTHING):
            raise RuleBroken(_("An effect is noted where a request was answered without words."))
        remark = add_remark(actor, row, RemarkKind.EFFECT, text, "text")
        trail.record(
            actor, "request.effect_noted", operation=Operation.COLLECT, kind="sharing_request", subjects=[row.pk],
            case_id=row.case_id, ground="place",
        )  # fmt: skip
        return remark


def add_remark(actor: Actor, row: SharingRequest, kind: RemarkKind, text: str, field: str) -> RequestRemark:
    """Add a remark to a request in the caller's transaction, which asked who may.

    Raises:
        RuleBroken: no words, or more than fit.
        Conflict: it was said already.
    """
    if not text.strip():
        raise RuleBroken(_("Write it in a sentence."), field)
    remark = RequestRemark(
        case_id=row.case_id, request=row, kind=kind, text=text.strip(), membership_id=actor.membership_id,
        at=timezone.now(),
    )  # fmt: skip
    must_fit(remark)
    with only_once("request_is_remarked_on_once", _("It was noted already. Load the page again."), field):
        remark.save(force_insert=True)
    return remark
