"""The page of orders and the acts on it, through the real door."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from access.models import Draft
from casework.models import Condition, CustodyEpisode, Deadline, Order
from devstack.testing import backstage
from tests.casework.doors import OUTSIDE, lines, must_look_absent, page
from tests.factories import (
    ConditionFactory,
    CourtDecisionFactory,
    CourtFactory,
    CustodyFactory,
    InterventionFactory,
    OrderFactory,
    OrderTypeFactory,
)

ORDERS = "/cases/VRP-CEDAR/orders/"


def day(offset: int = 0) -> str:
    """A day from today, as typed."""
    return (timezone.localdate() + dt.timedelta(days=offset)).isoformat()


@pytest.fixture
def order(world: Any) -> Any:
    """An order with two conditions; the second had other words before."""
    made = OrderFactory(case=world.case, number="K 7/26", type=OrderTypeFactory(
        partnership=world.partnership, local_name="Bewährungsaufsicht", meaning="Supervision in freedom"))  # fmt: skip
    made.decision = CourtDecisionFactory(order=made, membership=world.supervisor, words="Supervision is ordered.")
    made.first = ConditionFactory(order=made, source_decision=made.decision, number=1, exact_text="Report weekly.")
    later = CourtDecisionFactory(order=made, membership=world.supervisor, act="varied", number="K 7/26-2")
    old = ConditionFactory(
        order=made, source_decision=made.decision, ending_decision=later, number=2, exact_text="Old curfew words.",
        state="varied",
    )  # fmt: skip
    made.second = ConditionFactory(
        order=made, source_decision=later, number=2, edition=2, replaces=old, exact_text="New curfew words."
    )
    return made


def test_the_page_says_what_binds_since_when_and_how_long(world: Any, browse: Any, order: Any) -> None:
    CustodyFactory(case=world.case, release_on=timezone.localdate() + dt.timedelta(days=128))
    ConditionFactory(
        order=order, state="proposed", proposed_by=world.officer, number=0, exact_text="Stay offline.", starts_on=None
    )
    InterventionFactory(
        case=world.case, provider=world.charity, title="Welding course", ends_on=order.ends_on + dt.timedelta(days=9)
    )
    body = page(browse(world.officer), ORDERS)
    for words in (
        "Bewährungsaufsicht", "Supervision in freedom", "265 days left", "Every 90 days", "Report weekly.",
        "New curfew words.", "1 earlier version", "Old curfew words.", "Supervision is ordered.", "Stay offline.",
        "Release in 128 days", "Welding course", 'max="365" value="100"',
    ):  # fmt: skip
        assert words in body, words
    assert "Record a court decision" not in body
    assert "Propose other words" in body
    assert lines("order.list_read")[-1].case_id == world.case.pk


def test_the_supervisor_may_record_and_the_chair_reads(world: Any, browse: Any, order: Any) -> None:
    assert "Record a court decision" in page(browse(world.supervisor), ORDERS)
    body = page(browse(world.chair), ORDERS)
    assert "Report weekly." in body
    assert "Propose" not in body


@pytest.mark.parametrize("who", ["teacher", "mentor"])
def test_guests_and_companions_are_told_so(world: Any, browse: Any, order: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    body = page(client, ORDERS, 403)
    assert "Your place on this case does not let you do this" in body
    assert "Report weekly." not in body
    assert ORDERS not in page(client, "/cases/VRP-CEDAR/")


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_get_what_never_existed_gives(world: Any, browse: Any, order: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    for path in ("/cases/{}/orders/", "/cases/{}/orders/new/", f"/cases/{{}}/orders/{order.pk}/decision/",
                 f"/cases/{{}}/orders/{order.pk}/propose/", "/cases/{}/custody/new/"):  # fmt: skip
        must_look_absent(client, path)


def order_form(world: Any, **more: Any) -> dict[str, Any]:
    """An order as typed."""
    return {
        "court": CourtFactory(partnership=world.partnership).pk,
        "type": OrderTypeFactory(partnership=world.partnership).pk, "number": "K 9/26", "made_on": day(-5),
        "starts_on": day(-3), "ends_on": day(300), "supervising_agency": world.probation.pk,
        "report_every_days": "90", "words": "Supervision for a year.",
        "imposed-1-exact_text": "The person reports on Mondays.", "imposed-1-category": "reporting",
        "imposed-1-function": "relapse_prevention", **more,
    }  # fmt: skip


def test_an_order_is_recorded(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    assert page(client, f"{ORDERS}new/")
    answer = client.post(f"{ORDERS}new/", order_form(world))
    assert answer.status_code == 303
    with backstage():
        made = Order.objects.unguarded(because="test").get()
        bound = Condition.objects.unguarded(because="test").get()
        due = Deadline.objects.unguarded(because="test").filter(subject_id=made.pk)
        assert sorted(due.values_list("kind", flat=True)) == ["order_ends", "sign_conditions"]
    assert answer["Location"] == f"{ORDERS}#order-{made.pk}"
    assert bound.exact_text == "The person reports on Mondays."
    body = page(client, ORDERS)
    assert "300 days left" in body
    overview = page(client, "/cases/VRP-CEDAR/")
    assert f'{ORDERS}#order-{made.pk}"' in overview


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("id_imposed-1-category", {"imposed-1-category": ""}),
        ("id_ends_on", {"ends_on": day(-20)}),
        ("id_made_on", {"made_on": ""}),
        ("id_imposed-1-exact_text", {"imposed-1-exact_text": ""}),
        ("id_imposed-1-ends_on", {"imposed-1-ends_on": "soon"}),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_is_lost(world: Any, browse: Any, field: Any, typed: Any) -> None:
    body = page_after(browse(world.supervisor), f"{ORDERS}new/", order_form(world, **typed))
    assert f'id="{field}_error"' in body
    assert f'href="#{field}"' in body
    assert "Supervision for a year." in body


def test_a_running_order_is_the_basis_and_stands_in_the_identity_bar(world: Any, browse: Any, order: Any) -> None:
    with backstage():
        world.case.status, world.case.notice_given_on = "accepted", timezone.localdate()
        world.case.version += 1
        world.case.save()
    client = browse(world.supervisor)
    body = page(client, "/cases/VRP-CEDAR/move/")
    assert "Bewährungsaufsicht K 7/26" in body
    assert order.ends_on.strftime("%Y") in body
    assert "Record the order or the voluntary basis." not in body
    with backstage():
        order.state, order.version = "suspended", 2
        order.save()
    body = page(client, "/cases/VRP-CEDAR/move/")
    assert "Record the order or the voluntary basis." in body
    assert "Bewährungsaufsicht" not in body
    assert "K 7/26" not in page(browse(world.teacher), "/cases/VRP-CEDAR/")


def page_after(client: Any, path: Any, form: Any, status: Any = 422) -> str:
    """The body that a form is answered with."""
    answer = client.post(path, form)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return str(answer.content.decode())


def decision(order: Any, **more: Any) -> dict[str, Any]:
    """A decision as typed, with every condition as the form shows it."""
    form: dict[str, Any] = {"act": "varied", "decided_on": day(-1), "number": "K 7/26-3", "words": "Changed."}
    for row in (order.first, order.second):
        form |= {
            f"varied-{row.pk}-do": "keep", f"varied-{row.pk}-exact_text": row.exact_text,
            f"varied-{row.pk}-category": row.category, f"varied-{row.pk}-function": row.function,
            f"varied-{row.pk}-measure": row.measure,
        }  # fmt: skip
    return {**form, **more}


def test_a_decision_changes_one_ends_another_and_adds_a_third(world: Any, browse: Any, order: Any) -> None:
    client, path = browse(world.supervisor), f"{ORDERS}{order.pk}/decision/"
    body = page(client, path)
    assert "New curfew words." in body
    assert "Old curfew words." not in body
    answer = client.post(path, decision(order, **{
        f"varied-{order.first.pk}-do": "vary", f"varied-{order.first.pk}-exact_text": "Report twice a week.",
        f"varied-{order.second.pk}-do": "end", "imposed-0-exact_text": "Pay back the damage.",
        "imposed-0-category": "reparation", "imposed-0-function": "reintegration", "order_ends_on": day(400),
    }))  # fmt: skip
    assert answer.status_code == 303
    body = page(client, ORDERS)
    for words in ("Report twice a week.", "Pay back the damage.", "400 days left", "K 7/26-3", "Changed."):
        assert words in body
    with backstage():
        rows = Condition.objects.unguarded(because="test").order_by("number", "edition")
        assert list(rows.values_list("number", "edition", "state")) == [
            (1, 1, "varied"), (1, 2, "in_force"), (2, 1, "varied"), (2, 2, "ended"), (3, 1, "in_force")
        ]  # fmt: skip


def test_a_mistake_in_a_decision_stands_beside_its_field(world: Any, browse: Any, order: Any) -> None:
    client, path = browse(world.supervisor), f"{ORDERS}{order.pk}/decision/"
    key = f"varied-{order.first.pk}"
    body = page_after(client, path, decision(order, **{f"{key}-do": "vary", f"{key}-exact_text": " "}))
    assert f'id="id_{key}-exact_text_error"' in body
    body = page_after(client, path, decision(order, act="suspended", **{f"{key}-do": "end"}))
    assert 'id="id_act_error"' in body
    body = page_after(client, path, decision(order, act="imposed"))
    assert 'id="id_imposed-0-exact_text_error"' in body
    body = page_after(client, path, decision(order, decided_on=day(1)))
    assert 'id="id_decided_on_error"' in body
    assert "K 7/26-3" in body


def test_a_proposal_is_made_taken_up_from_its_link_or_set_aside(world: Any, browse: Any, order: Any) -> None:
    officer, supervisor = browse(world.officer), browse(world.supervisor)
    path = f"{ORDERS}{order.pk}/propose/"
    assert "Report weekly." in page(officer, f"{path}?changes={order.first.pk}")
    form = {"exact_text": "Report by telephone.", "category": "reporting", "function": "reintegration"}
    assert officer.post(path, {**form, "changes": order.first.pk}).status_code == 303
    assert officer.post(path, {**form, "category": "travel", "exact_text": "Stay in the province."}).status_code == 303
    assert 'id="id_exact_text_error"' in page_after(officer, path, {**form, "exact_text": ""})
    with backstage():
        rows = Condition.objects.unguarded(because="test").filter(state="proposed").order_by("number")
        new, change = list(rows)
    assert "Report by telephone." in page(supervisor, f"{ORDERS}{order.pk}/decision/?proposal={change.pk}")
    taken = page(supervisor, f"{ORDERS}{order.pk}/decision/?proposal={new.pk}")
    assert f'value="{new.pk}"' in taken
    aside = f"/cases/VRP-CEDAR/conditions/{new.pk}/set-aside/"
    assert "Stay in the province." in page(supervisor, aside)
    assert 'id="id_reason_error"' in page_after(supervisor, aside, {"reason": ""})
    assert supervisor.post(aside, {"reason": "The team agreed not to"}).status_code == 303
    assert page(officer, aside, 403)


def test_custody_is_recorded_planned_and_ended(world: Any, browse: Any) -> None:
    client, path = browse(world.officer), "/cases/VRP-CEDAR/custody/new/"
    form = {"reason": "sentence", "began_on": day(-30), "release_on": day(200), "agency": world.probation.pk}
    assert 'id="id_began_on_error"' in page_after(client, path, {**form, "began_on": day(3)})
    assert 'id="id_began_on_error"' in page_after(client, path, {**form, "began_on": "0001-01-01"})
    assert client.post(path, form).status_code == 303
    with backstage():
        stay = CustodyEpisode.objects.unguarded(because="test").get()
        due = Deadline.objects.unguarded(because="test").filter(subject_id=stay.pk)
        found = {row.kind: (row.due_on.isoformat(), row.responsible_id) for row in due}
    assert found == {"release": (day(200), world.manager.pk), "network": (day(18), world.manager.pk)}
    again = page_after(client, path, form)
    assert "in custody already" in again
    edit = f"/cases/VRP-CEDAR/custody/{stay.pk}/"
    assert client.post(edit, {**form, "release_on": day(100), "version": 1}).status_code == 303
    assert page_after(client, edit, {**form, "version": 1}, 409)
    done = {**form, "release_on": day(-1), "ended_on": day(0), "version": 2}
    assert 'id="id_ended_on_error"' in page_after(client, edit, {**done, "ended_on": day(2)})
    assert client.post(edit, done).status_code == 303
    with backstage():
        states = dict(Deadline.objects.unguarded(because="test").values_list("kind", "state"))
    assert states == {"release": "done", "network": "dropped"}


def test_what_is_typed_is_kept_as_a_draft(world: Any, browse: Any, order: Any) -> None:
    client = browse(world.supervisor)
    for path, form in (
        (f"{ORDERS}draft/", order_form(world)),
        (f"{ORDERS}{order.pk}/decision/draft/", decision(order)),
    ):
        assert client.post(path, {**form, "draft_version": "0"}).status_code == 200
        assert client.post(path, {**form, "draft_version": "0"}).status_code == 409
    assert "The person reports on Mondays." in page(client, f"{ORDERS}new/")
    assert "K 7/26-3" in page(client, f"{ORDERS}{order.pk}/decision/")
    assert client.post(f"{ORDERS}draft/", {"discard": "1"}).status_code == 302
    assert client.post(f"{ORDERS}{order.pk}/decision/", decision(order, order_ends_on=day(500))).status_code == 303
    with backstage():
        assert not Draft.objects.unguarded(because="test").exists()
