"""What the note form offers: people who can be named, colleagues who can check, an earlier wording to correct."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Place, Tier
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import Agency, AgencyMembership
from casework.models import CaseTeamMember, Note, NoteListing, NoteText, Order
from casework.queries.case_file import CaseFile, case_file


@dataclass(frozen=True, slots=True)
class Desk:
    """What a writer has before them: the case, the people to name (user ids), the colleagues, the usual secrecy."""

    file: CaseFile
    nameable: tuple[tuple[str, str], ...]
    colleagues: tuple[tuple[str, str], ...]
    secrecy: str
    supervises: bool


def desk(actor: Actor, reference: str) -> Desk:
    """Return the desk for writing on the case called ``reference``.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
    """
    return desk_on(actor, case_file(actor, reference, "write"))


def desk_on(actor: Actor, file: CaseFile) -> Desk:
    """Return the desk for a case file that the actor may write on."""
    now = timezone.now()
    nameable: list[tuple[str, str]] = []
    if "team" in file.may:
        rows = (
            CaseTeamMember.objects.visible_to(actor)
            .filter(content_object_id=file.id, valid_from__lte=now, valid_to__gt=now)
            .exclude(user_id=actor.user_id)
            .exclude(kind=Place.COMPANION)
            .select_related("user", "agency")
            .order_by("agency__name", "user__full_name")
        )
        nameable = [(str(row.user_id), f"{row.user.full_name}, {row.agency.name}") for row in rows if row.agency]
    colleagues: list[tuple[str, str]] = []
    if file.place == Place.PERMANENT:
        near = (
            AgencyMembership.objects.current()
            .filter(agency_id=actor.agency_id, position__is_companion=False)
            .exclude(user_id=actor.user_id)
            .select_related("user")
            .order_by("user__full_name")
        )
        colleagues = [(str(m.user_id), m.user.full_name) for m in near]
    secrecy = Agency.objects.values_list("secrecy_default", flat=True).get(pk=actor.agency_id)
    return Desk(file, tuple(nameable), tuple(colleagues), secrecy, supervising_agency(actor, file) == actor.agency_id)


def supervising_agency(actor: Actor, file: CaseFile) -> uuid.UUID:
    """Return the agency that supervises the running order, or the lead agency without one the actor knows of."""
    orders = Order.objects.visible_to(actor).running().filter(case_id=file.id).order_by("-starts_on")
    return orders.values_list("supervising_agency_id", flat=True).first() or file.lead_agency_id


def case_to_correct(actor: Actor, note_id: uuid.UUID) -> uuid.UUID:
    """Return the key of the case of a note that the actor may correct; shows nothing, so logs nothing.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to correct.
    """
    return own_note(actor, Note.objects.get_for(actor, "change", pk=note_id)).case_id


def own_note(actor: Actor, note: Note) -> Note:
    """Return a note that the actor may change, if the agency they act for is the one that wrote it.

    Raises:
        NotAllowed: the actor wrote it for another agency, which alone corrects or withdraws it now.
    """
    if note.originator_id != actor.agency_id:
        raise NotAllowed(_("This note belongs to the agency for which it was written. Ask there."))
    return note


def foreign_note(actor: Actor, note: Note) -> Note:
    """Return a note that the actor may answer, if another agency wrote it.

    Raises:
        RuleBroken: the actor's own agency did, and corrects it instead.
    """
    if note.originator_id == actor.agency_id:
        raise RuleBroken(_("Your agency wrote this note: correct it instead of contesting it."), "text")
    return note


def current(actor: Actor, note: Note) -> Note:
    """Return a note that the actor may change, if it is its newest version and not withdrawn.

    Raises:
        RuleBroken: it is history.
    """
    if note.status != ItemStatus.CURRENT:
        raise RuleBroken(_("This version is no longer current. Open the newest one."))
    return note


def correction(actor: Actor, note_id: uuid.UUID) -> tuple[Desk, dict[str, Any]]:
    """Return the desk and the present wording of a note that the actor may correct; the reading is logged.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to correct.
        RuleBroken: it is no longer current.
    """
    note = current(actor, own_note(actor, Note.objects.get_for(actor, "change", pk=note_id)))
    place = desk_on(actor, case_file(actor, note.case.reference, "write"))
    texts = {text.tier: text for text in NoteText.objects.visible_where(actor, note_id=note.pk)}
    listed = NoteListing.objects.visible_where(actor, note_id=note.pk).values_list("user_id", flat=True)
    gist = texts.get(Tier.GIST)
    trail.consulted(actor, "note.opened_to_correct", "note", [note.pk], note.case_id, place.file.place)
    wording = {
        "kind": note.kind,
        "occurred_on": note.occurred_on,
        "title": texts[Tier.FULL].title,
        "full": texts[Tier.FULL].text,
        "summary": texts[Tier.SUMMARY].text if Tier.SUMMARY in texts else "",
        "gist": gist.text if gist else "",
        "action": gist.action if gist else "",
        "checked_by": str(gist.checked_by_id) if gist and gist.checked_by_id else "",
        "nature": note.nature,
        "source_grade": note.source_grade,
        "knowledge_grade": note.knowledge_grade,
        "handling": note.handling,
        "named": [str(key) for key in listed],
        "secrecy": note.secrecy,
        "released_tier": note.released_tier,
        "court_tier": note.court_tier,
        "told_to_companions": note.told_to_companions,
        "answer_by": note.answer_by,
    }
    return place, wording
