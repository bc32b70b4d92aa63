"""What is handed in about orders, court decisions, conditions and custody, and the rules it must keep."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.errors import RuleBroken
from casework.choices import (
    ACTS_ON_CONDITIONS,
    RUNNING_ORDER,
    ConditionCategory,
    CourtAct,
    CustodyReason,
    Function,
    OrderState,
)
from casework.models import Condition, Order

EARLIEST = dt.date(1900, 1, 1)
"""No order and no stay in custody is older; an earlier day is a slip of the keyboard."""
LONGEST_REPORT_GAP = 366
"""Days between two reports at the most; more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class NewCondition:
    """A condition in the court's exact words. ``proposal_id`` names the team's proposal that the court took up."""

    category: str
    exact_text: str
    function: str
    measure: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    proposal_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order as the court made it, with its first conditions. ``words`` are those of the decision behind it."""

    court_id: uuid.UUID
    type_id: uuid.UUID
    number: str
    made_on: dt.date
    starts_on: dt.date
    ends_on: dt.date | None
    supervising_agency_id: uuid.UUID
    report_every_days: int | None = None
    plan_needs_court: bool = False
    words: str = ""
    conditions: tuple[NewCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Variation:
    """A binding condition and the words that the court put in the place of its words."""

    condition_id: uuid.UUID
    condition: NewCondition


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a court decided about an order.

    ``ended`` names the conditions that the court ended; ``order_ends_on`` is the order's new last day;
    ``custody_from`` opens a stay in custody when the order is revoked.
    """

    order_id: uuid.UUID
    act: str
    decided_on: dt.date
    number: str = ""
    words: str = ""
    imposed: tuple[NewCondition, ...] = ()
    varied: tuple[Variation, ...] = ()
    ended: tuple[uuid.UUID, ...] = ()
    order_ends_on: dt.date | None = None
    custody_from: dt.date | None = None
    court_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A condition that the team would ask the court for: a new one, or other words for ``changes``."""

    order_id: uuid.UUID
    condition: NewCondition
    changes: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class CustodyDetails:
    """A stay in custody: since when, why, where, until when it is planned and when it ended."""

    reason: str
    began_on: dt.date
    agency_id: uuid.UUID | None = None
    release_on: dt.date | None = None
    ended_on: dt.date | None = None


def check_order(new: NewOrder) -> None:
    """Hold what must be true of an order by itself.

    Raises:
        RuleBroken: with the field and a sentence that says what to do.
    """
    if not new.number.strip():
        raise RuleBroken(_("Enter the number of the order."), "number")
    if new.made_on > timezone.localdate():
        raise RuleBroken(_("The order cannot have been made in the future."), "made_on")
    if new.made_on < EARLIEST:
        raise RuleBroken(_("This day lies too far back. Check the year."), "made_on")
    if new.starts_on < new.made_on:
        raise RuleBroken(_("The order cannot begin before it was made."), "starts_on")
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise RuleBroken(_("The order cannot end before it begins."), "ends_on")
    if new.report_every_days is not None and not 1 <= new.report_every_days <= LONGEST_REPORT_GAP:
        raise RuleBroken(_("Enter a number of days between 1 and 366, or leave it empty."), "report_every_days")


def check_condition(new: NewCondition, prefix: str = "") -> None:
    """Hold what must be true of a condition; ``prefix`` begins the names of its fields.

    Raises:
        RuleBroken: with the field and a sentence that says what to do.
    """
    if not new.exact_text.strip():
        raise RuleBroken(_("Copy the court's exact words."), prefix + "exact_text")
    if new.category not in ConditionCategory.values:
        raise RuleBroken(_("Choose what the condition is about."), prefix + "category")
    if new.function not in Function.values:
        raise RuleBroken(_("Choose what the condition is for."), prefix + "function")
    if new.starts_on and new.ends_on and new.ends_on < new.starts_on:
        raise RuleBroken(_("The condition cannot end before it begins."), prefix + "ends_on")


def check_decision(order: Order, new: NewDecision, binding: Mapping[uuid.UUID, Condition]) -> None:
    """Hold that the act fits the order and the conditions that bind.

    Raises:
        RuleBroken: with the field and a sentence that says what to do.
    """
    order.must_run()
    if new.act not in CourtAct.values:
        raise RuleBroken(_("Choose what the court did."), "act")
    if new.decided_on > timezone.localdate():
        raise RuleBroken(_("The court cannot have decided in the future."), "decided_on")
    if new.decided_on < order.made_on:
        raise RuleBroken(_("The decision cannot be older than the order."), "decided_on")
    _check_state(order, new)
    _check_conditions(new, binding)
    _check_end(order, new)
    if new.custody_from is not None and new.act != CourtAct.REVOKED:
        raise RuleBroken(_("Custody opens here only when the order is revoked."), "custody_from")


def _check_state(order: Order, new: NewDecision) -> None:
    if new.act == CourtAct.SUSPENDED and order.state not in (*RUNNING_ORDER, OrderState.PENDING):
        raise RuleBroken(_("Only an order in force can be suspended."), "act")
    if new.act == CourtAct.RESUMED and order.state != OrderState.SUSPENDED:
        raise RuleBroken(_("Only a suspended order can be resumed."), "act")


def _check_conditions(new: NewDecision, binding: Mapping[uuid.UUID, Condition]) -> None:
    done = {"imposed": new.imposed, "varied": new.varied, "ended": new.ended}
    for name, rows in done.items():
        if rows and name not in ACTS_ON_CONDITIONS.get(CourtAct(new.act), ()):
            raise RuleBroken(_("This act of the court does not do that to a condition. Choose another act."), "act")
    if new.act == CourtAct.IMPOSED and not new.imposed:
        raise RuleBroken(_("Enter at least one condition that the court imposed."), "imposed-0-exact_text")
    if new.act == CourtAct.ENDED and not new.ended:
        raise RuleBroken(_("Choose the condition that the court ended."), "ended")
    if new.act == CourtAct.VARIED and not any(done.values()) and new.order_ends_on is None:
        raise RuleBroken(_("Choose what the court changed, or enter the new last day."), "varied")
    touched = [change.condition_id for change in new.varied] + list(new.ended)
    if len(set(touched)) < len(touched):
        raise RuleBroken(_("The same condition cannot be changed and ended at once."), "ended")
    if not binding.keys() >= set(touched):
        field = "varied" if any(change.condition_id not in binding for change in new.varied) else "ended"
        raise RuleBroken(_("A condition you chose does not bind any more. Load the page again."), field)


def _check_end(order: Order, new: NewDecision) -> None:
    if new.order_ends_on is None:
        return
    if new.act not in (CourtAct.VARIED, CourtAct.RESUMED):
        raise RuleBroken(_("This act of the court does not move the last day of the order."), "order_ends_on")
    if new.order_ends_on < order.starts_on or new.order_ends_on < new.decided_on:
        raise RuleBroken(_("The new last day lies before the decision or before the order begins."), "order_ends_on")


def check_custody(details: CustodyDetails, today: dt.date) -> None:
    """Hold that the days of a stay in custody fit together.

    Raises:
        RuleBroken: with the field and a sentence that says what to do.
    """
    if details.reason not in CustodyReason.values:
        raise RuleBroken(_("Choose why the person is held."), "reason")
    if details.began_on > today:
        raise RuleBroken(_("Record the stay once it has begun."), "began_on")
    if details.began_on < EARLIEST:
        raise RuleBroken(_("This day lies too far back. Check the year."), "began_on")
    if details.release_on is not None and details.release_on < details.began_on:
        raise RuleBroken(_("The planned release lies before the stay began."), "release_on")
    if details.ended_on is None:
        return
    if details.ended_on < details.began_on:
        raise RuleBroken(_("The release lies before the stay began."), "ended_on")
    if details.ended_on > today:
        raise RuleBroken(_("This day has not come yet. Enter it as the planned release."), "ended_on")
