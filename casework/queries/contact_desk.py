"""What whoever records or plans a contact has before them: the case, what it may touch, whom to ask, what to heed."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import OPEN_ACTION, NoteKind, RelationshipKind, Setting
from casework.due import day_words, moment_words
from casework.models import (
    Action,
    CaseTeamMember,
    Condition,
    Contact,
    CustodyEpisode,
    Note,
    Objective,
    Relationship,
)
from casework.queries.case_file import CaseFile, case_file
from casework.queries.note_entries import NoteEntry, entries_for
from casework.queries.writers import Desk, desk_on

Pair = tuple[str, str]
LATE_ENTRY = 60
"""Days back from today whose conditions a new entry still offers, though they bind no more."""
KIN = (RelationshipKind.FAMILY, RelationshipKind.PARTNER)
MOST = 30
"""Choices of one kind that a form offers; no plan has more."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Whoever manages the case or supervises its order, now."""

    user_id: uuid.UUID
    membership_id: uuid.UUID
    agency_id: uuid.UUID
    name: str
    manages: bool
    supervises: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A planned contact that the actor may record."""

    id: uuid.UUID
    kind: str
    when: str
    past: bool


@dataclass(frozen=True, slots=True)
class ContactDesk:
    """The desk of a contact. ``must_ask`` names the case manager where a family contact needs their word first."""

    writing: Desk
    leads: tuple[Lead, ...]
    waiting: tuple[Waiting, ...]
    conditions: tuple[Pair, ...]
    objectives: tuple[Pair, ...]
    actions: tuple[Pair, ...]
    relatives: tuple[Pair, ...]
    must_ask: str
    setting: str
    court_full: bool
    safety: tuple[NoteEntry, ...]

    @property
    def file(self) -> CaseFile:
        """The head of the case."""
        return self.writing.file

    @property
    def named_by_default(self) -> tuple[uuid.UUID, ...]:
        """Who is named on words that are usually for named people: the leads whom the writer may name."""
        nameable = {key for key, _name in self.writing.nameable}
        return tuple(dict.fromkeys(lead.user_id for lead in self.leads if str(lead.user_id) in nameable))


def leads(actor: Actor, case_id: uuid.UUID) -> tuple[Lead, ...]:
    """Return the case manager and the order supervisor of a case (one person or two), the supervisor first."""
    now = timezone.now()
    rows = (
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=case_id, valid_from__lte=now, valid_to__gt=now, membership__isnull=False)
        .select_related("user", "membership")
        .order_by("-is_order_supervisor", "-is_case_manager")
    )
    return tuple(
        Lead(
            row.user_id, row.membership.pk, row.membership.agency_id, row.user.full_name, row.is_case_manager,
            row.is_order_supervisor,
        )
        for row in rows if row.membership and (row.is_case_manager or row.is_order_supervisor)
    )  # fmt: skip


def contact_desk(actor: Actor, reference: str) -> ContactDesk:
    """Return the desk for a contact of the case called ``reference``; safety notes on it are logged as read.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
    """
    return desk_for(actor, case_file(actor, reference, "write"))


def desk_for(actor: Actor, file: CaseFile, held_on: dt.date | None = None) -> ContactDesk:
    """Return the desk for a case file that the actor may write on; ``held_on`` is the day of a contact held before."""
    leading, safety = leads(actor, file.id), safety_notes(actor, file)
    supervisors = {lead.agency_id for lead in leading if lead.supervises}
    writing = desk_on(actor, file)
    custody = CustodyEpisode.objects.visible_to(actor).filter(case_id=file.id, ended_on__isnull=True).exists()
    return ContactDesk(
        writing=writing, leads=leading, waiting=waiting(actor, file), conditions=_conditions(actor, file, held_on),
        objectives=_objectives(actor, file), actions=_actions(actor, file), relatives=_relatives(actor, file),
        must_ask=_must_ask(file, leading), setting=Setting.CUSTODY if custody else Setting.COMMUNITY,
        court_full=actor.agency_id in supervisors and writing.secrecy == "none", safety=safety,
    )  # fmt: skip


def safety_notes(actor: Actor, file: CaseFile) -> tuple[NoteEntry, ...]:
    """Return the current notes on the safety of staff that the actor reads (R119), and log that they were shown."""
    rows = (
        Note.objects.visible_to(actor, "read")
        .filter(case_id=file.id, kind=NoteKind.SAFETY, status=ItemStatus.CURRENT)
        .to_read()
        .order_by("-recorded_at")[:5]
    )
    found = list(rows)
    entries = entries_for(actor, found) if found else ()
    if entries:
        trail.consulted(actor, "note.safety_read", "note", [entry.id for entry in entries], file.id, file.place)
    return entries


def _must_ask(file: CaseFile, leading: tuple[Lead, ...]) -> str:
    if "lead" in file.may:
        return ""
    names = [lead.name for lead in leading if lead.manages]
    return names[0] if names and "team" in file.may else _("the case manager")


def waiting(actor: Actor, file: CaseFile) -> tuple[Waiting, ...]:
    """Return the planned contacts that the actor may record, the soonest first."""
    rows = Contact.objects.visible_to(actor, "edit").planned().filter(case_id=file.id)
    now = timezone.now()
    return tuple(
        Waiting(row.pk, str(row.get_kind_display()), moment_words(row.planned_for), row.planned_for <= now)
        for row in rows.order_by("planned_for", "pk")[:MOST] if row.planned_for
    )  # fmt: skip


def _conditions(actor: Actor, file: CaseFile, held_on: dt.date | None) -> tuple[Pair, ...]:
    """Conditions that bound on the day of the contact; where the day is not known yet, on any of the last days."""
    today = timezone.localdate()
    first = held_on or today - dt.timedelta(days=LATE_ENTRY)
    rows = Condition.objects.visible_to(actor).filter(case_id=file.id).bound_between(first, held_on or today)
    return tuple((str(row.pk), _named(row)) for row in rows.order_by("order", "number", "edition")[:MOST])


def _named(row: Condition) -> str:
    name = f"{row.number}. {row.get_category_display()}"
    return name if row.ends_on is None else _("%(name)s, until %(day)s") % {"name": name, "day": day_words(row.ends_on)}


def _objectives(actor: Actor, file: CaseFile) -> tuple[Pair, ...]:
    rows = Objective.objects.visible_to(actor).filter(case_id=file.id, in_force=True).exclude(state="removed")
    return tuple((str(row.line), row.text) for row in rows.order_by("target_on", "pk")[:MOST])


def _actions(actor: Actor, file: CaseFile) -> tuple[Pair, ...]:
    rows = Action.objects.visible_to(actor).filter(case_id=file.id, state__in=OPEN_ACTION)
    return tuple((str(row.pk), row.text) for row in rows.order_by("due_on", "pk")[:MOST])


def _relatives(actor: Actor, file: CaseFile) -> tuple[Pair, ...]:
    today = timezone.localdate()
    rows = Relationship.objects.visible_to(actor).filter(person_id=file.person_id, kind__in=KIN)
    rows = rows.exclude(valid_to__lt=today).order_by("name", "pk").distinct()
    return tuple(
        (str(row.pk), f"{row.name} ({row.may_be_contacted_by})" if row.may_be_contacted_by else row.name)
        for row in rows[:MOST]
    )
