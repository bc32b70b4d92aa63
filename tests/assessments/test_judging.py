"""Consensus with reasons, differences kept, judgement that never rests on belief alone, signing and correcting."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Assessment, Dissent, InformationGap, Scenario
from casework.models import Deadline
from devstack.testing import backstage
from tests.assessments.scene import (
    FORMULATION,
    agree,
    agreed,
    contributed,
    fresh,
    judgement,
    newest,
    ready,
    scenario,
    signed,
    step,
    today,
)
from tests.cast import acting
from tests.factories import DeadlineFactory, NoteFactory


def test_the_sides_stand_beside_each_other_with_their_mandates(world: Any, browse: Any) -> None:
    with backstage():
        world.police.mandate, world.police.version = "Prevents offences", world.police.version + 1
        world.police.save()
    row = contributed(world, browse)
    page = browse(world.manager).get(f"/assessments/{row.pk}/sections/C/").content.decode()
    for words in ("Seen twice", "Not once", "Police Desk", "Second Door", "Prevents offences", "The agencies differ"):
        assert words in page


def test_consensus_has_a_reason_and_the_difference_stays(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    at = f"/assessments/{row.pk}/sections/C/"
    bare = browse(world.manager).post(at, {"answer_C1": "some", "reason_C1": ""})
    assert bare.status_code == 422
    assert "Give the reason" in bare.content.decode()
    assert browse(world.manager).post(at, {"answer_C1": "some", "reason_C1": "The patrol saw it"}).status_code == 303
    assert agreed(row) == {"C1": "some"}
    page = browse(world.supervisor).get(at).content.decode()
    assert "The patrol saw it" in page
    assert "Not once" in page
    for member in (world.officer, world.supervisor, world.chair):
        assert browse(member).post(at, {"answer_C1": "marked", "reason_C1": "No"}).status_code == 403


def test_a_strong_consensus_needs_a_record_of_somebody(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    at = f"/assessments/{row.pk}/sections/C/"
    bare = browse(world.manager).post(at, {"answer_C1": "marked", "reason_C1": "So it is"})
    assert "needs at least one record" in bare.content.decode()
    note = NoteFactory(case=world.case, by=world.manager, full="Seen.", summary="Seen.")
    form = {"answer_C1": "marked", "reason_C1": "So it is", "evidence_C1": [str(note.pk)]}
    assert browse(world.manager).post(at, form).status_code == 303


def test_dissent_is_kept_for_its_agency_and_never_taken_away(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    at = f"/assessments/{row.pk}/dissent/"
    assert browse(world.officer).post(at, {"item": "C1", "view": "Marked", "reason": ""}).status_code == 422
    assert browse(world.officer).post(at, {"item": "C1", "view": "Marked", "reason": "We saw more"}).status_code == 303
    assert browse(world.chair).post(at, {"item": "", "view": "No", "reason": "No"}).status_code == 403
    assert "We saw more" in browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()
    assert "We saw more" in browse(world.supervisor).get(f"/assessments/{row.pk}/sections/C/").content.decode()
    with acting(world.officer), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_dissent SET view = 'x'")
    with acting(world.officer), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM assessments_dissent")
    with backstage():
        assert Dissent.objects.unguarded(because="test").get().agency_id == world.police.pk


def test_more_than_routine_never_rests_on_belief_alone(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    client, at = browse(world.manager), f"/assessments/{row.pk}/"
    client.post(f"{at}sections/B/", {"answer_B1": "some", "reason_B1": "He tells it himself"})
    client.post(f"{at}sections/C/", {"answer_C1": "some", "reason_C1": "Seen"})
    for rests, sentence in (
        (["B1"], "Belief alone is not enough"), ([], "Say on which items"), (["C2"], "Choose from the list"),
    ):  # fmt: skip
        answer = client.post(f"{at}judgement/", judgement(rests_on=rests))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "The pull is real." in answer.content.decode()
    assert client.post(f"{at}judgement/", judgement(rests_on=["B1", "C1"])).status_code == 303
    routine = judgement(rests_on=[], priority="routine", version=1)
    assert client.post(f"{at}judgement/", routine).status_code == 303


def test_a_judgement_changed_meanwhile_is_shown_and_not_written_over(world: Any, browse: Any) -> None:
    row = ready(world, browse)
    answer = browse(world.manager).post(f"/assessments/{row.pk}/judgement/", judgement(words="Otherwise", version=0))
    assert answer.status_code == 409
    assert "Otherwise" in answer.content.decode()
    stale = browse(world.manager).post(f"/assessments/{row.pk}/formulation/", {**FORMULATION, "version": 0})
    assert stale.status_code == 409


def test_signing_says_what_is_missing(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    answer = step(world, browse, row, "sign")
    assert answer.status_code == 422
    body = answer.content.decode()
    for words in ("Nothing is agreed yet on", "formulation is not complete", "2 harmful scenarios", "good scenario",
                  "summary judgement is missing"):  # fmt: skip
        assert words in body
    page = browse(world.manager).get(f"/assessments/{row.pk}/").content.decode()
    assert "Before it can be signed" in page
    assert f"/assessments/{row.pk}/sign/" not in page


def test_signed_is_locked_and_what_was_due_is_met(world: Any, browse: Any) -> None:
    due = DeadlineFactory(case=world.case, kind="assessment", agency=world.probation)
    row = signed(world, browse)
    assert row.state == "signed"
    with backstage():
        due.refresh_from_db()
        assert due.state == "done"
        open_ = Deadline.objects.unguarded(because="test").filter(case=world.case, state="open")
        kinds = set(open_.values_list("kind", "responsible_id"))
    assert ("assessment_sign", world.supervisor.pk) in kinds
    assert ("assessment", world.manager.pk) in kinds  # the next review
    client, at = browse(world.manager), f"/assessments/{row.pk}/"
    late = {"answer_C1": "no_sign", "reason_C1": "Changed my mind"}
    assert client.post(f"{at}sections/C/", late).status_code == 422
    assert client.post(f"{at}formulation/", {**FORMULATION, "version": 1}).status_code == 422
    assert client.post(f"{at}scenarios/new/", scenario(world, "return")).status_code == 422
    with acting(world.manager):
        countersigned = f"state = 'countersigned', countersigned_at = now(), countersigner_id = '{world.manager.pk}'"
        for table, change in (
            ("assessment", "as_of = as_of - 1"), ("assessment", "state = 'consensus'"), ("assessment", countersigned),
            ("consensusrating", "answer = 'no_sign'"), ("judgement", "words = 'x'"),
        ):  # fmt: skip
            sql = f"UPDATE assessments_{table} SET {change}, version = version + 1"
            assert touched(sql) == 0, sql


def touched(sql: str) -> int:
    """How many rows the application's role changes; none where it is refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_another_person_countersigns(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    for member, status in ((world.manager, 403), (world.officer, 403), (world.clinician, 403), (world.teacher, 404)):
        assert step(world, browse, row, "countersign", member).status_code == status
    assert step(world, browse, row, "countersign", world.supervisor).status_code == 303
    done = fresh(row)
    assert (done.state, done.countersigner_id) == ("countersigned", world.supervisor.pk)
    with backstage():
        assert not Deadline.objects.unguarded(because="test").filter(kind="assessment_sign", state="open").exists()
    assert step(world, browse, row, "countersign", world.chair).status_code == 422


