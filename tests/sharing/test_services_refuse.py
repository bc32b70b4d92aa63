"""What services of this floor refuse although no form lets it come so far: the sentence, its field, nothing written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from access.choices import Tier
from agencies.errors import RuleBroken
from sharing import models as sh
from sharing.advising import Quoted
from sharing.asking import NewRequest
from sharing.choices import DeferralGround, LeakStepKind, LeakVerdict
from sharing.choices_erasing import ErasureGround, HoldStepKind
from sharing.choices_rights import RightsState
from sharing.deferring import NewDeferral
from sharing.erasing import ErasureDecision
from sharing.holding import HoldStep
from sharing.leaking import NewLeakStep
from sharing.rectifying import ContestAnswer
from sharing.rights import RightsDecision
from sharing.services import (
    deferrals,
    duty_reports,
    erasures,
    holds,
    leaks,
    proposals,
    rectifying,
    requests,
    retention,
    rights,
)
from sharing.services.retention import NewRetention
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.factories import NoteFactory, agree
from tests.factories.contested import ContestedFactFactory
from tests.factories.erasing import ErasureFactory, LegalHoldFactory
from tests.factories.leaks import LeakFactory
from tests.factories.reports import DeferralFactory
from tests.factories.rights import RightsRequestFactory
from tests.sharing.erasing_scene import granted
from tests.sharing.sent import CEDAR, HOLD, in_days, new_duty, new_erasure, new_leak, new_proposal


def must_refuse(act: Callable[..., object], *values: Any, says: str, at: str | None = None) -> None:
    """Hold that a service refuses with this sentence, at this field."""
    with pytest.raises(RuleBroken) as told:
        act(*values)
    assert (says in told.value.sentence, told.value.field) == (True, at), told.value.sentence


def ahead() -> dt.datetime:
    return timezone.now() + dt.timedelta(minutes=5)


DUTY: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"feared": " "}, "Write what is feared", "feared"),
    ({"at_risk": ""}, "Write who is at risk", "at_risk"),
    ({"known": "\n"}, "Write what is known", "known"),
    ({"passed": ""}, "Write the least that must pass", "passed"),
    ({"phoned_at": "ahead", "phoned_whom": "The desk"}, "cannot lie in the future", "phoned_at"),
    ({"to_agency": uuid.uuid4()}, "Choose who receives it", "to_agency"),
    ({"to_agency": "charity"}, "Choose who receives it", "to_agency"),
)


@pytest.mark.parametrize(("wrong", "says", "at"), DUTY)
def test_a_duty_report_says_what_must_be_said_to_law_enforcement(
    world: Any, act: Any, wrong: dict[str, Any], says: str, at: str
) -> None:
    meant = {"ahead": ahead(), "charity": world.charity.pk}
    wrong = {name: meant.get(value, value) for name, value in wrong.items()}
    with act(world.officer) as actor:
        must_refuse(duty_reports.file_duty_report, actor, CEDAR, new_duty(world, **wrong), says=says, at=at)
    assert [rows(model) for model in (sh.DutyReport, sh.DutyWord, sh.DutyPassed, sh.Disclosure)] == [[]] * 4
    assert lines("duty.filed") == []


LEAK: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"what": " "}, "Write what happened", "what"),
    ({"reached": ""}, "Write who received it", "reached"),
    ({"kinds": ()}, "Choose what kinds of information", "kinds"),
    ({"phoned_at": "ahead", "phoned_whom": "The desk"}, "cannot lie in the future", "phoned_at"),
)


@pytest.mark.parametrize(("wrong", "says", "at"), LEAK)
def test_a_leak_says_what_happened_and_who_has_it(
    world: Any, act: Any, wrong: dict[str, Any], says: str, at: str
) -> None:
    wrong = {name: ahead() if value == "ahead" else value for name, value in wrong.items()}
    with act(world.officer) as actor:
        must_refuse(leaks.report_leak, actor, CEDAR, new_leak(**wrong), says=says, at=at)
    assert rows(sh.LeakReport) == []
    assert lines("leak.reported") == []


def test_a_decision_about_a_leak_has_its_reason(world: Any, act: Any) -> None:
    leak = LeakFactory(case=world.case, membership=world.officer)
    silent = NewLeakStep(LeakStepKind.AUTHORITY, " ", LeakVerdict.NOT)
    with act(world.legal) as actor:
        must_refuse(leaks.step_after_leak, actor, leak.pk, silent, says="a decision has its reason", at="words")
    assert rows(sh.LeakStep) == []
    assert lines("leak.decided_on_authority") == []


def test_a_deferral_is_proposed_on_facts_and_ended_for_a_reason(world: Any, act: Any) -> None:
    bare = NewDeferral(DeferralGround.OTHERS, "\t", in_days(20))
    with act(world.supervisor) as actor:
        must_refuse(
            deferrals.propose_notice_deferral, actor, CEDAR, bare, says="facts that the ground stands on", at="facts"
        )
    assert rows(sh.Deferral) == []
    row = DeferralFactory(
        disclosure=None, case=world.case, what="Transparency notice", to_whom="", made_on=world.case.opened_on,
        proposed_by=world.supervisor, decided_by=world.chair,
    )  # fmt: skip
    with act(world.chair) as actor:
        must_refuse(deferrals.end_deferral, actor, row.pk, " ", says="Write why it ends", at="reason")
    assert [one.state for one in rows(sh.Deferral)] == ["approved"]
    assert lines("deferral.proposed") == lines("deferral.ended") == []


def test_a_hold_is_placed_and_lifted_with_words(world: Any, act: Any) -> None:
    with act(world.legal) as actor:
        must_refuse(holds.place_hold, actor, replace(HOLD, words=" "), says="Write why, in words", at="words")
    assert rows(sh.LegalHold) == []
    row = LegalHoldFactory(case=world.case, membership=world.legal)
    with act(world.legal) as actor:
        step = HoldStep(HoldStepKind.LIFT, "")
        must_refuse(holds.step_of_hold, actor, row.pk, row.version, step, says="Write why, in words", at="words")
    assert [one.lifted_at for one in rows(sh.LegalHold)] == [None]
    assert lines("hold.placed") == lines("hold.lifted") == []


ERASURE: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"words": " "}, "Write why, in words", "words"),
    ({"legal_ground": None}, "Choose the ground in law", "legal_ground"),
    ({"ground": ErasureGround.REVIEW}, "about the whole record", "legal_ground"),
    ({"ground": ErasureGround.REVIEW, "legal_ground": None}, "about the whole record", "legal_ground"),
)


@pytest.mark.parametrize(("wrong", "says", "at"), ERASURE)
def test_an_erasure_is_proposed_with_words_and_on_its_ground(
    world: Any, act: Any, wrong: dict[str, Any], says: str, at: str
) -> None:
    world.note = NoteFactory(case=world.case, by=world.manager, full="F.")
    new = new_erasure(world, granted(world), **wrong)
    with act(world.manager) as actor:
        must_refuse(erasures.propose_erasure, actor, CEDAR, new, says=says, at=at)
    assert rows(sh.Erasure) == []
    assert lines("erasure.proposed") == []


def test_an_erasure_is_decided_in_words(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.manager, full="F.")
    row = ErasureFactory(case=world.case, membership=world.manager, source_id=granted(world).pk, note_id=note.pk)
    with act(world.legal) as actor:
        for approved in (True, False):
            silent = ErasureDecision(approved, " ")
            must_refuse(
                erasures.decide_erasure, actor, row.pk, row.version, silent, says="Write why, in words", at="words"
            )
    assert [one.state for one in rows(sh.Erasure)] == ["proposed"]
    assert lines("erasure.approved") == lines("erasure.refused") == []


PROPOSAL: tuple[tuple[Callable[[Any], dict[str, Any]], str, str], ...] = (
    (lambda w: {"recipient": "", "to_agency": w.elsewhere.pk}, "an agency of the directory", "to_agency"),
    (lambda w: {"recipient": "", "to_agency": uuid.uuid4()}, "an agency of the directory", "to_agency"),
    (lambda w: {"recipient": "", "to_agency": w.police.pk}, "This agency is on the team", "to_agency"),
    (lambda _w: {"records": tuple(Quoted(uuid.uuid4(), Tier.FULL) for _each in range(13))}, "12 records", "records"),
    (lambda _w: {"records": (Quoted(uuid.uuid4(), Tier.FULL),)}, "from the records shown", "records"),
)


@pytest.mark.parametrize(("wrong", "says", "at"), PROPOSAL)
def test_a_proposal_goes_outside_and_rests_on_what_its_writer_reads(
    world: Any, act: Any, wrong: Callable[[Any], dict[str, Any]], says: str, at: str
) -> None:
    with act(world.supervisor) as actor:
        must_refuse(proposals.propose_disclosure, actor, CEDAR, new_proposal(**wrong(world)), says=says, at=at)
    assert [rows(model) for model in (sh.DisclosureProposal, sh.ProposalWords, sh.ProposalRecord)] == [[]] * 3
    assert lines("proposal.drafted") == []


def test_an_agency_without_any_agreement_is_not_asked_and_no_purpose_is_named(world: Any, act: Any) -> None:
    agree(world.probation, world.port)  # which brings the port service onto the case, and says nothing to the charity
    new = NewRequest(world.port.pk, "reintegration", 3, "Was he seen at the hall?", "He asks to train there.")
    with act(world.manager) as actor, pytest.raises(RuleBroken) as told:
        requests.ask(actor, CEDAR, new)
    sentence = "No agreement in force between the two agencies covers this purpose."
    assert (told.value.sentence, told.value.field) == (sentence, "purpose")
    assert rows(sh.SharingRequest) == []
    assert lines("request.asked") == []


def test_a_retention_review_proposes_one_of_two(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        for wrong in ("", "forget"):
            new = NewRetention(wrong, "Nobody needs it.")
            must_refuse(retention.review_retention, actor, CEDAR, new, says="Choose what you propose", at="proposal")
    assert rows(sh.RetentionReview) == []
    assert lines("retention.reviewed") == []


def test_a_contested_note_is_answered_by_its_agency_and_dropped_by_the_person_alone(world: Any, act: Any) -> None:
    request = RightsRequestFactory(case=world.case, membership=world.officer, kind="rectification")
    note = NoteFactory(case=world.case, by=world.officer, full="F.")
    fact = ContestedFactFactory(request=request, note=note, membership=world.manager)
    with act(world.officer) as actor:
        for outcome in ("dropped", ""):
            new: Any = ContestAnswer(outcome, "So it is.")  # type: ignore[arg-type]  # what no form has read
            must_refuse(
                rectifying.answer_contested, actor, fact.pk, 1, new, says="Choose what you answer", at="outcome"
            )
    assert [(one.outcome, one.version) for one in rows(sh.ContestedFact)] == [("", 1)]
    assert rows(sh.ContestedWord) == []


def test_access_is_granted_by_handing_over_the_file(world: Any, act: Any) -> None:
    request = RightsRequestFactory(
        case=world.case, membership=world.officer, identity="known", identity_on=in_days(0)
    )  # fmt: skip
    with act(world.manager) as actor:
        for state in (RightsState.GRANTED, RightsState.PARTLY):
            new = RightsDecision(state, "Here it is.", in_days(0))
            must_refuse(
                rights.decide_request, actor, request.pk, 1, new, says="by handing over the file", at="state"
            )  # fmt: skip
    assert [one.state for one in rows(sh.RightsRequest)] == ["received"]
    assert lines("rights.decided") == []
