"""Planning contacts, recording what became of them, and putting right what was recorded."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import Attended, ContactKind, Kept
from casework.contacting import (
    NOTE_KIND,
    NewContact,
    NewPlan,
    Touched,
    check_attended,
    check_held,
    check_plan,
    check_touched,
)
from casework.fit import must_fit
from casework.models import Case, Contact, ContactCondition
from casework.queries.contact_touches import check_links, check_relative
from casework.services.missed import drop_clocks, start_clocks
from casework.services.notes import store_note
from casework.services.once import insert_once, key_of, made_before
from casework.writing import NewNote, about

TOUCHED = ("minutes", "place", "help_given", "skill_gained", "test_result", "objectives", "actions")


def plan_contact(actor: Actor, reference: str, plan: NewPlan, form: uuid.UUID | None = None) -> Contact:
    """Plan a contact on the case called ``reference``. ``form`` is the key of the form: sent twice, planned once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
        RuleBroken: the moment is past, or the family is to be contacted without the case manager's word.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "write", reference=reference.upper())
        if (before := _before(actor, form)) is not None:
            return before
        check_plan(plan)
        check_relative(actor, case, plan.kind, plan.relationship, asked=plan.asked)
        contact = _new(actor, case, form, **_planned(plan))
        must_fit(contact)
        if (there := insert_once(actor, contact, membership_id=actor.membership_id)) is not contact:
            return there
        _record(actor, "contact.planned", Operation.COLLECT, contact)
        return contact


def _planned(plan: NewPlan) -> dict[str, Any]:
    return {
        "kind": plan.kind, "planned_for": plan.planned_for, "setting": plan.setting, "mode": plan.mode,
        "place": plan.place.strip(), "relationship_id": plan.relationship if plan.kind == ContactKind.FAMILY else None,
        "asked_manager": plan.asked and plan.kind == ContactKind.FAMILY,
    }  # fmt: skip


