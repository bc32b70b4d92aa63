"""What the forms of a breach start from: conditions, records that can prove, the row and its version."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Nature
from agencies.queries.cadences import cadence
from casework.choices import ENDED_ORDER, MISSED, Attended, BreachStepKind, ContactKind
from casework.due import day_words
from casework.models import Breach, BreachProof, BreachStep, Condition, Contact, Incident, Note, ProposedTerm
from casework.queries.breaches import BreachLine, lines_of
from casework.queries.case_file import CaseFile, case_file
from casework.queries.work_lists import titles_of

MOST = 16
"""Records of each sort that a form offers, the newest first."""
LATE = 60
"""Days after the last day of a condition for which a breach of it is still offered."""
NOT_THERE = (*MISSED, Attended.EXCUSED, Attended.LATE)
"""Contacts that can show a failure: not come, or come late."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Provable:
    """Records the actor reads that can serve as proof: (key, words), newest first; ``days`` of the contacts by key."""

    contacts: tuple[Pair, ...]
    incidents: tuple[Pair, ...]
    notes: tuple[Pair, ...]
    days: dict[str, dt.date]


@dataclass(frozen=True, slots=True)
class BreachDesk:
    """Where a breach is started: the case, its binding conditions (key, words) with a hint each, and proof."""

    file: CaseFile
    conditions: tuple[Pair, ...]
    hints: dict[str, str]
    provable: Provable


@dataclass(frozen=True, slots=True)
class PutTerm:
    """Words that the team put to the court; ``replaces_id`` names the condition they would replace."""

    id: uuid.UUID
    about: str
    category: str
    text: str
    function: str
    replaces_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class StepDesk:
    """Where a step is taken: the case, the breach and the version that was read."""

    file: CaseFile
    id: uuid.UUID
    line: BreachLine
    version: int
    open_steps: tuple[str, ...]
    condition_id: uuid.UUID
    condition: str
    category: str
    function: str
    text: str
    window_days: int
    answer_days: int
    explained: bool
    terms: tuple[PutTerm, ...]


def start_desk(actor: Actor, reference: str) -> BreachDesk:
    """Return the desk for starting a breach; the reading is logged.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
    """
    file = case_file(actor, reference, "supervise")
    today = timezone.localdate()
    bound = Condition.objects.visible_to(actor).bound_between(today - dt.timedelta(days=LATE), today)
    rows = bound.filter(case_id=file.id).exclude(order__state__in=ENDED_ORDER)
    rows = rows.order_by("order_id", "number", "edition")
    found = list(rows)
    warned = _warned(actor, file)
    hints = {str(row.pk): " ".join(filter(None, (row.exact_text, warned.get(row.order_id)))) for row in found}
    provable, seen = _provable(actor, file)
    shown = [file.id, *(row.pk for row in found), *seen]
    trail.consulted(actor, "breach.desk_read", "condition", shown, file.id, file.place)
    return BreachDesk(file, tuple((str(row.pk), _named(row)) for row in found), hints, provable)


def _named(row: Condition) -> str:
    """Name a condition, and its last day where it binds no more or not for long."""
    if row.ends_on is None:
        return str(row)
    return _("%(name)s, until %(day)s") % {"name": str(row), "day": day_words(row.ends_on)}


def _warned(actor: Actor, file: CaseFile) -> dict[uuid.UUID, str]:
    """Say for each order until when a warning counts."""
    rows = Breach.objects.visible_to(actor).filter(case_id=file.id, window_to__gte=timezone.localdate())
    return {
        order: _("A warning was given: a repeat counts until %(day)s.") % {"day": day_words(day)}
        for order, day in rows.order_by("window_to").values_list("order_id", "window_to")
    }


def proof_desk(actor: Actor, reference: str, breach_id: uuid.UUID) -> tuple[StepDesk, Provable]:
    """Return what any permanent member can add as proof; the reading is logged.

    Raises:
        Http404, NotAllowed: the breach is not the actor's to work on.
    """
    desk = step_desk(actor, reference, breach_id, "edit")
    provable, _seen = _provable(actor, desk.file)
    return desk, provable


