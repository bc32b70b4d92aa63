"""Courts and types of order: kept by coordinators, seen by whoever records an order."""

from typing import Any

import pytest

from access.errors import NotAllowed
from casework.models import Court, OrderType
from casework.services.courts import CourtDetails, OrderTypeDetails, add_court, add_order_type
from devstack.testing import backstage
from tests.casework.doors import lines, page
from tests.factories import CourtFactory, MembershipFactory, OrderTypeFactory

COURT = {"name": "District Court of Velmarra", "jurisdiction": "Arden Reach", "address": "Quay 1", "is_active": "on"}
TYPE = {
    "local_name": "Vigilancia libre", "meaning": "Supervision in freedom", "jurisdiction": "Arden Reach",
    "kind": "post_sentence", "may_follow_sentence": "on", "is_active": "on",
}  # fmt: skip


def test_a_coordinator_adds_and_changes_a_court(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    assert "Order supervisors cannot record an order" in page(client, "/courts/")
    assert 'href="/courts/"' in page(client, "/agencies/")
    assert client.post("/courts/new/", COURT).status_code == 303
    again = client.post("/courts/new/", {**COURT, "name": "district court of velmarra"})
    assert again.status_code == 422
    assert 'id="id_name_error"' in again.content.decode()
    with backstage():
        row = Court.objects.unguarded(because="test").get()
    path = f"/courts/{row.pk}/edit/"
    assert "Quay 1" in page(client, path)
    assert client.post(path, {**COURT, "address": "Quay 2", "is_active": "", "version": 1}).status_code == 303
    late = client.post(path, {**COURT, "address": "Quay 3", "version": 1})
    assert late.status_code == 409
    assert "Quay 2" in late.content.decode()
    body = page(client, "/courts/")
    assert "Not in use" in body
    assert [line.detail for line in lines("court.changed")] == [{"fields": ["address", "is_active"]}]


def test_a_court_out_of_use_is_not_offered(world: Any, browse: Any) -> None:
    CourtFactory(partnership=world.partnership, name="Court in use")
    CourtFactory(partnership=world.partnership, name="Court of old days", is_active=False)
    body = page(browse(world.supervisor), "/cases/VRP-CEDAR/orders/new/")
    assert "Court in use" in body
    assert "Court of old days" not in body


def test_a_coordinator_adds_and_changes_a_type_of_order(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    assert client.post("/courts/types/new/", TYPE).status_code == 303
    wrong = client.post("/courts/types/new/", {**TYPE, "kind": "", "local_name": "Otra"})
    assert wrong.status_code == 422
    assert 'href="#id_kind_0"' in wrong.content.decode()
    twice = client.post("/courts/types/new/", TYPE)
    assert 'id="id_local_name_error"' in twice.content.decode()
    with backstage():
        row = OrderType.objects.unguarded(because="test").get()
    path = f"/courts/types/{row.pk}/edit/"
    assert client.post(path, {**TYPE, "meaning": "Watched freedom", "version": 1}).status_code == 303
    body = page(client, "/courts/")
    for words in ("Vigilancia libre", "Watched freedom", "May begin after the sentence", "Measure after the sentence"):
        assert words in body
    assert lines("order_type.added")


@pytest.mark.parametrize("who", ["supervisor", "chair", "legal", "stranger", "mentor"])
def test_nobody_else_keeps_them(world: Any, browse: Any, act: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    assert client.get("/courts/").status_code == 403
    assert client.post("/courts/new/", COURT).status_code == 403
    with act(getattr(world, who)) as actor:
        with pytest.raises(NotAllowed):
            add_court(actor, CourtDetails("A", "B"))
        with pytest.raises(NotAllowed):
            add_order_type(actor, OrderTypeDetails("A", "probation", "B"))


def test_a_coordinator_of_another_partnership_finds_none(world: Any, browse: Any, act: Any) -> None:
    away = MembershipFactory(agency=world.elsewhere, duties=["coordinator"])
    court, kind = CourtFactory(partnership=world.partnership), OrderTypeFactory(partnership=world.partnership)
    client = browse(away)
    assert client.get(f"/courts/{court.pk}/edit/").status_code == 404
    assert client.get(f"/courts/types/{kind.pk}/edit/").status_code == 404
    assert court.name not in page(client, "/courts/")
