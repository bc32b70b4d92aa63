"""An order of the hidden case, with a word of its own in every text, and who may read which."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from tests.doors.stage import Stage
from tests.factories import (
    ConditionFactory,
    CourtDecisionFactory,
    CourtFactory,
    CustodyFactory,
    OrderFactory,
    OrderTypeFactory,
)

INSIDE_WORDS = (
    "order number", "decision words", "decision number", "condition text", "condition measure", "earlier condition",
    "proposed condition",
)  # fmt: skip
"""Texts that whoever reads the record of a case from inside may read; guests and companions may not."""


def record_orders(stage: Stage) -> None:
    """Record an order with a condition in two versions, a proposal and a stay in custody."""
    w, hide, more = stage.world, stage.hide, stage.more
    more["a_court"] = CourtFactory(partnership=w.partnership)
    more["an_order_type"] = OrderTypeFactory(partnership=w.partnership)
    more["order"] = OrderFactory(
        case=w.case, court=more["a_court"], type=more["an_order_type"], number=hide("order number")
    )
    first = CourtDecisionFactory(order=more["order"], membership=w.supervisor, words=hide("decision words"))
    second = CourtDecisionFactory(
        order=more["order"], membership=w.supervisor, act="varied", number=hide("decision number")
    )
    old = ConditionFactory(
        order=more["order"], source_decision=first, ending_decision=second, number=1, state="varied",
        exact_text=hide("earlier condition"),
    )  # fmt: skip
    more["condition"] = ConditionFactory(
        order=more["order"], source_decision=second, number=1, edition=2, replaces=old,
        exact_text=hide("condition text"), measure=hide("condition measure"),
    )  # fmt: skip
    more["proposal"] = ConditionFactory(
        order=more["order"], state="proposed", proposed_by=w.officer, number=0, starts_on=None,
        exact_text=hide("proposed condition"),
    )  # fmt: skip
    more["stay"] = CustodyFactory(case=w.case, release_on=timezone.localdate() + dt.timedelta(days=90))
