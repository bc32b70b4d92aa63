"""Change over time, and two assessments side by side: only what stands, only what the reader may read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from access.models import Event
from assessments.changing import Move
from assessments.queries.change import ChangePage, assessment_change
from devstack.testing import backstage
from tests.assessments.scene import questions
from tests.cast import acting
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    ConsensusRatingFactory,
    ContributionFactory,
    EvidenceFactory,
    ExposureFactory,
    IncidentFactory,
    ItemRatingFactory,
    NoteFactory,
    PlaceFactory,
)

PAGE = "/cases/VRP-CEDAR/assessments/change/"


def day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


@pytest.fixture
def looks(world: Any) -> Any:
    """Two signed assessments, a hundred days apart; what the team agreed on differs in C1 and J6."""
    world.questions = questions(world)
    world.first, world.second = (
        AssessmentFactory(
            case=world.case, assessor=world.manager, instrument=world.questions, state="signed", as_of=day(offset),
            kind=kind,
        )
        for offset, kind in ((-110, "initial"), (-10, "review"))
    )  # fmt: skip
    for row, exposure, belonging in ((world.first, "marked", "not_there_yet"), (world.second, "some", "emerging")):
        ConsensusRatingFactory(assessment=row, item="J6", answer=belonging, reason="The gym")
        world.agreed = ConsensusRatingFactory(assessment=row, item="C1", answer=exposure, reason="The patrol")
        ConsensusRatingFactory(assessment=row, item="F1", answer="no_sign", reason="A room")
    return world


def given(world: Any, row: Any, member: Any, item: str, answer: str, **more: Any) -> Any:
    """What a member's agency rated, opened for the others."""
    note = NoteFactory(case=world.case, by=member, full="Words.", summary="Words.", **more)
    part = ContributionFactory(
        assessment=row, agency=member.agency, membership=member, note=note, release_to=4, opened=True
    )
    return ItemRatingFactory(contribution=part, item=item, answer=answer)


def read_by(member: Any) -> ChangePage:
    with acting(member) as actor:
        return assessment_change(actor, "VRP-CEDAR")


def moves(page: ChangePage) -> dict[str, Move]:
    return {one.name.split()[0]: one.move for step in page.steps for one in step.changed}


def test_strengths_stand_above_concerns_and_the_rest_in_a_table(looks: Any, browse: Any) -> None:
    page = browse(looks.manager).get(PAGE).content.decode()
    assert page.index("Place to belong") < page.index("Current ties")
    for words in ("from “Marked” to “Some”", "from “Not there yet” to “Emerging”", "As before", "F1 Home",
                  "Counts, never an average", "The patrol", "59 not answered, of 62"):  # fmt: skip
        assert words in page.replace("  ", " "), words
    assert page.count("<svg") >= 6  # each picture twice, for a wide and a narrow page
    assert "style=" not in page.split("<main")[1]


def test_a_newer_record_makes_it_a_change_and_only_for_who_knows_it(looks: Any) -> None:
    for row in (looks.first, looks.second):
        given(looks, row, looks.officer if row is looks.first else looks.supervisor, "C1", "some")
    assert moves(read_by(looks.manager)) == {"C1": Move.NEW_VIEW, "J6": Move.CHANGE}
    seen = NoteFactory(
        case=looks.case, by=looks.manager, released_tier=0, occurred_on=day(-40), full="He stayed.", title="Stayed away"
    )  # fmt: skip
    EvidenceFactory(consensus=looks.agreed, note=seen)
    assert moves(read_by(looks.manager))["C1"] is Move.CHANGE
    assert moves(read_by(looks.clinician))["C1"] is Move.NEW_VIEW  # does not know of the record
    (step,) = read_by(looks.manager).steps
    assert [title for one in step.changed for _note, title in one.records] == ["Stayed away"]


@pytest.mark.parametrize(
    ("labels", "move"),
    [({"handling": "sealed"}, Move.NEW_VIEW), ({"released_tier": 2, "gist": "G"}, Move.NEW_VIEW),
     ({"released_tier": 3, "summary": "S"}, Move.CHANGE)],
    ids=["known to exist", "gist", "summary"],
)  # fmt: skip
def test_a_record_whose_day_one_does_not_read_tells_of_no_change(
    looks: Any, labels: dict[str, Any], move: Move
) -> None:
    for row in (looks.first, looks.second):
        given(looks, row, looks.officer if row is looks.first else looks.supervisor, "C1", "some")
    seen = NoteFactory(case=looks.case, by=looks.manager, occurred_on=day(-40), full="He stayed.", **labels)
    EvidenceFactory(consensus=looks.agreed, note=seen)
    assert moves(read_by(looks.manager))["C1"] is Move.CHANGE
    assert moves(read_by(looks.clinician))["C1"] is move


