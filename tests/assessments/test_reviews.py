"""Reviews: opened, written, held; what is due follows; what outsiders and the second wall say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessments.models import Feedback, Review, ReviewedObjective, ReviewEvidence
from casework.models import Case, PlanVersion
from devstack.testing import backstage
from tests.casework.planning import day, due, posted, rows
from tests.cast import acting
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    DeadlineFactory,
    InterventionFactory,
    NoteFactory,
    ObjectiveFactory,
    PlanVersionFactory,
    SessionFactory,
)

LIST = "/cases/VRP-CEDAR/reviews/"


def furnished(world: Any) -> Any:
    """A plan in force with two objectives that are worked on, and one that was achieved long ago."""
    plan = PlanVersionFactory(case=world.case, membership=world.manager)
    home = ObjectiveFactory(plan=plan, text="A room of his own", target_on=timezone.localdate())
    ObjectiveFactory(plan=plan, text="Evenings with something to do")
    ObjectiveFactory(plan=plan, text="Long reached", state="achieved")
    ObjectiveFactory(plan=plan, text="Only proposed", state="proposed")
    world.home = home
    return plan


def opened(world: Any, browse: Any, since: int = -50) -> Review:
    """The case manager opens a review from that day until today."""
    form = {"period_from": day(since), "period_to": day(0)}
    assert browse(world.manager).post(f"{LIST}new/", form).status_code == 303
    return newest()


def newest() -> Review:
    """The review opened last."""
    with backstage():
        return Review.objects.unguarded(because="test").order_by("-opened_at")[0]


def objectives(review: Review) -> list[ReviewedObjective]:
    """What is under review, by day."""
    with backstage():
        found = ReviewedObjective.objects.unguarded(because="test").filter(review=review)
        return list(found.select_related("objective").order_by("objective__target_on"))


def words(review: Review, **more: Any) -> dict[str, Any]:
    """A review as typed, ready to be held."""
    said = {f"progress_{one.pk}": "some" for one in objectives(review)}
    return {
        "period_to": day(0), "next_review_on": day(80), "coherence": "Two offers double each other; one ends.",
        "next_steps": "A form for the room.", "person_view": "“It goes somewhere.”", "family_view": "The aunt agrees.",
        "version": newest().version, **said, **more,
    }  # fmt: skip


def written(world: Any, browse: Any) -> Review:
    """A review that is ready to be held."""
    review = opened(world, browse)
    posted(browse(world.manager), f"/reviews/{review.pk}/edit/", words(review))
    return newest()


def hold(browse: Any, member: Any, status: int = 303, **more: Any) -> Any:
    """A member holds the newest review."""
    form = {"held_on": day(0), "version": newest().version, **more}
    return posted(browse(member), f"/reviews/{newest().pk}/hold/", form, status)


def test_a_review_begins_with_what_is_worked_on_and_what_was_reached_in_the_period(world: Any, browse: Any) -> None:
    plan = furnished(world)
    reached = ObjectiveFactory(plan=plan, text="Just reached", state="achieved")
    AchievementFactory(case=world.case, membership=world.manager, line=reached.line, on=timezone.localdate())
    review = opened(world, browse)
    assert {one.objective.text for one in objectives(review)} == {
        "A room of his own", "Evenings with something to do", "Just reached",
    }  # fmt: skip
    assert (review.plan_id, review.state, review.membership_id) == (plan.pk, "draft", world.manager.pk)
    assert review.next_review_on == timezone.localdate() + dt.timedelta(days=90)
    again = browse(world.manager).post(f"{LIST}new/", {"period_from": day(-5), "period_to": day(0)})
    assert again.status_code == 422
    assert "Another review of this case is in draft" in again.content.decode()


def test_a_period_lies_behind_us_and_a_plan_is_in_force(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    none = client.post(f"{LIST}new/", {"period_from": day(-5), "period_to": day(0)})
    assert (none.status_code, "No plan is in force" in none.content.decode()) == (422, True)
    furnished(world)
    for first, last, sentence in (
        (0, -5, "ends before it begins"), (-5, 1, "ends ahead of today"),
    ):  # fmt: skip
        answer = client.post(f"{LIST}new/", {"period_from": day(first), "period_to": day(last)})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert client.get(f"{LIST}new/").content.decode().count(day(-60)) == 1, "it begins with the plan"


def test_only_the_case_manager_calls_one_and_outsiders_learn_nothing(world: Any, browse: Any) -> None:
    furnished(world)
    for member, status in ((world.supervisor, 403), (world.officer, 403), (world.teacher, 403), (world.stranger, 404)):
        assert browse(member).post(f"{LIST}new/", {"period_from": day(-5), "period_to": day(0)}).status_code == status
    review = written(world, browse)
    for member, status in ((world.officer, 200), (world.teacher, 404), (world.mentor, 404), (world.stranger, 404)):
        assert browse(member).get(f"/reviews/{review.pk}/").status_code == status
    assert browse(world.officer).get(f"/reviews/{review.pk}/edit/").status_code == 403
    assert browse(world.officer).post(f"/reviews/{review.pk}/hold/", {}).status_code == 403


def test_the_page_shows_what_was_done_in_the_period_and_what_does_not_hang_together(world: Any, browse: Any) -> None:
    furnished(world)
    line, today = world.home.line, timezone.localdate()
    case = {"case": world.case, "membership": world.officer, "line": line}
    ActionFactory(**case, text="Form handed in", state="done", done_on=today - dt.timedelta(days=3))
    ActionFactory(**case, text="Long before", state="done", done_on=today - dt.timedelta(days=90))
    ActionFactory(**case, text="Ask the landlord", due_on=today - dt.timedelta(days=2))
    ActionFactory(**case, text="Guarantee", state="blocked", blocked_reason="R", unblock_by=world.manager)
    runs = InterventionFactory(case=world.case, provider=world.charity, line=line, title="Mentoring")
    InterventionFactory(case=world.case, provider=world.charity, title="A second mentor")
    SessionFactory(intervention=runs, membership=world.manager, on=today - dt.timedelta(days=4), attended="yes")
    SessionFactory(intervention=runs, membership=world.manager, on=today - dt.timedelta(days=90), attended="yes")
    AchievementFactory(case=world.case, membership=world.manager, text="Kept the keys", on=today)
    review = opened(world, browse)
    page = browse(world.supervisor).get(f"/reviews/{review.pk}/").content.decode()
    assert "1 action done" in page
    assert ("Form handed in" in page, "Long before" in page) == (True, False)
    assert ("1 overdue" in page, "1 blocked" in page) == (True, True)
    assert "Sessions: 1 attended, 0 missed" in page
    assert "Kept the keys" in page
    assert "are of the same kind" in page
    assert "Nothing is done for “Evenings with something to do”" in page
    assert "Harbour Probation" not in page or "has no part in the plan" in page
    assert "Health" in page[page.index("Does the work hang together?") :], "the clinic has no part in this plan"


def test_it_is_saved_as_far_as_it_is_known_and_a_conflict_loses_nothing(world: Any, browse: Any) -> None:
    furnished(world)
    review, client = opened(world, browse), browse(world.manager)
    first = objectives(review)[0]
    half = {"period_to": day(0), "next_review_on": day(80), "version": 1, f"words_{first.pk}": "Two of three"}
    posted(client, f"/reviews/{review.pk}/edit/", half)
    assert [(one.progress, one.words) for one in objectives(review)] == [("", "Two of three"), ("", "")]
    stale = posted(client, f"/reviews/{review.pk}/edit/", words(review, version=1, next_steps="Zqmine"), 409)
    assert "Zqmine" in stale.content.decode()
    assert newest().next_steps == ""
    odd = posted(client, f"/reviews/{review.pk}/edit/", words(review, **{f"progress_{first.pk}": "lots"}), 422)
    assert "Choose one of the answers shown" in odd.content.decode()
    page = client.get(f"/reviews/{review.pk}/").content.decode()
    assert "Progress is not said of every objective yet" in page
    hold(browse, world.manager, 422)
    assert newest().state == "draft"


def test_a_record_behind_progress_keeps_its_own_readers(world: Any, browse: Any) -> None:
    furnished(world)
    review, client = opened(world, browse), browse(world.manager)
    first = objectives(review)[0]
    own = NoteFactory(
        case=world.case, by=world.manager, full="W.", title="Zqkeys", handling="sealed", listed=(world.manager.user,)
    )
    closed = NoteFactory(case=world.case, by=world.officer, full="W.", handling="sealed", listed=(world.officer.user,))
    key = f"evidence_{first.pk}"
    posted(client, f"/reviews/{review.pk}/edit/", words(review, **{key: [str(closed.pk)]}), 422)
    posted(client, f"/reviews/{review.pk}/edit/", words(review, **{key: [str(own.pk)]}))
    assert "Zqkeys" in client.get(f"/reviews/{review.pk}/").content.decode()
    theirs = browse(world.officer).get(f"/reviews/{review.pk}/").content.decode()
    assert ("Zqkeys" in theirs, str(own.pk) in theirs) == (False, False)
    posted(client, f"/reviews/{review.pk}/edit/", words(review))
    assert [one.is_current for one in rows(ReviewEvidence)] == [False]


def test_holding_meets_what_was_due_and_raises_the_next_one(world: Any, browse: Any) -> None:
    plan = furnished(world)
    DeadlineFactory(
        case=world.case, kind="plan_review", agency=world.charity, responsible=world.manager, subject_kind="plan",
        subject_id=plan.pk,
    )  # fmt: skip
    DeadlineFactory(case=world.case, kind="case_review", agency=world.probation)
    written(world, browse)
    ahead = hold(browse, world.manager, 422, held_on=day(1))
    assert "the day it was held" in ahead.content.decode()
    hold(browse, world.manager)
    review = newest()
    assert (review.state, review.held_on) == ("held", timezone.localdate())
    assert [row.due_on.isoformat() for row in due("plan_review")] == [day(80)]
    assert len(due("plan_review", "done")) == 1
    assert (due("case_review"), len(due("case_review", "done"))) == ([], 1)
    (stored,), (case,) = rows(PlanVersion, pk=plan.pk), rows(Case, pk=world.case.pk)
    assert stored.next_review_on == case.next_review_on == review.next_review_on
    assert case.reviewed_on == review.held_on
    following = browse(world.manager).get(f"{LIST}new/").content.decode()
    assert day(0) in following


def test_a_held_review_is_locked_in_both_walls(world: Any, browse: Any) -> None:
    furnished(world)
    written(world, browse)
    hold(browse, world.manager)
    review = newest()
    late = browse(world.manager).post(f"/reviews/{review.pk}/edit/", words(review))
    assert (late.status_code, "This review was held" in late.content.decode()) == (422, True)
    said = posted(browse(world.officer), f"/reviews/{review.pk}/feedback/", {"speaker": "member", "words": "Late"}, 422)
    assert "This review was held" in said.content.decode()
    for table, change in (("review", "next_steps = 'x'"), ("reviewedobjective", "progress = 'none'")):
        with acting(world.manager), connection.cursor() as cursor:
            cursor.execute(f"UPDATE assessments_{table} SET {change}, version = version + 1")
            assert cursor.rowcount == 0


@pytest.mark.parametrize("table", ["review", "reviewedobjective", "reviewevidence", "feedback"])
def test_nothing_of_a_review_is_deleted(world: Any, browse: Any, table: str) -> None:
    furnished(world)
    opened(world, browse)
    with acting(world.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM assessments_{table}")


def test_the_second_wall_lets_nobody_hold_in_anothers_name_or_say_for_another_agency(world: Any, browse: Any) -> None:
    furnished(world)
    review = written(world, browse)
    held = "UPDATE assessments_review SET state = 'held', held_on = CURRENT_DATE, version = version + 1"
    say = """INSERT INTO assessments_feedback (id, case_id, review_id, speaker, words, agency_id, membership_id, at)
             VALUES (gen_random_uuid(), %s, %s, 'member', 'W', %s, %s, now())"""
    with acting(world.manager), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="own name"), transaction.atomic():
            cursor.execute(f"{held}, membership_id = %s", [world.officer.pk])
        with pytest.raises(DatabaseError, match="stays on its case"), transaction.atomic():
            cursor.execute("UPDATE assessments_review SET opened_at = now(), version = version + 1")
        with pytest.raises(DatabaseError, match="stays with its objective"), transaction.atomic():
            cursor.execute(
                "UPDATE assessments_reviewedobjective SET objective_id = %s, version = version + 1 WHERE id = %s",
                [objectives(review)[1].objective_id, objectives(review)[0].pk],
            )
    with acting(world.officer), connection.cursor() as cursor:
        cursor.execute(held)
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(say, [world.case.pk, review.pk, world.charity.pk, world.officer.pk])
        cursor.execute(say, [world.case.pk, review.pk, world.police.pk, world.officer.pk])
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE assessments_feedback SET words = 'x'")


def test_members_give_feedback_once_while_it_is_in_draft(world: Any, browse: Any) -> None:
    furnished(world)
    review, client = opened(world, browse), browse(world.officer)
    at = f"/reviews/{review.pk}/feedback/"
    posted(client, at, {"speaker": "member", "words": ""}, 422)
    form = {"speaker": "person", "words": "You came when I called.", "form_key": "5d1f3bb0-6c0e-4d5e-9c53-6f7d6a0c1a11"}
    posted(client, at, form)
    posted(client, at, form)
    (said,) = rows(Feedback)
    assert (said.speaker, said.agency_id, said.membership_id) == ("person", world.police.pk, world.officer.pk)
    assert "You came when I called." in browse(world.clinician).get(f"/reviews/{review.pk}/").content.decode()
    assert browse(world.chair).post(at, form).status_code == 403
    assert browse(world.teacher).post(at, form).status_code == 404


def test_what_is_typed_is_kept_for_the_writer_alone(world: Any, browse: Any) -> None:
    furnished(world)
    review, client = opened(world, browse), browse(world.manager)
    typed = {**words(review, next_steps="Zqhalf a sentence"), "draft_version": "0"}
    assert client.post(f"/reviews/{review.pk}/draft/", typed).status_code == 200
    assert "Zqhalf" in client.get(f"/reviews/{review.pk}/edit/").content.decode()
    assert "Zqhalf" not in client.get(f"/reviews/{review.pk}/").content.decode()
    assert browse(world.supervisor).post(f"/reviews/{review.pk}/draft/", typed).status_code == 403
    assert client.post(f"/reviews/{review.pk}/draft/", {"discard": "1"}).status_code == 303
    assert "Zqhalf" not in client.get(f"/reviews/{review.pk}/edit/").content.decode()


def test_the_list_says_what_there_is(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    assert "none is in force yet" in client.get(LIST).content.decode()
    furnished(world)
    assert "The case manager calls it" in client.get(LIST).content.decode()
    assert f"{LIST}new/" in browse(world.manager).get(LIST).content.decode()
    written(world, browse)
    assert f"{LIST}new/" not in browse(world.manager).get(LIST).content.decode()
    hold(browse, world.manager)
    assert "Held on" in client.get(LIST).content.decode()
    assert LIST in client.get("/cases/VRP-CEDAR/plan/").content.decode()
    assert browse(world.teacher).get(LIST).status_code == 403
