"""The first page of a case: where it stands, what was written last, who sees it, what is due."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import MET_BY_HAND, Basis, CaseStatus, ContactPointKind, DeadlineKind, Influence
from casework.due import day_words, due_state, moment_words, subject_page
from casework.models import Case, CaseTeamMember, ContactPoint, Deadline, EmergencyAccess, Note, Person, Relationship
from casework.queries.audience import Audience, audience_of_case
from casework.queries.case_file import CaseFile, file_of
from casework.queries.note_entries import NoteEntry, entries_for
from casework.queries.plan_due import Lead, leads_of
from casework.queries.work_lists import titles_of, told
from casework.restricting import Mark, restrictions_of
from casework.words import emergency_word
from ui.items import PhaseStep, phase_steps

ENDS = (CaseStatus.ENDING, CaseStatus.CLOSED, CaseStatus.FOLLOW_UP, CaseStatus.ARCHIVED)
LATEST = 5
MOST_DUE = 8
MOST_READ = 100
"""Open deadlines looked at; what several people owe to one note counts as one."""
FIRST_LINES = 240
"""Letters of a note shown on the overview; the whole stands on its own page."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing due. ``what`` is a note's title where the reader reads it; ``by_hand``: the reader may tick it off."""

    id: uuid.UUID
    kind: DeadlineKind
    label: str
    what: str
    url: str
    on: str
    state: str
    who: str
    mine: bool
    by_hand: bool


@dataclass(frozen=True, slots=True)
class RelationshipLine:
    """Somebody in the person's life."""

    name: str
    kind: str
    influence: str
    tone: str
    contact_by: str
    id: uuid.UUID
    member: str


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """Emergency access that runs or waits for review."""

    id: uuid.UUID
    who: str
    agency: str
    opened: str
    state: str
    mine: bool


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What permanent members know of the person beside the identity bar."""

    known_as: str
    languages: str
    interpreter: bool
    guardian: str
    gender: str


@dataclass(frozen=True, slots=True)
class LatestNote:
    """A note on the overview: its entry and its first lines."""

    entry: NoteEntry
    lines: str
    when: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview shows to one reader; what their place does not show is empty."""

    file: CaseFile
    steps: list[PhaseStep]
    active: bool
    review_on: str
    review_state: str
    notes: tuple[LatestNote, ...]
    audience: Audience
    deadlines: tuple[DueLine, ...]
    more_due: int
    relationships: tuple[RelationshipLine, ...]
    emergencies: tuple[EmergencyLine, ...]
    person: PersonFacts | None
    basis: str
    notice: str
    notice_missing: bool
    facilitator: str
    restriction: Mark | None

    @property
    def ends(self) -> bool:
        """Whether the work ends or has ended: then a page says how."""
        return self.file.status in ENDS


def case_overview(actor: Actor, reference: str, whole: bool = False) -> Overview:
    """Return the overview of a case and log the page once; with what is due later as well when ``whole``.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    rows = Case.objects.select_related("person", "lead_agency")
    case: Case = rows.get_for(actor, reference=reference.upper())
    file = file_of(actor, case)
    notes = _latest(actor, case)
    deadlines, more = _deadlines(actor, file, MOST_READ if whole else MOST_DUE)
    inside = "work" in file.may
    emergencies = _emergencies(actor, case) if inside else ()
    relationships = _relationships(actor, case) if inside else ()
    shown = [case.pk, *(note.entry.id for note in notes), *(line.id for line in emergencies)]
    trail.consulted(actor, "case.read", "case", shown, case.pk, file.place)
    today = timezone.localdate()
    return Overview(
        file=file, steps=_steps(case), active=case.status in ("active", "ending", "follow_up"),
        review_on=day_words(case.next_review_on), review_state=due_state(case.next_review_on, today), notes=notes,
        audience=audience_of_case(actor, file), deadlines=deadlines, more_due=more, relationships=relationships,
        emergencies=emergencies, person=_person(case.person) if inside else None,
        basis=_basis(case) if inside else "", notice=_notice(case, today) if inside else "",
        notice_missing=inside and case.notice_given_on is None and not _deferred(case, today),
        facilitator=_facilitator(actor, case) if inside else "",
        restriction=restrictions_of(actor, [case.pk]).get(case.pk),
    )  # fmt: skip


def _facilitator(actor: Actor, case: Case) -> str:
    """Return who eases the way back now, with agency and own words."""
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, is_facilitator=True)
    row = rows.filter(valid_from__lte=now, valid_to__gt=now).select_related("user", "agency").first()
    if row is None:
        return ""
    return ", ".join(filter(None, (row.user.full_name, row.agency.name if row.agency else "", row.shares)))


def _steps(case: Case) -> list[PhaseStep]:
    note = _("since %(day)s") % {"day": day_words(case.stage_since)} if case.stage_since else ""
    return phase_steps(case.stage, {case.stage: note})


def _latest(actor: Actor, case: Case) -> tuple[LatestNote, ...]:
    rows = (
        Note.objects.visible_where(actor, "read", case_id=case.pk, contests__isnull=True)
        .exclude(status=ItemStatus.CORRECTED)
        .to_read()
        .order_by("-recorded_at", "-pk")[:LATEST]  # not by the day it happened, which a gist hides
    )
    return tuple(LatestNote(entry, _first(entry.text), _when(entry)) for entry in entries_for(actor, list(rows)))


def _when(entry: NoteEntry) -> str:
    """Say when it happened or, where the reader's tier hides that, when it was recorded."""
    if entry.occurred_on is not None:
        return day_words(entry.occurred_on)
    return _("recorded %(day)s") % {"day": day_words(timezone.localdate(entry.recorded_at))}


