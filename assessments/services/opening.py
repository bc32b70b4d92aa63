"""What opening consensus discloses: who reads each contribution from then on, on the trail and beside its words."""

import json
import uuid

from django.db import connection

from access import policy, trail
from access.actor import Actor
from access.choices import Operation
from assessments.models import Assessment
from casework.queries.audience import Audience, audience_of
from casework.queries.case_file import CaseFile, file_of


def disclose(actor: Actor, row: Assessment) -> tuple[list[uuid.UUID], dict[str, int]]:
    """Put on record who reads what was given; to be called in the act that opens consensus.

    Returns the memberships that read words of another agency, and the fullest tier that each agency reads so.
    """
    file = file_of(actor, row.case)
    reached: dict[uuid.UUID, None] = {}
    agencies: dict[str, int] = {}
    for contribution, note, labels in _given(row.pk, row.case_id):
        audience = audience_of(actor, file, labels)
        _keep(contribution, audience)
        others = [one for one in audience.agencies if one.id != labels.originator_id and one.tier]
        people = [p.membership_id for one in others for p in one.people if p.tier]
        if not people:
            continue
        _tell(actor, file, note, people, {one.code: int(one.tier) for one in others})
        reached.update(dict.fromkeys(people))
        for one in others:
            agencies[one.code] = max(agencies.get(one.code, 0), int(one.tier))
    return list(reached), agencies


def _given(assessment_id: uuid.UUID, case_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID, policy.Labels]]:
    """Return contributions with their notes and the labels of those; the database gives them to who leads alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assessments_given(%s)", [assessment_id])
        return [(row[0], row[1], policy.Labels(case_id, *row[2:])) for row in cursor.fetchall()]


def _keep(contribution: uuid.UUID, audience: Audience) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT assessments_keep_audience(%s, %s)", [contribution, json.dumps(audience.entries())])


def _tell(actor: Actor, file: CaseFile, note: uuid.UUID, people: list[uuid.UUID], agencies: dict[str, int]) -> None:
    trail.record(
        actor, "note.shared", operation=Operation.DISCLOSE, kind="note", subjects=[note], case_id=file.id,
        recipients=people, ground="handling", detail=agencies,
    )  # fmt: skip
