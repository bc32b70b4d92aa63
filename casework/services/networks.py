"""The person's network, the ending plan and achievements."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import Agency, save_next
from casework.choices import Influence
from casework.fit import must_fit
from casework.models import Achievement, Case, EndingStep, NetworkLink, Objective, Relationship
from casework.planning import NewAchievement, NewEnding, NewLink
from casework.services.once import insert_once, key_of, made_before

LINK = ("label", "role", "closeness", "relationship_id", "agency_id", "accepted_on", "ended_on")
ENDING = ("support", "successor", "agency_id", "link_id", "by_on", "done_on")


def add_link(actor: Actor, reference: str, new: NewLink, form: uuid.UUID | None = None) -> NetworkLink:
    """Add somebody or an organisation to the network; a person not recorded yet is recorded with it.

    ``form`` is the key of the form: sent twice, added once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: whoever is chosen is none of this person's, or days do not fit.
    """
    with transaction.atomic():
        case = Case.objects.select_related("person").get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, NetworkLink, form)) is not None:
            return before
        row = NetworkLink(id=key_of(actor, form), case=case)
        with transaction.atomic():
            _link(actor, row, new)
            if (there := insert_once(actor, row)) is not row:
                transaction.set_rollback(True)  # the person recorded with it goes too
                return there
        _record(actor, "network.added", Operation.COLLECT, "network_link", row.pk, case.pk)
        return row


def edit_link(actor: Actor, link_id: uuid.UUID, new: NewLink, version: int) -> NetworkLink:
    """Change a link of the network, or end it with a day.

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no permanent member.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: whoever is chosen is none of this person's, or days do not fit.
    """
    with transaction.atomic():
        rows = NetworkLink.objects.select_related("case__person")
        row: NetworkLink = rows.get_for(actor, "edit", pk=link_id)
        _must_be(row.version, version)
        _link(actor, row, new)
        save_next(row, *(name.removesuffix("_id") for name in LINK))
        _record(actor, "network.changed", Operation.ALTER, "network_link", row.pk, row.case_id)
        return row


def _link(actor: Actor, row: NetworkLink, new: NewLink) -> None:
    if new.ended_on and new.accepted_on and new.ended_on < new.accepted_on:
        raise RuleBroken(_("It cannot end before it began."), "ended_on")
    agencies = Agency.objects.filter(partnership_id=actor.partnership_id)
    if new.agency_id and not agencies.filter(pk=new.agency_id).exists():
        raise RuleBroken(_("Choose an agency of the directory."), "agency")
    values = {name: getattr(new, name) for name in LINK}
    values["label"] = new.label.strip()
    values["relationship_id"] = _relationship(actor, row.case, new)
    for name, value in values.items():
        setattr(row, name, value)
    must_fit(row)


def _relationship(actor: Actor, case: Case, new: NewLink) -> uuid.UUID | None:
    """Return the key of the person the link is about, recorded or updated; None for an organisation."""
    if new.relationship_id is not None:
        known = Relationship.objects.visible_to(actor).filter(person_id=case.person_id, pk=new.relationship_id)
        person = known.distinct().first()
        if person is None:
            raise RuleBroken(_("Choose somebody recorded for this person."), "relationship")
        if new.influence and person.influence != new.influence:
            person.influence = Influence(new.influence)
            save_next(person, "influence")
        return person.pk
    if not new.kind:
        return None
    person = Relationship(
        person_id=case.person_id, name=new.label.strip(), kind=new.kind, influence=new.influence or Influence.UNKNOWN,
        valid_from=new.since,
    )  # fmt: skip
    must_fit(person)
    person.save(force_insert=True)
    return person.pk


def add_ending(actor: Actor, reference: str, new: NewEnding, form: uuid.UUID | None = None) -> EndingStep:
    """Plan who or what comes after a professional support (R58). ``form`` as for ``add_link``.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: agency or successor are none of this case's, or it is handed over to nobody.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, EndingStep, form)) is not None:
            return before
        row = EndingStep(id=key_of(actor, form), case=case)
        _ending(actor, row, new)
        if (there := insert_once(actor, row)) is not row:
            return there
        _record(actor, "ending.added", Operation.COLLECT, "ending_step", row.pk, case.pk)
        return row


def edit_ending(actor: Actor, step_id: uuid.UUID, new: NewEnding, version: int) -> EndingStep:
    """Change a step of the ending plan: name the successor, or say that it was handed over.

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no permanent member.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: agency or successor are none of this case's, or it is handed over to nobody.
    """
    with transaction.atomic():
        row: EndingStep = EndingStep.objects.get_for(actor, "edit", pk=step_id)
        _must_be(row.version, version)
        _ending(actor, row, new)
        save_next(row, *(name.removesuffix("_id") for name in ENDING))
        _record(actor, "ending.changed", Operation.ALTER, "ending_step", row.pk, row.case_id)
        return row


def _ending(actor: Actor, row: EndingStep, new: NewEnding) -> None:
    if not Agency.objects.filter(pk=new.agency_id, partnership_id=actor.partnership_id).exists():
        raise RuleBroken(_("Choose the agency whose support ends."), "agency")
    links = NetworkLink.objects.visible_to(actor).filter(case_id=row.case_id)
    if new.link_id and not links.filter(pk=new.link_id).exists():
        raise RuleBroken(_("Choose somebody of the person's network."), "link")
    if new.done_on:
        _come(new.done_on, "done_on")
        if not (new.successor.strip() or new.link_id):
            raise RuleBroken(_("Name who or what comes after it before it ends."), "successor")
    for name in ENDING:
        value = getattr(new, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    must_fit(row)


def add_achievement(
    actor: Actor, reference: str, new: NewAchievement, form: uuid.UUID | None = None
) -> Achievement:  # fmt: skip
    """Record something that went well, for the person and the court (R41). ``form`` as for ``add_link``.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: a day lies ahead, or the objective is none of this case's.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, Achievement, form)) is not None:
            return before
        _come(new.on, "on")
        if new.told_person_on:
            _come(new.told_person_on, "told_person_on")
        if new.line and not Objective.objects.visible_to(actor).filter(case_id=case.pk, line=new.line).exists():
            raise RuleBroken(_("Choose an objective of this case."), "line")
        row = Achievement(
            id=key_of(actor, form),
            case=case, on=new.on, text=new.text.strip(), line=new.line, membership_id=actor.membership_id,
            told_person_on=new.told_person_on, for_court=new.for_court,
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row)) is not row:
            return there
        _record(actor, "achievement.recorded", Operation.COLLECT, "achievement", row.pk, case.pk)
        return row


def _must_be(stands: int, read: int) -> None:
    if stands != read:
        raise Conflict(_("Somebody else changed this meanwhile. Nothing was saved yet."))


def _come(day: dt.date, field: str) -> None:
    if day > timezone.localdate():
        raise RuleBroken(_("This day lies ahead. Enter the day it happened."), field)


def _record(
    actor: Actor, verb: str, operation: Operation, kind: str, subject: uuid.UUID, case_id: uuid.UUID
) -> None:  # fmt: skip
    trail.record(
        actor, verb, operation=operation, kind=kind, subjects=[subject], case_id=case_id, ground="place"
    )  # fmt: skip
