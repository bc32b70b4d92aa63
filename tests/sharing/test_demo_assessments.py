"""The demonstration: assessments are as the stories tell, closed where they must be, and hold the rules."""

from collections import Counter

from django.utils import timezone

from access.models import Event
from assessments.changing import Move
from assessments.models import (
    Assessment,
    ConsensusRating,
    Contribution,
    Dissent,
    Evidence,
    ExternalAssessment,
    Feedback,
    Instrument,
    ItemRating,
    Judgement,
    Review,
    ReviewedObjective,
    Scenario,
)
from assessments.pictures import pictures
from assessments.queries.change import assessment_change
from assessments.queries.readiness import lacks
from assessments.queries.review_rows import lacks_of_review
from assessments.rules import check_answer, check_rests, is_known
from casework.models import Deadline
from devstack.testing import backstage
from tests.cast import acting, browser_of
from tests.sharing.demonstration import WHY, member


def test_assessments_are_as_the_stories_tell(told: None) -> None:
    with backstage():
        rows = Assessment.objects.unguarded(because=WHY).select_related("case").order_by("case__reference", "as_of")
        found = [(row.case.neutral_title, row.kind, row.state) for row in rows]
        looks = list(rows.filter(case__reference="VRP-ELM").values_list("as_of", flat=True))
        said = {
            code: list(
                ConsensusRating.objects.unguarded(because=WHY)
                .filter(case__reference="VRP-ELM", item=code)
                .order_by("assessment__as_of")
                .values_list("answer", flat=True)
            )
            for code in ("C1", "J6", "I1", "J7", "J11")
        }
        dissents = Counter(Dissent.objects.unguarded(because=WHY).values_list("case__neutral_title", "agency__code"))
        instrument = Instrument.objects.unguarded(because=WHY).get()
    assert found == [
        ("Alder", "initial", "countersigned"), ("Birch", "initial", "contributions_open"),
        ("Cedar", "triggered", "signed"), ("Dogwood", "triggered", "consensus"),
        ("Elm", "initial", "countersigned"), ("Elm", "review", "countersigned"),
        ("Elm", "triggered", "countersigned"), ("Elm", "review", "countersigned"),
        ("Fir", "closing", "countersigned"),
    ]  # fmt: skip
    assert 330 <= (looks[3] - looks[0]).days <= 430
    assert said == {
        "C1": ["marked", "some", "some", "no_sign"],
        "J6": ["not_there_yet", "emerging", "emerging", "established"],
        "I1": ["no_sign", "some", "marked", "marked"],
        "J7": ["not_there_yet", "emerging", "emerging", "established"],
        "J11": ["not_there_yet", "not_there_yet", "not_there_yet", "established"],
    }
    assert dissents == {("Cedar", "POL"): 1, ("Elm", "POL"): 1}
    assert (instrument.code, instrument.number, len(instrument.read().items)) == ("srdr", "1.0", 76)


def test_what_is_loaded_holds_the_rules_of_judging(told: None) -> None:
    with backstage():
        linked: Counter[object] = Counter()
        for link in Evidence.objects.unguarded(because=WHY):
            linked[link.rating_id or link.consensus_id] += 1
        definition = Instrument.objects.unguarded(because=WHY).get().read()
        ratings = list(ItemRating.objects.unguarded(because=WHY))
        agreed = list(ConsensusRating.objects.unguarded(because=WHY))
        judged = list(Judgement.objects.unguarded(because=WHY))
        signed = list(Assessment.objects.unguarded(because=WHY).filter(signed_at__isnull=False).select_related("case"))
    said = [(row.pk, row.item, row.answer, row.relevance, row.is_health) for row in ratings]
    said += [(row.pk, row.item, row.answer, row.relevance, False) for row in agreed]
    for key, code, answer, relevance, is_health in said:
        item = definition.item(code)
        assert item is not None
        check_answer(item, answer, linked[key])
        assert (item.health, item.scale.relevance or not relevance) == (is_health, True)
    assert all(row.reason for row in agreed)
    for words in judged:
        answered = {one.item for one in agreed if one.assessment_id == words.assessment_id and is_known(one.answer)}
        check_rests(definition, words.priority, words.rests_on, answered)
    leads = {"Alder": "oskar.lindqvale", "Cedar": "amara.denholt", "Elm": "ines.marholt", "Fir": "samir.oudelaar"}
    assert {row.case.neutral_title for row in signed} == set(leads)
    for row in signed:
        with acting(member(leads[row.case.neutral_title])) as actor:
            assert lacks(actor, row) == []
        assert row.countersigner_id != row.assessor_id
        assert row.signed_at is not None
        assert not row.countersigned_at or row.countersigned_at > row.signed_at


