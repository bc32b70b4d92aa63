"""One breach: the condition in the court's words, facts and proof, the steps as a line, the next step."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.choices import BreachState, BreachStepKind, Delivery
from casework.due import day_words
from casework.models import Breach, BreachProof, BreachStep, Contact, Decision, Incident, Note, ProposedTerm
from casework.queries.breach_next import NextStep, OtherStep, next_step, other_steps
from casework.queries.breach_words import words_for
from casework.queries.breaches import BreachLine, lines_of
from casework.queries.case_file import CaseFile, case_file
from casework.queries.decisions import DecisionLine, decision_lines
from casework.queries.note_entries import NoteEntry
from casework.queries.work_lists import titles_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: what was done, on which day, by whom, and its words as the reader reads them."""

    id: uuid.UUID
    kind: BreachStepKind
    on: dt.date
    by: str
    agency_code: str
    delivery: str
    words: NoteEntry | None
    withheld: bool
    court: str


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A record that shows the facts, where the reader reads it."""

    what: str
    on: str
    note_id: uuid.UUID | None
    agency: str
    agency_code: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """Words put to the court as a condition. ``replaces`` names the condition they would take the place of."""

    id: uuid.UUID
    about: str
    text: str
    function: str
    replaces: str
    by: str
    agency_code: str


@dataclass(frozen=True, slots=True)
class WarningLine:
    """An earlier warning in the same order that counts for this breach."""

    breach_id: uuid.UUID
    on: str
    delivery: str
    window: str
    words: NoteEntry | None


@dataclass(frozen=True, slots=True)
class BreachDetail:
    """A breach as one reader gets it."""

    file: CaseFile
    line: BreachLine
    version: int
    condition_text: str
    condition_since: str
    measure: str
    steps: tuple[StepLine, ...]
    proofs: tuple[ProofLine, ...]
    warnings: tuple[WarningLine, ...]
    terms: tuple[TermLine, ...]
    decisions: tuple[DecisionLine, ...]
    next: NextStep
    others: tuple[OtherStep, ...]
    may: frozenset[str]

    @property
    def reported(self) -> bool:
        """Whether it stands where the court is told of it: neither explained nor warned for."""
        return self.line.state in (BreachState.NOT_ACCEPTED, BreachState.REFERRED, BreachState.HEARD)


def breach_detail(actor: Actor, reference: str, breach_id: uuid.UUID) -> BreachDetail:
    """Return one breach and log the reading.

    Raises:
        Http404: the actor may not know of it.
    """
    file = case_file(actor, reference)
    breach: Breach = Breach.objects.select_related("condition", "order__type").get_for(
        actor, pk=breach_id, case_id=file.id
    )
    steps, earlier = _steps_of(actor, breach), earlier_warnings(actor, breach)
    words = words_for(actor, [step.note_id for step in (*steps, *earlier) if step.note_id])
    proofs, seen = _proofs(actor, breach)
    decisions = decision_lines(actor, Decision.objects.visible_to(actor).filter(breach_id=breach.pk))
    done = {step.kind for step in steps}
    offered = next_step(actor, breach, file.reference, done, bool(earlier))
    acts = "supervise" in file.may
    shown = [breach.pk, *(entry.id for entry in words.values()), *seen, *(d.id for d in decisions)]
    trail.consulted(actor, "breach.read", "breach", dict.fromkeys(shown), file.id, file.place)
    (line,) = lines_of(actor, [breach])
    return BreachDetail(
        file=file, line=line, version=breach.version, condition_text=breach.condition.exact_text,
        condition_since=day_words(breach.condition.starts_on), measure=breach.condition.measure,
        steps=tuple(_step(step, words) for step in steps), proofs=proofs,
        warnings=tuple(_warning(step, words) for step in earlier), terms=_terms(actor, breach), decisions=decisions,
        next=offered,
        others=other_steps(actor, breach, file.reference, done, offered.kind) if acts else (), may=file.may,
    )  # fmt: skip


def _steps_of(actor: Actor, breach: Breach) -> list[BreachStep]:
    rows = BreachStep.objects.visible_to(actor).filter(breach_id=breach.pk)
    return list(rows.select_related("membership__user", "membership__agency", "decision").order_by("recorded_at", "pk"))


def _step(step: BreachStep, words: dict[uuid.UUID, NoteEntry]) -> StepLine:
    entry = words.get(step.note_id) if step.note_id else None
    return StepLine(
        id=step.pk, kind=BreachStepKind(step.kind), on=step.on, by=step.membership.user.full_name,
        agency_code=step.membership.agency.code, delivery=step.get_delivery_display() if step.delivery else "",
        words=entry, withheld=step.note_id is not None and entry is None,
        court=step.decision.words if step.decision else "",
    )  # fmt: skip


def earlier_warnings(actor: Actor, breach: Breach) -> list[BreachStep]:
    """Return the warnings in the same order that count against this breach (``Breach.counts_warning``)."""
    rows = BreachStep.objects.visible_to(actor).filter(kind=BreachStepKind.WARNED, breach__order_id=breach.order_id)
    found = rows.select_related("breach").order_by("-on", "pk")
    return [step for step in found if breach.counts_warning(step.breach, step.on)]


def _warning(step: BreachStep, words: dict[uuid.UUID, NoteEntry]) -> WarningLine:
    return WarningLine(
        step.breach_id, day_words(step.on), str(Delivery(step.delivery).label) if step.delivery else "",
        day_words(step.breach.window_to), words.get(step.note_id) if step.note_id else None,
    )  # fmt: skip


def _proofs(actor: Actor, breach: Breach) -> tuple[tuple[ProofLine, ...], list[uuid.UUID]]:
    """Return the proofs that the actor reads, and their keys; of the others nothing is told."""
    links = list(BreachProof.objects.visible_to(actor).filter(breach_id=breach.pk))
    contacts = Contact.objects.visible_to(actor).filter(pk__in=[link.contact_id for link in links if link.contact_id])
    incidents = Incident.objects.visible_to(actor).filter(
        pk__in=[link.incident_id for link in links if link.incident_id]
    )
    notes = Note.objects.visible_to(actor, "read").filter(pk__in=[link.note_id for link in links if link.note_id])
    met = list(contacts.select_related("originator").order_by("happened_at", "planned_for", "pk"))
    happened = list(incidents.select_related("note__originator").order_by("note__occurred_on", "pk"))
    written = list(notes.select_related("originator").order_by("recorded_at", "pk"))
    titles = titles_of(actor, [note.pk for note in written])
    lines = [*map(_of_contact, met), *map(_of_incident, happened), *_of_notes(written, titles)]
    return tuple(lines), [row.pk for row in (*met, *happened, *written)]


def _of_contact(row: Contact) -> ProofLine:
    at = row.happened_at or row.planned_for
    what = f"{row.get_kind_display()}: {row.get_attended_display()}"
    on = day_words(timezone.localdate(at)) if at else ""
    return ProofLine(what, on, row.note_id, row.originator.name, row.originator.code)


def _of_incident(row: Incident) -> ProofLine:
    who = row.note.originator
    return ProofLine(row.get_kind_display(), day_words(row.note.occurred_on), row.note_id, who.name, who.code)


def _of_notes(rows: Sequence[Note], titles: dict[uuid.UUID, str]) -> list[ProofLine]:
    return [
        ProofLine(titles[row.pk], day_words(timezone.localdate(row.recorded_at)), row.pk, row.originator.name,
                  row.originator.code)
        for row in rows if row.pk in titles
    ]  # fmt: skip


def _terms(actor: Actor, breach: Breach) -> tuple[TermLine, ...]:
    rows = ProposedTerm.objects.visible_to(actor).filter(breach_id=breach.pk, is_dropped=False)
    found = rows.select_related("replaces", "membership__user", "membership__agency").order_by("category", "pk")
    return tuple(
        TermLine(
            row.pk, row.get_category_display(), row.text, row.get_function_display(),
            str(row.replaces) if row.replaces else "", row.membership.user.full_name, row.membership.agency.code,
        )
        for row in found
    )  # fmt: skip
