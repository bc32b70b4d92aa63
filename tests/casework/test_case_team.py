"""The team: who is named to whom, giving and ending places, roles that change hands."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Case, CaseTeamMember, Deadline
from devstack.testing import backstage
from tests.casework.doors import INSIDE, OUTSIDE, lines, must_look_absent, page, statements
from tests.factories import (
    ContactFactory,
    DeadlineFactory,
    MembershipFactory,
    NoteFactory,
    PlaceFactory,
    PositionFactory,
)

TEAM = "/cases/VRP-CEDAR/team/"


def day(days: Any) -> Any:
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


def place(membership: Any) -> Any:
    with backstage():
        return CaseTeamMember.objects.unguarded(because="test").get(membership=membership)


def typed(membership: Any, **changes: Any) -> Any:
    return {"membership": str(membership.pk), "kind": "permanent", "purpose": "reintegration", "until": "",
            "decision": "Panel of 3 May", **changes}  # fmt: skip


@pytest.mark.parametrize("who", INSIDE)
def test_who_sees_the_case_sees_the_team_in_one_line_of_the_trail(world: Any, browse: Any, who: Any) -> None:
    body = page(browse(getattr(world, who)), TEAM)
    named = who not in ("teacher", "mentor")
    assert (world.clinician.user.full_name in body) == named
    assert world.clinician.position.name in body
    assert ("Port Service" in body) == named
    assert ("Places that ended" in body) == named
    assert len(lines("case.team_read")) == 1


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_get_what_a_case_that_never_existed_gets(world: Any, browse: Any, who: Any) -> None:
    client, key = browse(getattr(world, who)), place(world.officer).pk
    for path in ("", "new/", f"{key}/end/", f"{key}/appoint/"):
        must_look_absent(client, "/cases/{}/team/" + path)
    must_look_absent(client, "/cases/{}/team/new/", data=typed(world.analyst))
    must_look_absent(client, f"/cases/{{}}/team/{key}/end/", data={"reason": "Because"})


@pytest.mark.parametrize("who", ["officer", "clinician", "teacher", "mentor", "chair"])
def test_only_those_who_manage_staff_the_case(world: Any, browse: Any, who: Any) -> None:
    client, key = browse(getattr(world, who)), place(world.officer).pk
    for path, data in (
        ("new/", typed(world.analyst)),
        (f"{key}/end/", {"reason": "Because"}),
        (f"{key}/appoint/", {"role": "case_manager"}),
    ):
        assert client.get(TEAM + path).status_code == 403
        assert client.post(TEAM + path, data).status_code == 403


def test_a_place_opens_the_case_at_once_and_its_end_closes_it(world: Any, browse: Any) -> None:
    client, manager = browse(world.analyst), browse(world.manager)
    must_look_absent(client, "/cases/{}/")
    assert manager.post(TEAM + "new/", typed(world.analyst)).status_code == 303
    page(client, "/cases/VRP-CEDAR/")
    key = place(world.analyst).pk
    assert manager.post(f"{TEAM}{key}/end/", {"reason": "Moved to another desk"}).status_code == 303
    must_look_absent(client, "/cases/{}/")
    assert manager.get(f"{TEAM}{key}/end/").status_code == 404
    assert manager.post(TEAM + "new/", typed(world.analyst)).status_code == 303
    page(client, "/cases/VRP-CEDAR/")
    assert lines("team.place_ended")[0].reason == "Moved to another desk"


def test_a_guest_has_an_end_and_a_reminder_that_follows_it(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    answer = manager.post(TEAM + "new/", typed(world.colleague, kind="ad_hoc"))
    assert answer.status_code == 422
    assert "needs an end date" in answer.content.decode()
    assert manager.post(TEAM + "new/", typed(world.colleague, kind="ad_hoc", until=day(40))).status_code == 303
    found = place(world.colleague)
    assert timezone.localdate(found.valid_to - dt.timedelta(seconds=1)).isoformat() == day(40)
    assert manager.post(f"{TEAM}{found.pk}/end/", {"reason": "Done"}).status_code == 303
    assert manager.post(TEAM + "new/", typed(world.colleague, kind="ad_hoc", until=day(60))).status_code == 303
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(kind="place_ends")
        assert sorted(rows.values_list("state", "due_on")) == sorted(
            [("dropped", dt.date.fromisoformat(day(26))), ("open", dt.date.fromisoformat(day(46)))]
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"membership": ""}, "Choose who joins"),
        ({"membership": "5d5b1c1e-0000-4000-8000-000000000000"}, "valid choice"),
        ({"kind": ""}, "Choose the kind"),
        ({"kind": "oversight"}, "valid choice"),
        ({"kind": "companion", "until": "2999-01-01"}, "A companion joins as companion"),
        ({"purpose": ""}, "Choose the purpose"),
        ({"kind": "ad_hoc", "until": "2001-01-01"}, "has passed already"),
    ],
)
def test_bad_input_gives_the_form_once_more(world: Any, browse: Any, changes: Any, words: Any) -> None:
    answer = browse(world.manager).post(TEAM + "new/", {**typed(world.colleague), **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Panel of 3 May" in answer.content.decode()


def test_only_members_in_good_standing_without_a_place_are_offered(world: Any, browse: Any) -> None:
    unready = MembershipFactory(agency=world.police, accepted=False)
    body = page(browse(world.manager), TEAM + "new/")
    assert world.colleague.user.full_name in body
    for nobody in (world.officer, world.stranger, unready):
        assert f">{nobody.user.full_name}, " not in body
    answer = browse(world.manager).post(TEAM + "new/", typed(unready))
    assert answer.status_code == 422


def test_a_companion_of_a_minor_needs_the_guardians_word(world: Any, browse: Any) -> None:
    friend = MembershipFactory(agency=world.charity, position=PositionFactory(is_companion=True))
    with backstage():
        world.person.born_on = timezone.localdate() - dt.timedelta(days=16 * 366)
        world.person.version += 1
        world.person.save()
    manager, data = browse(world.manager), typed(friend, kind="companion", until=day(30))
    answer = manager.post(TEAM + "new/", {**data, "decision": ""})
    assert "say when the guardian agreed" in answer.content.decode()
    assert manager.post(TEAM + "new/", {**data, "decision": "Mother agreed on 2 May"}).status_code == 303


def test_the_case_manager_hands_over_to_a_successor(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    key = place(world.supervisor).pk
    answer = manager.post(f"{TEAM}{key}/appoint/", {"role": "case_manager", "decision": ""})
    assert answer.status_code == 303
    assert place(world.supervisor).is_case_manager
    assert place(world.supervisor).is_order_supervisor
    assert not place(world.manager).is_case_manager
    assert manager.get(TEAM + "new/").status_code == 403
    assert manager.get(TEAM).status_code == 200
    assert lines("team.case_manager_appointed")[0].case_id == world.case.pk


def test_what_is_due_goes_with_the_role(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.officer, full="Not there.")
    hidden = NoteFactory(case=world.case, by=world.supervisor, full="Hidden.", handling="sealed")
    seen, unseen = (
        ContactFactory(case=world.case, membership=by, note=words, attended="no_good_reason")
        for by, words in ((world.officer, note), (world.supervisor, hidden))
    )
    about = {"case": world.case, "agency": world.probation, "responsible": world.supervisor}
    rows = {
        "hearing": DeadlineFactory(kind="hearing", **about),
        "letter": DeadlineFactory(kind="contact_letter", subject_kind="contact", subject_id=seen.pk, **about),
        "hidden": DeadlineFactory(kind="contact_letter", subject_kind="contact", subject_id=unseen.pk, **about),
        "action": DeadlineFactory(kind="action_due", **about),
    }  # fmt: skip
    key = place(world.clinician).pk
    answer = browse(world.supervisor).post(
        f"{TEAM}{key}/appoint/", {"role": "order_supervisor", "decision": "Panel, all for"}
    )
    assert answer.status_code == 303
    with backstage():
        found = {row.pk: row for row in Deadline.objects.unguarded(because="test").all()}
    now = {name: found[row.pk].responsible_id for name, row in rows.items()}
    assert now == {
        "hearing": world.clinician.pk, "letter": world.clinician.pk, "hidden": world.supervisor.pk,
        "action": world.supervisor.pk,
    }  # fmt: skip
    assert found[rows["hearing"].pk].agency_id == world.clinician.agency_id
    assert lines("team.order_supervisor_appointed")[0].detail == {"deadlines": 2}


def test_a_role_outside_the_lead_agency_needs_the_joint_decision(world: Any, browse: Any) -> None:
    client, key = browse(world.supervisor), place(world.clinician).pk
    answer = client.post(f"{TEAM}{key}/appoint/", {"role": "case_manager", "decision": ""})
    assert answer.status_code == 422
    assert "Name the joint decision" in answer.content.decode()
    answer = client.post(f"{TEAM}{key}/appoint/", {"role": "case_manager", "decision": "Panel, five for, one against"})
    assert answer.status_code == 303
    assert place(world.clinician).decision == "Panel, five for, one against"


def test_a_guest_takes_no_role_and_a_role_is_given_once(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    answer = client.post(f"{TEAM}{place(world.teacher).pk}/appoint/", {"role": "case_manager", "decision": "x"})
    assert "Only a permanent member" in answer.content.decode()
    answer = client.post(f"{TEAM}{place(world.supervisor).pk}/appoint/", {"role": "order_supervisor"})
    assert "has the role already" in answer.content.decode()
    assert client.post(f"{TEAM}{place(world.officer).pk}/appoint/", {"role": "king"}).status_code == 422


def test_a_case_is_never_without_its_roles(world: Any, browse: Any) -> None:
    for who in (world.manager, world.supervisor):
        answer = browse(world.supervisor).post(f"{TEAM}{place(who).pk}/end/", {"reason": "Leaves"})
        assert answer.status_code == 422
        assert "Appoint a successor first" in answer.content.decode()


def test_a_place_of_another_case_is_not_reached_through_this_one(world: Any, browse: Any) -> None:
    with backstage():
        other = Case(
            reference="VRP-OTHER", neutral_title="Other", person=world.person, partnership=world.partnership,
            lead_agency=world.probation, area="velmarra", opened_on=timezone.localdate(),
            next_review_on=timezone.localdate(), last_activity_at=timezone.now(),
        )  # fmt: skip
        other.save(force_insert=True)
    foreign = PlaceFactory(case=other, membership=world.colleague)
    client = browse(world.manager)
    for act in ("end", "appoint"):
        assert client.get(f"{TEAM}{foreign.pk}/{act}/").status_code == 404
        assert client.post(f"{TEAM}{foreign.pk}/{act}/", {"reason": "x", "role": "case_manager"}).status_code == 404


def test_the_price_does_not_grow_with_the_rows(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    page(client, TEAM)
    few = statements(client, TEAM)
    for _each in range(20):
        PlaceFactory(case=world.case, membership=MembershipFactory(agency=world.social))
    assert statements(client, TEAM) <= few <= 26