def test_nobody_reads_what_another_agency_gives_to_birch(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        rows = list(
            Contribution.objects.unguarded(because=WHY).filter(case__reference="VRP-BIRCH").select_related("agency")
        )
        words = [(row.note.released_tier, row.release_to) for row in rows if row.note]
    assert {row.agency.code: row.state for row in rows} == {
        "CSF": "handed_in", "AMH": "handed_in", "VPO": "handed_in", "POL": "asked", "LVC": "asked",
    }  # fmt: skip
    assert sorted(words) == [(0, 2), (0, 4), (0, 4)]  # closed until consensus; health lets out a gist alone
    assert {row.due_on for row in rows} == {rows[0].due_on}
    assert rows[0].due_on > today
    for login, own in (("ines.marholt", {"VPO"}), ("samir.oudelaar", {"CSF"}), ("leonor.castelbrook", {"AMH"}),
                       ("jonas.akkerby", set()), ("ruben.tallis", set())):  # fmt: skip
        with acting(member(login)) as actor:
            seen = ItemRating.objects.visible_to(actor).filter(case__reference="VRP-BIRCH")
            assert set(seen.values_list("contribution__agency__code", flat=True)) == own, login
    page = browser_of(member("ines.marholt")).get(f"/assessments/{rows[0].assessment_id}/").content.decode()
    assert "Three evenings at the kitchen table" not in page
    assert "Five appointments, one missed" in page  # her own office's words


def test_after_consensus_health_gives_a_gist_and_no_rating(told: None) -> None:
    with acting(member("ines.marholt")) as actor:
        rated = ItemRating.objects.visible_to(actor).filter(case__reference="VRP-ELM")
        agencies = set(rated.values_list("contribution__agency__code", flat=True))
        assert not rated.filter(is_health=True).exists()
    assert {"SDR", "POL", "CSF", "LVC", "VPO"} == agencies


def test_assessments_have_what_is_due_and_their_lines(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        due = {
            (row.case.neutral_title if row.case else "", row.kind): (row.due_on - today).days
            for row in Deadline.objects.unguarded(because=WHY).filter(state="open").select_related("case")
            if row.kind in ("assessment", "assessment_sign", "contribution", "information_gap")
        }
        verbs = Counter(
            Event.objects.unguarded(because=WHY)
            .filter(kind__in=("assessment", "contribution"))
            .values_list("verb", flat=True)
        )
        scenarios = Counter(Scenario.objects.unguarded(because=WHY).values_list("case__neutral_title", flat=True))
    assert due["Elm", "assessment"] == 140
    assert due["Alder", "assessment"] == 140
    assert due["Birch", "contribution"] == 5
    assert due["Dogwood", "assessment"] == 2
    assert ("Cedar", "assessment_sign") in due
    assert due["Elm", "information_gap"] == 18
    assert due["Fir", "information_gap"] == -8
    assert ("Fir", "assessment") not in due
    assert verbs["assessment.opened"] == 9
    assert verbs["assessment.signed"] == 7
    assert verbs["assessment.countersigned"] == 6
    assert verbs["contribution.handed_in"] == 30
    assert scenarios == {"Alder": 3, "Cedar": 3, "Elm": 12, "Fir": 3}


def test_elm_is_told_in_one_look(told: None) -> None:
    with acting(member("ines.marholt")) as actor:
        page = assessment_change(actor, "VRP-ELM")
    assert len(page.looks) == 4
    newest = {one.item.code: one.newest for one in (*page.strengths, *page.concerns)}
    assert {code: newest[code] for code in ("C1", "J6", "J7", "J11", "I1")} == {
        "C1": "No sign", "J6": "Established", "J7": "Established", "J11": "Established", "I1": "Marked",
    }  # fmt: skip
    views = {one.name.split()[0] for step in page.steps for one in step.changed if one.move is Move.NEW_VIEW}
    assert {"A3", "H4", "J4"} <= views  # an older story, another rater, not known before
    changes = {one.name.split()[0] for step in page.steps for one in step.changed if one.move is Move.CHANGE}
    assert {"C1", "E1", "I1", "J6", "J7", "J11"} <= changes
    assert {"Approach", "Incident", "Achievement"} == {one.kind for one in page.events}
    drawn = pictures(page)
    assert drawn.trails is not None
    assert "Established: " in drawn.trails.summary
    assert "Place to belong" in drawn.trails.summary


def test_reviews_are_as_the_stories_tell_and_hold_the_rules(told: None) -> None:
    with backstage():
        rows = list(Review.objects.unguarded(because=WHY).select_related("case", "plan").order_by("period_to"))
        said = Counter(ReviewedObjective.objects.unguarded(because=WHY).values_list("review_id", flat=True))
        spoken = Counter(Feedback.objects.unguarded(because=WHY).values_list("review__case__neutral_title", flat=True))
        verbs = Counter(Event.objects.unguarded(because=WHY).filter(kind="review").values_list("verb", flat=True))
    found = [(row.case.neutral_title, row.state, row.plan.number) for row in rows]
    assert found == [("Elm", "held", 1), ("Elm", "held", 2), ("Dogwood", "draft", 2)]
    assert [said[row.pk] for row in rows] == [2, 3, 4]
    assert spoken == {"Elm": 4, "Dogwood": 2}
    assert verbs == {"review.opened": 3, "review.held": 2, "review.feedback_given": 6}
    leads = ["ines.marholt", "ines.marholt", "tomas.brekkelund"]
    missing = []
    for row, lead in zip(rows, leads, strict=True):
        with acting(member(lead)) as actor:
            missing.append(len(lacks_of_review(actor, row)))
    assert missing == [0, 0, 2], "a held one lacks nothing; the draft lacks progress on one objective and next steps"


def test_what_a_licensed_tool_found_for_elm_was_recorded_and_put_right(told: None) -> None:
    with backstage():
        rows = list(ExternalAssessment.objects.unguarded(because=WHY).select_related("case").order_by("recorded_at"))
        verbs = Counter(
            Event.objects.unguarded(because=WHY).filter(kind="external_assessment").values_list("verb", flat=True)
        )
    assert [(row.case.reference, row.corrects_id) for row in rows] == [("VRP-ELM", None), ("VRP-ELM", rows[0].pk)]
    assert verbs == {"external.recorded": 1, "external.corrected": 1}
    address, right = "/cases/VRP-ELM/assessments/external/", f"/external-assessments/{rows[1].pk}/correct/"
    for login, may_correct in (("jonas.akkerby", True), ("ines.marholt", False)):
        page = browser_of(member(login)).get(address).content.decode()
        assert "Lantern Guide to Threats" in page
        assert "Replaced by a correction" in page
        assert (right in page) == may_correct, login
    assert browser_of(member("ruben.tallis")).get(address).status_code == 404