def _first(text: str) -> str:
    """Return the first lines of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= FIRST_LINES else flat[:FIRST_LINES].rsplit(" ", 1)[0] + " …"


def _deadlines(actor: Actor, file: CaseFile, most: int) -> tuple[tuple[DueLine, ...], int]:
    """Return the next things due; what several people owe to the same subject is one line."""
    rows = told(actor, Deadline.objects.visible_to(actor).open().filter(case_id=file.id))
    found = rows.select_related("responsible__user", "agency", "case").order_by("due_on", "kind", "subject_id", "pk")
    groups: dict[object, list[Deadline]] = {}
    for row in found[:MOST_READ]:
        groups.setdefault((row.kind, row.due_on, row.subject_id or row.pk), []).append(row)
    shown = list(groups.values())[:most]
    notes = [row.subject_id for row, *_more in shown if row.kind == DeadlineKind.NOTE_ANSWER and row.subject_id]
    titles = titles_of(actor, notes)
    leads = leads_of(actor, [group[0] for group in shown])
    return tuple(_due(actor, file, group, titles, leads.get(group[0].pk)) for group in shown), len(groups) - len(shown)


def _due(
    actor: Actor, file: CaseFile, group: list[Deadline], titles: dict[uuid.UUID, str], lead: Lead | None
) -> DueLine:
    row, kind = group[0], DeadlineKind(group[0].kind)
    others = [one for one in group if one.responsible_id != actor.membership_id]
    named = "team" in file.may
    who = [one.responsible.user.full_name if named and one.responsible else one.agency.name for one in others]
    title = titles.get(row.subject_id) if row.subject_id else None
    url = subject_page(row.subject_kind, row.subject_id, file.reference)
    if title:
        url = reverse("note_detail", args=[row.subject_id])
    elif lead:
        url = lead.url
    return DueLine(
        id=row.pk, kind=kind, label=str(kind.label), what=title or (lead and lead.what) or str(kind.label), url=url,
        on=day_words(row.due_on),
        state=due_state(row.due_on, timezone.localdate()), who=", ".join(sorted(set(who))),
        mine=len(others) < len(group), by_hand=kind in MET_BY_HAND and "edit" in file.may,
    )  # fmt: skip


TONES = {Influence.SUPPORTS: "green", Influence.PULLS_BACK: "red", Influence.MIXED: "orange"}


def _relationships(actor: Actor, case: Case) -> tuple[RelationshipLine, ...]:
    today = timezone.localdate()
    rows = Relationship.objects.visible_to(actor).filter(person_id=case.person_id)
    rows = rows.exclude(valid_to__lt=today).select_related("contact_member__user").order_by("kind", "name", "pk")
    return tuple(
        RelationshipLine(
            row.name, row.get_kind_display(), row.get_influence_display(),
            TONES.get(Influence(row.influence), "grey"), row.may_be_contacted_by,
            row.pk, row.contact_member.user.full_name if row.contact_member else "",
        )
        for row in rows.distinct()
    )  # fmt: skip


def _emergencies(actor: Actor, case: Case) -> tuple[EmergencyLine, ...]:
    now = timezone.now()
    rows = EmergencyAccess.objects.visible_to(actor).filter(case_id=case.pk)
    rows = rows.filter(Q(reviewed_at=None) | Q(ended_at=None, expires_at__gt=now))
    return tuple(
        EmergencyLine(
            row.pk, row.user.full_name, row.agency.name, moment_words(row.opened_at),
            emergency_word(row.ended_at, row.expires_at, now), row.user_id == actor.user_id,
        )
        for row in rows.select_related("user", "agency").order_by("-opened_at")
    )  # fmt: skip


def _person(person: Person) -> PersonFacts:
    return PersonFacts(
        person.known_as, person.languages, person.interpreter_needed, person.guardian, person.gender
    )  # fmt: skip


def _basis(case: Case) -> str:
    if case.basis == Basis.NONE:
        return ""
    return f"{case.get_basis_display()}: {case.basis_text}"


def _deferred(case: Case, today: dt.date) -> bool:
    return case.notice_deferred_to is not None and case.notice_deferred_to >= today


def _notice(case: Case, today: dt.date) -> str:
    if case.notice_given_on:
        return _("Given on %(day)s") % {"day": day_words(case.notice_given_on)}
    if case.notice_deferred_to:
        words = _("Deferred until %(day)s") if _deferred(case, today) else _("Deferral ran out on %(day)s")
        return words % {"day": day_words(case.notice_deferred_to)}
    return ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the person can be found: shown on a page of its own, because it is what most endangers a person."""

    file: CaseFile
    points: tuple[tuple[str, str, str], ...]
    national_number: str


def whereabouts(actor: Actor, reference: str) -> Whereabouts:
    """Return the person's contact points that hold now, and log that they were opened.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show them.
    """
    case: Case = Case.objects.select_related("person", "lead_agency").get_for(
        actor, "work", reference=reference.upper()
    )
    file, now = file_of(actor, case), timezone.now()
    rows = ContactPoint.objects.visible_to(actor).filter(
        person_id=case.person_id, valid_from__lte=now, valid_to__gt=now
    )
    found = list(rows.order_by("kind", "-valid_from", "pk").distinct())
    trail.consulted(
        actor, "case.contact_read", "contact_point", [case.person_id, *(row.pk for row in found)], case.pk, file.place
    )
    points = tuple(
        (str(ContactPointKind(row.kind).label), row.value, day_words(timezone.localdate(row.valid_from)))
        for row in found
    )
    return Whereabouts(file, points, case.person.national_number)
