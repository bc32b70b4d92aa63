"""What the assessments of a case may tell the court: the newest countersigned one, if it is marked, and the one before.

Health items stay with health. Items about belief alone are named to the writer as left out: nothing rests on them.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from access.actor import Actor
from assessments.changing import Look, Move, move_between
from assessments.choices import AssessmentState, ContributionState
from assessments.definition import Definition, Item
from assessments.models import Assessment, ConsensusRating, Contribution, Dissent, InformationGap, Judgement
from assessments.queries.looks import Looks, looks_of
from assessments.queries.origins import corrected_line
from sharing.choices import WhyLeftOut


@dataclass(frozen=True, slots=True)
class Judged:
    """One assessment that may be told, read once. ``before``: an earlier one that may be told as well."""

    row: Assessment
    definition: Definition
    agency: uuid.UUID
    judgement: Judgement | None
    agreed: dict[str, ConsensusRating]
    looks: Looks
    gaps: list[InformationGap]
    dissents: list[Dissent]
    given: list[Contribution]
    before: Assessment | None = None

    def answered(self) -> list[tuple[Item, ConsensusRating]]:
        """Items that the team answered with one of their answers, without those of health and about belief."""
        return [
            (item, self.agreed[item.code]) for item in self.definition.items
            if item.code in self.agreed and not (item.health or item.belief or item.scale.text)
            and self.agreed[item.code].answer
        ]  # fmt: skip

    def about_belief(self) -> list[ConsensusRating]:
        """What the team agreed on about belief alone: never told, and never a ground."""
        return [self.agreed[item.code] for item in self.definition.items if item.belief and item.code in self.agreed]

    def earlier(self, item: Item) -> Look | None:
        """The look at an item in the assessment before."""
        return self.looks.at(self.before.pk, item.code) if self.before else None

    def move(self, item: Item) -> Move:
        """What an answer that differs from the one before says."""
        if self.before is None:
            return Move.NONE
        return move_between(self.earlier(item), self.looks.at(self.row.pk, item.code), self.before.as_of)


@dataclass(frozen=True, slots=True)
class Judging:
    """The told assessment, and those of the period that stay out, each with the reason."""

    told: Judged | None = None
    kept: list[tuple[Assessment, WhyLeftOut]] = field(default_factory=list)
    any: bool = False


def read_judged(actor: Actor, case_id: uuid.UUID, first: dt.date, last: dt.date) -> Judging:
    """Return what assessments made up to ``last`` may tell, and which of those since ``first`` may not. Logs nothing.

    The newest countersigned one decides: where it is not marked, an older one does not take its place.
    """
    rows = list(
        Assessment.objects.visible_to(actor)
        .filter(case_id=case_id, as_of__lte=last)
        .standing()
        .select_related("instrument", "assessor")
        .order_by("-as_of", "-signed_at")
    )
    done = [row for row in rows if row.state == AssessmentState.COUNTERSIGNED]
    told = done[0] if done and done[0].is_for_court else None
    able = [row for row in done[1:] if row.is_for_court and told and row.instrument.code == told.instrument.code]
    kept = [
        (row, WhyLeftOut.NOT_CLEARED if row in done else WhyLeftOut.ONE_SIGNATURE)
        for row in rows
        if not row.is_for_court and (row.as_of >= first or row in (rows[0], *done[:1]))
    ]
    return Judging(judged_of(actor, told, able[0] if able else None) if told else None, kept, bool(rows))


def judged_of(actor: Actor, row: Assessment, before: Assessment | None = None) -> Judged:
    """Read one cleared assessment as it would be told. Logs nothing."""
    looks = looks_of(actor, [row, before] if before else [row])
    agreed = ConsensusRating.objects.visible_to(actor).filter(assessment=row).exclude(answer="", reason="")
    line = corrected_line(actor, row)
    gaps = InformationGap.objects.visible_to(actor).filter(assessment=row, closed_on=None)
    views = Dissent.objects.visible_to(actor).filter(assessment_id__in=line).select_related("agency")
    given = Contribution.objects.visible_to(actor).filter(assessment_id=line[-1], state=ContributionState.HANDED_IN)
    return Judged(
        row=row, definition=row.instrument.read(), agency=row.assessor.agency_id,
        judgement=Judgement.objects.visible_to(actor).filter(assessment=row).first(),
        agreed={one.item: one for one in agreed}, looks=looks, gaps=list(gaps.order_by("due_on", "pk")),
        dissents=list(views.order_by("at", "pk")), given=list(given), before=before,
    )  # fmt: skip


def told_now(actor: Actor, case_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the keys of everything that assessments may tell the court now. Logs nothing."""
    rows = Assessment.objects.visible_to(actor).filter(case_id=case_id, state=AssessmentState.COUNTERSIGNED)
    marked = set(rows.filter(for_court_at__isnull=False).values_list("pk", flat=True))
    found = set(marked)
    for model in (Judgement, ConsensusRating, InformationGap):
        found |= set(model.objects.visible_to(actor).filter(assessment_id__in=marked).values_list("pk", flat=True))
    views = Dissent.objects.visible_to(actor).filter(case_id=case_id)  # of what was corrected as well
    return found | (set(views.values_list("pk", flat=True)) if marked else set())
