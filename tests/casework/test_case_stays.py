"""What decides who sees a case stays as it was opened, also by bare SQL in a lawful context."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from devstack.testing import backstage
from tests.cast import acting
from tests.factories import CaseFactory, PersonFactory, PlaceFactory
from tests.factories.casework import give_to_agency

OPEN = """
INSERT INTO casework_case (id, reference, neutral_title, person_id, partnership_id, lead_agency_id, area, level, status,
  stage, basis, basis_text, opened_on, next_review_on, last_activity_at, version)
VALUES (%s, 'VRP-OWN', 'Own', %s, %s, %s, 'x', 1, 'referred', 'assess', '', '', now(), now(), now(), 1)
"""


def _goes(who: Any, statement: str, *values: Any) -> bool:
    """Whether a statement touches a row as this person, undone afterwards."""
    try:
        with acting(who), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            touched: int = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return touched > 0


@pytest.mark.parametrize("column", ["lead_agency_id", "partnership_id", "person_id", "area", "reference"])
@pytest.mark.parametrize("who", ["officer", "manager", "supervisor"])
def test_nobody_moves_a_case(world: Any, who: str, column: str) -> None:
    member = getattr(world, who)
    values = {
        "lead_agency_id": world.police.pk if who == "supervisor" else member.agency_id,
        "partnership_id": world.stranger.agency.partnership_id, "person_id": PersonFactory().pk, "area": "elsewhere",
        "reference": "VRP-OTHER",
    }  # fmt: skip
    change = f"UPDATE casework_case SET version = version + 1, {column} = %s WHERE id = %s"
    assert not _goes(member, change, values[column], world.case.pk)
    assert _goes(member, "UPDATE casework_case SET version = version + 1, stage = 'act' WHERE id = %s", world.case.pk)


def test_a_remembered_key_opens_no_person(world: Any) -> None:
    """Not to a stranger, a guest whose place ended, nor a member of an agency whose agreement was suspended."""
    fresh = PersonFactory()
    opened = (world.partnership.pk,)
    for who in ("analyst", "past_guest", "teacher", "chair", "border"):
        member = getattr(world, who)
        assert not _goes(member, OPEN, uuid.uuid4(), world.person.pk, *opened, member.agency_id), who
        assert _goes(member, OPEN, uuid.uuid4(), fresh.pk, *opened, member.agency_id), who
    assert _goes(world.officer, OPEN, uuid.uuid4(), world.person.pk, *opened, world.officer.agency_id)
    with backstage():
        world.agreement.suspended_at = timezone.now()
        world.agreement.version += 1
        world.agreement.save()
    assert not _goes(world.officer, OPEN, uuid.uuid4(), world.person.pk, *opened, world.officer.agency_id)


def test_a_case_is_opened_in_ones_own_partnership(world: Any) -> None:
    elsewhere = world.stranger.agency.partnership_id
    assert not _goes(world.officer, OPEN, uuid.uuid4(), PersonFactory().pk, elsewhere, world.officer.agency_id)


def test_a_second_case_of_a_person_whom_one_works_with(world: Any) -> None:
    senior = world.supervisor
    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    assert not _goes(senior, OPEN, uuid.uuid4(), other.person_id, world.partnership.pk, senior.agency_id)
    PlaceFactory(case=other, membership=senior)
    give_to_agency(other, world.probation)
    assert _goes(senior, OPEN, uuid.uuid4(), other.person_id, world.partnership.pk, senior.agency_id)
