"""My work: what needs one person today, what is new for them, and the cases they are on."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from access import policy, trail
from access.actor import Actor
from access.choices import ItemStatus, Place, Tier
from casework.choices import DeadlineKind, ResponseKind, Stage
from casework.due import (
    EMERGENCY_REVIEW_DAYS,
    QUESTION_DAYS,
    SOON_DAYS,
    day_words,
    due_in_working_days,
    due_state,
    moment_words,
)
from casework.models import Case, Deadline, EmergencyAccess, Note, NoteResponse, NoteText
from casework.models.case import CaseQuerySet
from casework.queries.case_list import role_word

FEW = 6
"""Rows of each list on the first view; the whole list is one click away."""
MANY = 200
MOST_CASES = 2000
"""Own cases looked at; no person works on more."""
WINDOW = 40
"""Recently active cases among which new notes are looked for (performance decision 7)."""
FIRST_VISIT = dt.timedelta(days=7)
Shown = dict[uuid.UUID, list[uuid.UUID]]
"""What the page shows, by case: one line of the trail for each."""
ELSEWHERE = (DeadlineKind.NOTE_ANSWER, DeadlineKind.QUESTION, DeadlineKind.EMERGENCY_REVIEW)
"""Kinds that stand in lists of their own as soon as they belong to a case."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or to read: what, where it leads, about which case, when due, in which state."""

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


@dataclass(frozen=True, slots=True)
class Items:
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Item, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)

    @property
    def overdue(self) -> int:
        """How many of the shown rows are overdue."""
        return sum(1 for row in self.rows if row.state == "overdue")


@dataclass(frozen=True, slots=True)
class MyCase:
    """One of my cases."""

    reference: str
    title: str
    person: str
    stage: Stage
    status: str
    role: str
    review_on: str
    review_state: str


@dataclass(frozen=True, slots=True)
class MyWork:
    """The start page of one person."""

    due: Items
    waiting: Items
    questions: Items
    reviews: Items
    new: Items
    since: str
    cases: tuple[MyCase, ...]
    case_count: int
    overdue: int
    today: int

    @property
    def to_answer(self) -> int:
        """How many notes and questions wait for an answer."""
        return self.waiting.total + self.questions.total


def my_work(actor: Actor, since: dt.datetime | None, whole: str = "") -> MyWork:
    """Return the start page and log what it shows; ``whole`` names the list to show in full.

    ``since`` is the moment of the last look; without one the last seven days count as new.
    """
    own = Case.objects.all().visible_apart(actor)[0].open()
    ids = list(own.values_list("pk", flat=True)[:MOST_CASES])
    moment = since or timezone.now() - FIRST_VISIT
    seen: Shown = {}
    due = _due(actor, _size("due", whole))
    waiting = _waiting(actor, ids, _size("waiting", whole), seen)
    questions = _questions(actor, ids, _size("questions", whole), seen)
    reviews = _reviews(actor, ids, _size("reviews", whole), seen)
    new = _new(actor, moment, _size("new", whole), seen)
    cases = _cases(actor, own, seen)
    trail.consulted_across(actor, "work.read", "case", seen, "place")
    lists = (due, waiting, questions, reviews)
    return MyWork(
        due=due, waiting=waiting, questions=questions, reviews=reviews, new=new, since=moment_words(moment),
        cases=cases, case_count=len(ids), overdue=sum(items.overdue for items in lists),
        today=sum(1 for items in lists for row in items.rows if row.state == "today"),
    )  # fmt: skip


def _size(name: str, whole: str) -> int:
    return MANY if whole == name else FEW


def _label(case: Case, actor: Actor) -> str:
    """Name the case: the given name for a companion, whose places show no more."""
    return f"{case.person.given_name if actor.is_companion else case.person}, {case.neutral_title}"


def _due(actor: Actor, size: int) -> Items:
    today = timezone.localdate()
    mine = Q(responsible_id=actor.membership_id) | Q(responsible=None, agency_id=actor.agency_id)
    rows = (
        Deadline.objects.visible_to(actor)
        .open()
        .filter(mine, due_on__lte=today + dt.timedelta(days=SOON_DAYS))
        .exclude(kind__in=ELSEWHERE, case_id__isnull=False)
    )
    found = rows.select_related("case__person").order_by("due_on", "kind", "pk")[:size]
    return Items(tuple(_deadline(actor, row, today) for row in found), rows.count())


def _deadline(actor: Actor, row: Deadline, today: dt.date) -> Item:
    case = row.case
    url = reverse("case_overview", args=[case.reference]) + "#h-due" if case else ""
    if row.kind == DeadlineKind.AGREEMENT_REVIEW and row.subject_id:
        url = reverse("agreement_detail", args=[row.subject_id])
    return Item(
        what=row.get_kind_display(), url=url, case=_label(case, actor) if case else "",
        reference=case.reference if case else "", on=day_words(row.due_on), state=due_state(row.due_on, today),
    )  # fmt: skip


