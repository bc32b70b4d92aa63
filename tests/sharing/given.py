"""A case full of words: those that its person may be given, and those of which they must never get one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.models import Relationship
from devstack.testing import backstage
from sharing.models import Notification
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    AdviceFactory,
    AssessmentFactory,
    CaseFactory,
    ConditionFactory,
    ConsensusRatingFactory,
    ConsentFactory,
    ContactFactory,
    CourtDecisionFactory,
    EmergencyFactory,
    EvidenceFactory,
    FollowUpFactory,
    InstrumentFactory,
    JudgementFactory,
    MembershipFactory,
    NetworkLinkFactory,
    NoteFactory,
    NoticeFactory,
    ObjectiveFactory,
    OrderFactory,
    OutcomeFactory,
    PersonFactory,
    PlaceFactory,
    PlanVersionFactory,
)
from tests.factories.duty import DutyPassedFactory, DutyReportFactory, DutyWordFactory
from tests.factories.reports import (
    CourtReportFactory,
    DeferralFactory,
    DisclosureFactory,
    ReportDeliveryFactory,
    ReportSectionFactory,
    ReportStatementFactory,
)
from tests.factories.rights import RightsRequestFactory, RightsWordFactory


class Words:
    """Words of which each stands in one text: ``mine`` to be given, ``theirs`` never."""

    def __init__(self) -> None:
        self.mine: dict[str, str] = {}
        self.theirs: dict[str, str] = {}

    def give(self, of: str) -> str:
        """A word that the person must be given."""
        self.mine[of] = f"quince{len(self.mine)}mine"
        return self.mine[of]

    def hide(self, of: str) -> str:
        """A word of which they get nothing."""
        self.theirs[of] = f"sloe{len(self.theirs)}theirs"
        return self.theirs[of]


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def laden(world: Any) -> Words:
    """Fill the cast's case, and a second one beside it."""
    words = Words()
    MembershipFactory(agency=world.police, duties=["duty_desk"])
    _people(world, words)
    _notes(world, words)
    _frame(world, words)
    _work(world, words)
    _left_the_team(world, words)
    _elsewhere(world, words)
    return words


def _people(w: Any, words: Words) -> None:
    with backstage():
        for name in ("Ottoline", "Bexley"):
            Relationship(person=w.person, name=f"{name} {words.hide(f'surname of {name}').capitalize()}",
                         kind="family").save(force_insert=True)  # fmt: skip
    NetworkLinkFactory(case=w.case, label=words.hide("somebody of the network").capitalize())


def _notes(w: Any, words: Words) -> None:
    by = w.supervisor

    def note(of: str, **more: Any) -> Any:
        return NoteFactory(case=w.case, **{"by": by, "title": words.hide(f"title of {of}"), **more})

    note("a plain note", full=words.give("a plain note"), gist=words.hide("its gist"))
    note("an opinion", nature="opinion", full=words.give("an opinion"))
    note("a core note", handling="core", full=words.hide("a core note in full"), summary=words.give("a core note"))
    note("hearsay", nature="reported", full=words.hide("hearsay in full"), summary=words.give("hearsay"))
    note("bare hearsay", nature="reported", full=words.hide("bare hearsay"))
    note("a relative", full=f"Ottoline rang: {words.hide('a relative')}", summary=words.give("about a relative"))
    note("a named relative", full=f"Bexley rang: {words.hide('a named relative')}")
    for of, more in (
        ("named", {"handling": "named", "listed": (w.manager.user,)}),
        ("sealed", {"handling": "sealed", "by": w.manager, "listed": (w.manager.user,)}),
        ("police", {"kind": "police_information", "handling": "team"}),
        ("the officer's", {"by": w.officer}),
        ("an investigation", {"secrecy": "investigation"}),
        ("health", {"kind": "health", "secrecy": "health"}),
        ("pastoral", {"secrecy": "pastoral"}),
        ("legal", {"secrecy": "legal"}),
        ("family", {"kind": "family"}),
        ("victim", {"kind": "victim"}),
        ("safety", {"kind": "staff_safety"}),
        ("withdrawn", {"status": "withdrawn"}),
        ("corrected", {"status": "corrected"}),
    ):  # fmt: skip
        texts = {tier: words.hide(f"{of} {tier}") for tier in ("full", "summary", "gist")}
        note(of, **texts, **more)
    held = {"case": w.case, "membership": by}
    ContactFactory(**held, place=words.give("a contact"), note=NoteFactory(case=w.case, by=by, full="Came."))
    ContactFactory(**held, place=words.hide("a secret contact"),
                   note=NoteFactory(case=w.case, by=by, secrecy="investigation", full="Came."))  # fmt: skip
    ContactFactory(**held, kind="family", place=words.hide("a family contact"))


