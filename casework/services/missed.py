"""What a missed contact starts: a letter and an explanation, each with its clock (domain section 3.7)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Nature, Operation, Tier
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.breaching import Words
from casework.choices import MISSED, Attended, DeadlineKind, DeadlineState
from casework.models import Case, Contact, Note, NoteListing
from casework.queries.audience import labels_of_note
from casework.queries.case_file import file_of
from casework.queries.contact_desk import leads
from casework.queries.writers import desk_on
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.notes import store_note
from casework.services.once import key_of
from casework.writing import NewNote

CLOCKS = {
    DeadlineKind.CONTACT_LETTER: "missed_contact_letter",
    DeadlineKind.EXPLANATION: "missed_contact_explanation",
}


def start_clocks(actor: Actor, case: Case, contact: Contact) -> None:
    """Raise letter and explanation for the order supervisor, or the case manager where there is none.

    A contact that they do not read starts no clock: the clock would tell of it. To be called in the transaction of
    the act that made the contact missed.
    """
    leading = leads(actor, case.pk)
    if contact.note is None or contact.happened_at is None or not leading:
        return
    responsible = leading[0]
    listed = NoteListing.objects.visible_to(actor).filter(note_id=contact.note.pk).values_list("user_id", flat=True)
    readers = policy.readers_of_item(labels_of_note(contact.note, listed))
    if not any(r.membership_id == responsible.membership_id and r.tier >= Tier.SUMMARY for r in readers):
        return
    day = timezone.localdate(contact.happened_at)
    for kind, name in CLOCKS.items():
        raise_deadline(
            actor, case, kind, due_after(case, name, day), Subject("contact", contact.pk),
            responsible_id=responsible.membership_id, agency_id=responsible.agency_id,
        )  # fmt: skip


def drop_clocks(actor: Actor, contact: Contact) -> None:
    """Let go of what is still due about a contact that is no longer missed."""
    settle_deadlines(actor, contact.pk, *CLOCKS, state=DeadlineState.DROPPED)


def send_letter(actor: Actor, contact_id: uuid.UUID, sent_on: dt.date, delivery: str) -> Contact:
    """Note that the letter about a missed contact was sent on a local day; its clock is met. Twice changes nothing.

    Raises:
        Http404, NotAllowed: the contact is not the actor's to follow up.
        RuleBroken: it was not missed, or the day is impossible.
    """
    with transaction.atomic():
        contact = _locked(actor, contact_id)
        _must_be_missed(contact)
        if (contact.letter_on, contact.letter_by) == (sent_on, delivery):
            return contact
        _check_day(contact, sent_on, "sent_on")
        contact.letter_on, contact.letter_by = sent_on, delivery
        save_next(contact, "letter_on", "letter_by")
        settle_deadlines(actor, contact.pk, DeadlineKind.CONTACT_LETTER)
        _record(actor, "contact.letter_sent", contact)
        return contact


def take_explanation(
    actor: Actor, contact_id: uuid.UUID, said: Words, came_on: dt.date, *, accepted: bool,
    form: uuid.UUID | None = None,
) -> Contact:  # fmt: skip
    """Keep what the person explains, on the local day it came; accepted, the contact counts as missed no more.

    The words are a note of what was reported, handled as the contact's own. They go to the court, and as a summary to
    guests, only as ``said`` clears them. The clock of the explanation is met; when the reason is accepted, a letter
    not yet sent is no longer due. ``form`` is the key of the form: sent twice, kept once.

    Raises:
        Http404, NotAllowed: the contact is not the actor's to follow up.
        RuleBroken: it was not missed, was explained already, the words or the day are not there, or the words may not
            go to the court.
    """
    with transaction.atomic():
        contact = _locked(actor, contact_id)
        if form and contact.explanation_id == key_of(actor, form):
            return contact
        _must_be_missed(contact)
        if contact.explained_on is not None:
            raise RuleBroken(_("An explanation is recorded already. Correct its note instead."), "words")
        _check_day(contact, came_on, "came_on")
        case = Case.objects.get_for(actor, "write", pk=contact.case_id)
        words = _explanation(actor, case, contact, said, came_on)
        contact.explanation = store_note(actor, case, words, key=key_of(actor, form))
        contact.explained_on = came_on
        if accepted:
            contact.attended = Attended.EXCUSED
        save_next(contact, "explanation", "explained_on", "attended")
        settle_deadlines(actor, contact.pk, DeadlineKind.EXPLANATION)
        if accepted:
            settle_deadlines(actor, contact.pk, DeadlineKind.CONTACT_LETTER, state=DeadlineState.DROPPED)
        _record(actor, "contact.explained", contact)
        return contact


def excuse(actor: Actor, contact_ids: Iterable[uuid.UUID]) -> None:
    """Let missed contacts count as missed with a good reason, because a breach that they prove was explained.

    To be called in the transaction that accepts the explanation. One that the actor does not read stays as it is.
    """
    rows = Contact.objects.select_for_update(of=("self",)).visible_to(actor, "follow")
    for contact in rows.filter(pk__in=list(contact_ids), attended__in=MISSED):
        contact.attended = Attended.EXCUSED
        save_next(contact, "attended")
        drop_clocks(actor, contact)
        _record(actor, "contact.excused", contact)


def _explanation(actor: Actor, case: Case, contact: Contact, said: Words, came_on: dt.date) -> NewNote:
    """The words of an explanation, handled as those of the contact: the same people, but cleared for themselves."""
    about: Note = Note.objects.get_for(actor, "read", pk=contact.note_id)
    rows = NoteListing.objects.visible_to(actor).filter(note_id=about.pk).exclude(user_id=actor.user_id)
    named = list(rows.values_list("user_id", flat=True))
    if about.author_id != actor.user_id and about.handling in ("named", "sealed"):
        named.append(about.author_id)
    nameable = {key for key, _name in desk_on(actor, file_of(actor, case)).nameable}
    named, handling = [key for key in named if str(key) in nameable], about.handling
    if handling == "named" and not named:
        handling = "core"
    words = said.as_note(came_on, _("Explanation of a missed contact"), Nature.REPORTED)
    return dataclasses.replace(
        words, kind=about.kind, handling=handling, secrecy=about.secrecy, released_tier=about.released_tier,
        named=tuple(dict.fromkeys(named)),
    )  # fmt: skip


def _locked(actor: Actor, contact_id: uuid.UUID) -> Contact:
    contact: Contact = Contact.objects.select_for_update(of=("self",)).get_for(actor, "follow", pk=contact_id)
    return contact


def _must_be_missed(contact: Contact) -> None:
    if not contact.is_missed:
        raise RuleBroken(_("This contact is not missed without a good reason: nothing is to be followed up."))


def _check_day(contact: Contact, day: dt.date, name: str) -> None:
    if day > timezone.localdate():
        raise RuleBroken(_("This day lies in the future."), name)
    if contact.happened_at is not None and day < timezone.localdate(contact.happened_at):
        raise RuleBroken(_("This day lies before the contact that was missed."), name)


def _record(actor: Actor, verb: str, contact: Contact) -> None:
    trail.record(
        actor, verb, operation=Operation.ALTER, kind="contact", subjects=[contact.pk], case_id=contact.case_id,
        ground="place", detail={"attended": contact.attended},
    )  # fmt: skip
