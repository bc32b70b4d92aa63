"""Lists of one person's work: what is due, what waits for an answer, what is new. Each is cut and counted."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone

from access.actor import Actor
from access.choices import ItemStatus
from agencies.queries.cadences import DEFAULTS
from casework.choices import ASKING, DeadlineKind
from casework.due import (
    SOON_DAYS,
    day_words,
    due_in_working_days,
    due_state,
    subject_page,
)
from casework.models import Case, Contact, Deadline, EmergencyAccess, Note, NoteResponse, NoteText
from casework.models.deadline import DeadlineQuerySet
from casework.queries.plan_due import Lead, leads_of

MANY = 200
"""Rows read at the most of any list; a longer one says no more than that."""
WINDOW = 40
"""Recently active cases among which new notes are looked for (performance decision 7)."""
ELSEWHERE = (DeadlineKind.NOTE_ANSWER, DeadlineKind.QUESTION, DeadlineKind.EMERGENCY_REVIEW)
"""Kinds that stand in lists of their own as soon as they belong to a case."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows, by case: the trail gets one line for each."""

    by_case: dict[uuid.UUID, list[uuid.UUID]] = field(default_factory=dict)

    def add(self, case_id: uuid.UUID, key: uuid.UUID) -> None:
        """Count one more row."""
        self.by_case.setdefault(case_id, []).append(key)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or to read: what, where it leads, about which case, when due, in which state.

    ``done`` is the address of the one tap by which it is done, for what needs no more than that.
    """

    what: str
    url: str
    case: str
    reference: str
    on: str
    state: str
    tag: str = ""
    note: str = ""
    agency: str = ""
    agency_code: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """The first rows of a list, and the days of all of them (at most MANY)."""

    rows: tuple[Item, ...]
    days: tuple[dt.date, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.days)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)

    def count(self, state: str, today: dt.date) -> int:
        """How many are in ``state``."""
        return sum(1 for day in self.days if due_state(day, today) == state)


def _label(case: Case, actor: Actor) -> str:
    """Name the case: the given name for a companion, whose places show no more."""
    return f"{case.person.given_name if actor.is_companion else case.person}, {case.neutral_title}"


def due_list(actor: Actor, size: int, seen: Shown) -> Items:
    """Deadlines the actor answers for, or their agency when nobody does, up to seven days ahead."""
    today = timezone.localdate()
    mine = Q(responsible_id=actor.membership_id) | Q(responsible=None, agency_id=actor.agency_id)
    rows = (
        told(actor, Deadline.objects.visible_to(actor).open())
        .filter(mine, due_on__lte=today + dt.timedelta(days=SOON_DAYS))
        .exclude(kind__in=ELSEWHERE, case_id__isnull=False)
    )
    rows = rows.order_by("due_on", "kind", "pk")
    found = list(rows.select_related("case__person")[:size])
    days = rows.values_list("due_on", flat=True)[:MANY]
    for row in found:
        if row.case is not None:
            seen.add(row.case.pk, row.pk)
    leads = leads_of(actor, found)
    return Items(tuple(_deadline(actor, row, today, leads.get(row.pk)) for row in found), tuple(days))


def _deadline(actor: Actor, row: Deadline, today: dt.date, lead: Lead | None) -> Item:
    case = row.case
    there = subject_page(row.subject_kind, row.subject_id, case.reference if case else "")
    url = there or (reverse("case_overview", args=[case.reference]) + "#h-due" if case else "")
    if row.kind in (DeadlineKind.AGREEMENT_REVIEW, DeadlineKind.AGREEMENT_ENDS) and row.subject_id:
        url = reverse("agreement_detail", args=[row.subject_id])
    if row.kind == DeadlineKind.LEGAL_ADVICE and row.subject_id:
        url = reverse("advice_detail", args=[row.subject_id])
    if row.kind == DeadlineKind.CODE:
        url = reverse("code_of_conduct")
    if row.kind == DeadlineKind.EMERGENCY_REVIEW:  # the adviser's: the trail tells what was opened
        url = reverse("trail")
    what = lead.what if lead else ""
    return Item(
        what=what or row.get_kind_display(), url=lead.url if lead else url, case=_label(case, actor) if case else "",
        reference=case.reference if case else "", on=day_words(row.due_on), state=due_state(row.due_on, today),
        tag=row.get_kind_display() if what else "", done=lead.done if lead else "",
    )  # fmt: skip


def told(actor: Actor, rows: DeadlineQuerySet) -> DeadlineQuerySet:
    """Leave out what is due about a note, question or contact that the actor does not read: its day would tell.

    So does what is due on a case about a contested or a restricted note, of which the database knows who reads it.
    """
    note = Note.objects.visible_to(actor, "read").filter(pk=OuterRef("subject_id"))
    question = NoteResponse.objects.visible_to(actor).filter(pk=OuterRef("subject_id"))
    contact = Contact.objects.visible_to(actor).filter(pk=OuterRef("subject_id"))
    about_note, about_question = Q(kind=DeadlineKind.NOTE_ANSWER), Q(kind=DeadlineKind.QUESTION)
    about_contact = Q(kind__in=(DeadlineKind.CONTACT_LETTER, DeadlineKind.EXPLANATION), subject_kind="contact")
    about_handled = Q(kind__in=(DeadlineKind.CONTESTED, DeadlineKind.RESTRICTION), case_id__isnull=False)
    subject = (F("subject_kind"), F("subject_id"))
    rows = rows.filter(
        ~about_handled | Q(Func(*subject, function="casework_knows_subject", output_field=BooleanField()))
    )
    return rows.filter(
        ~(about_note | about_question | about_contact)
        | (about_note & Q(Exists(note)))
        | (about_question & Q(Exists(question)))
        | (about_contact & Q(Exists(contact)))
    )


def titles_of(actor: Actor, notes: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the title of the fullest text the actor reads of each note."""
    texts = NoteText.objects.visible_where(actor, note_id__in=notes).order_by("tier")
    return dict(texts.values_list("note_id", "title"))


