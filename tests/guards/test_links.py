"""Both ends of every link between rows of cases are of one case: the database refuses the rest, whoever asks."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F

from assessments.models import Assessment, Instrument
from casework.models import Case, Deadline, NoteResponse, Relationship, Reminder
from devstack.testing import backstage
from sharing.models import Notification
from tests.cast import acting
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    AdviceAnswerFactory,
    AdviceContextFactory,
    AdviceFactory,
    AdviceReasoningFactory,
    AgencyFactory,
    AnswerSilenceFactory,
    AssessmentFactory,
    BreachFactory,
    BreachProofFactory,
    BreachStepFactory,
    CaseFactory,
    ClinicalPartFactory,
    ConditionFactory,
    ConsensusRatingFactory,
    ConsentFactory,
    ContactConditionFactory,
    ContactFactory,
    ContributionFactory,
    CourtDecisionFactory,
    CustodyFactory,
    DecisionFactory,
    DissentFactory,
    EndingStepFactory,
    EvidenceFactory,
    ExposureFactory,
    ExternalAssessmentFactory,
    FeedbackFactory,
    FindingFactory,
    FollowUpFactory,
    FormulationFactory,
    IncidentFactory,
    InformationGapFactory,
    InstrumentFactory,
    InterventionFactory,
    ItemRatingFactory,
    JudgementFactory,
    MembershipFactory,
    NetworkLinkFactory,
    NoteFactory,
    NoticeFactory,
    ObjectiveFactory,
    OrderFactory,
    OutcomeFactory,
    PlaceFactory,
    PlanVersionFactory,
    ProposalDecisionFactory,
    ProposalFactory,
    ProposalRecordFactory,
    ProposalWordsFactory,
    ProposedTermFactory,
    RequestRemarkFactory,
    RequestWordsFactory,
    ReviewedObjectiveFactory,
    ReviewEvidenceFactory,
    ReviewFactory,
    SafetyPartFactory,
    ScenarioFactory,
    SessionFactory,
    SharingAnswerFactory,
    SharingRequestFactory,
    SignObservationFactory,
)
from tests.factories.contested import ContestedFactFactory, ContestedWordFactory, CorrectionNoticeFactory
from tests.factories.duty import DutyReportFactory
from tests.factories.leaks import LeakFactory, LeakStepFactory
from tests.factories.minutes import ClearanceFactory
from tests.factories.publications import PublicationFactory, PublicationStepFactory
from tests.factories.releases import ReleaseFactory
from tests.factories.reports import (
    CourtReportFactory,
    DeferralFactory,
    DisclosureFactory,
    ReportOmissionFactory,
    ReportSectionFactory,
    ReportStatementFactory,
    RetentionReviewFactory,
)
from tests.factories.restrictions import RestrictionFactory, RestrictionWordFactory
from tests.factories.rights import (
    AccessFileFactory,
    AccessOmissionFactory,
    RightsRequestFactory,
    RightsWordFactory,
)

REFUSED, NOT_CHANGED = "42501", "0 rows"
Rows = dict[type[models.Model], Any]


def of_a_case(model: Any) -> bool:
    """Whether a row of the model is about one case: it says so itself, or hangs on a row that does."""
    if model._meta.app_label not in ("casework", "assessments", "sharing") or model is Case:
        return False
    ends = [f.related_model for f in model._meta.concrete_fields if f.is_relation]
    return model is Relationship or Case in ends or any(of_a_case(m) for m in ends if m is not model)


def _name(model: Any) -> str:
    return str(model._meta.db_table)


def found() -> list[tuple[type[models.Model], str]]:
    """Every link between rows of cases that could lead into another case: all but a row's only one."""
    links: list[tuple[type[models.Model], str]] = []
    for model in apps.get_models():
        if of_a_case(model) and model is not Relationship:
            fields = [f for f in model._meta.concrete_fields if f.is_relation]
            ends = [f for f in fields if f.related_model is model or of_a_case(f.related_model)]
            if len(ends) > 1 or any(f.related_model is Case for f in fields):
                links += [(model, f.name) for f in ends]
    return links


