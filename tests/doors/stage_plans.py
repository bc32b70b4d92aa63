"""A plan behind the doors: two versions, an action, interventions, treatment, a network; a word in every text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from casework import models as cw
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    ClinicalPartFactory,
    ConsentFactory,
    EndingStepFactory,
    FindingFactory,
    FollowUpFactory,
    InterventionFactory,
    NetworkLinkFactory,
    NoticeFactory,
    ObjectiveFactory,
    OutcomeFactory,
    PlanVersionFactory,
    SafetyPartFactory,
    SessionFactory,
)
from tests.factories.reports import RetentionReviewFactory

if TYPE_CHECKING:
    from tests.doors.stage import Stage

OUTCOME_TEXTS = (
    "disengagement_text", "reintegration_text", "went_on", "for_person", "agreed", "call", "reason",
)  # fmt: skip
TEXTS = ("risk_text", "treatment_text", "reintegration_text", "counter_offer", "person_words")


def lay_plan(stage: Stage) -> None:
    """Lay a version in force and a draft beside it, with what hangs on them."""
    w = stage.world
    before = PlanVersionFactory(
        case=w.case,
        membership=w.manager,
        answer="agreed",
        **{name: stage.hide(f"plan {name}") for name in TEXTS},
    )
    stage.more["plan"] = before
    stage.more["draft"] = PlanVersionFactory(
        case=w.case, membership=w.manager, number=2, state="draft", in_force_from=None, next_review_on=None,
        risk_text=stage.hide("plan draft"),
    )  # fmt: skip
    for plan in (before, stage.draft):
        SafetyPartFactory(plan=plan, text=stage.hide(f"safety {plan.number}"))
    stage.more["in_force"] = _objective(stage, before, "in force")
    stage.more["objective"] = _objective(stage, stage.draft, "of the draft")
    _objective(stage, before, "opened", for_companions=True)
    _objective(stage, before, "for guests", for_guests=True)
    stage.more["action"] = ActionFactory(
        case=w.case, membership=w.supervisor, text=stage.hide("action text"), line=stage.in_force.line, state="blocked",
        blocked_reason=stage.hide("action blocked_reason"), unblock_by=w.officer,
        due_on=timezone.localdate() + dt.timedelta(days=3),
    )  # fmt: skip
    ActionFactory(case=w.case, membership=w.teacher, text=stage.hide("action of the guest"))
    ActionFactory(case=w.case, membership=w.manager, text=stage.hide("action opened"), for_companions=True)
    ActionFactory(case=w.case, membership=w.manager, text=stage.hide("action for guests"), for_guests=True)
    ActionFactory(case=w.case, membership=w.mentor, text=stage.hide("action of the companion"))
    _lay_interventions(stage)
    stage.more["tie"] = NetworkLinkFactory(case=w.case, label=stage.hide("network label"))
    stage.more["ending"] = EndingStepFactory(
        case=w.case, agency=w.charity, support=stage.hide("ending support"), successor=stage.hide("ending successor")
    )
    AchievementFactory(case=w.case, membership=w.manager, text=stage.hide("achievement text"))
    _lay_closing(stage)
    _lay_telling(stage)


def _lay_closing(stage: Stage) -> None:
    """An outcome, and two follow-ups: one held, one that waits."""
    w = stage.world
    OutcomeFactory(case=w.case, membership=w.manager, **{name: stage.hide(f"outcome {name}") for name in OUTCOME_TEXTS})
    FollowUpFactory(
        case=w.case, months=3, membership=w.officer, held_on=timezone.localdate(), method="phone",
        found=stage.hide("followup found"), disengagement="partial", reintegration="partial",
    )  # fmt: skip
    stage.more["retention"] = RetentionReviewFactory(
        case=w.case, membership=w.manager, reason=stage.hide("retention reason")
    )
    stage.more["follow_up"] = FollowUpFactory(case=w.case)


def _lay_telling(stage: Stage) -> None:
    """That the person was told, and what they say to taking part."""
    w = stage.world
    names = ("language", "interpreter_name", "answer_reason", "guardian", "words")
    NoticeFactory(case=w.case, membership=w.manager, **{name: stage.hide(f"notice {name}") for name in names})
    said = {name: stage.hide(f"consent {name}") for name in ("part", "words", "guardian")}
    ConsentFactory(case=w.case, membership=w.manager, **said)


def _objective(stage: Stage, plan: cw.PlanVersion, name: str, **more: Any) -> cw.Objective:
    words = {field: stage.hide(f"objective {field} {name}") for field in ("text", "person_words", "measure")}
    row: cw.Objective = ObjectiveFactory(plan=plan, **words, **more)
    FindingFactory(objective=row, text=stage.hide(f"objective finding {name}"), note=stage.notes["named"])
    return row


def _lay_interventions(stage: Stage) -> None:
    w = stage.world
    stage.more["intervention"] = InterventionFactory(
        case=w.case, provider=w.probation, title=stage.hide("intervention title"),
        goal=stage.hide("intervention goal"), frequency=stage.hide("intervention frequency"),
        overlap_accepted=stage.hide("intervention overlap"),
    )  # fmt: skip
    InterventionFactory(
        case=w.case, provider=w.charity, title=stage.hide("intervention double"), goal="G"
    )  # of the same kind: the plan warns
    SessionFactory(intervention=stage.intervention, membership=w.supervisor)
    treatment = InterventionFactory(case=w.case, provider=w.health, type="psychology", title="", goal="")
    ClinicalPartFactory(
        intervention=treatment, title=stage.hide("clinical title"), goal=stage.hide("clinical goal"),
        frequency=stage.hide("clinical frequency"),
    )  # fmt: skip
    stage.more["treatment"] = treatment
    SessionFactory(intervention=treatment, membership=w.clinician)