def waiting_list(actor: Actor, ids: list[uuid.UUID], size: int, seen: Shown) -> Items:
    """Notes of other agencies that want an answer which nobody of the actor's agency has given."""
    ours = NoteResponse.objects.visible_to(actor).filter(note_id=OuterRef("pk"), agency_id=actor.agency_id)
    rows = (
        Note.objects.visible_to(actor, "answer")
        .filter(case_id__in=ids, status=ItemStatus.CURRENT, answer_by__isnull=False)
        .exclude(originator_id=actor.agency_id)
        .filter(~Exists(ours))
    )
    rows = rows.order_by("answer_by", "pk")
    notes = list(rows.select_related("case__person", "originator")[:size])
    days = rows.values_list("answer_by", flat=True)[:MANY]
    return Items(_notes(actor, notes, seen, due=True), tuple(day for day in days if day))


def _notes(actor: Actor, notes: Sequence[Note], seen: Shown, *, due: bool) -> tuple[Item, ...]:
    titles, today, items = titles_of(actor, [note.pk for note in notes]), timezone.localdate(), []
    for note in notes:
        if note.pk not in titles:  # the wall closed between two statements
            continue
        seen.add(note.case_id, note.pk)
        day = note.answer_by if due else timezone.localdate(note.recorded_at)
        items.append(
            Item(
                what=titles[note.pk], url=reverse("note_detail", args=[note.pk]), case=_label(note.case, actor),
                reference=note.case.reference, on=day_words(day),
                state=due_state(note.answer_by, today) if due and note.answer_by else "",
                tag=str(note.get_kind_display()), agency=note.originator.name, agency_code=note.originator.code,
            )
        )  # fmt: skip
    return tuple(items)


