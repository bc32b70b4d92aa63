"""Assessments at every step, and more people around them: rows that tell the conditions of the second wall apart."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from django.utils import timezone

from devstack.testing import backstage
from tests.assessments.review_acts import lay_more
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    CaseFactory,
    ConsensusRatingFactory,
    ContributionFactory,
    DeadlineFactory,
    EmergencyFactory,
    EvidenceFactory,
    ExternalAssessmentFactory,
    FormulationFactory,
    InformationGapFactory,
    InstrumentFactory,
    ItemRatingFactory,
    JudgementFactory,
    MembershipFactory,
    NoteFactory,
    OversightFactory,
    PlaceFactory,
    ScenarioFactory,
)
from tests.factories.assessments import SRDR

MORE = ("fellow", "senior", "watch", "double", "aside")
CASES = ("talked", "begun", "empty", "put_right", "twice", "asked")


def lay(world: Any) -> Stage:
    """The staged assessments, more people, and further cases with the same team."""
    s = build(world)
    w = world
    s.more["fellow"] = MembershipFactory(agency=w.police)
    s.more["senior"] = MembershipFactory(agency=w.probation, duties=["supervisor"])
    s.more["watch"] = MembershipFactory(agency=w.probation, duties=["supervisor"])  # by emergency access
    s.more["double"] = MembershipFactory(agency=w.social, user=w.manager.user, duties=["chair"])
    s.more["aside"] = MembershipFactory(agency=w.social, duties=["chair"])  # of another area
    OversightFactory(membership=s.double)
    _join(s, w.case)
    for name in CASES:
        case = CaseFactory(reference=f"VRP-{name[:3].upper()}", partnership=w.partnership, lead_agency=w.probation)
        s.more[f"case_{name}"] = case
        _place(s, case)
        _join(s, case)
    s.more["other_questions"] = InstrumentFactory(partnership=w.partnership, code="other", definition=_other())
    s.more["foreign_questions"] = InstrumentFactory(partnership=w.elsewhere.partnership, version=5)
    with backstage():
        _lay_first(s)
        _lay_talked(s)
        _lay_rest(s)
        _lay_deadlines(s)
        lay_more(s)
    return s


def _other() -> Any:
    found = copy.deepcopy(SRDR)
    found["sections"][0]["items"][0]["code"] = "ZZ1"
    return found


def _place(s: Stage, case: Any) -> None:
    w = s.world
    PlaceFactory(case=case, membership=w.supervisor, is_order_supervisor=True)
    PlaceFactory(case=case, membership=w.manager, is_case_manager=True)
    for who in (w.officer, w.clinician, w.border):
        PlaceFactory(case=case, membership=who)
    PlaceFactory(case=case, membership=w.teacher, kind="ad_hoc")
    PlaceFactory(case=case, membership=w.mentor, kind="companion")
    EmergencyFactory(membership=s.rescuer, case=case)


def _join(s: Stage, case: Any) -> None:
    for name in ("fellow", "senior"):
        PlaceFactory(case=case, membership=s.more[name])
    EmergencyFactory(membership=s.watch, case=case)


def _words(s: Stage, by: str, **more: Any) -> Any:
    return NoteFactory(**{"case": s.case, "by": s.people[by], "full": "Words.", "summary": "Words.", **more})


def _assessment(s: Stage, case: str, **more: Any) -> Any:
    at = s.more[f"case_{case}"] if case else s.case
    return AssessmentFactory(**{"case": at, "assessor": s.manager, "instrument": s.questions, **more})


def _lay_first(s: Stage) -> None:
    """More on the case of the cast: what is asked there, and what was signed there."""
    w, row = s.world, s.judged
    s.more["closed"] = ContributionFactory(assessment=row, agency=w.probation, opened=True)  # as no step leaves it
    s.more["closed_rating"] = ItemRatingFactory(contribution=s.closed)
    s.more["port_words"] = _words(s, "border", released_tier=0)
    s.more["port"] = ContributionFactory(assessment=row, agency=w.port, note=s.port_words, release_to=None)
    s.more["withdrawn"] = _words(s, "coordinator", released_tier=0, status="withdrawn", withdrawn_at=timezone.now())
    late = AgencyFactory(partnership=w.partnership, name="Withdrawn", code="WDR")
    s.more["late"] = ContributionFactory(assessment=row, agency=late, note=s.withdrawn, release_to=4)
    for name, agency in (("guest", w.college), ("handed", w.charity), ("nothing", w.health)):
        s.more[name] = _of(s, row, agency)
    s.handed.note.refresh_from_db()
    s.more["handed_words"] = s.handed.note
    s.handed.release_to, s.handed.version = 3, s.handed.version + 1
    s.handed.save()
    s.more["handed_rating"] = ItemRatingFactory(contribution=s.handed)
    s.more["given_rating"], s.more["guest_rating"] = _rating(s.given), _rating(s.guest)
    s.more["opened"], s.more["of_health"] = _of(s, s.signed, w.police), _of(s, s.signed, w.health)
    s.more["opened_words"] = s.opened.note
    s.more["opened_rating"], s.more["health_rating"] = _rating(s.opened), _rating(s.of_health)
    done = {"countersigner": s.supervisor, "countersigned_at": timezone.now()}
    s.more["countersigned"] = _assessment(s, "", state="countersigned", **done)
    told = {"for_court_at": timezone.now(), "for_court_by": s.manager}
    s.more["told"] = _assessment(s, "", state="countersigned", **done, **told)
    s.more["superseded"] = _assessment(s, "", state="superseded")
    s.more["odd"] = _assessment(s, "", state="signed", countersigned_at=timezone.now())  # as no step leaves it
    s.more["by_senior"] = _assessment(s, "", state="signed", assessor=s.senior)
    listed = _words(s, "officer", handling="named", listed=(w.supervisor.user,))
    named = ContributionFactory(assessment=s.countersigned, agency=w.police, note=listed, release_to=4, opened=True)
    s.more["named_rating"] = ItemRatingFactory(contribution=named)
    _lay_evidence(s)


def _lay_evidence(s: Stage) -> None:
    sealed, team = s.notes["sealed"], s.notes["team"]
    s.more["proof_sealed"] = EvidenceFactory(rating=s.opened_rating, note=sealed)
    s.more["proof_closed"] = EvidenceFactory(rating=s.given_rating, note=_words(s, "officer"))
    s.more["proof_opened"] = EvidenceFactory(rating=s.opened_rating, note=team)
    agreed = _agreed(s.signed)
    s.more["signed_agreed"] = agreed
    s.more["proof_signed"] = EvidenceFactory(consensus=agreed, note=team)
    s.more["own_words"], s.more["officers_words"] = _words(s, "teacher"), _words(s, "officer")
    owners = {"open_gap": (s.signed, s.officer), "guests_gap": (s.judged, s.teacher)}
    for name, (row, owner) in owners.items():
        s.more[name] = InformationGapFactory(assessment=row, owner=owner)
    FormulationFactory(assessment=s.judged)
    s.more["external_other"] = ExternalAssessmentFactory(case=s.case, membership=s.supervisor)
    ScenarioFactory(assessment=s.signed)
    s.more["shut_gap"] = InformationGapFactory(assessment=s.judged, answer="x", closed_on=s.judged.as_of)


def _lay_talked(s: Stage) -> None:
    """One that is talked over, with what nobody opened."""
    w, case = s.world, s.case_talked
    row = s.more["talk"] = _assessment(s, "talked", state="consensus")
    note = _words(s, "officer", case=case)
    s.more["talk_note"], s.more["talk_closed"] = _words(s, "supervisor", case=case), note
    given = ContributionFactory(assessment=row, agency=w.police, note=note, release_to=2)
    s.more["unopened"], s.more["unopened_rating"] = given, ItemRatingFactory(contribution=given)
    s.more["unasked"] = ContributionFactory(assessment=row, agency=w.probation)
    s.more["unasked_rating"] = ItemRatingFactory(contribution=s.unasked)
    s.more["talk_agreed"] = ConsensusRatingFactory(assessment=row)
    s.more["proof_talked"] = EvidenceFactory(consensus=s.talk_agreed, note=note)
    s.more["talk_sealed"] = _words(s, "officer", case=case, handling="sealed", listed=(w.officer.user,))


def _lay_rest(s: Stage) -> None:
    """One that is only begun, by who managed the case before; corrections; and a case with none in the making."""
    s.more["draft"] = _assessment(s, "begun", state="draft", assessor=s.supervisor)
    s.more["draft_done"] = _assessment(s, "begun", state="signed")
    for name in ("signed", "superseded"):
        s.more[f"empty_{name}"] = _assessment(s, "empty", state=name)
    s.more["wrong"] = _assessment(s, "put_right", state="signed")
    s.more["right"] = _assessment(
        s, "put_right", state="consensus", corrects=s.wrong, correction_reason="x", assessor=s.supervisor
    )
    s.more["right_agreed"] = ConsensusRatingFactory(assessment=s.right, membership=s.supervisor)
    s.more["wrong_agreed"] = ConsensusRatingFactory(assessment=s.wrong, item="C2")
    s.more["right_judged"] = JudgementFactory(assessment=s.right)
    s.more["right_scenario"] = ScenarioFactory(assessment=s.right)
    other = {"instrument": s.other_questions}
    s.more["gone"] = _assessment(s, "twice", state="superseded", **other)
    s.more["again"] = _assessment(s, "twice", state="consensus", corrects=s.gone, correction_reason="x", **other)
    s.more["asked_else"] = ContributionFactory(assessment=_assessment(s, "asked", **other), agency=s.police)


def _lay_deadlines(s: Stage) -> None:
    day = {"case": s.case, "agency": s.police, "due_on": timezone.localdate() + dt.timedelta(days=3)}
    for name, more in {
        "due_given": {"subject_id": s.given.pk}, "due_guest": {"subject_id": s.guest.pk},
        "due_done": {"subject_id": s.guest.pk, "state": "done", "done_at": timezone.now()},
        "due_else": {"subject_id": s.guest.pk, "kind": "network"},
        "due_talk": {"subject_id": s.unopened.pk, "case": s.case_talked},
    }.items():  # fmt: skip
        s.more[name] = DeadlineFactory(**{**day, "kind": "contribution", "subject_kind": "contribution", **more})


def _of(s: Stage, assessment: Any, agency: Any) -> Any:
    return type(s.given).objects.unguarded(because="test").get(assessment=assessment, agency=agency)


def _rating(given: Any) -> Any:
    return given.ratings.model.objects.unguarded(because="test").get(contribution=given)


def _agreed(row: Any) -> Any:
    return row.consensus.model.objects.unguarded(because="test").get(assessment=row)


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name; those first who notice most."""
    first = ("manager", "officer", "supervisor", "coordinator", "teacher", *MORE)
    return {name: s.people[name] for name in dict.fromkeys((*first, *INSIDE, *OUTSIDE))}
