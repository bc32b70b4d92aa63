"""How a case ended and what was found afterwards: the page, its forms, and the sheet for the person."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from agencies.models import Partnership
from agencies.queries.cadences import ERASE_KEY, FOLLOW_UPS, FOLLOW_UPS_KEY
from casework.choices import CaseStatus, FollowUpMonth, StrandResult
from casework.due import day_words, due_state, months_after
from casework.models import Case, FollowUp, Outcome
from casework.queries.case_file import CaseFile, case_file, file_of
from casework.queries.lessons import DraftLine, drafts_of
from casework.queries.plan_desks import Choice, Desk
from casework.queries.readiness import lacks_review, unmet_for

OVER = (CaseStatus.CLOSED, CaseStatus.FOLLOW_UP, CaseStatus.ARCHIVED)
TONES = {
    StrandResult.ACHIEVED: "green", StrandResult.PARTIAL: "blue", StrandResult.NO_CHANGE: "grey",
    StrandResult.WORSE: "red", StrandResult.NOT_KNOWN: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand: its name, what became of it in words, and how that is known."""

    name: str
    result: str
    word: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """One outcome as recorded."""

    id: uuid.UUID
    number: int
    on: str
    by: str
    strands: tuple[Strand, ...]
    went_on: str
    for_person: str
    agreed: str
    call: str
    feedback: str
    keep_until: str
    months: tuple[str, ...]
    nothing_ends: bool
    reason: str


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One follow-up: when it is due, and what was found once it was held."""

    id: uuid.UUID
    label: str
    due: str
    state: str
    held: str
    by: str
    method: str
    found: str
    strands: tuple[Strand, ...]
    reopen: bool
    dropped: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """How the work ended, as far as it has."""

    file: CaseFile
    outcome: OutcomeFacts | None
    earlier: tuple[OutcomeFacts, ...]
    follow_ups: tuple[FollowUpLine, ...]
    missing: tuple[str, ...]
    lacks_review: bool
    closed: str
    ending: bool
    may_record: bool
    lessons: tuple[DraftLine, ...]


def closing_page(actor: Actor, reference: str) -> ClosingPage:
    """Return the outcome of a case with its earlier versions and follow-ups, and log the page once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not read its record.
    """
    rows = Case.objects.select_related("person", "lead_agency")
    case: Case = rows.get_for(actor, "view", reference=reference.upper())
    file = file_of(actor, case)
    if "manage" not in file.may:  # who manages the case or its order reads it from a guest's place too
        rows.get_for(actor, "team", pk=case.pk)
    outcomes = _outcomes(actor, file)
    follow_ups = FollowUp.objects.visible_to(actor).filter(case_id=file.id).select_related("membership__user")
    held = list(follow_ups.order_by("due_on", "pk"))
    lessons = drafts_of(actor, file)
    read = [*(row.pk for row in outcomes), *(row.pk for row in held), *(line.id for line in lessons)]
    trail.consulted(actor, "outcome.read", "outcome", read or [file.id], file.id, file.place)
    ending = case.status == CaseStatus.ENDING
    missing = unmet_for(actor, case, CaseStatus.CLOSED) if ending else ()
    today, facts = timezone.localdate(), [_facts(row) for row in outcomes]
    return ClosingPage(
        file=file, outcome=facts[0] if facts else None, earlier=tuple(facts[1:]),
        follow_ups=tuple(_line(row, today) for row in held),
        missing=missing, lacks_review=ending and lacks_review(actor, case) in missing,
        closed=day_words(case.closed_on) if case.status in OVER else "", ending=ending,
        may_record="lead" in file.may and case.status in (CaseStatus.ENDING, CaseStatus.CLOSED, CaseStatus.FOLLOW_UP),
        lessons=lessons,
    )  # fmt: skip


def _outcomes(actor: Actor, file: CaseFile) -> list[Outcome]:
    """Return the outcomes of a case, the newest first."""
    rows = Outcome.objects.visible_to(actor).filter(case_id=file.id).select_related("membership__user")
    return list(rows.order_by("-number"))


def _strand(name: str, result: str, text: str) -> Strand:
    """Return one strand in words."""
    found = StrandResult(result)
    return Strand(name, result, str(found.label), TONES[found], text)


def _facts(row: Outcome) -> OutcomeFacts:
    """Return an outcome in words."""
    return OutcomeFacts(
        id=row.pk, number=row.number, on=day_words(row.recorded_on), by=row.membership.user.full_name,
        strands=(
            _strand(_("Disengagement"), row.disengagement, row.disengagement_text),
            _strand(_("Reintegration"), row.reintegration, row.reintegration_text),
        ),
        went_on=row.went_on, for_person=row.for_person, agreed=row.agreed, call=row.call,
        feedback=day_words(row.feedback_offered_on), keep_until=day_words(row.keep_until),
        months=tuple(str(FollowUpMonth(months).label) for months in row.months), nothing_ends=row.nothing_ends,
        reason=row.reason,
    )  # fmt: skip


def _line(row: FollowUp, today: dt.date) -> FollowUpLine:
    held = row.held_on is not None
    strands = (
        _strand(_("Disengagement"), row.disengagement, ""), _strand(_("Reintegration"), row.reintegration, ""),
    ) if held else ()  # fmt: skip
    return FollowUpLine(
        id=row.pk, label=row.get_months_display(), due=day_words(row.due_on),
        state=due_state(row.due_on, today) if row.waits else "done", held=day_words(row.held_on),
        by=row.membership.user.full_name if row.membership else "", method=row.get_method_display(), found=row.found,
        strands=strands, reopen=row.reopen, dropped=day_words(row.dropped_on), waits=row.waits,
    )  # fmt: skip


def outcome_desk(actor: Actor, reference: str) -> Desk:
    """Return what the form of an outcome starts from: the last one, or the settings of the partnership.

    ``number`` says how many there are; ``state`` is that of the case.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are not its case manager.
    """
    file = case_file(actor, reference, "lead")
    rows = _outcomes(actor, file)
    names = (
        "disengagement", "disengagement_text", "reintegration", "reintegration_text", "went_on", "for_person", "agreed",
        "call", "feedback_offered_on", "keep_until", "nothing_ends",
    )  # fmt: skip
    values: dict[str, object] = {name: getattr(rows[0], name) for name in names} if rows else {}
    if not rows and (kept := _kept_for(actor)):
        values["keep_until"] = months_after(timezone.localdate(), kept)
    values["months"] = [str(months) for months in (rows[0].months if rows else usual_months(actor))]
    trail.consulted(actor, "outcome.opened_to_write", "outcome", [r.pk for r in rows] or [file.id], file.id, file.place)
    months: list[Choice] = [(str(value), str(label)) for value, label in FollowUpMonth.choices]
    return Desk(file, file.id, values, {"months": months}, number=len(rows), state=file.status)


def _kept_for(actor: Actor) -> int | None:
    """Months that a record is kept after closing, where the partnership said so."""
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=actor.partnership_id)
    found: int | None = (kept or {}).get(ERASE_KEY)
    return found


def usual_months(actor: Actor) -> tuple[int, ...]:
    """Return the follow-ups that the partnership usually plans: its ``settings["follow_up_months"]``."""
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=actor.partnership_id)
    return tuple(int(months) for months in (kept or {}).get(FOLLOW_UPS_KEY, FOLLOW_UPS))


def follow_up_desk(actor: Actor, follow_up_id: uuid.UUID) -> tuple[Desk, FollowUpLine]:
    """Return what the form of a follow-up starts from, and the follow-up; the reading is logged.

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no permanent member.
    """
    rows = FollowUp.objects.select_related("case__person", "case__lead_agency", "membership__user")
    row: FollowUp = rows.get_for(actor, "edit", pk=follow_up_id)
    file = file_of(actor, row.case)
    trail.consulted(actor, "follow_up.read", "follow_up", [row.pk], file.id, file.place)
    line = _line(row, timezone.localdate())
    return Desk(file, row.pk, {"held_on": timezone.localdate()}, title=line.label), line
