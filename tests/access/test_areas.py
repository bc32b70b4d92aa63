"""Oversight of an area walked by its own index: the same rows as the one rule, through both walls."""

import datetime as dt
from typing import Any

from django.db import connection
from django.utils import timezone

from access import policy
from casework.models import Case
from tests.factories import CaseFactory, OversightFactory, PlaceFactory


def apart(actor: Any) -> Any:
    return [sorted(rows.values_list("reference", flat=True)) for rows in Case.objects.all().visible_apart(actor)]


def whole(actor: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_case")
        rows = sorted(Case.objects.visible_to(actor).values_list("reference", flat=True))
        assert cursor.fetchone() == (len(rows),)
    return rows


def test_the_chair_reads_own_cases_and_the_area_apart_and_no_row_twice(world: Any, act: Any) -> None:
    more = {"partnership": world.partnership, "lead_agency": world.probation}
    far = CaseFactory(reference="VRP-FAR", area="greyfell", **more)
    PlaceFactory(case=far, membership=world.chair)
    PlaceFactory(case=world.case, membership=world.chair)
    CaseFactory(reference="VRP-NEAR", **more)
    CaseFactory(reference="VRP-NOTIE", partnership=world.partnership, lead_agency=world.port)
    CaseFactory(reference="VRP-HIDDEN", area="greyfell", **more)
    with act(world.chair) as actor:
        assert apart(actor) == [["VRP-FAR"], ["VRP-CEDAR", "VRP-NEAR"]]
        assert whole(actor) == ["VRP-CEDAR", "VRP-FAR", "VRP-NEAR"]


def test_two_areas_are_two_lists(world: Any, act: Any) -> None:
    OversightFactory(membership=world.chair, area="greyfell")
    CaseFactory(reference="VRP-GREY", area="greyfell", partnership=world.partnership, lead_agency=world.social)
    with act(world.chair) as actor:
        assert apart(actor) == [[], ["VRP-GREY"], ["VRP-CEDAR"]]
        assert whole(actor) == ["VRP-CEDAR", "VRP-GREY"]


def test_oversight_ends_with_its_dates_its_duty_and_its_agreement(world: Any, act: Any, backstage: Any) -> None:
    with act(world.officer) as actor:
        assert apart(actor) == [["VRP-CEDAR"]]
    with backstage():
        world.agreement.suspended_at = timezone.now()
        world.agreement.version += 1
        world.agreement.save()
    with act(world.chair) as actor:
        assert whole(actor) == []
        assert [row for rows in apart(actor) for row in rows] == []
    OversightFactory(membership=world.supervisor)
    OversightFactory(membership=world.chair, area="old", valid_to=timezone.now() - dt.timedelta(days=1))
    with act(world.chair) as actor:
        assert [seen.area for seen in policy.overseen(actor)] == ["velmarra"]
    with act(world.supervisor) as actor:
        assert policy.overseen(actor) == []


def test_standings_on_many_cases_agree_with_each_alone(world: Any, act: Any) -> None:
    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    PlaceFactory(case=other, membership=world.teacher)
    hidden = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    keys = [world.case.pk, other.pk, hidden.pk]
    with act(world.teacher) as actor:
        found = policy.standings_on(actor, keys)
        assert {key: standing.kind for key, standing in found.items()} == {keys[0]: "ad_hoc", keys[1]: "permanent"}
        assert all(policy.standing_on(actor, key) == found.get(key) for key in keys)
    with act(world.manager) as actor:
        standing = policy.standing_on(actor, world.case.pk)
        assert standing is not None
        assert (standing.manages, standing.supervises) == (True, False)
