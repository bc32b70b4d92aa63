"""What parts of the plan do not tell, and in whose name and turn a version moves on, also past the application."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.planning import PLAN, intervention, posted
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    CourtDecisionFactory,
    NoteFactory,
    ObjectiveFactory,
    OrderFactory,
    PlanVersionFactory,
)

CASE = "/cases/VRP-CEDAR"


def test_a_shared_step_tells_no_reason_and_no_note_that_is_not_read(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="He has a desk.")
    opened = {"for_companions": True, "for_guests": True}
    done = ActionFactory(case=world.case, membership=world.officer, state="done", **opened)
    stuck = ActionFactory(case=world.case, membership=world.officer, **opened)
    with backstage():
        done.evidence, done.version = note, done.version + 1
        done.save()
        stuck.state, stuck.blocked_reason, stuck.unblock_by = "blocked", "zqwiretap", world.supervisor
        stuck.blocked_on, stuck.version = timezone.localdate(), stuck.version + 1
        stuck.save()
    for who, reads in (("officer", True), ("chair", True), ("teacher", False), ("mentor", False)):
        client = browse(getattr(world, who))
        told = client.get(f"/actions/{stuck.pk}/").content.decode() + client.get(PLAN).content.decode()
        rows = {row["id"]: row for row in caller(getattr(world, who)).get(f"{CASE}/actions/").json()["results"]}
        assert ("zqwiretap" in told, rows[str(stuck.pk)]["reason"] == "zqwiretap") == (reads, reads), who
        note_read = who == "officer"
        page = client.get(f"/actions/{done.pk}/").content.decode()
        assert (str(note.pk) in page, rows[str(done.pk)]["evidence"] is not None) == (note_read, note_read), who


def test_why_treatment_may_overlap_is_told_by_the_agency_that_gives_it(world: Any, browse: Any) -> None:
    clinician = browse(world.clinician)
    for title, why in (("Trauma hour", ""), ("Sleep hour", "zqnightmares need both")):
        typed = intervention(world.health, type="psychology", title=title, goal="Rest", overlap_accepted=why)
        posted(clinician, f"{CASE}/interventions/new/", typed)
    assert "zqnightmares" in clinician.get(PLAN).content.decode()
    for who in ("manager", "supervisor", "officer", "chair"):
        found = browse(getattr(world, who)).get(PLAN).content.decode()
        assert "known to the agency that provides it" in found, who
        assert "zqnightmares" not in found + caller(getattr(world, who)).get(f"{CASE}/interventions/").text, who


def test_the_persons_own_sheet_praises_nothing_they_do_not_know_of(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager)
    hidden = ObjectiveFactory(plan=plan, area="risk_assessment", chosen_by_person=False, text="Kept from the group")
    known = ObjectiveFactory(plan=plan, chosen_by_person=True, text="A room")
    at = {"case": world.case, "membership": world.manager}
    AchievementFactory(text="zqkept from the group", line=hidden.line, told_person_on=None, **at)
    AchievementFactory(text="Has a room", line=known.line, told_person_on=None, **at)
    AchievementFactory(text="Cooked for six", line=None, told_person_on=None, **at)
    AchievementFactory(text="Broke with Karim", line=hidden.line, told_person_on=timezone.localdate(), **at)
    sheet = browse(world.manager).get(f"{PLAN}sheet/").content.decode()
    assert "zqkept" not in sheet
    assert all(words in sheet for words in ("Has a room", "Cooked for six", "Broke with Karim"))


def test_an_approval_of_the_court_counts_for_one_version(world: Any, browse: Any) -> None:
    order, today = OrderFactory(case=world.case, plan_needs_court=True), timezone.localdate()
    early = CourtDecisionFactory(
        order=order, membership=world.supervisor, act="plan_approved",
        decided_on=today - dt.timedelta(days=40),
    )  # fmt: skip
    used = CourtDecisionFactory(order=order, membership=world.supervisor, act="plan_approved", decided_on=today)
    PlanVersionFactory(case=world.case, membership=world.manager, number=1, court_approval=used)
    sent = PlanVersionFactory(
        case=world.case, membership=world.manager, number=2, state="sent_to_court",
        answered_on=today - dt.timedelta(days=9), in_force_from=None,
    )  # fmt: skip
    path, manager = f"{PLAN}{sent.number}/step/approve/", browse(world.manager)
    for decision in (early, used):
        body = posted(manager, path, {"decision": decision.pk}, 422).content.decode()
        assert "Choose the decision by which the court approved the plan" in body
    fresh = CourtDecisionFactory(order=order, membership=world.supervisor, act="plan_approved", decided_on=today)
    posted(manager, path, {"decision": fresh.pk})


def moved(world: Any, act: Any, who: str, plan: Any, what: str) -> bool:
    """Whether the wall lets somebody's statement change a version; it is taken back."""
    with act(getattr(world, who)), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(
                    f"UPDATE casework_planversion SET version = version + 1, {what} WHERE id = %(plan)s",
                    {"plan": plan.pk, "supervisor": world.supervisor.pk, "manager": world.manager.pk},
                )
                done = cursor.rowcount
                transaction.set_rollback(True)
        except DatabaseError:
            return False
    return bool(done)


@pytest.mark.parametrize("state", ["draft", "agreed"])
def test_the_wall_lets_nobody_agree_for_another(world: Any, act: Any, state: str) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager, state=state, in_force_from=None)

    def does(who: str, what: str) -> bool:
        return moved(world, act, who, plan, what)

    agreed = "supervisor_agreed_on = current_date, supervisor_id = "
    assert not does("manager", f"{agreed} %(supervisor)s")
    assert not does("manager", f"{agreed} %(manager)s")
    assert not does("supervisor", f"{agreed} %(manager)s")
    assert does("supervisor", f"{agreed} %(supervisor)s")
    assert not does("manager", "state = 'in_force', in_force_from = current_date")
    assert not does("supervisor", "state = 'in_force', in_force_from = current_date")
    assert not does("supervisor", "risk_text = 'x'")
    assert does("manager", "risk_text = 'x'") == (state == "draft")
    assert not does("manager", "state = 'approved'")
    assert not does("manager", "membership_id = %(supervisor)s")
    assert does("manager", "person_words = 'Yes.'")
    assert not does("officer", "person_words = 'Yes.'")
