"""Breaches and joint decisions behind the doors: one breach for every step, and words in everything about them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from casework import models as cw
from tests.factories import (
    BreachFactory,
    BreachProofFactory,
    BreachStepFactory,
    ConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    DecisionFactory,
    NoteFactory,
    OrderFactory,
    PositionTakenFactory,
    ProposedTermFactory,
)

if TYPE_CHECKING:
    from tests.doors.stage import Stage

CORE = ("supervisor", "manager", "officer", "clinician", "rescuer")
RECORD = (*CORE, "chair")
READERS = {
    "breach condition": RECORD, "breach measure": RECORD, "breach term": RECORD, "breach court words": RECORD,
    "joint options": RECORD, "joint chosen": RECORD, "joint reasons": RECORD, "joint position": RECORD,
    "breach step words": CORE, "breach warning words": CORE,
}  # fmt: skip
"""Who may be told the words: the record of the case from inside, the words of a step at their tier."""

STATES = {
    "ask": "suspected", "explanation": "explanation_asked", "weigh": "explanation_asked", "warn": "not_accepted",
    "drop": "suspected",
    "propose": "not_accepted", "refer": "not_accepted", "hearing": "referred_to_court", "heard": "referred_to_court",
    "outcome": "heard", "end": "suspected",
}  # fmt: skip
"""The state in which the page of each step is open."""


def day(offset: int) -> dt.date:
    """A local day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def lay_breaches(stage: Stage) -> None:
    """Lay an order with a condition, a closed breach with everything in it, and one breach for each step."""
    w = stage.world
    order = OrderFactory(case=w.case)
    made = CourtDecisionFactory(order=order, membership=w.supervisor, words=stage.hide("breach court words"))
    condition = ConditionFactory(
        order=order, source_decision=made, exact_text=stage.hide("breach condition"),
        measure=stage.hide("breach measure"),
    )  # fmt: skip
    stage.more["breach_condition"] = condition
    missed = NoteFactory(case=w.case, by=w.supervisor, title="", full="Not there.")
    stage.more["missed"] = ContactFactory(
        case=w.case, membership=w.supervisor, note=missed, attended="no_good_reason", planned_for=timezone.now()
    )
    stage.more["breach_whole"] = _whole(stage, condition, made)
    for step, state in STATES.items():
        stage.more[f"breach_{step}"] = _for_step(stage, condition, step, state)
    gone = OrderFactory(case=w.case, state="completed")
    over = CourtDecisionFactory(order=gone, membership=w.supervisor, act="completed", words="")
    ended = ConditionFactory(order=gone, source_decision=over, state="ended", exact_text="")
    stage.more["breach_end"] = BreachFactory(condition=ended)


def _words(stage: Stage, of: str) -> cw.Note:
    w = stage.world
    return NoteFactory(case=w.case, by=w.supervisor, title="", full=stage.hide(of))


def _whole(stage: Stage, condition: cw.Condition, decision: cw.CourtDecision) -> cw.Breach:
    w = stage.world
    warned = BreachFactory(condition=condition, suspected_on=day(-60), state="warning", window_to=day(200))
    BreachStepFactory(
        breach=warned, membership=w.supervisor, kind="warning", on=day(-50), delivery="letter",
        note=_words(stage, "breach warning words"),
    )  # fmt: skip
    breach = BreachFactory(
        condition=condition, state="closed", outcome="no_action", outcome_decision=decision, proposal="no_action"
    )
    BreachStepFactory(
        breach=breach, membership=w.supervisor, kind="explanation_given", note=_words(stage, "breach step words")
    )
    BreachStepFactory(breach=breach, membership=w.supervisor, kind="outcome", decision=decision)
    BreachProofFactory(breach=breach, membership=w.supervisor, contact=stage.missed)
    BreachProofFactory(breach=breach, membership=w.officer, note=stage.notes["team"])
    BreachProofFactory(breach=breach, membership=w.officer, note=stage.notes["sealed"])
    ProposedTermFactory(breach=breach, membership=w.officer, text=stage.hide("breach term"))
    stage.more["joint"] = DecisionFactory(
        case=w.case, membership=w.supervisor, breach=breach, options=stage.hide("joint options"),
        chosen=stage.hide("joint chosen"), reasons=stage.hide("joint reasons"),
    )  # fmt: skip
    PositionTakenFactory(
        decision=stage.joint, membership=w.officer, view="dissents", reason=stage.hide("joint position")
    )
    return breach


def _for_step(stage: Stage, condition: cw.Condition, step: str, state: str) -> cw.Breach:
    """A breach in the state of a step; an answer is there where it is weighed, and a warning where it must be."""
    w = stage.world
    breach = BreachFactory(
        condition=condition, state=state, act_by_on=day(3), explanation_due_on=day(2),
        window_to=day(300) if step == "refer" else None, hearing_on=day(1) if step == "heard" else None,
    )  # fmt: skip
    if step in ("weigh", "propose"):
        BreachStepFactory(breach=breach, membership=w.supervisor, kind="no_explanation")
    if step == "ask":
        stage.more["term"] = ProposedTermFactory(breach=breach, membership=w.officer, text="")
    return breach


def more_breaches(stage: Stage) -> None:
    """More of everything that lists can show."""
    w = stage.world
    whole: Any = stage.breach_whole
    breach = BreachFactory(condition=stage.breach_condition, state="warning", window_to=day(100))
    note = NoteFactory(case=w.case, by=w.supervisor)
    for row in (breach, whole):
        BreachStepFactory(breach=row, membership=w.supervisor, kind="warning", on=day(-5), note=note)
        ProposedTermFactory(breach=row, membership=w.officer, text="Words.", replaces=stage.breach_condition)
        BreachProofFactory(breach=row, membership=w.officer, note=note)
        joint = DecisionFactory(case=w.case, membership=w.supervisor, breach=row)
        PositionTakenFactory(decision=joint, membership=w.officer)