LINKS = found()
TOGETHER = ("consensusrating", "dissent", "judgement")
"""Written only while consensus is open."""
FOLLOWS = {
    ("casework_condition", "replaces"), ("sharing_disclosure", "report"), ("sharing_courtreport", "corrects"),
    ("assessments_assessment", "corrects"), ("assessments_contribution", "assessment"),
    ("assessments_contribution", "note"),
    *((f"assessments_{name}", "assessment") for name in TOGETHER), ("casework_reminder", "deadline"),
    ("casework_reminder", "case"), ("casework_reminder", "mail"),
    ("sharing_advicecontext", "request"), ("sharing_advicecontext", "note"), ("sharing_adviceanswer", "request"),
    ("sharing_advicereasoning", "answer"), ("sharing_disclosure", "proposal"), ("sharing_proposaldecision", "proposal"),
    ("sharing_proposalwords", "proposal"), ("sharing_adviceanswer", "proposal"),
    ("sharing_legaladvicerequest", "proposal"),
    ("sharing_deferral", "disclosure"), ("sharing_disclosure", "duty_report"),
    ("casework_noterelease", "note"),
    *((f"sharing_{name}", "request") for name in ("requestwords", "sharinganswer", "answersilence", "requestremark")),
    ("sharing_rightsword", "request"), ("sharing_accessfile", "request"), ("sharing_accessomission", "file"),
    ("sharing_sharinganswer", "note"), ("sharing_sharingrequest", "second_to"),
    *(("sharing_restriction", name) for name in ("request", "note", "newest")),
    ("sharing_restrictionword", "restriction"), ("sharing_restrictionword", "note"),
    *(("sharing_contestedfact", name) for name in ("request", "note", "newest")),
}  # fmt: skip
"""A plain copy is refused too: only a new edition replaces a condition, only what was countersigned is disclosed or
corrected, only what the person does not know is told later, only a signed assessment is corrected, an agency is asked
once and begins without a note, the release of a note says how it stood, only the sweep reminds, what belongs to a
request is said once, the answer by the agency that was asked, words go with a question only as it is asked, only
advisers answer, what is proposed has its words once, and others decide, a note is named on a request to put something
right, and who is told of it the database says."""


def fill(case: Any, by: Any) -> Rows:
    """One row of each kind on the case, all by somebody who may write them."""
    order, told = OrderFactory(case=case), _note(case, by)
    decided = CourtDecisionFactory(order=order, membership=by)
    condition = ConditionFactory(order=order, source_decision=decided, number=1)
    breach, plan = BreachFactory(condition=condition), PlanVersionFactory(case=case, membership=by, state="draft")
    contact, report = ContactFactory(case=case, membership=by), CourtReportFactory(order=order, author=by)
    help_given, objective = InterventionFactory(case=case, provider=by.agency), ObjectiveFactory(plan=plan)
    section, link = ReportSectionFactory(report=report), NetworkLinkFactory(case=case)
    rows = [
        order, told, decided, condition, breach, plan, contact, report, help_given, section, link, objective,
        *_without_a_factory(case, by, told, report), CustodyFactory(case=case),
        ContactConditionFactory(contact=contact, condition=condition),
        ReleaseFactory(note=_note(case, by)), ClearanceFactory(note=_note(case, by), tier=0),
        IncidentFactory(note=_note(case, by)), ExposureFactory(note=_note(case, by)),
        SignObservationFactory(note=_note(case, by)),
        BreachStepFactory(breach=breach, membership=by, note=told), DecisionFactory(case=case, membership=by),
        BreachProofFactory(breach=breach, membership=by, note=told), FindingFactory(objective=objective, note=told),
        ProposedTermFactory(breach=breach, membership=by, replaces=condition), SafetyPartFactory(plan=plan),
        ActionFactory(case=case, membership=by), SessionFactory(intervention=help_given, membership=by),
        ClinicalPartFactory(intervention=help_given), EndingStepFactory(case=case, agency=by.agency),
        AchievementFactory(case=case, membership=by), ReportStatementFactory(section=section, note=told),
        ReportOmissionFactory(report=report, note=told), OutcomeFactory(case=case, membership=by),
        NoticeFactory(case=case, membership=by), ConsentFactory(case=case, membership=by),
        FollowUpFactory(case=case), *_cycle(case, by, told), *_reviewed(objective, by, told),
        *_advised(case, by, told),
        *_between(case, by, told),
        RetentionReviewFactory(case=case, membership=by),
        *_asked(case, by),
    ]  # fmt: skip
    return {type(row): row for row in rows}


def _cycle(case: Any, by: Any, told: Any) -> list[Any]:
    """An assessment that takes contributions, what the agency put in, and one of the team's consensus beside it."""
    with backstage():
        questions = Instrument.objects.unguarded(because="test").filter(partnership=case.partnership).first()
    questions = questions or InstrumentFactory(partnership=case.partnership)
    told_before = AssessmentFactory(case=case, assessor=by, instrument=questions, state="superseded")
    judged = AssessmentFactory(case=case, assessor=by, instrument=questions, corrects=told_before)
    given = ContributionFactory(assessment=judged, agency=by.agency)
    rated = ItemRatingFactory(contribution=given)
    return [
        judged, given, rated, EvidenceFactory(rating=rated, note=told), ConsensusRatingFactory(assessment=judged),
        DissentFactory(assessment=judged, membership=by), FormulationFactory(assessment=judged),
        ScenarioFactory(assessment=judged), JudgementFactory(assessment=judged),
        InformationGapFactory(assessment=judged), ExternalAssessmentFactory(case=case, membership=by),
    ]  # fmt: skip


