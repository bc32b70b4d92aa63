"""The page of one assessment: how far each part is while it is made, and the whole of it once it is signed."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from assessments.assessing import FormulationTexts
from assessments.choices import (
    AssessmentState,
    Confidence,
    ContributionState,
    Imminence,
    Priority,
    Relevance,
    ScenarioKind,
)
from assessments.definition import Definition
from assessments.models import (
    Assessment,
    ConsensusRating,
    Contribution,
    Dissent,
    Formulation,
    InformationGap,
    Judgement,
    Scenario,
)
from assessments.queries.lists import AssessmentLine
from assessments.queries.origins import corrected_line
from assessments.queries.readiness import lacks
from assessments.queries.team import able_to_countersign
from casework.due import day_words, due_state
from casework.queries.case_file import CaseFile, file_of
from casework.queries.note_entries import NoteEntry
from casework.queries.note_versions import newest_words

PRIORITY_TONES = {Priority.ROUTINE: "grey", Priority.RAISED: "orange", Priority.URGENT: "red"}


@dataclass(frozen=True, slots=True)
class GivenLine:
    """What one agency was asked and gave. ``words`` are read as far as the agency released them, after consensus."""

    id: uuid.UUID
    agency: str
    code: str
    mandate: str
    state: ContributionState
    due_on: str
    due: str
    by: str
    on: str
    reason: str
    words: NoteEntry | None
    own: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the team agreed on for one item."""

    code: str
    label: str
    answer: str
    answer_code: str
    relevance: str
    reason: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section with what is agreed in it. ``skipped``: there was no custody to ask about."""

    code: str
    title: str
    kind: str
    total: int
    health: bool
    skipped: bool
    agreed: tuple[Agreed, ...]

    @property
    def done(self) -> int:
        """How many items are agreed."""
        return len(self.agreed)

    @property
    def word(self) -> str:
        """How far it is, in words."""
        if self.skipped:
            return _("No custody")
        if self.health:
            return _("With health")
        words = _("%(done)d of %(total)d agreed") % {"done": self.done, "total": self.total}
        return words.replace(" ", "\u00a0")  # one line, however narrow the column


@dataclass(frozen=True, slots=True)
class DissentLine:
    """A view that stayed different."""

    agency: str
    code: str
    item: str
    view: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A plausible future, ready to read."""

    id: uuid.UUID
    kind: ScenarioKind
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """Something not known."""

    id: uuid.UUID
    text: str
    owner: str
    due_on: str
    due: str
    answer: str
    closed_on: str
    may_close: bool


@dataclass(frozen=True, slots=True)
class JudgementWords:
    """The summary judgement in words."""

    priority: str
    tone: str
    imminence: str
    confidence: str
    words: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """Everything of one assessment that the reader may read."""

    file: CaseFile
    id: uuid.UUID
    version: int
    line: AssessmentLine
    definition: Definition
    reason: str
    correction_reason: str
    corrects: uuid.UUID | None
    corrected_by: uuid.UUID | None
    contribute_by: str
    signed_on: str
    countersigned_on: str
    for_court_since: str
    for_court_by: str
    given: tuple[GivenLine, ...]
    sections: tuple[SectionLine, ...]
    formulation: tuple[tuple[str, str], ...]
    scenarios: tuple[ScenarioLine, ...]
    judgement: JudgementWords | None
    gaps: tuple[GapLine, ...]
    dissents: tuple[DissentLine, ...]
    lacks: tuple[str, ...]
    leads: bool
    countersigns: bool
    dissents_may: bool

    @property
    def state(self) -> AssessmentState:
        """How far it is."""
        return self.line.state

    @property
    def own(self) -> GivenLine | None:
        """What the reader's agency is asked for, or gave."""
        return next((one for one in self.given if one.own), None)

    @property
    def not_known(self) -> int:
        """How many items were agreed to be unknown."""
        return sum(one.answer_code == "not_known" for section in self.sections for one in section.agreed)

    @property
    def waiting(self) -> int:
        """How many agencies have not answered yet."""
        return Counter(one.state in (ContributionState.ASKED, ContributionState.BEGUN) for one in self.given)[True]


def assessment_page(actor: Actor, assessment_id: uuid.UUID) -> AssessmentPage:
    """Return one assessment and log the reading with everything that is shown.

    Raises:
        Http404: there is none that the actor may know of.
    """
    rows = Assessment.objects.select_related(
        "case__person", "case__lead_agency", "instrument", "assessor__user", "countersigner__user", "for_court_by__user"
    )
    row: Assessment = rows.get_for(actor, "view", pk=assessment_id)
    file, definition = file_of(actor, row.case), row.instrument.read()
    leads = "lead" in file.may
    line = corrected_line(actor, row)
    given = _given(actor, line[-1])
    read = [line.words.id for line in given if line.words]
    trail.consulted(actor, "assessment.read", "assessment", [row.pk, *read], file.id, file.place)
    missing = lacks(actor, row) if leads and row.state == AssessmentState.CONSENSUS else []
    later = Assessment.objects.visible_to(actor).filter(corrects=row).values_list("pk", flat=True).first()
    return AssessmentPage(
        file=file, id=row.pk, version=row.version, line=AssessmentLine.of(row), definition=definition,
        reason=row.reason,
        correction_reason=row.correction_reason, corrects=row.corrects_id, corrected_by=later,
        contribute_by=day_words(row.contribute_by),
        signed_on=day_words(timezone.localdate(row.signed_at)) if row.signed_at else "",
        countersigned_on=day_words(timezone.localdate(row.countersigned_at)) if row.countersigned_at else "",
        for_court_since=day_words(timezone.localdate(row.for_court_at)) if row.for_court_at else "",
        for_court_by=row.for_court_by.user.full_name if row.for_court_by else "",
        given=given, sections=_sections(actor, row, definition), formulation=_formulation(actor, row),
        scenarios=_scenarios(actor, row), judgement=_judgement(actor, row, definition), gaps=_gaps(actor, row, leads),
        dissents=dissents_of(actor, line, definition), lacks=tuple(missing), leads=leads,
        countersigns=row.state == AssessmentState.SIGNED and able_to_countersign(actor, row),
        dissents_may="edit" in file.may and row.state == AssessmentState.CONSENSUS,
    )  # fmt: skip


