"""Assessments behind the doors: one that takes contributions, one that is signed; a word in every text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from assessments.models import ConsensusRating, Instrument, ItemRating
from devstack.testing import backstage
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    ConsensusRatingFactory,
    ContributionFactory,
    DissentFactory,
    EvidenceFactory,
    ExternalAssessmentFactory,
    FormulationFactory,
    InformationGapFactory,
    InstrumentFactory,
    ItemRatingFactory,
    JudgementFactory,
    NoteFactory,
    ScenarioFactory,
)

if TYPE_CHECKING:
    from tests.doors.stage import Stage

INSIDE = ("supervisor", "manager", "officer", "clinician", "rescuer", "chair")
READERS: dict[str, tuple[str, ...]] = {
    "rating closed": ("officer",), "rating of the guest": ("teacher",), "rating opened": INSIDE,
    "rating of health": ("clinician",), "contribution words": ("manager",),
    **dict.fromkeys(
        ("assessment reason", "assessment correction", "contribution nothing", "consensus reason", "consensus before",
         "dissent view", "dissent reason", "formulation how", "scenario what", "scenario who", "judgement words",
         "gap text", "gap answer", "external tool", "external assessor", "external place",
         "external conclusion"), INSIDE,
    ),
}  # fmt: skip
"""Who may be told each word: what an agency put in is its own until consensus, and of health for ever."""


def lay_assessments(stage: Stage) -> None:
    """Lay both assessments with what hangs on them."""
    w = stage.world
    stage.more["questions"] = InstrumentFactory(partnership=w.partnership)
    _lay_signed(stage)
    row = AssessmentFactory(
        case=w.case, assessor=w.manager, instrument=stage.questions, kind="review",
        reason=stage.hide("assessment reason"),
    )  # fmt: skip
    stage.more["judged"] = row
    stage.more["given"] = ContributionFactory(assessment=row, agency=w.police, state="begun", membership=w.officer)
    rated = ItemRatingFactory(contribution=stage.given, grounds=stage.hide("rating closed"))
    EvidenceFactory(rating=rated, note=stage.notes["team"])
    guest = ContributionFactory(assessment=row, agency=w.college, membership=w.teacher)
    ItemRatingFactory(contribution=guest, grounds=stage.hide("rating of the guest"))
    ContributionFactory(
        assessment=row, agency=w.health, membership=w.clinician, state="nothing",
        nothing_reason=stage.hide("contribution nothing"),
    )  # fmt: skip
    words = NoteFactory(case=w.case, by=w.manager, full=stage.hide("contribution words"), released_tier=0)
    ContributionFactory(assessment=row, agency=w.charity, membership=w.manager, note=words, release_to=4)
    stage.more["external"] = ExternalAssessmentFactory(
        case=w.case, membership=w.officer, tool=stage.hide("external tool"), assessor=stage.hide("external assessor"),
        kept_at=stage.hide("external place"), conclusion=stage.hide("external conclusion"),
    )  # fmt: skip
    stage.more["scenario"] = ScenarioFactory(
        assessment=row, what=stage.hide("scenario what"), who=stage.hide("scenario who")
    )
    stage.more["gap"] = InformationGapFactory(assessment=row, owner=w.officer, text=stage.hide("gap text"))


def _lay_signed(stage: Stage) -> None:
    w = stage.world
    row = AssessmentFactory(
        case=w.case, assessor=w.manager, instrument=stage.questions, state="signed"
    )  # fmt: skip
    stage.more["signed"] = row
    for agency, by, item, word, health in (
        (w.police, w.officer, "C1", "rating opened", False), (w.health, w.clinician, "G1", "rating of health", True),
    ):  # fmt: skip
        note = NoteFactory(case=w.case, by=by, full="Words.", summary="Words.")
        given = _given(row, agency, by, note)
        ItemRatingFactory(
            contribution=given, item=item, grounds=stage.hide(word), is_health=health,
        )  # fmt: skip
    ConsensusRatingFactory(assessment=row, reason=stage.hide("consensus reason"))
    DissentFactory(
        assessment=row, membership=w.officer, view=stage.hide("dissent view"), reason=stage.hide("dissent reason")
    )
    FormulationFactory(assessment=row, how=stage.hide("formulation how"))
    JudgementFactory(assessment=row, words=stage.hide("judgement words"))
    InformationGapFactory(assessment=row, answer=stage.hide("gap answer"), closed_on=row.as_of)
    common = {"case": w.case, "assessor": w.manager, "as_of": row.as_of - dt.timedelta(days=90)}
    replaced = AssessmentFactory(**common, instrument=stage.questions, state="superseded")
    before = AssessmentFactory(
        **common, instrument=stage.questions, state="countersigned", corrects=replaced,
        correction_reason=stage.hide("assessment correction"),
    )  # fmt: skip
    stage.more["signed_before"] = before
    ConsensusRatingFactory(assessment=before, answer="not_known", reason=stage.hide("consensus before"))


def _given(row: Any, agency: Any, by: Any, note: Any) -> Any:
    with backstage():
        return ContributionFactory(
            assessment=row, agency=agency, membership=by, note=note, release_to=4, opened=True
        )  # fmt: skip


def more_assessments(stage: Stage) -> None:
    """One more of everything that pages of assessments list."""
    w, row = stage.world, stage.judged
    AssessmentFactory(case=w.case, assessor=w.manager, instrument=stage.questions, state="signed")
    note = NoteFactory(case=w.case, by=w.officer, full="Words.", summary="Words.")
    more = ContributionFactory(assessment=row, agency=AgencyFactory(partnership=w.partnership))
    if (number := _free(stage)) <= 5:
        EvidenceFactory(rating=ItemRatingFactory(contribution=stage.given, item=f"C{number}"), note=note)
    EvidenceFactory(rating=ItemRatingFactory(contribution=more), note=note)
    for code in [c for c in ("C2", "C3", "C4", "C5") if not _agreed(stage, c)][:1]:
        EvidenceFactory(consensus=ConsensusRatingFactory(assessment=stage.signed, item=code), note=note)
    DissentFactory(assessment=row, membership=w.officer)
    ScenarioFactory(assessment=row)
    InformationGapFactory(assessment=row)
    ExternalAssessmentFactory(case=w.case, membership=w.officer)
    InstrumentFactory(partnership=w.partnership, code="more", number=str(_loaded(stage)))


def _free(stage: Stage) -> int:
    with backstage():
        return ItemRating.objects.unguarded(because="test").filter(contribution=stage.given).count() + 1


def _agreed(stage: Stage, code: str) -> bool:
    with backstage():
        return ConsensusRating.objects.unguarded(because="test").filter(assessment=stage.signed, item=code).exists()


def _loaded(stage: Stage) -> int:
    with backstage():
        return Instrument.objects.unguarded(because="test").count()
