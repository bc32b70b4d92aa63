"""What falls due because of an order or a stay in custody: its end, the signing of conditions, the release."""

import datetime as dt
import uuid

from django.utils import timezone

from access.actor import Actor
from agencies.models import save_next
from agencies.queries.cadences import cadence
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Case, CaseTeamMember, CustodyEpisode, Deadline, Order, PlanVersion
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines


def watch_end(actor: Actor, case: Case, order: Order) -> None:
    """Let the order's end stand among the deadlines as long before its last day as the cadence says."""
    if order.ends_on is None:
        settle_deadlines(actor, order.pk, DeadlineKind.ORDER_ENDS, state=DeadlineState.DROPPED)
        return
    ahead = cadence(case.partnership_id, "order_ends_ahead").days
    due_on = _not_past(order.ends_on - dt.timedelta(days=ahead))
    _raise_for(actor, case, DeadlineKind.ORDER_ENDS, due_on, Subject("order", order.pk), "is_order_supervisor")


def watch_signing(actor: Actor, case: Case, order: Order, start: dt.date, changed: bool) -> None:
    """Ask for the person's signature under new conditions, counted from the day the court decided."""
    if changed:
        due_on = _not_past(due_after(case, "sign_conditions", start))
        about = Subject("order", order.pk)
        _raise_for(actor, case, DeadlineKind.SIGN_CONDITIONS, due_on, about, "is_order_supervisor")


def watch_first_plan(actor: Actor, case: Case, start: dt.date) -> None:
    """Ask once for the first plan, counted from the beginning of the order or of the work (R55)."""
    if PlanVersion.objects.visible_to(actor).filter(case_id=case.pk, in_force_from__isnull=False).exists():
        return
    asked = Deadline.objects.visible_to(actor).open().filter(case_id=case.pk, kind=DeadlineKind.FIRST_PLAN)
    due_on = _not_past(due_after(case, "first_plan", start))
    row = asked.first()
    if row is None:
        Deadline(
            case_id=case.pk, kind=DeadlineKind.FIRST_PLAN, due_on=due_on, agency_id=case.lead_agency_id,
            responsible_id=_holder(actor, case, "is_case_manager") or actor.membership_id, subject_kind="case",
        ).save(force_insert=True)  # fmt: skip
    elif due_on < row.due_on:
        row.due_on = due_on
        save_next(row, "due_on")


def settle_for_ended(actor: Actor, case: Case, order: Order) -> None:
    """Settle what was due about an order that a court ended."""
    settle_deadlines(actor, order.pk, DeadlineKind.ORDER_ENDS)
    settle_deadlines(actor, order.pk, state=DeadlineState.DROPPED)


def watch_release(actor: Actor, case: Case, episode: CustodyEpisode) -> None:
    """Let a planned release, and the network to be built before it, stand among the deadlines."""
    about = Subject("custody", episode.pk)
    if episode.ended_on is not None:
        settle_deadlines(actor, episode.pk, DeadlineKind.RELEASE)
        settle_deadlines(actor, episode.pk, state=DeadlineState.DROPPED)
    elif episode.release_on is None:
        settle_deadlines(actor, episode.pk, state=DeadlineState.DROPPED)
    else:
        ahead = cadence(case.partnership_id, "network_before_release").days
        network_on = episode.release_on - dt.timedelta(days=ahead)
        _raise_for(actor, case, DeadlineKind.RELEASE, episode.release_on, about, "is_case_manager")
        if not _network_asked(actor, episode):
            _raise_for(actor, case, DeadlineKind.NETWORK, network_on, about, "is_case_manager")
        else:
            _move_network(actor, episode, network_on)


def _not_past(day: dt.date) -> dt.date:
    return max(day, timezone.localdate())


def _network(actor: Actor, episode: CustodyEpisode) -> list[Deadline]:
    rows = Deadline.objects.visible_to(actor).filter(kind=DeadlineKind.NETWORK, subject_id=episode.pk)
    return list(rows)


def _network_asked(actor: Actor, episode: CustodyEpisode) -> bool:
    """Whether the network was asked for before; one that was built is not asked for again."""
    return bool(_network(actor, episode))


def _move_network(actor: Actor, episode: CustodyEpisode, due_on: dt.date) -> None:
    for row in _network(actor, episode):
        if row.state == DeadlineState.OPEN and row.due_on != due_on:
            row.due_on = due_on
            save_next(row, "due_on")


def _raise_for(actor: Actor, case: Case, kind: DeadlineKind, due_on: dt.date, about: Subject, flag: str) -> None:
    """Raise a deadline for whoever holds the role now; one of an earlier holder is no longer needed."""
    responsible_id = _holder(actor, case, flag)
    for row in Deadline.objects.visible_to(actor).open().filter(kind=kind, subject_id=about.id):
        if row.responsible_id != responsible_id:
            row.state, row.done_at = DeadlineState.DROPPED, timezone.now()
            save_next(row, "state", "done_at")
    raise_deadline(
        actor, case, kind, due_on, about, responsible_id=responsible_id, agency_id=case.lead_agency_id
    )  # fmt: skip


def _holder(actor: Actor, case: Case, flag: str) -> uuid.UUID | None:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case.pk, valid_from__lte=now, valid_to__gt=now, **{flag: True}
    )
    row = rows.first()
    return row.membership_id if row else None