def _titles(actor: Actor, notes: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the title of the fullest text the actor reads of each note."""
    texts = NoteText.objects.visible_to(actor).filter(note_id__in=notes).order_by("tier")
    return dict(texts.values_list("note_id", "title"))


def _show(seen: Shown, case_id: uuid.UUID, key: uuid.UUID) -> None:
    seen.setdefault(case_id, []).append(key)


def _waiting(actor: Actor, ids: list[uuid.UUID], size: int, seen: Shown) -> Items:
    """Notes of other agencies that want an answer which nobody of the actor's agency has given."""
    ours = NoteResponse.objects.visible_to(actor).filter(note_id=OuterRef("pk"), agency_id=actor.agency_id)
    rows = (
        Note.objects.visible_to(actor, "answer")
        .filter(case_id__in=ids, status=ItemStatus.CURRENT, answer_by__isnull=False)
        .exclude(originator_id=actor.agency_id)
        .filter(~Exists(ours))
    )
    notes = list(rows.select_related("case__person", "originator").order_by("answer_by", "pk")[:size])
    return Items(_notes(actor, notes, seen, due=True), rows.count())


def _notes(actor: Actor, notes: Sequence[Note], seen: Shown, *, due: bool) -> tuple[Item, ...]:
    titles, today, items = _titles(actor, [note.pk for note in notes]), timezone.localdate(), []
    for note in notes:
        if note.pk not in titles:  # the wall closed between two statements
            continue
        _show(seen, note.case_id, note.pk)
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


def _questions(actor: Actor, ids: list[uuid.UUID], size: int, seen: Shown) -> Items:
    """Questions about notes of the actor's agency that nobody has answered, oldest first."""
    if actor.is_companion:
        return Items((), 0)
    answers = NoteResponse.objects.visible_to(actor).filter(answers_id=OuterRef("pk"))
    rows = (
        NoteResponse.objects.visible_to(actor)
        .filter(kind=ResponseKind.QUESTION, note__originator_id=actor.agency_id, note__case_id__in=ids)
        .filter(~Exists(answers))
    )
    found = list(rows.select_related("note__case__person", "agency", "author").order_by("at", "pk")[:size])
    today, items = timezone.localdate(), []
    for row in found:
        _show(seen, row.note.case_id, row.note_id)
        day = due_in_working_days(QUESTION_DAYS, timezone.localdate(row.at))
        items.append(
            Item(
                what=_short(row.text), url=reverse("note_detail", args=[row.note_id]),
                case=_label(row.note.case, actor), reference=row.note.case.reference, on=day_words(day),
                state=due_state(day, today), agency=row.agency.name, agency_code=row.agency.code,
                note=row.author.full_name,
            )
        )  # fmt: skip
    return Items(tuple(items), rows.count())


def _short(text: str, most: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def _reviews(actor: Actor, ids: list[uuid.UUID], size: int, seen: Shown) -> Items:
    """Emergency accesses to cases the actor manages that nobody has reviewed."""
    rows = EmergencyAccess.objects.visible_to(actor, "manage").filter(case_id__in=ids, reviewed_at=None)
    rows = rows.exclude(user_id=actor.user_id)
    found = list(rows.select_related("case__person", "user", "agency").order_by("opened_at", "pk")[:size])
    today, items = timezone.localdate(), []
    for row in found:
        _show(seen, row.case_id, row.pk)
        day = due_in_working_days(EMERGENCY_REVIEW_DAYS, timezone.localdate(row.opened_at))
        items.append(
            Item(
                what=row.user.full_name, url=reverse("emergency_review", args=[row.pk]),
                case=_label(row.case, actor), reference=row.case.reference, on=day_words(day),
                state=due_state(day, today), agency=row.agency.name, agency_code=row.agency.code, note=row.reason,
            )
        )  # fmt: skip
    return Items(tuple(items), rows.count())


def _new(actor: Actor, since: dt.datetime, size: int, seen: Shown) -> Items:
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
        .annotate(tier_read=policy.tier_expression(actor))
        .filter(tier_read__gte=Tier.GIST)
    )
    found = list(notes.select_related("case__person", "originator").order_by("-recorded_at", "-pk")[:size])
    return Items(_notes(actor, found, seen, due=False), notes.count())


def _cases(actor: Actor, own: CaseQuerySet, seen: Shown) -> tuple[MyCase, ...]:
    found = list(own.select_related("person").order_by("next_review_on", "pk")[:FEW])
    standings = policy.standings_on(actor, [case.pk for case in found])
    today, rows = timezone.localdate(), []
    for case in found:
        standing = standings.get(case.pk)
        if standing is None:
            continue
        _show(seen, case.pk, case.pk)
        person = case.person.given_name if standing.kind == Place.COMPANION else str(case.person)
        rows.append(
            MyCase(
                case.reference, case.neutral_title, person, Stage(case.stage), case.get_status_display(),
                role_word(standing), day_words(case.next_review_on), due_state(case.next_review_on, today),
            )
        )  # fmt: skip
    return tuple(rows)
