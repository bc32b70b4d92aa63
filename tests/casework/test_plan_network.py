"""The network, the ending plan, achievements, two versions side by side, and the sheet for the person."""

import re
from typing import Any

import pytest

from casework.models import Achievement, EndingStep, NetworkLink, Relationship
from devstack.testing import backstage
from tests.casework.doors import lines, page
from tests.casework.planning import PLAN, day, posted, rows
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    InterventionFactory,
    NetworkLinkFactory,
    ObjectiveFactory,
    PersonFactory,
    PlanVersionFactory,
    SafetyPartFactory,
)
from ui.spokes import Spoke, spokes

NETWORK = "/cases/VRP-CEDAR/network/"


def link(**more: Any) -> dict[str, Any]:
    """A link that breaks no rule."""
    return {"label": "Aunt Celeste", "role": "stands_by", "closeness": "1", "version": "0", **more}


def test_somebody_new_is_recorded_with_their_influence(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    posted(manager, f"{NETWORK}new/", link(kind="family", influence="supports", since=day(-900), accepted_on=day(-3)))
    (person,) = rows(Relationship)
    assert (person.name, person.influence, person.person_id) == ("Aunt Celeste", "supports", world.person.pk)
    (row,) = rows(NetworkLink)
    assert row.relationship_id == person.pk
    posted(manager, f"/network/{row.pk}/edit/", link(relationship=person.pk, influence="mixed", version="1"))
    assert rows(Relationship)[0].influence == "mixed"
    body = page(browse(world.officer), NETWORK)
    assert "Aunt Celeste" in body
    assert "Mixed" in body
    assert [line.subjects for line in lines("network.added")] == [[row.pk]]


def test_the_picture_has_a_node_for_each_and_dashes_who_pulls_back(world: Any, browse: Any) -> None:
    NetworkLinkFactory(case=world.case, label="Aunt", closeness=1)
    NetworkLinkFactory(case=world.case, label="Former group", role="pulls_back", closeness=3)
    NetworkLinkFactory(case=world.case, label="Old flatmate", ended_on="2026-01-01")
    body = page(browse(world.supervisor), NETWORK)
    wide = body.partition('class="app-chart__wide"')[2].partition("</svg>")[0]
    assert len(re.findall("<circle", wide)) == 3  # two and the person
    assert len(re.findall("edge--lop", wide)) == 1
    assert "No longer in the network" in body
    assert "0 have said yes so far. Before a release a network carries with 3 or more." in body
    with backstage():
        world.partnership.settings, world.partnership.version = {"network_members": 5}, world.partnership.version + 1
        world.partnership.save()
    assert "carries with 5 or more" in page(browse(world.supervisor), NETWORK)


def test_near_ones_are_drawn_near() -> None:
    ring = spokes(("I", "Idris"), [Spoke("1", "Aunt", 1), Spoke("2", "Group", 3, against=True)])
    near, far, middle = ring.nodes
    assert abs(float(near.y) - float(middle.y)) < abs(float(far.y) - float(middle.y))
    assert [edge.one_sided for edge in ring.edges] == [False, True]


@pytest.mark.parametrize("who", ["teacher", "mentor", "chair"])
def test_guests_companions_and_the_chair_see_no_network(world: Any, browse: Any, who: str) -> None:
    page(browse(getattr(world, who)), NETWORK, 403)
    page(browse(getattr(world, who)), f"{PLAN}sheet/", 403)


def test_somebody_of_another_person_is_no_choice(world: Any, browse: Any) -> None:
    other = NetworkLinkFactory(case=world.case)
    data = link(relationship=other.pk)
    posted(browse(world.manager), f"{NETWORK}new/", data, 422)
    posted(browse(world.manager), f"{NETWORK}new/", link(accepted_on=day(-1), ended_on=day(-2)), 422)
    assert len(rows(NetworkLink)) == 1


def test_a_support_ends_only_with_a_successor(world: Any, browse: Any) -> None:
    aunt = NetworkLinkFactory(case=world.case, label="Aunt")
    supervisor = browse(world.supervisor)
    data = {"support": "Weekly talks", "agency": world.charity.pk, "by_on": day(30), "version": "0"}
    posted(supervisor, "/cases/VRP-CEDAR/ending/new/", data)
    assert "No successor yet" in page(supervisor, PLAN)
    (row,) = rows(EndingStep)
    path = f"/ending/{row.pk}/edit/"
    body = posted(supervisor, path, {**data, "version": "1", "done_on": day(0)}, 422).content.decode()
    assert "Name who or what comes after it" in body
    posted(supervisor, path, {**data, "version": "1", "done_on": day(0), "link": aunt.pk})
    assert "Then: Aunt" in page(browse(world.officer), PLAN)
    posted(supervisor, path, {**data, "version": "1"}, 409)


def test_an_achievement_is_shown_and_does_not_lie_ahead(world: Any, browse: Any) -> None:
    officer = browse(world.officer)
    posted(officer, "/cases/VRP-CEDAR/achievements/new/", {"text": "Passed the test", "on": day(1)}, 422)
    posted(officer, "/cases/VRP-CEDAR/achievements/new/", {"text": "Passed the test", "on": day(-1), "for_court": "on"})
    (row,) = rows(Achievement)
    assert (row.membership_id, row.for_court) == (world.officer.pk, True)
    assert "Passed the test" in page(browse(world.manager), PLAN)


@pytest.fixture
def two(world: Any) -> Any:
    """Two versions that differ in each way."""
    old = PlanVersionFactory(
        case=world.case, membership=world.manager, state="superseded", risk_text="Evenings", treatment_text="Talks"
    )
    new = PlanVersionFactory(
        case=world.case, membership=world.manager, number=2, risk_text="Mornings", treatment_text="Talks",
        counter_offer="A paid place",
    )  # fmt: skip
    kept = ObjectiveFactory(plan=old, text="A room")
    ObjectiveFactory(plan=new, text="A room of his own", line=kept.line)
    ObjectiveFactory(plan=old, text="Call every day")
    ObjectiveFactory(plan=new, text="Learn to weld")
    ObjectiveFactory(plan=new, text="Only proposed", state="proposed", in_force=False)
    SafetyPartFactory(plan=old, text="No identified victim")
    SafetyPartFactory(plan=new, text="No identified victim")
    return world


def test_two_versions_are_compared_in_words(two: Any, browse: Any) -> None:
    body = page(browse(two.officer), f"{PLAN}compare/1/2/")
    told = [re.sub(r"<[^>]+>|\s+", " ", row) for row in body.partition("<tbody>")[2].split("</tr>")]

    def line(words: str) -> str:
        return next(one for one in told if words in one)

    assert "Changed" in line("Evenings")
    assert "Mornings" in line("Evenings")
    assert "The same" in line("Talks")
    assert "Added" in line("A paid place")
    assert "Changed" in line("A room of his own")
    assert "Removed" in line("Call every day")
    assert "Added" in line("Learn to weld")
    assert "Only proposed" not in body
    assert "The same" in line("No identified victim")
    assert "5 differences" in body
    assert len(lines("plan.compared")) == 1


def test_versions_lead_to_their_comparison(two: Any, browse: Any) -> None:
    officer = browse(two.officer)
    assert "Version 1" in page(officer, f"{PLAN}versions/")
    answer = officer.get(f"{PLAN}versions/?old=1&new=2")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLAN}compare/1/2/")
    assert officer.get(f"{PLAN}versions/?old=1&new=99").status_code == 200
    page(officer, f"{PLAN}compare/1/99/", 404)
    page(browse(two.teacher), f"{PLAN}versions/", 403)


