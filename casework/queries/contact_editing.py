"""A contact that somebody records, moves or puts right: its desk and the present values of the form."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.due import day_and_time
from casework.models import Contact, ContactCondition
from casework.queries.case_file import case_file
from casework.queries.contact_desk import ContactDesk, desk_for


@dataclass(frozen=True, slots=True)
class Editing:
    """The contact on the desk. ``values`` are those of the form; ``planned`` says that it is still to come."""

    id: uuid.UUID
    desk: ContactDesk
    planned: bool
    kind: str
    note: uuid.UUID | None
    version: int
    values: dict[str, Any]


def contact_to_edit(actor: Actor, contact_id: uuid.UUID) -> Editing:
    """Return a contact of the actor's own agency to record, move or put right, and log that it was opened.

    Raises:
        Http404, NotAllowed: it is not the actor's to change.
    """
    contact: Contact = Contact.objects.select_related("case").get_for(actor, "edit", pk=contact_id)
    file = case_file(actor, contact.case.reference, "write")
    held_on = timezone.localdate(contact.happened_at) if contact.happened_at and not contact.is_planned else None
    desk = desk_for(actor, file, held_on)
    trail.consulted(actor, "contact.opened_to_change", "contact", [contact.pk], file.id, file.place)
    planned = contact.is_planned
    values = _planned(contact) if planned else _held(actor, contact)
    return Editing(contact.pk, desk, planned, contact.kind, contact.note_id, contact.version, values)


def _planned(contact: Contact) -> dict[str, Any]:
    values = {
        "kind": contact.kind, "setting": contact.setting, "mode": contact.mode, "place": contact.place,
        "relationship": str(contact.relationship_id or ""), "asked": contact.asked_manager,
    }  # fmt: skip
    if contact.planned_for is not None:
        values["on"], values["at"] = day_and_time(contact.planned_for)
    return values


def _held(actor: Actor, contact: Contact) -> dict[str, Any]:
    marks = ContactCondition.objects.visible_to(actor).filter(contact_id=contact.pk).standing()
    return {
        "attended": contact.attended, "setting": contact.setting, "mode": contact.mode, "minutes": contact.minutes,
        "place": contact.place, "help_given": contact.help_given, "skill_gained": contact.skill_gained,
        "test_result": contact.test_result, "objectives": [str(key) for key in contact.objectives],
        "actions": [str(key) for key in contact.actions],
        **{f"condition-{mark.condition_id}": mark.kept for mark in marks},
    }  # fmt: skip


def case_of_contact(actor: Actor, contact_id: uuid.UUID) -> uuid.UUID:
    """Return the key of the case of a contact that the actor may change; shows nothing, so logs nothing.

    Raises:
        Http404, NotAllowed: it is not the actor's to change.
    """
    contact: Contact = Contact.objects.get_for(actor, "edit", pk=contact_id)
    return contact.case_id


def contact_to_follow(actor: Actor, contact_id: uuid.UUID) -> None:
    """Make sure that the actor may follow up a contact.

    Raises:
        Http404, NotAllowed: it is not theirs to follow up.
    """
    Contact.objects.get_for(actor, "follow", pk=contact_id)
