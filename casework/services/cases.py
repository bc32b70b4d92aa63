"""Cases: opening, keeping up to date, moving from state to state."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import MET_BY_HAND, Basis, CaseStatus, DeadlineKind, DeadlineState, Stage
from casework.models import Case, Deadline
from casework.queries.readiness import unmet_for
from casework.services.deadlines import due_after
from casework.services.follow_ups import drop_follow_ups, plan_follow_ups
from casework.services.order_deadlines import watch_first_plan
from casework.services.sweeps import AHEAD


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """What is kept up to date about a case. Days are local dates."""

    stage: str
    next_review_on: dt.date
    basis: str
    basis_text: str
    basis_ends_on: dt.date | None
    guardian: str


def edit_case(actor: Actor, reference: str, details: CaseDetails, version: int) -> Case:
    """Keep a case up to date; ``version`` is the one the editor read.

    Raises:
        Http404, NotAllowed: the case is not the actor's to edit.
        Conflict: somebody changed it since; nothing is saved.
        RuleBroken: the dates or the basis do not fit together.
    """
    with transaction.atomic():
        case = _locked(actor, "edit", reference, version)
        _check(case, details)
        today = timezone.localdate()
        values = {name: getattr(details, name) for name in CaseDetails.__slots__ if name != "guardian"}
        if details.stage != case.stage:
            values["stage_since"] = today
        changed = [name for name, value in values.items() if getattr(case, name) != value]
        moved = case.next_review_on != details.next_review_on
        _set(case, values)
        if changed:
            save_next(case, *changed)
        if case.person.guardian != details.guardian:
            case.person.guardian = details.guardian
            save_next(case.person, "guardian")
            changed.append("guardian")
        if moved:
            _move_review(actor, case)
        if changed:
            trail.record(
                actor, "case.changed", operation=Operation.ALTER, kind="case", subjects=[case.pk], case_id=case.pk,
                ground="place", detail={"fields": sorted(changed)},
            )  # fmt: skip
        return case


def move_case(actor: Actor, reference: str, status: str, reason: str, version: int) -> Case:
    """Move a case to another state; ``reason`` stands on the trail.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
        Conflict: somebody changed it since; nothing is saved.
        RuleBroken: the states do not allow it, or a rule of domain section 3.8 is not met.
    """
    with transaction.atomic():
        case = _locked(actor, "manage", reference, version)
        before, today = CaseStatus(case.status), timezone.localdate()
        case.move_to(status, today)
        unmet = unmet_for(actor, case, CaseStatus(status))
        if unmet:
            raise RuleBroken(" ".join(unmet), "status")
        fields = ["status", "closed_on"]
        if before == CaseStatus.ACCEPTED:
            case.stage, case.stage_since = Stage.ASSESS, today
            fields += ["stage", "stage_since"]
        save_next(case, *fields)
        _raise_what_follows(actor, case, before, today)
        trail.record(
            actor, "case.moved", operation=Operation.ALTER, kind="case", subjects=[case.pk], case_id=case.pk,
            ground="manage", reason=reason.strip(), detail={"from": before.value, "to": status},
        )  # fmt: skip
        return case


def meet_deadline(actor: Actor, deadline_id: uuid.UUID) -> str:
    """Tick off a deadline that a person meets by hand, and return its case's reference; twice changes nothing.

    Raises:
        Http404, NotAllowed: the deadline is not the actor's to tick off.
        RuleBroken: its kind is met by an act of its own.
    """
    with transaction.atomic():
        row: Deadline = Deadline.objects.select_related("case").get_for(actor, "edit", pk=deadline_id)
        if row.kind not in MET_BY_HAND:
            raise RuleBroken(_("This is done when what it waits for is done: open it and answer there."))
        if row.state == DeadlineState.OPEN:
            _settle(row)
            trail.record(
                actor, "deadline.met", operation=Operation.ALTER, kind="deadline", subjects=[row.pk],
                case_id=row.case_id, ground="place", detail={"kind": row.kind},
            )  # fmt: skip
        return row.case.reference if row.case else ""


def _locked(actor: Actor, verb: str, reference: str, version: int) -> Case:
    case = Case.objects.select_related("person").get_for(actor, verb, reference=reference.upper())
    if case.version != version:
        raise Conflict(_("Somebody else changed this case while you were writing. Nothing was saved yet."))
    return case


def _set(case: Case, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(case, name, value)


def _check(case: Case, details: CaseDetails) -> None:
    today = timezone.localdate()
    if details.next_review_on < today and details.next_review_on != case.next_review_on:
        raise RuleBroken(_("The next review lies in the past. Choose a day from today on."), "next_review_on")
    if details.basis != Basis.NONE and not details.basis_text.strip():
        raise RuleBroken(_("Say which order, or what the person agreed to and when."), "basis_text")
    if details.basis == Basis.NONE and details.basis_text.strip():
        raise RuleBroken(_("Choose whether this is a court order or a voluntary basis."), "basis")
    if case.person.is_minor_on(today) and not details.guardian.strip():
        raise RuleBroken(_("The person is under 18: name the guardian, or say why there is none."), "guardian")


def _move_review(actor: Actor, case: Case) -> None:
    """Let the open deadline of the case's review follow its new day, or count it as met when that is far."""
    near = case.next_review_on <= timezone.localdate() + AHEAD
    rows = Deadline.objects.visible_to(actor).open().filter(case_id=case.pk, kind=DeadlineKind.CASE_REVIEW)
    for row in rows:
        if near:
            row.due_on = case.next_review_on
            save_next(row, "due_on")
        else:
            _settle(row)


def reviewed_until(actor: Actor, case_id: uuid.UUID, held_on: dt.date, next_on: dt.date) -> None:
    """Note that the case was reviewed on ``held_on``: closing asks for it.

    Where the case's own review was due, that is met and the next one is on ``next_on``.

    To be called inside the transaction of the act that holds the review.

    Raises:
        Http404, NotAllowed: the actor does not keep the case up to date.
    """
    case = Case.objects.get_for(actor, "edit", pk=case_id)
    rows = list(Deadline.objects.visible_to(actor).open().filter(case_id=case.pk, kind=DeadlineKind.CASE_REVIEW))
    case.reviewed_on = max(held_on, case.reviewed_on or held_on)
    if rows or case.next_review_on <= timezone.localdate():
        case.next_review_on = next_on
    save_next(case, "reviewed_on", "next_review_on")
    for row in rows:
        _settle(row)


def _settle(row: Deadline) -> None:
    row.state, row.done_at = DeadlineState.DONE, timezone.now()
    save_next(row, "state", "done_at")


def _raise_what_follows(actor: Actor, case: Case, before: CaseStatus, today: dt.date) -> None:
    due: list[tuple[str, dt.date]] = []
    if before == CaseStatus.ACCEPTED and case.status == CaseStatus.ACTIVE:
        due = [(DeadlineKind.ASSESSMENT, due_after(case, "first_assessment", today))]
        watch_first_plan(actor, case, today)
    elif case.status == CaseStatus.CLOSED:
        for row in Deadline.objects.visible_to(actor).open().filter(case_id=case.pk, kind=DeadlineKind.CASE_REVIEW):
            _settle(row)
        plan_follow_ups(actor, case, today)
    elif before == CaseStatus.FOLLOW_UP and case.status == CaseStatus.ACTIVE:
        drop_follow_ups(actor, case, today)
    for kind, day in due:
        Deadline(
            case_id=case.pk, kind=kind, due_on=day, responsible_id=actor.membership_id, agency_id=case.lead_agency_id,
            subject_kind="case",
        ).save(force_insert=True)  # fmt: skip