def step_desk(actor: Actor, reference: str, breach_id: uuid.UUID, verb: str = "supervise") -> StepDesk:
    """Return the desk for a step; the reading is logged.

    Raises:
        Http404, NotAllowed: the actor may not ``verb`` the breach.
    """
    file = case_file(actor, reference)
    breach: Breach = Breach.objects.select_related("condition", "order__type").get_for(
        actor, verb, pk=breach_id, case_id=file.id
    )
    (line,) = lines_of(actor, [breach])
    window, answer = (
        cadence(breach.case.partnership_id, name) for name in ("breach_window", "missed_contact_explanation")
    )
    trail.consulted(actor, "breach.step_read", "breach", [breach.pk], file.id, file.place)
    terms = ProposedTerm.objects.visible_to(actor).filter(breach_id=breach.pk, is_dropped=False).order_by("category")
    return StepDesk(
        file, breach.pk, line, breach.version, breach.open_steps, breach.condition_id, str(breach.condition),
        breach.condition.category, breach.condition.function, breach.condition.exact_text, window.days, answer.days,
        BreachStepKind.GIVEN in breach.open_steps and explained_by(actor, breach.pk) is not None,
        tuple(
            PutTerm(row.pk, row.get_category_display(), row.category, row.text, row.function, row.replaces_id)
            for row in terms
        ),
    )  # fmt: skip


def explained_by(actor: Actor, breach_id: uuid.UUID) -> Note | None:
    """Return the newest explanation that stands with a missed contact of the breach and that the actor reads."""
    proofs = BreachProof.objects.visible_to(actor).filter(breach_id=breach_id, contact__isnull=False)
    contacts = Contact.objects.visible_to(actor).filter(pk__in=proofs.values("contact_id"), explanation__isnull=False)
    taken = BreachStep.objects.visible_to(actor).filter(breach_id=breach_id, note__isnull=False).values("note_id")
    keys = contacts.exclude(explanation_id__in=taken).values("explanation_id")
    return Note.objects.visible_to(actor, "read").filter(pk__in=keys).newest().first()


def _provable(actor: Actor, file: CaseFile) -> tuple[Provable, list[uuid.UUID]]:
    contacts = Contact.objects.visible_to(actor).filter(case_id=file.id, attended__in=NOT_THERE)
    met = list(contacts.order_by("-happened_at", "-planned_for", "pk")[:MOST])
    incidents = Incident.objects.visible_to(actor).filter(case_id=file.id).select_related("note")
    happened = list(incidents.order_by("-note__occurred_on", "pk")[:MOST])
    notes = Note.objects.visible_to(actor, "read").filter(
        case_id=file.id, nature=Nature.FACT, status=ItemStatus.CURRENT, contests__isnull=True, contact__isnull=True,
        incident__isnull=True,
    )  # fmt: skip
    steps = BreachStep.objects.visible_to(actor).filter(note__isnull=False)
    written = list(notes.exclude(pk__in=steps.values("note_id")).newest()[:MOST])
    titles = titles_of(actor, [note.pk for note in written])
    provable = Provable(
        tuple((str(row.pk), _met(row)) for row in met),
        tuple((str(row.pk), f"{row.get_kind_display()}, {day_words(row.note.occurred_on)}") for row in happened),
        tuple(_titled(written, titles)),
        {str(row.pk): day for row in met if (day := _day(row))},
    )
    return provable, [row.pk for row in (*met, *happened, *written)]


def _met(row: Contact) -> str:
    return f"{ContactKind(row.kind).label}, {day_words(_day(row))}: {Attended(row.attended).label}"


def _day(row: Contact) -> dt.date | None:
    at = row.happened_at or row.planned_for
    return timezone.localdate(at) if at else None


def _titled(rows: Iterable[Note], titles: dict[uuid.UUID, str]) -> Iterable[Pair]:
    for row in rows:
        if row.pk in titles:
            yield str(row.pk), f"{titles[row.pk]}, {day_words(timezone.localdate(row.recorded_at))}"
