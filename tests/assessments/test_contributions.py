"""Agencies contribute unseen by each other; consensus opens it, each as far as it was released."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Contribution, ItemRating
from casework.models import Deadline, Note, NoteText
from devstack.testing import backstage
from tests.assessments.scene import (
    LIST,
    ask,
    contributed,
    fresh,
    hand_in,
    of_agency,
    opened,
    rate,
    step,
    today,
)
from tests.cast import acting
from tests.factories import MembershipFactory, NoteFactory


def ratings(member: Any) -> set[str]:
    """Grounds of the ratings a member reads, by both walls."""
    with acting(member) as actor:
        found = set(ItemRating.objects.visible_to(actor).values_list("grounds", flat=True))
        bare = set(ItemRating._base_manager.values_list("grounds", flat=True))
    assert bare == found
    return found


def test_an_assessment_is_opened_by_the_case_manager_alone_and_once(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    assert (row.state, row.kind, row.assessor_id) == ("draft", "initial", world.manager.pk)
    form = {
        "kind": "initial", "as_of": today(), "setting": "community", "no_custody": "on",
        "instrument": row.instrument_id,
    }  # fmt: skip
    answer = browse(world.manager).post(f"{LIST}new/", form)
    assert answer.status_code == 422
    assert "is in the making" in answer.content.decode()
    assert browse(world.officer).post(f"{LIST}new/", form).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"as_of": today(1)}, "The day lies ahead"),
        ({"kind": "triggered"}, "Name the event"),
        ({"kind": ""}, "Choose why it is made"),
        ({"instrument": ""}, "Choose an instrument"),
    ],
)
def test_opening_says_what_is_wrong_and_keeps_what_was_typed(
    world: Any, browse: Any, wrong: dict[str, str], sentence: str
) -> None:
    used = opened(world, browse).instrument_id
    form = {"kind": "initial", "as_of": today(), "setting": "community", "instrument": used, "reason": "", **wrong}
    body = browse(world.manager).post(f"{LIST}new/", form)
    assert body.status_code == 422
    assert sentence in body.content.decode()


def test_asking_raises_a_deadline_for_each_agency_and_handing_in_meets_it(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer, world.teacher)
    assert fresh(row).state == "contributions_open"
    with backstage():
        due = Deadline.objects.unguarded(because="test").filter(kind="contribution", state="open")
        assert set(due.values_list("responsible_id", flat=True)) == {world.officer.pk, world.teacher.pk}
    given = of_agency(row, world.teacher)
    page = browse(world.teacher).get(LIST).content.decode()
    assert f"/contributions/{given.pk}/" in page
    rate(browse, world.teacher, given, "F", answer_F2="some", grounds_F2="Comes late")
    assert hand_in(browse, world.teacher, given).status_code == 303
    with backstage():
        left = Deadline.objects.unguarded(because="test").filter(kind="contribution", state="open")
        assert list(left.values_list("responsible_id", flat=True)) == [world.officer.pk]


def test_nobody_reads_another_agencys_ratings_before_consensus(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer, world.supervisor)
    given = of_agency(row, world.officer)
    assert rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="Seen twice").status_code == 303
    assert hand_in(browse, world.officer, given, "Zqwords of the police").status_code == 303
    assert ratings(world.officer) == {"Seen twice"}
    for member in (world.manager, world.supervisor, world.clinician, world.teacher, world.chair):
        assert ratings(member) == set()
        with acting(member) as actor:
            assert not NoteText.objects.visible_to(actor).filter(text__contains="Zqwords").exists()
            assert not Note.objects.visible_to(actor).filter(kind="assessment").exists()
        assert "Zqwords" not in browse(member).get("/cases/VRP-CEDAR/notes/").content.decode()
    assert "Seen twice" not in browse(world.manager).get(f"/assessments/{row.pk}/sections/C/").content.decode()


def test_consensus_opens_what_was_handed_in_and_nothing_else(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer, world.manager, world.clinician)
    for member, grounds in ((world.officer, "Seen twice"), (world.manager, "Only begun")):
        assert rate(
            browse, member, of_agency(row, member), "C", answer_C1="some", grounds_C1=grounds
        ).status_code == 303  # fmt: skip
    hand_in(browse, world.officer, of_agency(row, world.officer), "Zqwords of the police")
    assert step(world, browse, row, "consensus").status_code == 303
    assert ratings(world.manager) == {"Seen twice", "Only begun"}  # its own too
    assert ratings(world.supervisor) == {"Seen twice"}
    assert ratings(world.chair) == {"Seen twice"}
    assert ratings(world.teacher) == set()
    for stranger in (world.border, world.analyst, world.past_guest, world.mentor, world.stranger):
        assert ratings(stranger) == set()
    page = browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()
    assert "Zqwords of the police" in page
    sides = browse(world.supervisor).get(f"/assessments/{row.pk}/sections/C/").content.decode()
    assert "Seen twice" in sides
    assert "Only begun" not in sides
    refused = rate(browse, world.manager, of_agency(row, world.manager), "C", answer_C1="marked", grounds_C1="Late")
    assert refused.status_code == 403


def test_a_contribution_for_named_people_stays_with_them_after_consensus(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="From a source")
    named = {"handling": "named", "named": [str(world.supervisor.user_id)]}
    assert hand_in(browse, world.officer, given, "From a source", **named).status_code == 303
    step(world, browse, row, "consensus")
    assert ratings(world.supervisor) == {"From a source"}
    assert ratings(world.manager) == set()
    assert "From a source" not in browse(world.manager).get(f"/assessments/{row.pk}/sections/C/").content.decode()


def test_health_answers_stay_with_health_and_the_others_read_its_gist(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.clinician, world.officer)
    given = of_agency(row, world.clinician)
    assert rate(browse, world.clinician, given, "G", answer_G2="some", grounds_G2="Zqtrauma").status_code == 303
    refused = rate(browse, world.officer, of_agency(row, world.officer), "G", answer_G2="some", grounds_G2="Guess")
    assert refused.status_code == 422
    colleague = MembershipFactory(agency=world.health)
    words = {"gist": "Keep mornings free", "action": "No appointments before ten", "checked_by": str(colleague.user_id)}
    assert hand_in(browse, world.clinician, given, "Zqclinical words", **words).status_code == 303
    step(world, browse, row, "consensus")
    assert ratings(world.supervisor) == set()
    page = browse(world.supervisor).get(f"/assessments/{row.pk}/sections/G/").content.decode()
    assert "Keep mornings free" in page
    assert "Zqtrauma" not in page
    assert "Zqclinical" not in page
    agreed = browse(world.manager).post(f"/assessments/{row.pk}/sections/G/", {"answer_G2": "some", "reason_G2": "x"})
    assert agreed.status_code == 422


def test_a_strong_answer_needs_a_record_and_every_answer_its_grounds(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    bare = rate(browse, world.officer, given, "C", answer_C1="marked", grounds_C1="Every evening")
    assert bare.status_code == 422
    assert "needs at least one record" in bare.content.decode()
    assert "Every evening" in bare.content.decode()
    silent = rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="")
    assert "Say on what grounds" in silent.content.decode()
    note = NoteFactory(case=world.case, by=world.officer, full="Seen at noon.", summary="Seen.")
    proven = rate(
        browse, world.officer, given, "C", answer_C1="marked", grounds_C1="Every evening", evidence_C1=[str(note.pk)]
    )
    assert proven.status_code == 303
    assert rate(browse, world.officer, given, "C", answer_C1="not_known", grounds_C1="").status_code == 303


def test_a_record_that_the_writer_does_not_read_cannot_be_named(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    sealed = NoteFactory(case=world.case, by=world.supervisor, handling="sealed", full="Secret.")
    form = {"answer_C1": "marked", "grounds_C1": "It says so", "evidence_C1": [str(sealed.pk)]}
    answer = rate(browse, world.officer, of_agency(row, world.officer), "C", **form)
    assert answer.status_code == 422
    assert "Choose from the list" in answer.content.decode()


def test_records_behind_a_rating_are_named_to_those_who_know_them(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    note = NoteFactory(
        case=world.case, by=world.officer, handling="sealed", full="Zqsource.", title="Zqtitle",
        listed=(world.officer.user,),
    )  # fmt: skip
    rate(browse, world.officer, given, "C", answer_C1="marked", grounds_C1="Known", evidence_C1=[str(note.pk)])
    hand_in(browse, world.officer, given)
    step(world, browse, row, "consensus")
    page = browse(world.supervisor).get(f"/assessments/{row.pk}/sections/C/").content.decode()
    assert "Known" in page
    assert "Zqtitle" not in page


def test_an_agency_may_have_nothing_and_says_why(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    at = f"/contributions/{given.pk}/nothing/"
    assert browse(world.officer).post(at, {"reason": "", "version": given.version}).status_code == 422
    assert browse(world.officer).post(at, {"reason": "Never met him", "version": given.version}).status_code == 303
    assert "Never met him" in browse(world.manager).get(f"/assessments/{row.pk}/").content.decode()
    assert hand_in(browse, world.officer, given).status_code == 422
    answer = step(world, browse, row, "consensus")
    assert answer.status_code == 422
    assert "No agency has handed in yet" in answer.content.decode()


def test_handing_in_needs_an_answer_and_happens_once(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    empty = hand_in(browse, world.officer, given)
    assert "Rate at least one item" in empty.content.decode()
    rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="Seen")
    stale = browse(world.officer).post(
        f"/contributions/{given.pk}/hand-in/", {"words": "What we see.", "nature": "fact", "version": 77}
    )
    assert stale.status_code == 409
    assert hand_in(browse, world.officer, given).status_code == 303
    again = hand_in(browse, world.officer, given)
    assert again.status_code == 422
    with backstage():
        assert Note.objects.unguarded(because="test").filter(kind="assessment").count() == 1


def test_sections_are_kept_as_drafts_of_one_person(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    at = f"/contributions/{of_agency(row, world.officer).pk}/sections/C/"
    kept = browse(world.officer).post(f"{at}draft/", {"grounds_C1": "Half a sen", "draft_version": "0"})
    assert kept.status_code == 200
    page = browse(world.officer).get(at).content.decode()
    assert "Half a sen" in page
    assert "Your draft was kept" in page
    assert browse(world.officer).post(f"{at}draft/", {"discard": "1"}).status_code == 303
    assert "Half a sen" not in browse(world.officer).get(at).content.decode()


def test_bare_sql_writes_nobody_elses_contribution(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    given = of_agency(row, world.officer)
    for member in (world.officer, world.manager, world.supervisor):
        with acting(member):
            for change in ("opened = false", f"agency_id = '{member.agency_id}'", "release_to = 4"):
                assert _touched(given, change) == 0


def _touched(given: Contribution, change: str) -> int:
    sql = f"UPDATE assessments_contribution SET {change}, version = version + 1 WHERE id = %s"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [given.pk])
            return int(cursor.rowcount)
    except DatabaseError:
        return 0
