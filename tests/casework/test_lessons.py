"""Lessons: written inside a case, free of what points to it, approved by somebody else, read by the whole staff."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from access.models import Event
from agencies.models import AgencyMembership
from casework.anonymous import looks_like_names, pointing, words_of
from casework.learning import Protected
from casework.models import Case, Lesson, LessonDraft, Relationship
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.planning import rows
from tests.cast import acting
from tests.factories import LessonDraftFactory, LessonFactory, OrderFactory

NEW, CLOSING, LIST = "/cases/VRP-CEDAR/lessons/new/", "/cases/VRP-CEDAR/closing/", "/lessons/"


def typed(**more: Any) -> dict[str, Any]:
    return {
        "heading": "Make the offer early", "happened": "The work lasted longer than the order.",
        "helped": "An offer to go on voluntarily.", "differently": "Make it in the first week.", "domains": ["work"],
    } | more  # fmt: skip


@pytest.fixture
def draft(world: Any) -> LessonDraft:
    made: LessonDraft = LessonDraftFactory(case=world.case, membership=world.manager)
    return made


def weigh(row: LessonDraft) -> str:
    return f"/lessons/waiting/{row.pk}/"


def test_a_lesson_is_written_approved_by_another_and_read_by_the_staff(world: Any, browse: Any) -> None:
    answer = browse(world.officer).post(NEW, typed())
    assert (answer.status_code, answer["Location"]) == (303, CLOSING)
    (row,) = rows(LessonDraft)
    assert (row.state, row.author, row.case_id, row.domains) == ("waiting", world.officer.user, world.case.pk, ["work"])
    assert "Make the offer early" in browse(world.manager).get(CLOSING).content.decode()
    assert "Make the offer early" not in browse(world.analyst).get(LIST).content.decode()
    assert "Make the offer early" in browse(world.coordinator).get(LIST).content.decode()
    assert browse(world.coordinator).post(weigh(row), {"decision": "approve"}).status_code == 303
    (lesson,) = rows(Lesson)
    assert (lesson.heading, lesson.partnership) == (row.heading, world.partnership)
    page = browse(world.analyst).get(LIST).content.decode()
    assert "Make the offer early" in page
    for telling in (world.officer.user.full_name, "Cedar", "Valcourt", "Police Desk", str(world.case.pk), str(row.pk)):
        assert telling not in page.partition("<main")[2]
    with backstage():
        verbs = list(Event.objects.unguarded(because="test").filter(kind="lesson_draft").values_list("verb", flat=True))
    assert {"lesson.written", "lesson.waiting_read", "lesson.approved"} <= set(verbs)


def test_what_stands_knows_neither_case_nor_author_nor_day() -> None:
    assert {field.name for field in Lesson._meta.fields} == {
        "id", "version", "heading", "happened", "helped", "differently", "domains", "partnership", "year",
        "withdrawn_on", "withdrawn_because",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Idris was afraid.", "points to somebody"), ("The valcourt family helped.", "points to somebody"),
        ("It is Cedar’s story.", "points to somebody"), ("His cousin Maro-Lee came.", "points to somebody"),
        ("See VRP-CEDAR.", "points to somebody"), ("Order 77/B said so.", "points to somebody"),
        ("Second Door found a room.", "points to somebody"), ("It began on 3 March.", "is a day or a month"),
        ("It began on 03.04.2025.", "is a day or a month"), ("It ended in May.", "is a day or a month"),
        ("Each Tuesday he came.", "is a day or a month"), ("A man, 26 years old.", "tells an age"),
        ("Write to a@example.org.", "is an address"), ("Number 0155 0155 01.", "like a number of somebody"),
        ("File AB-12 was thin.", "looks like a reference"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["happened", "differently"])
def test_what_points_to_somebody_is_refused_at_its_field(
    world: Any, browse: Any, words: str, said: str, field: str
) -> None:
    OrderFactory(case=world.case, number="77/B")
    with backstage():
        Relationship(person=world.person, name="Maro-Lee Sandt", kind="family").save(force_insert=True)
    answer = browse(world.officer).post(NEW, typed(**{field: words, "nameless": "on"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'id="id_{field}-error"' in page or f'id="id_{field}_error"' in page
    assert "Make the offer early" in page
    assert rows(LessonDraft) == []


def test_what_the_writer_does_not_know_is_not_told_by_a_refusal(world: Any, act: Any) -> None:
    """Whoever sees no relationships is not refused their names: no answer tells that somebody is among them."""
    from casework.queries.lesson_words import protected_words

    with backstage():
        Relationship(person=world.person, name="Maro Sandt", kind="family").save(force_insert=True)
    with act(world.officer) as actor:
        assert "Sandt" in protected_words(actor, Case.objects.get_for(actor, reference="VRP-CEDAR")).names
    with act(world.teacher) as actor:
        assert "Sandt" not in protected_words(actor, Case.objects.get_for(actor, reference="VRP-CEDAR")).names


def test_what_looks_like_a_name_is_confirmed_or_removed(world: Any, browse: Any) -> None:
    words = typed(helped="A talk with Brunhilda helped.")
    answer = browse(world.officer).post(NEW, words)
    assert answer.status_code == 422
    assert "These look like names or days: Brunhilda" in answer.content.decode()
    assert browse(world.officer).post(NEW, words | {"nameless": "on"}).status_code == 303
    (row,) = rows(LessonDraft)
    page = browse(world.chair).get(weigh(row)).content.decode()
    assert "Look at these words" in page
    assert "Brunhilda" in page.partition("Look at these words")[2]


def test_the_form_sent_twice_makes_one(world: Any, browse: Any) -> None:
    key = "6f2ab7a0-3a9e-4c5c-9a57-0f5c8f0c2f11"
    for _time in range(2):
        assert browse(world.officer).post(NEW, typed(form_key=key)).status_code == 303
    assert len(rows(LessonDraft)) == 1


def test_only_permanent_members_write(world: Any, browse: Any) -> None:
    expected = {
        world.teacher: 403, world.mentor: 403, world.chair: 403, world.coordinator: 404, world.stranger: 404,
        world.officer: 200,
    }  # fmt: skip
    for who, status in expected.items():
        assert browse(who).get(NEW).status_code == status


def test_nobody_approves_what_they_wrote(world: Any, browse: Any, draft: LessonDraft) -> None:
    with backstage():
        AgencyMembership.objects.filter(pk=world.manager.pk).update(duties=["coordinator"], version=2)
    answer = browse(world.manager).post(weigh(draft), {"decision": "approve"})
    assert answer.status_code == 403
    assert "somebody else approves it" in answer.content.decode()
    assert str(draft.pk) not in browse(world.manager).get(LIST).content.decode()
    assert rows(Lesson) == []


def test_the_database_holds_that_too(world: Any, draft: LessonDraft) -> None:
    lesson = LessonFactory(partnership=world.partnership)
    taken = {"state": "approved", "lesson": lesson, "decided_on": draft.written_on, "version": 2}
    with (
        backstage(),
        pytest.raises(IntegrityError, match="lesson_is_decided_by_another"),
        transaction.atomic(),
    ):
        LessonDraft.objects.unguarded(because="test").filter(pk=draft.pk).update(decided_by=draft.author, **taken)


def test_a_returned_lesson_says_why_and_is_written_anew(world: Any, browse: Any, draft: LessonDraft) -> None:
    answer = browse(world.chair).post(weigh(draft), {"decision": "return", "reason": ""})
    assert answer.status_code == 422
    sent = {"decision": "return", "reason": "Too few know of this."}
    assert browse(world.chair).post(weigh(draft), sent).status_code == 303
    page = browse(world.manager).get(CLOSING).content.decode()
    assert "Too few know of this." in page
    assert f"{NEW}?again={draft.pk}" in page
    assert draft.heading in browse(world.manager).get(f"{NEW}?again={draft.pk}").content.decode()
    assert draft.heading not in browse(world.officer).get(f"{NEW}?again={draft.pk}").content.decode()
    assert browse(world.chair).post(weigh(draft), {"decision": "approve"}).status_code == 409
    assert rows(Lesson) == []


def test_a_lesson_is_withdrawn_with_a_reason(world: Any, browse: Any) -> None:
    lesson = LessonFactory(partnership=world.partnership)
    address = f"/lessons/{lesson.pk}/withdraw/"
    assert browse(world.analyst).post(address, {"reason": "No"}).status_code == 403
    assert browse(world.coordinator).post(address, {"reason": " "}).status_code == 422
    assert browse(world.coordinator).post(address, {"reason": "Somebody was recognised."}).status_code == 303
    assert lesson.heading not in browse(world.analyst).get(LIST).content.decode()
    assert "Somebody was recognised." in browse(world.chair).get(LIST).content.decode()
    assert browse(world.chair).get(address).status_code == 409


def test_lessons_are_for_the_staff_of_the_partnership(world: Any, browse: Any) -> None:
    lesson = LessonFactory(partnership=world.partnership)
    assert browse(world.mentor).get(LIST).status_code == 403
    assert lesson.heading not in browse(world.stranger).get(LIST).content.decode()
    assert lesson.heading in browse(world.colleague).get(f"{LIST}?domain=work").content.decode()
    assert "No lesson about this yet" in browse(world.colleague).get(f"{LIST}?domain=health").content.decode()
    got = caller(world.analyst).get("/lessons/").json()["results"]
    assert [one["heading"] for one in got] == [lesson.heading]
    assert set(got[0]) == {"id", "heading", "happened", "helped", "differently", "domains", "year"}


def test_a_program_of_a_coordinator_is_told_what_stands_and_the_trail_says_no_more(world: Any, draft: Any) -> None:
    stands, gone = (
        LessonFactory(partnership=world.partnership),
        LessonFactory(
            partnership=world.partnership,
            heading="Taken back",
            withdrawn_on=timezone.localdate(),
            withdrawn_because="Too plain.",
        ),
    )
    got = caller(world.coordinator).get("/lessons/")
    assert [one["id"] for one in got.json()["results"]] == [str(stands.pk)]
    for hidden in (gone.heading, gone.withdrawn_because, str(draft.pk)):
        assert hidden not in got.content.decode()
    with backstage():
        assert not Event.objects.unguarded(because="test").filter(verb="lesson.waiting_read").exists()


def _refused(statement: str, *values: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 0)
    except DatabaseError:
        return True


def test_the_second_wall_keeps_companions_guests_and_own_work_out(world: Any, draft: LessonDraft) -> None:
    lesson = LessonFactory(partnership=world.partnership)
    with acting(world.mentor):
        assert _refused("SELECT 1 FROM casework_lesson WHERE id = %s", lesson.pk)
    with backstage():
        type(world.police).objects.filter(pk=world.police.pk).update(involvement="on_call", version=2)
    with acting(world.analyst):
        assert _refused("SELECT 1 FROM casework_lesson WHERE id = %s", lesson.pk)
    made = """INSERT INTO casework_lesson (id, version, partnership_id, year, heading, happened, helped, differently,
        domains, withdrawn_because) VALUES (gen_random_uuid(), 1, %s, 2025, %s, %s, %s, %s, '{}', '')"""
    words = [draft.heading, draft.happened, draft.helped, draft.differently]
    for who in (world.manager, world.legal):
        with acting(who):
            assert _refused(made, world.partnership.pk, *words)
    with acting(world.coordinator):
        for at in range(4):
            other = [*words[:at], "Something else.", *words[at + 1 :]]
            assert _refused(made, world.partnership.pk, *other), "only what waits may stand"
        assert not _refused(made, world.partnership.pk, *words)


PROTECTED = Protected(
    names=frozenset({"Zoë", "Ann", "Valcourt"}), places=frozenset({"Gasworks", "Yard"}),
    phrases=frozenset({"Second Door"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("zoe came", False), ("Zoe came", True), ("Ann’s room", True), ("an ann of sorts", False),
        ("VALCOURT", True), ("Valcourt-Roth", True), ("in the yard", False), ("at Gasworks", True),
        ("the second door on the left", False),
        ("at Second Door", True), ("a second chance, a door", False), ("they may try in 2025", False),
        ("three of 4 talks", False), ("One may ask", False), ("Start before the sentence ends", False),
    ],
)  # fmt: skip
def test_what_points_and_what_does_not(text: str, points: bool) -> None:
    assert bool(pointing(text, PROTECTED)) is points


def test_names_are_told_from_descriptions() -> None:
    assert words_of(["Lucia Pellworth"]) == {"Lucia", "Pellworth"}
    assert words_of(["His partner since last winter"]) == frozenset()
    assert words_of(["The boxer Ruben"]) == {"Ruben"}
    assert looks_like_names(["We met Marta twice.", "Marta came."]) == ["Marta"]
