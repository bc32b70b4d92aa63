"""The reviews of a case, one review, and what its forms begin with."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from access import trail
from access.actor import Actor
from assessments.choices import Progress, ReviewState, Speaker
from assessments.models import Feedback, Review, ReviewedObjective, ReviewEvidence
from assessments.queries.coherence import Coherence, coherence_of
from assessments.queries.grounds import record_choices
from assessments.queries.review_rows import Since, lacks_of_review, since
from casework.choices import PlanState
from casework.due import day_words, due_state
from casework.models import Achievement, Intervention, PlanVersion
from casework.queries.case_file import CaseFile, case_file, file_of
from casework.queries.intervention_parts import interventions_of
from casework.queries.work_lists import titles_of

TONES: dict[str, str] = {
    Progress.WORSE: "red", Progress.NONE: "orange", Progress.SOME: "blue", Progress.MUCH: "green",
    Progress.DONE: "green",
}  # fmt: skip
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review in the list."""

    id: uuid.UUID
    period_from: str
    period_to: str
    state: ReviewState
    by: str
    held_on: str
    next_on: str
    next_state: str


@dataclass(frozen=True, slots=True)
class ReviewList:
    """The reviews of a case, newest first. ``may_open``: the reader can open one now."""

    file: CaseFile
    lines: tuple[ReviewLine, ...]
    plan_in_force: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class ObjectiveUnderReview:
    """One objective of a review: how far it came, what shows it, and what was done in the period."""

    id: uuid.UUID
    text: str
    measure: str
    target: str
    code: str
    progress: str
    tone: str
    words: str
    records: tuple[tuple[uuid.UUID, str], ...]
    since: Since


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """What somebody said of the work: who spoke, and who wrote it down."""

    id: uuid.UUID
    speaker: str
    agency: str
    agency_code: str
    by: str
    words: str
    on: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review. ``check`` is the coherence check of today, told while it is a draft; ``lacks`` what holding needs."""

    file: CaseFile
    line: ReviewLine
    plan: int
    objectives: tuple[ObjectiveUnderReview, ...]
    achievements: tuple[tuple[str, str], ...]
    check: Coherence | None
    coherence: str
    next_steps: str
    person_view: str
    family_view: str
    feedback: tuple[FeedbackLine, ...]
    lacks: tuple[str, ...]
    version: int

    @property
    def id(self) -> uuid.UUID:
        """Its key."""
        return self.line.id

    @property
    def is_open(self) -> bool:
        """Whether it may still be written on."""
        return self.line.state == ReviewState.DRAFT


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What a form about a review begins with: present values, and for writing what the page shows beside them."""

    file: CaseFile
    values: dict[str, Any]
    page: ReviewPage | None = None
    records: Sequence[Choice] = field(default_factory=tuple)


def review_list(actor: Actor, reference: str) -> ReviewList:
    """Return the reviews of a case and log the page once.

    Raises:
        Http404, NotAllowed: there is no such case for the actor, or they do not read it from inside.
    """
    file = case_file(actor, reference, "team")
    rows = Review.objects.visible_to(actor).filter(case_id=file.id).select_related("membership__user")
    lines = tuple(_line(row) for row in rows.order_by("-period_to", "-opened_at"))
    trail.consulted(actor, "review.list_read", "review", [one.id for one in lines] or [file.id], file.id, file.place)
    plan = PlanVersion.objects.visible_to(actor).filter(case_id=file.id, state=PlanState.IN_FORCE).exists()
    drafted = any(one.state == ReviewState.DRAFT for one in lines)
    return ReviewList(file, lines, plan, plan and not drafted and "lead" in file.may)


def _line(row: Review) -> ReviewLine:
    return ReviewLine(
        row.pk, day_words(row.period_from), day_words(row.period_to), ReviewState(row.state),
        row.membership.user.full_name, day_words(row.held_on), day_words(row.next_review_on),
        due_state(row.next_review_on, timezone.localdate()),
    )  # fmt: skip


def review_page(actor: Actor, review_id: uuid.UUID, verb: str = "view") -> ReviewPage:
    """Return one review and log the page once.

    Raises:
        Http404, NotAllowed: there is none that the actor may know of, or they may not ``verb`` it.
    """
    row = _review(actor, review_id, verb)
    file = file_of(actor, row.case)
    interventions = interventions_of(actor, file)
    objectives = _objectives(actor, row, interventions)
    achieved = _achieved(actor, row)
    shown = [row.pk, *(one.id for one in objectives), *(key for one in objectives for key, _title in one.records)]
    trail.consulted(actor, "review.read", "review", shown, file.id, file.place)
    return ReviewPage(
        file, _line(row), row.plan.number, objectives, achieved,
        coherence_of(actor, file.id, row.plan_id, interventions) if row.is_open else None,
        row.coherence, row.next_steps, row.person_view, row.family_view, _feedback(actor, row),
        tuple(lacks_of_review(actor, row)) if row.is_open and "lead" in file.may else (), row.version,
    )  # fmt: skip