def _reviewed(objective: Any, by: Any, told: Any) -> list[Any]:
    """A review in draft of the plan of that objective, what it says of it, a record behind it, and feedback."""
    review = ReviewFactory(plan=objective.plan, membership=by)
    said = ReviewedObjectiveFactory(review=review, objective=objective)
    return [
        review,
        said,
        ReviewEvidenceFactory(reviewed=said, note=told),
        FeedbackFactory(review=review, membership=by),
    ]


def _advised(case: Any, by: Any, told: Any) -> list[Any]:
    """A question to the advisers with words of a note, an answer and its reasoning."""
    asked = AdviceFactory(case=case, membership=by)
    answer = AdviceAnswerFactory(request=asked, membership=MembershipFactory(agency=by.agency, duties=["legal"]))
    words = AdviceContextFactory(request=asked, note=told)
    proposal = ProposalFactory(case=case, membership=by)
    behind = ProposalRecordFactory(proposal=proposal, note=told, tier=2)
    chair = MembershipFactory(agency=by.agency, duties=["chair"])
    decided = ProposalDecisionFactory(
        proposal=ProposalFactory(case=case, membership=by, state="checks"), membership=chair
    )
    return [
        asked, words, answer, AdviceReasoningFactory(answer=answer), proposal, behind, decided,
        ProposalWordsFactory(proposal=proposal),
    ]  # fmt: skip


def _between(case: Any, by: Any, told: Any) -> list[Any]:
    """A request to another agency with all that belongs to it."""
    other = AgencyFactory(partnership=case.partnership)
    row = SharingRequestFactory(case=case, membership=by, asked=other)
    return [
        row, RequestWordsFactory(request=row),
        SharingAnswerFactory(request=row, membership=by, given="full", note=told),
        AnswerSilenceFactory(request=row), RequestRemarkFactory(request=row, membership=by),
    ]  # fmt: skip


def _asked(case: Any, by: Any) -> list[Any]:
    """What the person asked, and the file for them with an entry that is kept out."""
    asks = RightsRequestFactory(case=case, membership=by)
    given = AccessFileFactory(request=asks, assembled_by=by)
    return [asks, RightsWordFactory(request=asks), given, AccessOmissionFactory(file=given, membership=by)]


def _note(case: Any, by: Any) -> Any:
    return NoteFactory(case=case, by=by, full="Words.", summary="Words.")


def _without_a_factory(case: Any, by: Any, told: Any, report: Any) -> list[Any]:
    """Somebody of the family, an answer to a question, a disclosure of the report and that the person was told."""
    disclosed, said = DisclosureFactory(report=report), {"note": told, "agency": by.agency, "author": by.user}
    words = _note(case, by)
    with backstage():
        aunt = Relationship.objects.create(person=case.person, name="Aunt", kind="family", subject_category="family")
        due = Deadline.objects.create(case=case, kind="hearing", due_on=disclosed.made_on, agency=by.agency)
        reminder = Reminder.objects.create(
            case=due.case, deadline=due, due_on=due.due_on, step="due", membership=by, user=by.user,
            partnership=by.agency.partnership, raised_at=told.recorded_at,
        )  # fmt: skip
        notified = Notification.objects.create(
            disclosure=disclosed, told_on=disclosed.made_on, membership=by, note=words, recorded_at=told.recorded_at
        )
        said |= {"membership": by, "at": told.recorded_at}
        asked = NoteResponse.objects.create(kind="question", **said)
        reply = NoteResponse.objects.create(kind="answer", answers=asked, **said)
    duty = DutyReportFactory(case=case, membership=by, to_agency=by.agency)
    later = DeferralFactory(disclosure=disclosed, proposed_by=by)
    leak = LeakFactory(case=case, membership=by)
    after = LeakStepFactory(report=leak, membership=by)
    public = PublicationFactory(case=case, membership=by)
    agreed = PublicationStepFactory(publication=public, membership=by, verdict="yes")
    against = ContestedFactFactory(
        request=RightsRequestFactory(case=case, membership=by, kind="rectification"), note=told, membership=by,
        outcome="stands", answered_at=told.recorded_at, answered_by=by,
    )  # fmt: skip
    words_against = ContestedWordFactory(fact=against)
    notice = CorrectionNoticeFactory(fact=against, disclosure=disclosed)
    today = told.recorded_at.date()
    held = RestrictionFactory(
        request=against.request, note=told, membership=by, lifted_on=today, told_on=today, lifted_by=by,
        placed_on=today,
    )  # fmt: skip
    why = RestrictionWordFactory(restriction=held)
    return [
        aunt, disclosed, public, agreed, notified, later, duty, leak, after, reply, due, reminder, against,
        words_against, notice, held, why,
    ]  # fmt: skip


