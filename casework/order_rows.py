"""Orders, conditions, court decisions and stays in custody as pages and programs show them. Reads nothing itself."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.choices import ENDED_ORDER, ConditionState, OrderState
from casework.due import day_words
from casework.models import Condition, CourtDecision, CustodyEpisode, Intervention, Order
from casework.touching import Touched

ORDER_TONES = {
    OrderState.PENDING: "orange", OrderState.IN_FORCE: "green", OrderState.VARIED: "green",
    OrderState.SUSPENDED: "orange", OrderState.REVOKED: "red",
}  # fmt: skip
CONDITION_TONES = {ConditionState.IN_FORCE: "green", ConditionState.IN_QUESTION: "orange"}


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a condition: the words, when they bound, and by which decision they began and ended."""

    id: uuid.UUID
    edition: int
    text: str
    since: str
    until: str
    decision: str
    decision_id: uuid.UUID | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition in its newest version, with the versions before it."""

    id: uuid.UUID
    number: int
    category: str
    function: str
    measure: str
    state: str
    tone: str
    now: Edition
    earlier: tuple[Edition, ...]
    touched: Touched | None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A condition that the team would ask for; ``changes`` is the number of the condition it would change, or 0."""

    id: uuid.UUID
    changes: int
    category: str
    function: str
    measure: str
    text: str
    by: str
    agency: str
    agency_code: str
    on: str
    state: str
    waits: bool


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with its conditions. ``left`` says the time left in words, ``passed`` of ``length`` days are over.

    ``outlasting`` names the interventions planned beyond its last day, and until when (R46).
    """

    id: uuid.UUID
    name: str
    meaning: str
    kind: str
    jurisdiction: str
    court: str
    number: str
    made: str
    starts: str
    ends: str
    ended: str
    state: OrderState
    tone: str
    is_running: bool
    is_open: bool
    left: str
    passed: int
    length: int
    rhythm: str
    agency: str
    agency_code: str
    plan_needs_court: bool
    binding: tuple[ConditionRow, ...]
    over: tuple[ConditionRow, ...]
    waiting: tuple[ProposalRow, ...]
    answered: tuple[ProposalRow, ...]
    outlasting: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a court decided, by whom it was recorded."""

    id: uuid.UUID
    act: str
    on: str
    court: str
    number: str
    words: str
    order: str
    by: str
    agency: str
    agency_code: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay in custody. ``state`` is running, passed (the planned release is over) or ended."""

    id: uuid.UUID
    reason: str
    where: str
    began: str
    release: str
    ended: str
    state: str
    left: str


def days_left_words(last: dt.date | None, today: dt.date) -> str:
    """Say how long it is until ``last``, a local day."""
    if last is None:
        return _("No last day yet")
    days = (last - today).days
    if days < 0:
        return ngettext("Over for %(n)d day", "Over for %(n)d days", -days) % {"n": -days}
    if days == 0:
        return _("Ends today")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def _left_words(order: Order, state: OrderState, today: dt.date) -> str:
    if state in ENDED_ORDER:
        return ""
    if state == OrderState.PENDING:
        days = (order.starts_on - today).days
        return ngettext("Begins in %(n)d day", "Begins in %(n)d days", days) % {"n": days}
    return days_left_words(order.ends_on, today)


def rhythm_words(order: Order) -> str:
    """Say how often the court wants a report."""
    if not order.report_every_days:
        return _("Only when the court asks")
    days = order.report_every_days
    return ngettext("Every day", "Every %(n)d days", days) % {"n": days}


def decision_words(decision: CourtDecision | None) -> str:
    """Name a decision in a line: court, day, number."""
    if decision is None:
        return ""
    parts = [str(decision.court), day_words(decision.decided_on), decision.number]
    return ", ".join(part for part in parts if part)


def order_row(
    order: Order, conditions: Sequence[Condition], plans: Sequence[Intervention] = (),
    touched: Mapping[uuid.UUID, Touched] | None = None,
) -> OrderRow:  # fmt: skip
    """Put a cleared order, its cleared conditions (oldest first), interventions and contacts into words."""
    today = timezone.localdate()
    state = order.state_on(today)
    length = (order.ends_on - order.starts_on).days if order.ends_on else 0
    rows = condition_rows(conditions, touched or {})
    proposals = [proposal_row(row) for row in conditions if row.source_decision_id is None or _answered(row)]
    return OrderRow(
        id=order.pk, name=order.type.local_name, meaning=order.type.meaning, kind=order.type.get_kind_display(),
        jurisdiction=order.type.jurisdiction, court=order.court.name, number=order.number,
        made=day_words(order.made_on), starts=day_words(order.starts_on), ends=day_words(order.ends_on),
        ended=day_words(order.ended_on), state=state, tone=ORDER_TONES.get(state, "grey"),
        is_running=order.is_running, is_open=order.state not in ENDED_ORDER,
        left=_left_words(order, state, today),
        passed=min(max((today - order.starts_on).days, 0), length), length=length, rhythm=rhythm_words(order),
        agency=order.supervising_agency.name, agency_code=order.supervising_agency.code,
        plan_needs_court=order.plan_needs_court,
        binding=tuple(row for row, binds in rows if binds), over=tuple(row for row, binds in rows if not binds),
        waiting=tuple(row for row in proposals if row.waits), answered=tuple(row for row in proposals if not row.waits),
        outlasting=tuple(_outlasting(order, plans)) if order.is_running else (),
    )  # fmt: skip


def _outlasting(order: Order, plans: Sequence[Intervention]) -> Iterator[tuple[str, str]]:
    for plan in plans:
        if order.ends_on is not None and plan.ends_on is not None and plan.ends_on > order.ends_on:
            yield plan.title, day_words(plan.ends_on)


def _answered(row: Condition) -> bool:
    return row.state == ConditionState.TAKEN_UP


def condition_rows(
    conditions: Iterable[Condition], touched: Mapping[uuid.UUID, Touched]
) -> list[tuple[ConditionRow, bool]]:
    """Return each condition a court made, its newest version in front, and whether that binds."""
    lines: dict[tuple[uuid.UUID, int], list[Condition]] = {}
    for row in conditions:
        if row.source_decision_id is not None and not _answered(row):
            lines.setdefault((row.order_id, row.number), []).append(row)
    found = []
    for line in lines.values():
        newest, *earlier = sorted(line, key=lambda row: row.edition, reverse=True)
        state, begins = ConditionState(newest.state), newest.starts_on
        if state == ConditionState.IN_FORCE and begins is not None and begins > timezone.localdate():
            words, tone = str(OrderState.PENDING.label), ORDER_TONES[OrderState.PENDING]
        else:
            words, tone = str(state.label), CONDITION_TONES.get(state, "grey")
        shown = ConditionRow(
            newest.pk, newest.number, newest.get_category_display(), newest.get_function_display(), newest.measure,
            words, tone, _edition(newest), tuple(map(_edition, earlier)),
            touched.get(newest.pk),
        )  # fmt: skip
        found.append((shown, newest.binds))
    return sorted(found, key=lambda pair: pair[0].number)


def _edition(row: Condition) -> Edition:
    return Edition(
        row.pk, row.edition, row.exact_text, day_words(row.starts_on), day_words(row.ends_on),
        decision_words(row.source_decision), row.source_decision_id, decision_words(row.ending_decision),
    )  # fmt: skip


def proposal_row(row: Condition) -> ProposalRow:
    """Put a cleared proposal into words."""
    by = row.proposed_by
    return ProposalRow(
        id=row.pk, changes=row.number, category=row.get_category_display(), function=row.get_function_display(),
        measure=row.measure, text=row.exact_text, by=by.user.full_name if by else "",
        agency=by.agency.name if by else "", agency_code=by.agency.code if by else "", on=day_words(row.proposed_on),
        state=row.get_state_display(), waits=row.state == ConditionState.PROPOSED,
    )  # fmt: skip


def decision_row(row: CourtDecision) -> DecisionRow:
    """Put a cleared decision into words."""
    return DecisionRow(
        id=row.pk, act=row.get_act_display(), on=day_words(row.decided_on), court=row.court.name, number=row.number,
        words=row.words, order=row.order.number if row.order else "", by=row.membership.user.full_name,
        agency=row.membership.agency.name, agency_code=row.membership.agency.code, recorded_at=row.recorded_at,
    )  # fmt: skip


def stay_row(row: CustodyEpisode) -> StayRow:
    """Put a cleared stay in custody into words."""
    today = timezone.localdate()
    state, left = "ended", ""
    if row.ended_on is None:
        state = "passed" if row.release_on is not None and row.release_on < today else "running"
        left = release_words(row.release_on, today)
    return StayRow(
        row.pk, row.get_reason_display(), row.agency.name if row.agency else "", day_words(row.began_on),
        day_words(row.release_on), day_words(row.ended_on), state, left,
    )  # fmt: skip


def release_words(day: dt.date | None, today: dt.date) -> str:
    """Say how long it is until a planned release on ``day``, a local day."""
    if day is None:
        return _("No release planned yet")
    days = (day - today).days
    if days < 0:
        return _("The planned release is past: record what happened")
    if days == 0:
        return _("Release today")
    return ngettext("Release in %(n)d day", "Release in %(n)d days", days) % {"n": days}