def questions_list(actor: Actor, ids: list[uuid.UUID], size: int, seen: Shown) -> Items:
    """Questions about notes of the actor's agency that nobody has answered, oldest first."""
    if actor.is_companion:
        return Items((), ())
    answers = NoteResponse.objects.visible_to(actor).filter(answers_id=OuterRef("pk"))
    named = Case.objects.visible_to(actor, "team").filter(pk=OuterRef("note__case_id"))
    rows = (
        NoteResponse.objects.visible_to(actor)
        .filter(kind__in=ASKING, note__originator_id=actor.agency_id, note__case_id__in=ids)
        .filter(~Exists(answers))
    )
    asked = rows.order_by("at", "pk").annotate(due=_due(actor, DeadlineKind.QUESTION), named=Exists(named))
    found = list(asked.select_related("note__case__person", "agency", "author")[:size])
    today, items = timezone.localdate(), []
    for row in found:
        seen.add(row.note.case_id, row.note_id)
        day = _day_of(row.due, "question", row.at)
        items.append(
            Item(
                what=_short(row.text), url=reverse("note_detail", args=[row.note_id]),
                case=_label(row.note.case, actor), reference=row.note.case.reference, on=day_words(day),
                state=due_state(day, today), agency=row.agency.name, agency_code=row.agency.code,
                note=row.author.full_name if row.named else "",
            )
        )  # fmt: skip
    return Items(tuple(items), tuple(_day_of(*one) for one in asked.values_list("due", Value("question"), "at")[:MANY]))


def _due(actor: Actor, kind: DeadlineKind) -> Subquery:
    """The day of the deadline about a row, as it was reckoned when it was raised."""
    rows = Deadline.objects.visible_to(actor).filter(kind=kind, subject_id=OuterRef("pk"))
    return Subquery(rows.order_by("-due_on").values("due_on")[:1])


def _day_of(due: dt.date | None, cadence: str, at: dt.datetime) -> dt.date:
    """That day, or the usual one for whoever does not see the deadline."""
    return due or due_in_working_days(DEFAULTS[cadence].days, timezone.localdate(at))


def _short(text: str, most: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def reviews_list(actor: Actor, ids: list[uuid.UUID], size: int, seen: Shown) -> Items:
    """Emergency accesses to cases the actor manages that nobody has reviewed."""
    rows = EmergencyAccess.objects.visible_to(actor, "manage").filter(case_id__in=ids, reviewed_at=None)
    rows = rows.exclude(user_id=actor.user_id)
    opened = rows.order_by("opened_at", "pk").annotate(due=_due(actor, DeadlineKind.EMERGENCY_REVIEW))
    found = list(opened.select_related("case__person", "user", "agency")[:size])
    today, items = timezone.localdate(), []
    for row in found:
        seen.add(row.case_id, row.pk)
        day = _day_of(row.due, "emergency_review", row.opened_at)
        items.append(
            Item(
                what=row.user.full_name, url=reverse("emergency_review", args=[row.pk]),
                case=_label(row.case, actor), reference=row.case.reference, on=day_words(day),
                state=due_state(day, today), agency=row.agency.name, agency_code=row.agency.code, note=row.reason,
            )
        )  # fmt: skip
    days = opened.values_list("due", Value("emergency_review"), "opened_at")[:MANY]
    return Items(tuple(items), tuple(_day_of(*one) for one in days))


def new_list(actor: Actor, since: dt.datetime, size: int, seen: Shown) -> Items:
    """Notes of other agencies recorded since ``since`` that the actor reads, newest first."""
    active: list[tuple[dt.datetime, uuid.UUID]] = []
    for cases in Case.objects.all().visible_apart(actor):
        rows = cases.filter(last_activity_at__gt=since).order_by("-last_activity_at", "-pk")
        active += rows.values_list("last_activity_at", "pk")[:WINDOW]
    window = [key for _at, key in sorted(active, reverse=True)[:WINDOW]]
    notes = (
        Note.objects.visible_to(actor, "read")
        .filter(case_id__in=window, recorded_at__gt=since, status=ItemStatus.CURRENT)
        .exclude(originator_id=actor.agency_id)
    )
    notes = notes.order_by("-recorded_at", "-pk")
    found = list(notes.select_related("case__person", "originator")[:size])
    moments = notes.values_list("recorded_at", flat=True)[:MANY]
    return Items(_notes(actor, found, seen, due=False), tuple(timezone.localdate(at) for at in moments))