def _given(actor: Actor, given_to: uuid.UUID) -> tuple[GivenLine, ...]:
    rows = list(
        Contribution.objects.visible_to(actor)
        .filter(assessment_id=given_to)
        .select_related("agency", "membership__user")
        .order_by("agency__name")
    )
    words = newest_words(actor, [one.note_id for one in rows if one.note_id and _has_words(actor, one)])
    today = timezone.localdate()
    return tuple(
        GivenLine(
            one.pk, one.agency.name, one.agency.code, one.agency.mandate, ContributionState(one.state),
            day_words(one.due_on), due_state(one.due_on, today),
            one.membership.user.full_name if one.membership else "",
            day_words(timezone.localdate(one.handed_in_at)) if one.handed_in_at else "", one.nothing_reason,
            words.get(one.note_id) if one.note_id else None, _ours(actor, one),
        )
        for one in rows
    )  # fmt: skip


def _has_words(actor: Actor, row: Contribution) -> bool:
    return row.state != ContributionState.WITHDRAWN and (row.opened or _ours(actor, row))


def _ours(actor: Actor, row: Contribution) -> bool:
    return row.agency_id == actor.agency_id


def _sections(actor: Actor, row: Assessment, definition: Definition) -> tuple[SectionLine, ...]:
    rated = ConsensusRating.objects.visible_to(actor).filter(assessment=row).exclude(answer="", reason="")
    agreed = {one.item: one for one in rated}
    return tuple(
        SectionLine(
            section.code, section.title, section.kind, len(section.items), section.health,
            section.custody and row.no_custody,
            tuple(_agreed(definition, agreed[item.code]) for item in section.items if item.code in agreed),
        )
        for section in definition.sections
    )  # fmt: skip


def _agreed(definition: Definition, one: ConsensusRating) -> Agreed:
    item = definition.item(one.item)
    answer = item.scale.answer(one.answer) if item else None
    return Agreed(
        one.item, item.label if item else one.item, answer.label if answer else "", one.answer,
        str(Relevance(one.relevance).label) if one.relevance else "", one.reason,
    )  # fmt: skip


def _formulation(actor: Actor, row: Assessment) -> tuple[tuple[str, str], ...]:
    found = Formulation.objects.visible_to(actor).filter(assessment=row).first()
    if found is None:
        return ()
    labels = {one.name: str(one.verbose_name).capitalize() for one in found._meta.concrete_fields}
    return tuple((labels[name], getattr(found, name)) for name in FormulationTexts.__slots__)


def _scenarios(actor: Actor, row: Assessment) -> tuple[ScenarioLine, ...]:
    rows = Scenario.objects.visible_to(actor).filter(assessment=row).standing().select_related("responder__user")
    order = list(ScenarioKind)
    found = sorted(rows, key=lambda one: (order.index(ScenarioKind(one.kind)), str(one.pk)))
    return tuple(
        ScenarioLine(
            one.pk, ScenarioKind(one.kind),
            tuple((label, words) for label, words in (
                (_("What happens"), one.what), (_("Who"), one.who), (_("Where"), one.where),
                (_("How soon"), one.how_soon), (_("First signs"), one.first_signs),
                (_("First response"), f"{one.first_response} ({one.responder.user.full_name})"),
                (_("If that fails"), one.if_that_fails),
            ) if words),
        )
        for one in found
    )  # fmt: skip


def _judgement(actor: Actor, row: Assessment, definition: Definition) -> JudgementWords | None:
    found = Judgement.objects.visible_to(actor).filter(assessment=row).first()
    if found is None:
        return None
    items = [definition.item(code) for code in found.rests_on]
    return JudgementWords(
        str(Priority(found.priority).label), PRIORITY_TONES[Priority(found.priority)],
        str(Imminence(found.imminence).label), str(Confidence(found.confidence).label), found.words,
        tuple(f"{item.code} {item.label}" for item in items if item),
    )  # fmt: skip


def _gaps(actor: Actor, row: Assessment, leads: bool) -> tuple[GapLine, ...]:
    rows = InformationGap.objects.visible_to(actor).filter(assessment=row).select_related("owner__user")
    today = timezone.localdate()
    return tuple(
        GapLine(
            one.pk, one.text, one.owner.user.full_name, day_words(one.due_on), due_state(one.due_on, today), one.answer,
            day_words(one.closed_on), one.closed_on is None and (leads or one.owner_id == actor.membership_id),
        )
        for one in rows.order_by("due_on", "pk")
    )  # fmt: skip


def dissents_of(actor: Actor, line: Sequence[uuid.UUID], definition: Definition) -> tuple[DissentLine, ...]:
    """Return the views that stayed different, oldest first; ``line`` is an assessment with what it corrects."""
    rows = Dissent.objects.visible_to(actor).filter(assessment_id__in=line)
    found = []
    for one in rows.select_related("agency", "membership__user").order_by("at", "pk"):
        item = definition.item(one.item)
        label = f"{item.code} {item.label}" if item else ""
        found.append(
            DissentLine(one.agency.name, one.agency.code, label, one.view, one.reason, one.membership.user.full_name)
        )
    return tuple(found)
