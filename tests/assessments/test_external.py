"""Assessments made with licensed tools: by reference alone, in words, put right by a further one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from access.models import Event
from assessments.models import ExternalAssessment
from devstack.testing import backstage
from tests.api.caller import caller
from tests.assessments.scene import today
from tests.cast import acting
from tests.factories import ExternalAssessmentFactory

LIST = "/cases/VRP-CEDAR/assessments/external/"
API = "/cases/VRP-CEDAR/external-assessments/"


def typed(**more: Any) -> dict[str, Any]:
    return {
        "tool": "Zqtool", "made_on": today(-9), "assessor": "Zqwho", "kept_at": "Zqwhere", "conclusion": "Zqso it is",
        **more,
    }  # fmt: skip


def stored() -> list[ExternalAssessment]:
    with backstage():
        return list(ExternalAssessment.objects.unguarded(because="test").order_by("recorded_at"))


def test_a_permanent_member_records_one_and_the_inside_reads_it(world: Any, browse: Any) -> None:
    assert browse(world.clinician).post(f"{LIST}new/", typed()).status_code == 303
    (row,) = stored()
    assert (row.agency_id, row.membership_id) == (world.health.pk, world.clinician.pk)
    for member in (world.manager, world.officer, world.chair):
        page = browse(member).get(LIST).content.decode()
        assert all(word in page for word in ("Zqtool", "Zqwho", "Zqwhere", "Zqso it is"))
    for member in (world.teacher, world.mentor, world.stranger):
        assert browse(member).get(LIST).status_code == 404
        assert browse(member).post(f"{LIST}new/", typed()).status_code == 404
    assert browse(world.chair).post(f"{LIST}new/", typed()).status_code == 403
    with backstage():
        (line,) = Event.objects.unguarded(because="test").filter(verb="external.recorded")
        assert (line.subjects, line.membership_id) == ([row.pk], world.clinician.pk)


@pytest.mark.parametrize("figure", ["22 of 30", "78 %", "Level 2", "1,5", "score: 4", "T 65."])
def test_a_figure_that_looks_like_a_score_is_refused(world: Any, browse: Any, figure: str) -> None:
    answer = browse(world.clinician).post(f"{LIST}new/", typed(conclusion=f"Zqkept: {figure}"))
    assert answer.status_code == 422
    assert "Write the conclusion in words." in answer.content.decode()
    assert "Zqkept" in answer.content.decode()
    refused = caller(world.clinician).post(API, typed(conclusion=figure))
    assert (refused.status_code, stored()) == (422, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalAssessmentFactory(case=world.case, membership=world.clinician, conclusion=figure)


def test_a_year_is_no_score_and_a_day_lies_behind_us(world: Any, browse: Any) -> None:
    assert browse(world.clinician).post(f"{LIST}new/", typed(conclusion="As in 2024")).status_code == 303
    ahead = browse(world.clinician).post(f"{LIST}new/", typed(made_on=today(1)))
    assert "The day lies ahead." in ahead.content.decode()
    assert len(stored()) == 1


def test_sent_twice_it_is_recorded_once(world: Any, browse: Any) -> None:
    form = typed(form_key="5d0f7b8e-6f0a-4c39-9a5b-0a4d2c1b7f10")
    for _ in range(2):
        assert browse(world.clinician).post(f"{LIST}new/", form).status_code == 303
    assert len(stored()) == 1


def test_a_correction_is_a_further_one_of_the_same_agency(world: Any, browse: Any) -> None:
    old = ExternalAssessmentFactory(case=world.case, membership=world.officer)
    at, right = f"/external-assessments/{old.pk}/correct/", typed(correction_reason="Zqwrong day")
    assert browse(world.officer).get(at).status_code == 200
    for member, status in ((world.manager, 403), (world.chair, 403), (world.teacher, 404), (world.stranger, 404)):
        assert browse(member).post(at, right).status_code == status
    assert browse(world.officer).post(at, typed()).status_code == 422
    assert browse(world.officer).post(at, right).status_code == 303
    assert "It was corrected before" in browse(world.officer).post(at, right).content.decode()
    assert [row.corrects_id for row in stored()] == [None, old.pk]
    page = browse(world.manager).get(LIST).content.decode()
    assert "Replaced by a correction" in page
    assert "Zqwrong day" in page


def test_the_second_wall_lets_nobody_change_one_or_write_for_another(world: Any) -> None:
    old = ExternalAssessmentFactory(case=world.case, membership=world.officer)
    for statement in (
        "UPDATE assessments_externalassessment SET tool = 'x'",
        "DELETE FROM assessments_externalassessment",
    ):
        with acting(world.officer), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    common = {"tool": "x", "assessor": "x", "kept_at": "x", "conclusion": "x", "made_on": old.made_on}
    wrong: tuple[dict[str, Any], ...] = (
        {"agency_id": world.health.pk, "membership_id": world.officer.pk},
        {"agency_id": world.police.pk, "membership_id": world.clinician.pk},
        {"agency_id": world.charity.pk, "membership_id": world.manager.pk, "corrects": old, "correction_reason": "x"},
    )
    for who, row in ((world.officer, wrong[0]), (world.officer, wrong[1]), (world.manager, wrong[2])):
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            ExternalAssessment(case=world.case, recorded_at=old.recorded_at, **common, **row).save(force_insert=True)


def test_programs_read_record_and_put_right(world: Any) -> None:
    made = caller(world.officer).post(API, typed())
    assert made.status_code == 201
    path = f"/external-assessments/{made.json()['id']}/correct/"
    assert caller(world.manager).post(path, typed(correction_reason="x")).status_code == 403
    assert caller(world.officer).post(path, typed(correction_reason="x")).status_code == 201
    assert [one["replaced"] for one in caller(world.manager).get(API).json()["results"]].count(True) == 1
    assert caller(world.teacher).get(API).status_code == 404
