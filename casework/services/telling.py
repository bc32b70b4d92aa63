"""Telling the person at the outset, and hearing what they say to taking part."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.choices import WITHOUT_INTERPRETER, InterpreterUse, NoticeAnswer, NoticePoint
from casework.fit import must_fit
from casework.models import Case, ParticipationConsent, TransparencyNotice
from casework.services.once import insert_once, key_of, made_before
from casework.telling import NewConsent, NewNotice


def give_notice(actor: Actor, reference: str, new: NewNotice, form: uuid.UUID | None = None) -> TransparencyNotice:
    """Record that the person was told who shares what about them and why; from then on the case may become active.

    ``form`` is the key of the form: sent twice, recorded once. A deferral of the notice ends with it.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
        RuleBroken: a point was not said, the day is odd, or a word is missing.
    """
    with transaction.atomic():
        case = _kept(actor, reference)
        if (before := made_before(actor, TransparencyNotice, form)) is not None:
            return before
        _check(case, new)
        row = TransparencyNotice(
            id=key_of(actor, form), case=case, membership_id=actor.membership_id, recorded_at=timezone.now()
        )
        for name in NewNotice.__slots__:
            value = getattr(new, name)
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.points = sorted(set(new.points))
        must_fit(row)
        if (there := insert_once(actor, row)) is not row:
            return there
        if case.notice_given_on is None or case.notice_given_on < new.given_on or case.notice_deferred_to:
            case.notice_given_on = max(filter(None, (case.notice_given_on, new.given_on)))
            case.notice_deferred_to = None
            save_next(case, "notice_given_on", "notice_deferred_to")
        trail.record(
            actor, "notice.given", operation=Operation.COLLECT, kind="notice", subjects=[row.pk], case_id=case.pk,
            ground="manage", detail={"answer": row.answer, "copy": row.copy},
        )  # fmt: skip
        return row


def record_consent(
    actor: Actor, reference: str, new: NewConsent, form: uuid.UUID | None = None
) -> ParticipationConsent:
    """Record what the person says to taking part. Nothing is opened or closed by it: it is no ground for sharing.

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
        RuleBroken: the day is odd, or a word is missing.
    """
    with transaction.atomic():
        case = _kept(actor, reference)
        if (before := made_before(actor, ParticipationConsent, form)) is not None:
            return before
        _must_be_past(new.said_on, "said_on")
        if not new.part.strip():
            raise RuleBroken(_("Say what the person was asked to take part in."), "part")
        _guardian(case, new.said_on, new.guardian)
        row = ParticipationConsent(
            id=key_of(actor, form), case=case, said_on=new.said_on, answer=new.answer, part=new.part.strip(),
            words=new.words.strip(), guardian=new.guardian.strip(), membership_id=actor.membership_id,
            recorded_at=timezone.now(),
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row)) is not row:
            return there
        trail.record(
            actor, "consent.recorded", operation=Operation.COLLECT, kind="consent", subjects=[row.pk], case_id=case.pk,
            ground="manage", detail={"answer": row.answer},
        )  # fmt: skip
        return row


def _kept(actor: Actor, reference: str) -> Case:
    rows = Case.objects.select_related("person")
    case: Case = rows.get_for(actor, "manage", reference=reference.upper())
    return case


def _check(case: Case, new: NewNotice) -> None:
    _must_be_past(new.given_on, "given_on")
    unsaid = [str(point.label) for point in NoticePoint if point not in new.points]
    if unsaid:
        raise RuleBroken(
            _("Nothing is shared before all of it was said. Still to say: %(points)s.") % {"points": "; ".join(unsaid)},
            "points",
        )
    if not new.language.strip():
        raise RuleBroken(_("Say in which language it was given."), "language")
    if new.interpreter not in WITHOUT_INTERPRETER and not new.interpreter_name.strip():
        raise RuleBroken(_("Name who interpreted, or the service."), "interpreter_name")
    if new.interpreter == InterpreterUse.NOT_NEEDED and case.person.interpreter_needed:
        raise RuleBroken(
            _("The record says that the person needs an interpreter. Say who interpreted, or that they wanted none."),
            "interpreter",
        )
    if new.answer != NoticeAnswer.SIGNED and not new.answer_reason.strip():
        raise RuleBroken(_("Say why it was not signed, as the person put it."), "answer_reason")
    _guardian(case, new.given_on, new.guardian)


def _guardian(case: Case, on: dt.date, guardian: str) -> None:
    if case.person.is_minor_on(on) and not guardian.strip():
        raise RuleBroken(_("The person is under 18: name the guardian who was there, or say why none was."), "guardian")


def _must_be_past(on: dt.date, field: str) -> None:
    if on > timezone.localdate():
        raise RuleBroken(_("This day lies ahead. Enter the day it happened."), field)