def record_contact(actor: Actor, reference: str, new: NewContact, form: uuid.UUID | None = None) -> Contact:
    """Record a contact that nobody had planned. ``form`` is the key of the form: sent twice, recorded once.

    A contact missed without a good reason starts its clocks (``casework/services/missed.py``).

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
        RuleBroken: a field, a label or a wording breaks a rule; the error names its field.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "write", reference=reference.upper())
        if (before := _before(actor, form)) is not None:
            return before
        _check(actor, case, new)
        contact = _new(actor, case, form)
        _fill(contact, new)
        try:
            with transaction.atomic():  # a form sent twice at once: the words of the second go with it
                contact.note = store_note(actor, case, _words(new))
                contact.save(force_insert=True)
        except IntegrityError:
            if (before := _before(actor, form)) is None:
                raise
            return before
        _finish(actor, case, contact, new, "contact.recorded", Operation.COLLECT)
        return contact


def record_planned(actor: Actor, contact_id: uuid.UUID, new: NewContact) -> Contact:
    """Record what became of a planned contact of the actor's agency; recording it twice is refused.

    Raises:
        Http404, NotAllowed: the contact is not the actor's to record.
        RuleBroken: it was recorded already, or a field, a label or a wording breaks a rule.
    """
    with transaction.atomic():
        contact = _still_planned(actor, contact_id)
        case = Case.objects.get_for(actor, "write", pk=contact.case_id)
        _check(actor, case, new)
        contact.note = store_note(actor, case, _words(new))
        _fill(contact, new)
        save_next(
            contact, "note", "kind", "attended", "happened_at", "setting", "mode", "relationship", "asked_manager",
            *TOUCHED,
        )  # fmt: skip
        _finish(actor, case, contact, new, "contact.recorded", Operation.COLLECT)
        return contact


def change_plan(actor: Actor, contact_id: uuid.UUID, plan: NewPlan, version: int) -> Contact:
    """Move or change a planned contact. ``version`` is the one the form was opened with.

    Raises:
        Http404, NotAllowed: the contact is not the actor's to change.
        RuleBroken: it was recorded already, or a field breaks a rule.
        Conflict: somebody else changed it meanwhile.
    """
    with transaction.atomic():
        contact = _still_planned(actor, contact_id, version)
        check_plan(plan)
        case = Case.objects.get_for(actor, "write", pk=contact.case_id)
        check_relative(actor, case, plan.kind, plan.relationship, asked=plan.asked)
        values = _planned(plan)
        for name, value in values.items():
            setattr(contact, name, value)
        must_fit(contact)
        save_next(contact, *(name.removesuffix("_id") for name in values))
        _record(actor, "contact.moved", Operation.ALTER, contact)
        return contact


def call_off(actor: Actor, contact_id: uuid.UUID, version: int) -> Contact:
    """Call off a planned contact: it stays in the list, and counts for nobody.

    Raises:
        Http404, NotAllowed, RuleBroken, Conflict: as ``change_plan``.
    """
    with transaction.atomic():
        contact = _still_planned(actor, contact_id, version)
        contact.attended, contact.happened_at = Attended.CANCELLED, contact.planned_for
        save_next(contact, "attended", "happened_at")
        _record(actor, "contact.called_off", Operation.ALTER, contact)
        return contact


def _still_planned(actor: Actor, contact_id: uuid.UUID, version: int | None = None) -> Contact:
    contact = _locked(actor, contact_id, version)
    if not contact.is_planned:
        raise RuleBroken(_("This contact is recorded already. Open it to see what was written."))
    return contact


def edit_contact(
    actor: Actor, contact_id: uuid.UUID, attended: str, setting: str, mode: str, touched: Touched, version: int
) -> Contact:
    """Put right the fields of a recorded contact. Its words are corrected as notes are.

    Raises:
        Http404, NotAllowed: the contact is not the actor's to change.
        RuleBroken: it is only planned, or a field breaks a rule.
        Conflict: somebody else changed it meanwhile.
    """
    with transaction.atomic():
        contact = _locked(actor, contact_id, version)
        if contact.is_planned or attended == Attended.PENDING:
            raise RuleBroken(_("This contact is only planned. Record what became of it first."), "attended")
        case = Case.objects.get_for(actor, "write", pk=contact.case_id)
        check_attended(contact.kind, attended)
        check_touched(contact.kind, touched)
        day = timezone.localdate(contact.happened_at or contact.planned_for)
        check_links(actor, case, touched, day, contact.pk)
        was_missed = contact.is_missed
        contact.attended, contact.setting, contact.mode = attended, setting, mode
        _touch(contact, touched)
        must_fit(contact)
        save_next(contact, "attended", "setting", "mode", *TOUCHED)
        _mark(actor, contact, touched)
        if contact.is_missed and not was_missed:
            start_clocks(actor, case, contact)
        if was_missed and not contact.is_missed:
            drop_clocks(actor, contact)
        _record(actor, "contact.changed", Operation.ALTER, contact)
        return contact


def _locked(actor: Actor, contact_id: uuid.UUID, version: int | None = None) -> Contact:
    contact: Contact = Contact.objects.select_for_update(of=("self",)).get_for(actor, "edit", pk=contact_id)
    if version is not None and version != contact.version:
        raise Conflict(_("Somebody else changed this contact meanwhile. Check what stands there now, then save again."))
    return contact


def _check(actor: Actor, case: Case, new: NewContact) -> None:
    check_held(new)
    check_relative(actor, case, new.kind, new.relationship, asked=new.asked)
    check_links(actor, case, new.touched, timezone.localdate(new.happened_at))


def _words(new: NewContact) -> NewNote:
    """The words of a contact: their kind and day are those of the contact, whoever sends them."""
    return about(new.words, NOTE_KIND[new.kind], timezone.localdate(new.happened_at))


def _new(actor: Actor, case: Case, form: uuid.UUID | None, **values: Any) -> Contact:
    return Contact(
        id=key_of(actor, form), case=case, membership_id=actor.membership_id, originator_id=actor.agency_id, **values
    )


def _before(actor: Actor, form: uuid.UUID | None) -> Contact | None:
    return made_before(actor, Contact, form, membership_id=actor.membership_id)


def _fill(contact: Contact, new: NewContact) -> None:
    contact.kind, contact.attended, contact.happened_at = new.kind, new.attended, new.happened_at
    contact.setting, contact.mode = new.setting, new.mode
    contact.relationship_id = new.relationship if new.kind == ContactKind.FAMILY else None
    contact.asked_manager = new.asked and new.kind == ContactKind.FAMILY
    _touch(contact, new.touched)
    must_fit(contact)


def _touch(contact: Contact, touched: Touched) -> None:
    contact.minutes, contact.place = touched.minutes, touched.place.strip()
    contact.help_given, contact.skill_gained = list(touched.help_given), touched.skill_gained.strip()
    contact.test_result = touched.test_result
    contact.objectives, contact.actions = list(touched.objectives), list(touched.actions)


def _mark(actor: Actor, contact: Contact, touched: Touched) -> None:
    """Write what the contact shows about conditions; a mark that was wrong is taken back and counts no more."""
    standing = {
        mark.condition_id: mark for mark in ContactCondition.objects.visible_to(actor).filter(contact_id=contact.pk)
    }
    for condition, kept in touched.marks:
        mark = standing.get(condition)
        if mark is None and kept != Kept.NONE:
            row = ContactCondition(contact=contact, condition_id=condition, kept=kept)
            must_fit(row)
            row.save(force_insert=True)
        elif mark is not None and mark.kept != kept:
            mark.kept = kept
            must_fit(mark)
            mark.save(update_fields=["kept"])


def _finish(
    actor: Actor, case: Case, contact: Contact, new: NewContact, verb: str, operation: Operation
) -> None:  # fmt: skip
    _mark(actor, contact, new.touched)
    if contact.is_missed:
        start_clocks(actor, case, contact)
    _record(actor, verb, operation, contact)


def _record(actor: Actor, verb: str, operation: Operation, contact: Contact) -> None:
    trail.record(
        actor, verb, operation=operation, kind="contact", subjects=[contact.pk], case_id=contact.case_id,
        ground="place", detail={"kind": contact.kind, "attended": contact.attended},
    )  # fmt: skip
