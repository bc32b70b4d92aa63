"""The forecast: coming releases and ends of orders, with what is missing, for the cases one reads from inside."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from tests.casework.doors import lines, page, statements
from tests.factories import (
    CaseFactory,
    CustodyFactory,
    DeadlineFactory,
    NetworkLinkFactory,
    OrderFactory,
    PersonFactory,
    PlaceFactory,
    PlanVersionFactory,
)


def day(offset: int) -> dt.date:
    """A local day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


@pytest.fixture
def coming(world: Any) -> Any:
    """A release in 128 days whose network is late, and an order that ends in 40 days."""
    CustodyFactory(case=world.case, release_on=day(128), agency=world.social)
    OrderFactory(case=world.case, number="K 40/26", starts_on=day(-300), ends_on=day(40))
    OrderFactory(case=world.case, number="K 400/26", ends_on=day(400))
    OrderFactory(case=world.case, number="K 41/26", ends_on=day(41), state="suspended")
    NetworkLinkFactory(case=world.case, accepted_on=day(-3))
    NetworkLinkFactory(case=world.case, accepted_on=None)
    DeadlineFactory(case=world.case, agency=world.probation, kind="network", due_on=day(-22))
    return world


def test_it_says_what_comes_and_what_is_missing(coming: Any, browse: Any) -> None:
    body = page(browse(coming.officer), "/forecast/")
    for words in ("Release in 128 days", "40 days left", "K 40/26", "No plan in force", "Network: 1 of 3 said yes",
                  "Support network before release", "Idris Valcourt"):  # fmt: skip
        assert words in body, words
    assert "K 400/26" not in body
    assert "K 41/26" not in body
    assert 'href="/forecast/"' in page(browse(coming.officer), "/")
    assert [line.case_id for line in lines("forecast.read")] == [coming.case.pk]


def test_what_is_there_is_not_missing(coming: Any, browse: Any) -> None:
    PlanVersionFactory(case=coming.case, membership=coming.manager, state="in_force", in_force_from=day(-9))
    for _n in range(2):
        NetworkLinkFactory(case=coming.case, accepted_on=day(-3))
    body = page(browse(coming.officer), "/forecast/")
    assert "No plan in force" not in body
    assert "said yes" not in body


def test_a_planned_release_that_is_past_asks_to_be_recorded(world: Any, browse: Any) -> None:
    CustodyFactory(case=world.case, release_on=day(-2))
    body = page(browse(world.officer), "/forecast/")
    assert "Past already" in body
    assert "The planned release is past" in body


@pytest.mark.parametrize("who", ["teacher", "mentor", "analyst", "colleague", "stranger", "border", "coordinator"])
def test_guests_companions_and_outsiders_find_nothing(coming: Any, browse: Any, who: Any) -> None:
    body = page(browse(getattr(coming, who)), "/forecast/")
    assert "Nothing ends in the next twelve months" in body
    assert "K 40/26" not in body
    assert not lines("forecast.read")


def test_the_chair_reads_no_network(coming: Any, browse: Any) -> None:
    body = page(browse(coming.chair), "/forecast/")
    assert "K 40/26" in body
    assert "said yes" not in body


def test_it_costs_no_more_with_more_cases(coming: Any, browse: Any) -> None:
    client = browse(coming.officer)
    page(client, "/forecast/")
    few = statements(client, "/forecast/")
    for _n in range(5):
        case = CaseFactory(person=PersonFactory(), partnership=coming.partnership, lead_agency=coming.probation)
        PlaceFactory(case=case, membership=coming.officer)
        OrderFactory(case=case, ends_on=day(100))
    assert statements(client, "/forecast/") <= few
