"""Telling the person of a disclosure: when it falls due, and that it was done (domain section 4.6)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Handling, Nature, Operation
from agencies.errors import RuleBroken
from agencies.models import only_once
from casework.choices import DeadlineKind, NoteKind
from casework.due import day_words
from casework.models import Case, CaseTeamMember
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.notes import store_note
from casework.writing import NewNote
from sharing.choices import DeferralState
from sharing.models import Deferral, Disclosure, Notification

SUBJECT = "disclosure"


@dataclass(frozen=True, slots=True)
class Telling:
    """That the person was told: the day, the words used, and what the person said."""

    told_on: dt.date
    words: str
    reaction: str = ""


def tell_later(actor: Actor, disclosure: Disclosure, case: Case) -> None:
    """Make it due that the case manager tells the person of a disclosure; without one, whoever made it."""
    manager = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, is_case_manager=True)
    found = manager.values_list("membership_id", "agency_id").first()
    member, agency = found if found else (actor.membership_id, actor.agency_id)
    raise_deadline(
        actor, case, DeadlineKind.NOTIFICATION, due_after(case, "notification", disclosure.made_on),
        Subject(SUBJECT, disclosure.pk), responsible_id=member, agency_id=agency or actor.agency_id,
    )  # fmt: skip


def tell_person(actor: Actor, disclosure_id: uuid.UUID, new: Telling) -> Notification:
    """Record that the person was told of a disclosure: the words used and the reaction become a note.

    Raises:
        Http404, NotAllowed: the disclosure is unseen, or the actor is neither case manager nor order supervisor.
        RuleBroken: the person was told, the day is odd, or a word is missing.
        Conflict: somebody recorded it in this moment; nothing is saved.
    """
    with transaction.atomic():
        disclosure: Disclosure = Disclosure.objects.get_for(actor, pk=disclosure_id)
        case: Case = Case.objects.get_for(actor, "manage", pk=disclosure.case_id)
        already = _("The person was told already.")
        if Notification.objects.visible_to(actor).filter(disclosure=disclosure).exists():
            raise RuleBroken(already)
        _not_deferred(actor, disclosure)
        if not disclosure.made_on <= new.told_on <= timezone.localdate():
            raise RuleBroken(_("The person cannot have been told before it was sent, or in the future."), "told_on")
        if not new.words.strip():
            raise RuleBroken(_("Write what the person was told."), "words")
        note = store_note(actor, case, _as_note(disclosure, new))
        told = Notification(
            disclosure=disclosure, told_on=new.told_on, membership_id=actor.membership_id, note=note,
            recorded_at=timezone.now(),
        )  # fmt: skip
        with only_once("sharing_notification_disclosure_id_key", already):
            told.save(force_insert=True)
        settle_deadlines(actor, disclosure.pk, DeadlineKind.NOTIFICATION)
        verb, kind, key = "disclosure.told", SUBJECT, disclosure.pk
        if disclosure.report_id:
            verb, kind, key = "report.told", "court_report", disclosure.report_id
        trail.record(
            actor, verb, operation=Operation.COLLECT, kind=kind, subjects=[key, note.pk], case_id=case.pk,
            ground="manage",
        )  # fmt: skip
        return told


def _not_deferred(actor: Actor, disclosure: Disclosure) -> None:
    runs = Deferral.objects.visible_to(actor).filter(disclosure=disclosure, state=DeferralState.APPROVED)
    until = runs.order_by("-until_on").values_list("until_on", flat=True).first()
    if until is not None and until > timezone.localdate():
        raise RuleBroken(
            _("It is deferred until %(day)s. Whoever may end the deferral does so first.") % {"day": day_words(until)}
        )


def _as_note(disclosure: Disclosure, new: Telling) -> NewNote:
    full = _("Told: %(words)s") % {"words": new.words.strip()}
    if new.reaction.strip():
        full += "\n\n" + _("The person: %(reaction)s") % {"reaction": new.reaction.strip()}
    return NewNote(
        kind=NoteKind.CONTACT, occurred_on=new.told_on, nature=Nature.FACT, handling=Handling.TEAM,
        title=_("Told of a report to the court") if disclosure.report_id else _("Told of a disclosure"), full=full,
    )  # fmt: skip