def test_the_chair_may_countersign(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    assert step(world, browse, row, "countersign", world.chair).status_code == 303


def test_a_correction_is_a_further_one_that_takes_its_place_once_signed(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    at = f"/assessments/{row.pk}/correct/"
    assert browse(world.manager).post(at, {"reason": ""}).status_code == 422
    assert browse(world.manager).post(at, {"reason": "The wrong evening"}).status_code == 303
    again = newest()
    assert (again.corrects_id, again.state) == (row.pk, "consensus")
    assert agreed(again) == agreed(row)
    page = browse(world.supervisor).get(f"/assessments/{again.pk}/").content.decode()
    assert "The wrong evening" in page
    assert "Words: Seen twice" in page  # what the agencies gave stays with it
    form = {"answer_C1": "no_sign", "reason_C1": "It was another evening"}
    assert browse(world.manager).post(f"/assessments/{again.pk}/sections/C/", form).status_code == 303
    assert fresh(row).state == "signed"
    assert step(world, browse, again, "sign").status_code == 303
    assert fresh(row).state == "superseded"
    assert agreed(row)["C1"] == "some"
    old = browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()
    assert "took the place of this assessment" in old
    assert browse(world.manager).post(at, {"reason": "Once more"}).status_code == 422


def test_scenarios_are_changed_and_set_aside_while_it_is_open(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    client = browse(world.manager)
    stranger = scenario(world, "return", responder=world.analyst.pk)
    assert client.post(f"/assessments/{row.pk}/scenarios/new/", stranger).status_code == 422
    client.post(f"/assessments/{row.pk}/scenarios/new/", scenario(world, "return"))
    with backstage():
        told = Scenario.objects.unguarded(because="test").get()
    changed = scenario(world, "violence", version=1)
    assert client.post(f"/scenarios/{told.pk}/", changed).status_code == 303
    assert client.post(f"/scenarios/{told.pk}/", changed).status_code == 409
    assert client.post(f"/scenarios/{told.pk}/", {"set_aside": "1"}).status_code == 303
    assert "Something happens" not in client.get(f"/assessments/{row.pk}/").content.decode()


def test_a_gap_has_somebody_who_finds_out_also_after_signing(world: Any, browse: Any) -> None:
    row = ready(world, browse)
    form = {"text": "Who pays the room", "owner": world.officer.pk, "due_on": today(9)}
    assert browse(world.manager).post(f"/assessments/{row.pk}/gaps/new/", form).status_code == 303
    past = {**form, "due_on": today(-1)}
    assert browse(world.manager).post(f"/assessments/{row.pk}/gaps/new/", past).status_code == 422
    step(world, browse, row, "sign")
    with backstage():
        gap = InformationGap.objects.unguarded(because="test").get()
    at = f"/gaps/{gap.pk}/close/"
    assert browse(world.clinician).post(at, {"answer": "An aunt", "version": 1}).status_code == 403
    assert browse(world.officer).post(at, {"answer": "", "version": 1}).status_code == 422
    assert browse(world.officer).post(at, {"answer": "An aunt", "version": 1}).status_code == 303
    with backstage():
        assert not Deadline.objects.unguarded(because="test").filter(kind="information_gap", state="open").exists()
    with acting(world.officer):
        assert touched("UPDATE assessments_informationgap SET text = 'x', version = version + 1") == 0
    assert browse(world.officer).post(at, {"answer": "Two", "version": 2}).status_code == 422


def test_answers_are_those_of_the_instrument_by_bare_sql_too(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    agree(world, browse, row)
    with acting(world.manager):
        assert touched("UPDATE assessments_consensusrating SET answer = 'very', version = version + 1") == 0
        assert touched("UPDATE assessments_consensusrating SET item = 'Z9', version = version + 1") == 0


def test_no_page_shows_a_score_or_a_total(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    for path in (f"/assessments/{row.pk}/", f"/assessments/{row.pk}/sections/C/"):
        page = browse(world.manager).get(path).content.decode().lower()
        assert "total" not in page
        assert "points" not in page
    assert isinstance(row, Assessment)