def test_the_chair_compares_without_the_safety_plan(two: Any, browse: Any) -> None:
    assert "No identified victim" not in page(browse(two.chair), f"{PLAN}compare/1/2/")


def test_the_sheet_holds_what_the_person_knows_and_nothing_else(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager, risk_text="Might meet the group again")
    chosen = ObjectiveFactory(
        plan=plan, text="Stable housing", person_words="A door that I can close", chosen_by_person=True
    )
    hidden = ObjectiveFactory(plan=plan, text="Watch the phone", area="risk_assessment", for_companions=True)
    proposal = ObjectiveFactory(plan=plan, text="Join a course", state="proposed", in_force=False, for_companions=True)
    ActionFactory(
        case=world.case, membership=world.officer, text="Ask at the housing desk", line=chosen.line, for_companions=True
    )
    ActionFactory(case=world.case, membership=world.officer, text="Talk among us", line=chosen.line)
    ActionFactory(case=world.case, membership=world.officer, text="Look at the phone", line=hidden.line)
    ActionFactory(case=world.case, membership=world.manager, text="Go boxing together", for_companions=True)
    InterventionFactory(case=world.case, provider=world.charity, title="Mentor's evenings", for_companions=True)
    InterventionFactory(case=world.case, provider=world.health, type="psychology", title="", goal="")
    NetworkLinkFactory(case=world.case, label="Aunt Celeste", accepted_on=day(-5))
    NetworkLinkFactory(case=world.case, label="Former group", role="pulls_back", accepted_on=day(-5))
    AchievementFactory(case=world.case, membership=world.manager)
    body = page(browse(world.supervisor), f"{PLAN}sheet/")
    for words in ("A door that I can close", "Stable housing", "Ask at the housing desk", "Go boxing together",
                  "Mentor&#x27;s evenings", "Aunt Celeste", "Passed the welding test", "Idris"):  # fmt: skip
        assert words in body, words
    assert "1 step is not on it" in body
    sheet = body.partition("<article")[2].partition("</article>")[0]
    for words in (hidden.text, proposal.text, "Look at the phone", "Talk among us", "group", "sychology", "Valcourt"):
        assert words not in sheet, words
    (line,) = lines("plan.sheet_printed")
    assert line.subjects == [plan.pk, chosen.pk]


def test_without_a_plan_the_sheet_says_so(world: Any, browse: Any) -> None:
    assert "nothing on this sheet yet" in page(browse(world.supervisor), f"{PLAN}sheet/")


def test_a_person_of_a_hidden_case_is_no_choice(world: Any, browse: Any) -> None:
    with backstage():
        stranger = Relationship(person=PersonFactory(), name="Elsewhere", kind="friend")
        stranger.save(force_insert=True)
    manager = browse(world.manager)
    assert "Elsewhere" not in page(manager, f"{NETWORK}new/")
    posted(manager, f"{NETWORK}new/", link(relationship=stranger.pk), 422)


def test_a_sheet_speaks_of_what_comes(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(
        case=world.case, membership=world.manager, state="in_force", next_review_on=day(-20)
    )  # fmt: skip
    ObjectiveFactory(plan=plan, person_words="My own key", chosen_by_person=True, state="achieved", in_force=True)
    ObjectiveFactory(plan=plan, person_words="Sleep", chosen_by_person=True, state="active", in_force=True)
    sheet = page(browse(world.supervisor), f"{PLAN}sheet/").partition("<article")[2]
    assert "My own key</bdi> (reached)" in sheet
    assert sheet.count("I want to be there by") == 1  # what is reached is waited for no longer
    assert "together again soon" in sheet  # and a day that is over is not promised
