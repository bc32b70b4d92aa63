"""What programs record: custody, parts of the plan, sessions, the letter and the explanation, a breach."""

import uuid
from typing import Any

from casework.models import Action, Breach, CustodyEpisode, Note
from devstack.testing import backstage
from tests.api.caller import caller
from tests.factories.reports import held, supervised, today

WHY = "a test looks at what was stored"


def _day(offset: int) -> str:
    return today(offset).isoformat()


def _stored(model: Any, key: str) -> Any:
    with backstage():
        return model.objects.unguarded(because=WHY).get(pk=key)


def test_custody_is_recorded_by_a_permanent_member_and_refused_to_others(world: Any) -> None:
    path = f"/cases/{world.case.reference}/custody/"
    body = {"reason": "remand", "began_on": _day(-9), "release_on": _day(30)}
    assert caller(world.teacher).post(path, body).status_code == 403
    assert caller(world.stranger).post(path, body).status_code == 404
    answer = caller(world.supervisor).post(path, body)
    assert answer.status_code == 201
    stay = _stored(CustodyEpisode, answer.json()["id"])
    assert (stay.reason, stay.release_on.isoformat()) == ("remand", _day(30))
    odd = caller(world.supervisor).post(path, {**body, "began_on": _day(9)})
    assert odd.status_code in (409, 422)


def test_an_action_names_somebody_of_the_team(world: Any) -> None:
    path = f"/cases/{world.case.reference}/actions/"
    body = {"text": "Ask for a room", "membership_id": str(world.officer.pk), "due_on": _day(9)}
    answer = caller(world.manager).post(path, body)
    assert answer.status_code == 201
    assert _stored(Action, answer.json()["id"]).membership_id == world.officer.pk
    wrong = caller(world.manager).post(path, {**body, "membership_id": str(world.stranger.pk)})
    assert wrong.status_code == 422
    assert "membership" in wrong.content.decode()


def test_an_explanation_stays_out_of_reports_unless_it_is_cleared(world: Any) -> None:
    world.record = supervised(world)
    contact = held(world.case, world.supervisor, -3, "Nobody came.", attended="no_good_reason")
    body = {"came_on": _day(-2), "words": "His father fell.", "accepted": False}
    answer = caller(world.supervisor).post(f"/contacts/{contact.pk}/explanation/", body)
    assert answer.status_code == 201
    with backstage():
        note = Note.objects.unguarded(because=WHY).order_by("recorded_at").last()
    assert note is not None
    assert note.court_tier == 0
    again = caller(world.supervisor).post(f"/contacts/{contact.pk}/explanation/", body)
    assert again.status_code == 422


def test_a_breach_begins_with_its_proof(world: Any) -> None:
    world.record = supervised(world)
    contact = held(world.case, world.supervisor, -3, "Nobody came.", attended="no_good_reason")
    path = f"/cases/{world.case.reference}/breaches/"
    body = {"condition_id": str(world.record.condition.pk), "suspected_on": _day(-3)}
    assert caller(world.supervisor).post(path, body).status_code == 422  # nothing shows it
    assert caller(world.officer).post(path, {**body, "contacts": [str(contact.pk)]}).status_code == 403
    answer = caller(world.supervisor).post(path, {**body, "contacts": [str(contact.pk)]})
    assert answer.status_code == 201
    assert _stored(Breach, answer.json()["id"]).condition_id == world.record.condition.pk


def test_a_request_sent_again_with_its_key_is_recorded_once(world: Any) -> None:
    world.record = supervised(world)
    contact = held(world.case, world.supervisor, -3, "Nobody came.", attended="no_good_reason")
    case, call = f"/cases/{world.case.reference}/", caller(world.supervisor)
    for path, body in (
        (f"{case}custody/", {"reason": "remand", "began_on": _day(-9)}),
        (f"{case}actions/", {"text": "Ask for a room", "membership_id": str(world.officer.pk), "due_on": _day(9)}),
        (f"{case}breaches/", {
            "condition_id": str(world.record.condition.pk), "suspected_on": _day(-3), "contacts": [str(contact.pk)],
        }),
        (f"{case}conditions/", {
            "order_id": str(world.record.order.pk),
            "condition": {"category": "reporting", "exact_text": "By telephone.", "function": "relapse_prevention"},
        }),
        (f"{case}court-decisions/", {
            "order_id": str(world.record.order.pk), "act": "nothing", "decided_on": _day(-1), "words": "It stays.",
        }),
        (f"/contacts/{contact.pk}/letter/", {"sent_on": _day(-2), "delivery": "letter"}),
        (f"/contacts/{contact.pk}/explanation/", {"came_on": _day(-2), "words": "He fell.", "accepted": True}),
        (f"/interventions/{world.record.mentoring.pk}/sessions/", {"on": _day(-2), "attended": "yes"}),
    ):  # fmt: skip
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first, second = call.post(path, body, headers=key), call.post(path, body, headers=key)
        assert first.status_code == second.status_code == 201, (path, first.content, second.content)
        assert first.json() == second.json(), path
        assert call.post(path, body, headers={"Idempotency-Key": "twice"}).status_code == 422, path