@pytest.fixture
def two(world: Any) -> tuple[Any, Rows, Rows]:
    """Somebody who may do everything on two cases, and the rows of both."""
    by, filled = world.supervisor, []
    for reference in ("VRP-BIRCH", "VRP-MAPLE"):
        case = CaseFactory(reference=reference, partnership=world.partnership, lead_agency=world.probation)
        PlaceFactory(case=case, membership=by, is_case_manager=True, is_order_supervisor=True)
        filled.append(fill(case, by))
    return by, filled[0], filled[1]


def answered(sql: str, *values: Any) -> str:
    """The SQLSTATE with which the application role is refused, or how many rows it touches; nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(getattr(error.__cause__, "pgcode", "?"))
    return f"{touched} rows"


def copied(row: Any, column: str, to: uuid.UUID) -> str:
    """How the database answers a copy of the row that points elsewhere."""
    names = [f.column for f in row._meta.concrete_fields]
    values = ["gen_random_uuid()" if n == "id" else "%s" if n == column else f'"{n}"' for n in names]
    table, listed = row._meta.db_table, ", ".join(f'"{n}"' for n in names)
    return answered(f"INSERT INTO {table} ({listed}) SELECT {', '.join(values)} FROM {table} WHERE id = %s", to, row.pk)


def pointed(row: Any, column: str, to: uuid.UUID) -> str:
    """How the database answers when the row is made to point elsewhere."""
    version = ", version = version + 1" if any(f.name == "version" for f in row._meta.fields) else ""
    return answered(f"UPDATE {row._meta.db_table} SET {column} = %s{version} WHERE id = %s", to, row.pk)


def test_every_table_with_links_is_in_the_scene(two: tuple[Any, Rows, Rows]) -> None:
    assert {model for model, _name in LINKS} <= set(two[1])
    assert len(LINKS) > 45


@pytest.mark.parametrize(("model", "name"), LINKS, ids=[f"{_name(m)}.{n}" for m, n in LINKS])
def test_both_ends_of_a_link_are_of_one_case(two: tuple[Any, Rows, Rows], model: Any, name: str) -> None:
    by, here, there = two
    field = model._meta.get_field(name)
    row, own, foreign = here[model], here[field.related_model], there[field.related_model]
    with acting(by):
        assert copied(row, field.column, foreign.pk) == REFUSED
        assert pointed(row, field.column, foreign.pk) in (REFUSED, NOT_CHANGED)
        assert copied(row, field.column, uuid.uuid4()) == REFUSED, "what is not there is answered alike"
        if (model._meta.db_table, name) not in FOLLOWS:
            assert copied(row, field.column, own.pk) not in (REFUSED, "0 rows")


@pytest.mark.parametrize("name", TOGETHER)
def test_what_is_judged_together_is_of_one_case(two: tuple[Any, Rows, Rows], name: str) -> None:
    by, here, there = two
    with backstage():
        Assessment.objects.unguarded(because="test").filter(state="contributions_open").update(
            state="consensus", version=F("version") + 1
        )
    model = next(m for m in here if m._meta.model_name == name)
    with acting(by):
        assert copied(here[model], "assessment_id", there[Assessment].pk) == REFUSED
        assert pointed(here[model], "assessment_id", there[Assessment].pk) in (REFUSED, NOT_CHANGED)
        assert copied(here[model], "assessment_id", here[Assessment].pk) not in (REFUSED, "0 rows")


POINTED_TO: list[Any] = sorted({m._meta.get_field(n).related_model for m, n in LINKS} - {Relationship}, key=_name)


@pytest.mark.parametrize("model", POINTED_TO, ids=map(_name, POINTED_TO))
def test_what_others_point_to_stays_on_its_case(two: tuple[Any, Rows, Rows], model: Any) -> None:
    by, here, there = two
    names = {f.name for f in model._meta.fields}
    column = next(f"{name}_id" for name in ("case", "report", "note") if name in names)
    with acting(by):
        moved = pointed(here[model], column, getattr(there[model], column))
        assert moved in (REFUSED, NOT_CHANGED)