def _frame(w: Any, words: Words) -> None:
    by = {"case": w.case, "membership": w.manager}
    order = OrderFactory(case=w.case, number=words.give("an order"))
    decided = CourtDecisionFactory(order=order, membership=w.supervisor, words=words.give("a decision"))
    ConditionFactory(order=order, source_decision=decided, exact_text=words.give("a condition"))
    ConditionFactory(order=order, number=2, state="proposed", exact_text=words.hide("a proposal"),
                     proposed_by=w.supervisor, proposed_on=today(), starts_on=None)  # fmt: skip
    NoticeFactory(**by, words=words.give("the notice"), interpreter_name=words.hide("the interpreter"),
                  interpreter="present", guardian=words.hide("the guardian"))  # fmt: skip
    ConsentFactory(**by, words=words.give("consent"))
    OutcomeFactory(**by, disengagement_text=words.give("an outcome"), reason=words.hide("why it was recorded again"))
    FollowUpFactory(
        case=w.case, held_on=today(), membership=w.manager, method="phone", found=words.give("a follow-up"),
        disengagement="partial", reintegration="achieved",
    )  # fmt: skip
    EmergencyFactory(membership=w.duty, case=w.case, reason=words.hide("an emergency"))


def _work(w: Any, words: Words) -> None:
    plan = PlanVersionFactory(case=w.case, membership=w.manager, shown_on=today(), treatment_text=words.give("a plan"))
    ObjectiveFactory(plan=plan, text=words.give("an objective"))
    ObjectiveFactory(plan=plan, domain="health", text=words.hide("an objective of health"))
    PlanVersionFactory(
        case=w.case, membership=w.manager, number=2, state="draft", in_force_from=None,
        treatment_text=words.hide("a plan that was not shown"),
    )  # fmt: skip
    ActionFactory(case=w.case, membership=w.manager, text=words.give("a step"))
    ActionFactory(case=w.case, membership=w.officer, agency=w.police, text=words.hide("a step of the police"))
    AchievementFactory(case=w.case, membership=w.manager, text=words.give("an achievement"))
    questions = InstrumentFactory(partnership=w.partnership)
    judged = AssessmentFactory(case=w.case, assessor=w.manager, instrument=questions, state="countersigned")
    ConsensusRatingFactory(assessment=judged, item="C1", reason=words.give("an answer"))
    open_ = AssessmentFactory(case=w.case, assessor=w.manager, instrument=questions, state="consensus")
    ConsensusRatingFactory(assessment=open_, item="C1", reason=words.hide("an answer in the making"))
    rests = ConsensusRatingFactory(assessment=judged, item="C2", reason=words.hide("an answer that rests on police"))
    secret = NoteFactory(case=w.case, by=w.supervisor, secrecy="investigation", full="Seen.")
    EvidenceFactory(consensus=rests, note=secret)
    JudgementFactory(assessment=judged, words=words.give("a judgement"), rests_on=["C1"])


def _left_the_team(w: Any, words: Words) -> None:
    order = OrderFactory(case=w.case, number="K 9")
    told, untold = (
        CourtReportFactory(order=order, author=w.supervisor, kind=kind, signed=True, state="sent",
                           countersigner=MembershipFactory(agency=w.probation, duties=["supervisor"]))
        for kind in ("progress", "completion")
    )  # fmt: skip
    for report, keep in ((told, words.give), (untold, words.hide)):
        section = ReportSectionFactory(report=report, body=keep("words to a court"))
        ReportStatementFactory(section=section, text=keep("a statement to a court"), note=None,
                               source_kind="own", originator=w.probation)  # fmt: skip
        ReportDeliveryFactory(report=report)
    sent, later = DisclosureFactory(report=told), DisclosureFactory(report=untold)
    with backstage():
        Notification.objects.create(
            disclosure=sent, told_on=sent.made_on, membership=w.supervisor,
            note=NoteFactory(case=w.case, by=w.supervisor, full="Told."), recorded_at=timezone.now(),
        )  # fmt: skip
    DeferralFactory(
        disclosure=later, proposed_by=w.supervisor, decided_by=w.chair, facts=words.hide("why it is told later")
    )
    duty = DutyReportFactory(case=w.case, membership=w.supervisor, to_agency=w.police)
    DutyWordFactory(report=duty, feared=words.hide("what a duty report fears"))
    DutyPassedFactory(report=duty, text=words.hide("what a duty report passes"))
    AdviceFactory(case=w.case, membership=w.supervisor, question=words.hide("a question to the advisers"))


def _elsewhere(w: Any, words: Words) -> None:
    """Another case of the same manager."""
    person = PersonFactory(given_name=words.hide("another person").capitalize(), family_name="Orrin")
    case = CaseFactory(partnership=w.partnership, lead_agency=w.probation, person=person,
                       neutral_title=words.hide("another case"))  # fmt: skip
    for who in (w.manager, w.supervisor):
        PlaceFactory(case=case, membership=who, is_case_manager=who is w.manager)
    NoteFactory(case=case, by=w.manager, full=words.hide("a note of another case"))
    RightsWordFactory(request=RightsRequestFactory(case=case, membership=w.manager), text=words.hide("another asks"))
