"""Recording incidents, exposure and signs. None of them changes a level or starts anything by itself (R53, R122)."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from casework.eventing import NewExposure, NewIncident, NewSign
from casework.models import Case, Exposure, Incident, SignEntry, SignObservation
from casework.services.contacts import key_of
from casework.services.notes import store_note
from casework.writing import NewNote

Event = Incident | Exposure | SignObservation


def record_incident(actor: Actor, reference: str, new: NewIncident, form: uuid.UUID | None = None) -> Event:
    """Record an incident on the case called ``reference``. ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
        RuleBroken: a label or a wording breaks a rule; the error names its field.
    """
    row = Incident(id=key_of(actor, form), kind=new.kind, setting=new.setting)
    return _record(actor, reference, row, new.words)


def record_exposure(actor: Actor, reference: str, new: NewExposure, form: uuid.UUID | None = None) -> Event:
    """Record contact with, or an offer from, a violent group. ``form`` and refusals as for ``record_incident``."""
    row = Exposure(
        id=key_of(actor, form), by=new.by, offer=new.offer, response=new.response, setting=new.setting,
        counter_offer=new.counter_offer.strip(),
    )  # fmt: skip
    return _record(actor, reference, row, new.words)


def record_sign(actor: Actor, reference: str, new: NewSign, form: uuid.UUID | None = None) -> Event:
    """Record a sign that the actor's agency saw: it stays "not yet assessed" until agencies look at it together.

    ``form`` and refusals as for ``record_incident``; also RuleBroken for a sign that is not in use.
    """
    entry = SignEntry.objects.visible_to(actor).filter(pk=new.entry, is_active=True).first()
    if entry is None:
        raise RuleBroken(_("Choose a sign of the catalogue that is in use."), "entry")
    return _record(actor, reference, SignObservation(id=key_of(actor, form), entry=entry), new.words)


def _record(actor: Actor, reference: str, row: Event, words: NewNote) -> Event:
    model, kind = type(row), row._meta.model_name or ""
    with transaction.atomic():
        case = Case.objects.get_for(actor, "write", reference=reference.upper())
        if (before := model.objects.visible_to(actor).filter(pk=row.pk).first()) is not None:
            return before
        row.case = case
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