def test_an_older_record_makes_it_a_new_view(looks: Any) -> None:
    old = NoteFactory(case=looks.case, by=looks.manager, occurred_on=day(-150), full="Long ago.")
    EvidenceFactory(consensus=looks.agreed, note=old)
    assert moves(read_by(looks.manager))["C1"] is Move.NEW_VIEW


def test_only_events_that_the_reader_reads_are_laid_over_the_line(looks: Any) -> None:
    own = NoteFactory(case=looks.case, by=looks.manager, released_tier=0, occurred_on=day(-50), full="A call.")
    ExposureFactory(note=own, case=looks.case, response="refused")
    shared = NoteFactory(case=looks.case, by=looks.manager, occurred_on=day(-20), full="A threat.", summary="Threat.")
    IncidentFactory(note=shared, case=looks.case)
    old = NoteFactory(case=looks.case, by=looks.manager, occurred_on=day(-400), full="Long ago.", summary="Long ago.")
    IncidentFactory(note=old, case=looks.case)
    assert [(one.kind, one.day) for one in read_by(looks.manager).events] == [
        ("Approach", day(-50)), ("Incident", day(-20)),
    ]  # fmt: skip
    assert [(one.kind, one.note) for one in read_by(looks.clinician).events] == [("Incident", shared.pk)]


def test_only_what_stands_is_read(looks: Any) -> None:
    replaced = AssessmentFactory(
        case=looks.case, assessor=looks.manager, instrument=looks.questions, state="superseded", as_of=day(-60)
    )
    making = AssessmentFactory(
        case=looks.case, assessor=looks.manager, instrument=looks.questions, state="consensus", as_of=day(-1)
    )
    for row in (replaced, making):
        ConsensusRatingFactory(assessment=row, item="C1", answer="no_sign", reason="Not standing")
    page = read_by(looks.supervisor)
    assert [one.id for one in page.looks] == [looks.first.pk, looks.second.pk]
    assert page.concerns[0].newest == "Some"


def test_the_reading_is_logged_once_with_every_record(looks: Any, browse: Any) -> None:
    seen = NoteFactory(case=looks.case, by=looks.manager, full="Seen.")
    EvidenceFactory(consensus=looks.agreed, note=seen)
    assert browse(looks.officer).get(PAGE).status_code == 200
    with backstage():
        (line,) = Event.objects.unguarded(because="test").filter(verb="assessment.change_read")
    assert {looks.first.pk, looks.second.pk, seen.pk} == set(line.subjects)
    assert line.operation == "consult"


@pytest.mark.parametrize("who", ["teacher", "mentor", "colleague", "border", "stranger"])
def test_who_is_not_inside_finds_nothing(looks: Any, browse: Any, who: str) -> None:
    missing = browse(getattr(looks, who)).get("/cases/VRP-NONE/assessments/change/")
    assert browse(getattr(looks, who)).get(PAGE).status_code == missing.status_code == 404
    pair = f"/assessments/{looks.first.pk}/compare/{looks.second.pk}/"
    assert browse(getattr(looks, who)).get(pair).status_code == 404


def test_two_assessments_side_by_side(looks: Any, browse: Any) -> None:
    ConsensusRatingFactory(assessment=looks.second, item="E1", answer="some", reason="Alone on Sundays")
    ConsensusRatingFactory(assessment=looks.first, item="F2", answer="some", reason="A course that ended")
    page = browse(looks.manager).get(f"/assessments/{looks.second.pk}/compare/{looks.first.pk}/").content.decode()
    changed, added, removed = (page.index(f'id="h-{name}"') for name in ("changed", "added", "removed"))
    assert changed < page.index("Current ties") < added < page.index("Alone on Sundays") < removed
    assert removed < page.index("A course that ended")
    assert "F1 Home" not in page  # says the same in both


def test_only_signed_ones_of_one_case_are_compared(looks: Any, browse: Any) -> None:
    making = AssessmentFactory(case=looks.case, assessor=looks.manager, instrument=looks.questions, state="consensus")
    other = CaseFactory(partnership=looks.partnership, lead_agency=looks.probation)
    PlaceFactory(case=other, membership=looks.manager)
    elsewhere = AssessmentFactory(case=other, assessor=looks.manager, instrument=looks.questions, state="signed")
    for row in (making, elsewhere):
        assert browse(looks.manager).get(f"/assessments/{looks.first.pk}/compare/{row.pk}/").status_code == 404
    same = browse(looks.manager).get(f"/assessments/{looks.first.pk}/compare/{looks.first.pk}/")
    assert "Nothing differs" in same.content.decode()


def test_one_assessment_alone_says_so(world: Any, browse: Any) -> None:
    assert "There is no signed assessment yet" in browse(world.manager).get(PAGE).content.decode()
    AssessmentFactory(case=world.case, assessor=world.manager, instrument=questions(world), state="signed")
    page = browse(world.manager).get(PAGE).content.decode()
    assert "Change shows from the second one on" in page
    assert 'id="trails-wide"' not in page
    assert 'id="gaps-wide"' in page
