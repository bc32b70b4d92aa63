"""Gaps: who works together without an agreement in force that lets them; counts for chair and coordinators."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import Agreement
from devstack.testing import backstage
from sharing.queries.gaps import gap_page
from tests.api.caller import caller
from tests.cast import acting, browser_of
from tests.factories import AgencyFactory, CaseFactory, NoteFactory, PlaceFactory, agree

PAGE = "/agencies/agreements/gaps/"


def told(who: Any) -> str:
    answer = browser_of(who).get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().partition("<main")[2])


def counted(who: Any) -> set[tuple[Any, ...]]:
    with acting(who), connection.cursor() as cursor:
        cursor.execute("SELECT reader, other, purpose, category, tied, cases FROM sharing_count_gaps()")
        return set(cursor.fetchall())


def without(who: Any) -> set[tuple[str, str, str, int]]:
    with acting(who) as actor:
        return {(gap.reader, gap.other, gap.purpose, gap.cases) for gap in gap_page(actor).without}


def test_who_has_a_place_and_no_agreement_is_told_with_everybody_on_the_team(world: Any) -> None:
    """The port service signed nothing: it reads nothing of five agencies, and they nothing of it."""
    port, names = world.port.name, {one.name for one in (world.probation, world.police, world.charity, world.college,
                                                         world.health)}  # fmt: skip
    found = without(world.coordinator)
    assert {(one, two) for one, two, _purpose, _cases in found} == {
        *((port, name) for name in names), *((name, port) for name in names),
    }  # fmt: skip
    assert {cases for *_more, cases in found} == {1}


def test_an_agreement_in_force_closes_the_gap_and_its_suspension_opens_it(world: Any) -> None:
    before = without(world.coordinator)
    agreement = agree(world.port, world.probation, world.police, world.charity, world.college, world.health)
    assert without(world.coordinator) == set()
    with backstage():
        Agreement.objects.filter(pk=agreement.pk).update(suspended_at=timezone.now(), version=2)
    assert without(world.coordinator) == before
    assert "An agreement of the two is not in force" in told(world.coordinator)
    assert f"/agencies/agreements/{agreement.pk}/" in told(world.coordinator)


def test_an_agreement_for_something_else_is_a_gap_with_other_advice(world: Any) -> None:
    agree(world.port, world.probation, purposes=["court"])
    words = told(world.coordinator)
    assert "They have an agreement for other purposes" in words
    assert (world.port.name, world.probation.name) in {gap[:2] for gap in without(world.coordinator)}


def test_a_kind_of_data_that_no_agreement_covers_is_told_apart(world: Any) -> None:
    with backstage():
        Agreement.objects.filter(pk=world.agreement.pk).update(data_categories=["supervision"], version=2)
    NoteFactory(case=world.case, by=world.clinician, data_category="health", gist="G")
    NoteFactory(case=world.case, by=world.supervisor, summary="S")
    with acting(world.coordinator) as actor:
        partly = gap_page(actor).partly
    assert {(gap.reader, gap.other, gap.category) for gap in partly} == {
        (one.name, world.health.name, "Health")
        for one in (world.probation, world.police, world.charity, world.college)
    }  # fmt: skip
    assert "Kinds of data left out" in told(world.chair)


def test_what_never_left_its_agency_is_no_gap(world: Any) -> None:
    with backstage():
        Agreement.objects.filter(pk=world.agreement.pk).update(data_categories=["supervision"], version=2)
    for more in ({"released_tier": 1}, {"handling": "sealed"}, {"handling": "named"}, {"status": "withdrawn"}):
        NoteFactory(case=world.case, by=world.clinician, data_category="health", gist="G", **more)
    with acting(world.coordinator) as actor:
        assert gap_page(actor).partly == ()


@pytest.mark.parametrize("change", ["closed", "ended", "companion", "to_come"])
def test_only_open_cases_and_places_of_today_count(world: Any, change: str) -> None:
    now = timezone.now()
    agree(world.port, world.probation, world.police, world.charity, world.college, world.health)
    case = CaseFactory(
        reference="VRP-ASH", partnership=world.partnership,
        lead_agency=AgencyFactory(partnership=world.partnership, name="Youth House", code="YOU"),
        status="closed" if change == "closed" else "active",
    )  # fmt: skip
    times = {"ended": {"valid_to": now}, "to_come": {"valid_from": now + dt.timedelta(days=1)}}
    kind = {"kind": "companion"} if change == "companion" else {}
    PlaceFactory(case=case, membership=world.officer, **times.get(change, {}), **kind)
    assert without(world.coordinator) == set()
    PlaceFactory(case=case, membership=world.supervisor)
    assert bool(without(world.coordinator)) is (change != "closed")


def test_a_case_is_named_to_who_sees_it_alone(world: Any) -> None:
    assert "VRP-CEDAR" in told(world.chair)
    words = told(world.coordinator)
    assert "VRP-CEDAR" not in words
    assert "11 pairs" not in words
    assert "5 pairs of agencies work together without an agreement for it" in words


def test_the_coordinator_begins_the_agreement_that_closes_it(world: Any) -> None:
    (address, *_more) = re.findall(r'href="(/agencies/agreements/new/\?[^"]+)"', told(world.coordinator))
    form = browser_of(world.coordinator).get(address.replace("&amp;", "&")).content.decode()
    ticked = re.findall(r'value="([^"]+)"[^>]* checked', form)
    assert str(world.port.pk) in ticked
    assert len(ticked) == 3
    assert "/agencies/agreements/new/" not in told(world.chair)


@pytest.mark.parametrize("who", ["supervisor", "manager", "legal", "mentor", "stranger"])
def test_nobody_else_counts_behind_the_wall(world: Any, who: str) -> None:
    member = getattr(world, who)
    assert browser_of(member).get(PAGE).status_code == 403
    assert counted(member) == set()


def test_another_partnership_counts_its_own_alone(world: Any) -> None:
    with backstage():
        world.stranger.duties, world.stranger.version = ["coordinator"], world.stranger.version + 1
        world.stranger.save(update_fields=["duties", "version"])
    assert counted(world.coordinator)
    assert counted(world.stranger) == set()


def test_a_program_reads_the_same(world: Any) -> None:
    found = caller(world.coordinator).get("/agreements/gaps/").json()
    assert len(found["without"]) == 10
    assert found["without"][0]["references"] == []
