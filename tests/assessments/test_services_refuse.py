"""What the services of assessments refuse although no page lets it come so far, and what they keep of a second look."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from agencies.errors import Conflict, RuleBroken
from assessments.assessing import (
    NewAssessment,
    NewConsensus,
    NewDissent,
    NewExternal,
    NewGap,
    NewRating,
    NewScenario,
)
from assessments.models import Evidence, ExternalAssessment, InformationGap, ItemRating
from assessments.queries.team import Asked
from assessments.services.assessments import ask_agencies, correct_assessment, countersign_assessment, open_assessment
from assessments.services.contributions import give_nothing, rate_section
from assessments.services.external import correct_external, record_external
from assessments.services.judging import add_gap, add_scenario, agree_section, close_gap, dissent
from casework.models import Deadline
from devstack.testing import backstage
from tests.assessments.scene import agreed, ask, contributed, fresh, of_agency, opened, signed
from tests.casework.planning import rows
from tests.casework.test_sent_at_once import before_it_is_there
from tests.factories import ExternalAssessmentFactory, InstrumentFactory, NoteFactory

CEDAR = "VRP-CEDAR"
TODAY = timezone.localdate


def refused(act: Callable[..., object], *values: Any, kind: type[Exception] = RuleBroken) -> tuple[str, str]:
    """The sentence with which a service refuses, and its field."""
    with pytest.raises(kind) as caught:
        act(*values)
    return str(getattr(caught.value, "sentence", "")), str(getattr(caught.value, "field", "") or "")


def test_an_assessment_begins_with_questions_that_are_in_use(world: Any, act: Any) -> None:
    old = InstrumentFactory(partnership=world.partnership, is_active=False)
    for key in (old.pk, uuid.uuid4()):
        with act(world.manager) as actor:
            said = refused(open_assessment, actor, CEDAR, NewAssessment(key, "initial", TODAY(), "community", True))
        assert said == ("Choose an instrument that is in use.", "instrument")


def test_only_who_is_there_is_asked_and_only_before_consensus(world: Any, browse: Any, act: Any) -> None:
    row, day = opened(world, browse), TODAY() + dt.timedelta(days=7)
    police = Asked(world.officer.agency_id, world.officer.pk)
    nobody = Asked(world.stranger.agency_id, world.stranger.pk)
    for asked, due_on, said in (
        ((), day, ("Choose at least one agency.", "agencies")),
        ((police,), TODAY() - dt.timedelta(days=1), ("The day lies behind us.", "due_on")),
        ((police, nobody), day, ("Ask only agencies with somebody on the case now.", "agencies")),
    ):
        with act(world.manager) as actor:
            assert refused(ask_agencies, actor, row.pk, asked, due_on, fresh(row).version) == said
    assert fresh(row).state == "draft"
    with act(world.manager) as actor:
        stale = fresh(row).version + 1
        assert "meanwhile" in refused(ask_agencies, actor, row.pk, (police,), day, stale, kind=Conflict)[0]


def test_nobody_is_asked_after_consensus_was_opened(world: Any, browse: Any, act: Any) -> None:
    row = contributed(world, browse)
    asked = (Asked(world.clinician.agency_id, world.clinician.pk),)
    with act(world.manager) as actor:
        assert "nobody is asked any more" in refused(ask_agencies, actor, row.pk, asked, TODAY(), row.version)[0]


def test_a_countersignature_is_of_what_was_read_and_a_correction_says_why(world: Any, browse: Any, act: Any) -> None:
    row = signed(world, browse)
    with act(world.supervisor) as actor:
        said, _field = refused(countersign_assessment, actor, row.pk, row.version + 1, kind=Conflict)
        assert "meanwhile" in said
    with act(world.manager) as actor:
        assert refused(correct_assessment, actor, row.pk, " ") == ("Say what is corrected, and why.", "reason")
    assert fresh(row).state == "signed"


def test_a_closing_assessment_asks_for_no_review_and_moves_no_stage(world: Any, browse: Any) -> None:
    stage = rows(type(world.case), pk=world.case.pk)[0].stage
    row = signed(world, browse, kind="closing")
    assert row.state == "signed"
    assert rows(type(world.case), pk=world.case.pk)[0].stage == stage
    due = rows(Deadline, kind="assessment", state="open", subject_id=row.pk)
    assert due == []


def test_an_agency_answers_what_it_is_asked_with_records_that_it_reads(world: Any, browse: Any, act: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    hidden = NoteFactory(case=world.case, by=world.clinician, full="Hidden.", handling="sealed")
    for section, new, said in (
        ("ZZ", NewRating("C1", "some", grounds="Seen"), ("This instrument has no such section.", "")),
        ("C", NewRating("ZZ9", "some", grounds="Seen"), ("This section has no such item.", "")),
        ("C", NewRating("C1", "some", grounds="Seen", evidence=(hidden.pk,)),
         ("Choose one of the records shown.", "evidence_C1")),
    ):  # fmt: skip
        with act(world.officer) as actor:
            assert refused(rate_section, actor, given.pk, section, (new,)) == said
    with act(world.officer) as actor:
        words = refused(give_nothing, actor, given.pk, " ", of_agency(row, world.officer).version)
    assert words[1] == "reason"
    assert of_agency(row, world.officer).state == "asked"


def test_a_record_that_was_let_go_is_taken_up_again_as_the_same_link(world: Any, browse: Any, act: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    note = NoteFactory(case=world.case, by=world.officer, full="Seen.")
    for evidence in ((note.pk,), (), (note.pk,), (note.pk,)):
        with act(world.officer) as actor:
            rate_section(actor, given.pk, "C", (NewRating("C1", "some", grounds="Seen", evidence=evidence),))
    (link,) = rows(Evidence, note_id=note.pk)
    assert link.is_current


def test_an_item_without_relevance_keeps_none(world: Any, browse: Any, act: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    with act(world.officer) as actor:
        rate_section(actor, given.pk, "J", (NewRating("J7", "emerging", relevance="high", grounds="He says so"),))
    with act(world.officer) as actor:
        (rating,) = ItemRating.objects.visible_to(actor, "rate").filter(contribution=given)
    assert (rating.answer, rating.relevance) == ("emerging", "")


def test_the_team_agrees_on_items_of_the_instrument_with_records_that_its_manager_reads(
    world: Any, browse: Any, act: Any
) -> None:
    row = contributed(world, browse)
    hidden = NoteFactory(case=world.case, by=world.clinician, full="Hidden.", handling="sealed")
    for new, said in (
        (NewConsensus("ZZ9", "some", reason="R"), ("This section has no such item.", "")),
        (NewConsensus("C1", "some", reason="R", evidence=(hidden.pk,)),
         ("Choose one of the records shown.", "evidence_C1")),
    ):  # fmt: skip
        with act(world.manager) as actor:
            assert refused(agree_section, actor, row.pk, "C", (new,)) == said
    with act(world.officer) as actor:
        words = refused(dissent, actor, row.pk, NewDissent("Otherwise", "We saw more", "ZZ9"))
    assert words == ("Choose an item of this instrument, or none.", "item")
    assert agreed(row) == {}


def test_what_the_team_rests_on_is_let_go_taken_up_again_and_copied_to_a_correction(
    world: Any, browse: Any, act: Any
) -> None:
    note = NoteFactory(case=world.case, by=world.manager, full="Seen.", summary="Seen.")
    row = signed(world, browse, before_signing=lambda draft: _agree_in_turn(world, act, draft, note))
    with act(world.manager) as actor:
        again = correct_assessment(actor, row.pk, "The day was wrong")
    links = rows(Evidence, note_id=note.pk)
    assert sorted(link.consensus.assessment_id == again.pk for link in _with_consensus(note)) == [False, True]
    assert [link.is_current for link in links] == [True, True]


def _agree_in_turn(world: Any, act: Any, row: Any, note: Any) -> None:
    for evidence in ((note.pk,), (), (note.pk,)):
        with act(world.manager) as actor:
            agree_section(actor, row.pk, "C", (NewConsensus("C1", "some", reason="R", evidence=evidence),))


def _with_consensus(note: Any) -> list[Any]:
    with backstage():
        return list(Evidence.objects.unguarded(because="test").select_related("consensus").filter(note_id=note.pk))


def test_a_scenario_and_a_gap_name_somebody_who_is_there(world: Any, browse: Any, act: Any) -> None:
    row = contributed(world, browse)
    told = NewScenario("return", "Old friends", "It", "Weeks", "Stays away", "Call", world.stranger.pk)
    gap = NewGap("Where he sleeps", world.stranger.pk, TODAY())
    with act(world.manager) as actor:
        words = ("Choose somebody who has a place on this case now.", "responder")
        assert refused(add_scenario, actor, row.pk, told) == words
        assert refused(add_gap, actor, row.pk, gap) == (words[0], "owner")
    with act(world.manager) as actor:
        kept = add_gap(actor, row.pk, NewGap("Where he sleeps", world.officer.pk, TODAY()))
    with act(world.officer) as actor:
        assert refused(close_gap, actor, kept.pk, " ", kept.version)[1] == "answer"
    assert rows(InformationGap, pk=kept.pk)[0].closed_on is None


def test_a_reference_sent_twice_in_one_moment_is_there_once_and_a_correction_says_why(world: Any, act: Any) -> None:
    new, form = NewExternal("Tool", TODAY(), "Somebody", "There", "So it is"), uuid.uuid4()
    with act(world.clinician) as actor:
        first = record_external(actor, CEDAR, new, form)
    with act(world.clinician) as actor, before_it_is_there("assessments_externalassessment"):
        assert record_external(actor, CEDAR, new, form).pk == first.pk
    assert len(rows(ExternalAssessment)) == 1
    theirs = ExternalAssessmentFactory(case=world.case, membership=world.clinician)
    with act(world.clinician) as actor:
        words = refused(correct_external, actor, theirs.pk, new, " ")
    assert words == ("Say what is corrected, and why.", "correction_reason")
