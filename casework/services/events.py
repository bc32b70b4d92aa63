"""Recording incidents, exposure and signs. None of them changes a level or starts anything by itself (R53, R122)."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from casework.choices import NoteKind, Offer, PlanState
from casework.eventing import NewExposure, NewIncident, NewSign, note_kind_of_incident, note_kind_of_sign
from casework.fit import must_fit
from casework.models import Case, Exposure, Incident, PlanVersion, SignEntry, SignObservation
from casework.services.notes import store_note
from casework.services.once import key_of
from casework.writing import NewNote, about

Event = Incident | Exposure | SignObservation


def record_incident(actor: Actor, reference: str, new: NewIncident, form: uuid.UUID | None = None) -> Event:
    """Record an incident on the case called ``reference``. ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
        RuleBroken: a label or a wording breaks a rule; the error names its field.
    """
    row = Incident(id=key_of(actor, form), kind=new.kind, setting=new.setting)
    return _record(actor, reference, row, about(new.words, note_kind_of_incident(new.kind)))


def record_exposure(actor: Actor, reference: str, new: NewExposure, form: uuid.UUID | None = None) -> Event:
    """Record contact with, or an offer from, a violent group. ``form`` and refusals as for ``record_incident``.

    An offer that the plan in force does not answer asks for what is offered instead (R45); whoever reads no plan is
    not asked.
    """
    row = Exposure(
        id=key_of(actor, form), by=new.by, offer=new.offer, response=new.response, setting=new.setting,
        counter_offer=new.counter_offer.strip(),
    )  # fmt: skip
    _must_answer(actor, reference, new)
    return _record(actor, reference, row, about(new.words, NoteKind.CONTACT))


def _must_answer(actor: Actor, reference: str, new: NewExposure) -> None:
    if new.counter_offer.strip() or new.offer in (Offer.NONE, Offer.PRESSURE):
        return
    case = Case.objects.get_for(actor, "write", reference=reference.upper())
    standing = policy.standing_on(actor, case.pk)
    if standing is None or "edit" not in standing.may:
        return
    plans = PlanVersion.objects.visible_to(actor).filter(case_id=case.pk, state=PlanState.IN_FORCE)
    if not plans.exclude(counter_offer="").exists():
        raise RuleBroken(
            _("The plan does not say what we offer against this. Write what could be offered instead, or that nothing "
              "is there yet."), "counter_offer",
        )  # fmt: skip


def record_sign(actor: Actor, reference: str, new: NewSign, form: uuid.UUID | None = None) -> Event:
    """Record a sign that the actor's agency saw: it stays "not yet assessed" until agencies look at it together.

    ``form`` and refusals as for ``record_incident``; also RuleBroken for a sign that is not in use.
    """
    entry = SignEntry.objects.visible_to(actor).filter(pk=new.entry, is_active=True).first()
    if entry is None:
        raise RuleBroken(_("Choose a sign of the catalogue that is in use."), "entry")
    words = about(new.words, note_kind_of_sign(is_belief=entry.is_belief))
    return _record(actor, reference, SignObservation(id=key_of(actor, form), entry=entry), words)


def _record(actor: Actor, reference: str, row: Event, words: NewNote) -> Event:
    model, kind = type(row), row._meta.model_name or ""
    with transaction.atomic():
        case = Case.objects.get_for(actor, "write", reference=reference.upper())
        if (before := model.objects.visible_to(actor).filter(pk=row.pk).first()) is not None:
            return before
        row.case = case
        must_fit(row)
        try:
            with transaction.atomic():  # a form sent twice at once: the words of the second go with it
                row.note = store_note(actor, case, words)
                row.save(force_insert=True)
        except IntegrityError:
            if (before := model.objects.visible_to(actor).filter(pk=row.pk).first()) is None:
                raise
            return before
        name = "sign" if kind == "signobservation" else kind
        trail.record(
            actor, f"{name}.recorded", operation=Operation.COLLECT, kind=name, subjects=[row.pk, row.note.pk],
            case_id=case.pk, ground="place",
        )  # fmt: skip
        return row
