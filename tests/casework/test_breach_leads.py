"""From a missed contact to its breach and on: what is filled in, what is linked, what is waited for."""

from typing import Any

import pytest

from tests.casework.doors import page
from tests.casework.test_breach import CASE, SPOKEN, act, lay_order, refused, started, today


@pytest.fixture
def order(world: Any) -> Any:
    return lay_order(world)


def test_a_missed_contact_leads_to_its_breach(world: Any, browse: Any, order: Any) -> None:
    client, contact = browse(world.supervisor), f"/contacts/{order.missed.pk}/"
    way = f"{CASE}breaches/new/?contact={order.missed.pk}"
    assert way in page(client, contact)
    assert f'value="{today(-3).isoformat()}"' in page(client, way)  # the day of the failure is the contact's
    breach = started(world, browse, order)
    there = page(client, contact)
    assert f"{CASE}breach/{breach.pk}/" in there
    assert way not in there
    for outside in (world.teacher, world.mentor):
        assert str(breach.pk) not in browse(outside).get(contact).content.decode()


def test_what_came_is_waited_for_no_longer(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    act(client, breach, "ask", delivery="letter")
    for path in (f"{CASE}breach/{breach.pk}/", f"{CASE}breaches/"):
        assert "Explanation from the person" in page(client, path)
    act(client, breach, "explanation", came="yes", **SPOKEN)
    for path in (f"{CASE}breach/{breach.pk}/", f"{CASE}breaches/"):
        assert "Explanation from the person" not in page(client, path)


def test_a_term_is_about_the_condition_unless_said_otherwise(world: Any, browse: Any, order: Any) -> None:
    breach = refused(world, browse, order)
    for path in ("propose", "terms/new"):
        text = page(browse(world.supervisor), f"{CASE}breach/{breach.pk}/{path}/")
        for value in (order.condition.category, order.condition.function, order.condition.pk):
            assert f'<option value="{value}" selected>' in text, value