def _review(actor: Actor, review_id: uuid.UUID, verb: str) -> Review:
    rows = Review.objects.select_related("case__person", "case__lead_agency", "plan", "membership__user")
    row: Review = rows.get_for(actor, verb, pk=review_id)
    return row


def _objectives(
    actor: Actor, row: Review, interventions: Sequence[Intervention]
) -> tuple[ObjectiveUnderReview, ...]:  # fmt: skip
    rows = list(
        ReviewedObjective.objects.visible_to(actor)
        .filter(review=row)
        .select_related("objective")
        .order_by("objective__target_on", "objective__text")
    )
    done = since(actor, row, [one.objective.line for one in rows], interventions)
    records = _records(actor, [one.pk for one in rows])
    return tuple(
        ObjectiveUnderReview(
            one.pk, one.objective.text, one.objective.measure, day_words(one.objective.target_on), one.progress,
            one.get_progress_display() if one.progress else "", TONES.get(one.progress, "grey"), one.words,
            tuple(records[one.pk]), done.get(one.objective.line, Since()),
        )
        for one in rows
    )  # fmt: skip


def _records(actor: Actor, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    """Records behind the progress of these objectives, those whose title the actor reads."""
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    links = ReviewEvidence.objects.visible_to(actor).filter(reviewed_id__in=keys, is_current=True)
    pairs = list(links.order_by("pk").values_list("reviewed_id", "note_id"))
    titles = titles_of(actor, [note for _key, note in pairs]) if pairs else {}
    for key, note in pairs:
        if note in titles:
            found[key].append((note, titles[note]))
    return found


def _achieved(actor: Actor, row: Review) -> tuple[tuple[str, str], ...]:
    rows = Achievement.objects.visible_to(actor).standing().filter(case_id=row.case_id)
    rows = rows.filter(on__range=(row.period_from, row.period_to)).order_by("-on", "text")
    return tuple((one.text, day_words(one.on)) for one in rows)


def _feedback(actor: Actor, row: Review) -> tuple[FeedbackLine, ...]:
    rows = Feedback.objects.visible_to(actor).filter(review=row).select_related("agency", "membership__user")
    return tuple(
        FeedbackLine(
            one.pk, one.agency.name if one.speaker == Speaker.MEMBER else one.get_speaker_display(), one.agency.name,
            one.agency.code, one.membership.user.full_name, one.words, day_words(timezone.localdate(one.at)),
        )
        for one in rows.order_by("at", "pk")
    )  # fmt: skip


def review_new_desk(actor: Actor, reference: str) -> ReviewDesk:
    """Return the period that a new review begins with: since the last one held, or since the plan took force.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
    """
    file, today = case_file(actor, reference, "lead"), timezone.localdate()
    before = Review.objects.visible_to(actor).held().filter(case_id=file.id).order_by("-period_to").first()
    if before is not None:
        first = min(before.period_to + dt.timedelta(days=1), today)
    else:
        plan = PlanVersion.objects.visible_to(actor).filter(case_id=file.id, state=PlanState.IN_FORCE).first()
        first = (plan.in_force_from if plan else None) or file.opened_on
    return ReviewDesk(file, {"period_from": first, "period_to": today})


def review_desk(actor: Actor, review_id: uuid.UUID) -> ReviewDesk:
    """Return a review to write on, with what its page shows.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
    """
    row, page = _review(actor, review_id, "lead"), review_page(actor, review_id, "lead")
    names = ("period_to", "coherence", "next_steps", "person_view", "family_view", "next_review_on")
    values = {name: getattr(row, name) for name in names} | {"version": row.version}
    for one in page.objectives:
        values |= {f"progress_{one.id}": one.code, f"words_{one.id}": one.words}
        values[f"evidence_{one.id}"] = [str(key) for key, _title in one.records]
    offered = list(record_choices(actor, row.case_id))
    there = {key for key, _title in offered}
    linked = {str(key): title for one in page.objectives for key, title in one.records}
    return ReviewDesk(page.file, values, page, [*((k, t) for k, t in linked.items() if k not in there), *offered])


def review_step_desk(actor: Actor, review_id: uuid.UUID, verb: str) -> ReviewDesk:
    """Return the beginning of a step; shows nothing of the record, so logs nothing.

    Raises:
        Http404, NotAllowed: the actor may not take it.
    """
    row = _review(actor, review_id, verb)
    return ReviewDesk(file_of(actor, row.case), {"version": row.version})
