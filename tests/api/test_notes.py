"""Writing notes, seeing their audience first, and answering them."""

import uuid
from typing import Any

import pytest

from casework.models import Note, NoteAudience, NoteListing, NoteResponse, NoteText
from tests.api.caller import Caller, caller, note
from tests.factories import NoteFactory

NOTES = "/cases/VRP-CEDAR/notes/"


def stored(backstage: Any, model: Any, **lookup: Any) -> list[Any]:
    with backstage():
        return list(model.objects.unguarded(because="test").filter(**lookup))


def test_a_note_is_stored_in_tiers_with_the_audience_told(world: Any, backstage: Any) -> None:
    sent = note(gist="Keep in touch.", action="Telephone weekly.", told_to_companions=True)
    answer = caller(world.supervisor).post(NOTES, sent)
    assert answer.status_code == 201
    told = answer.json()
    assert answer["Location"] == f"/api/v1/notes/{told['id']}/"
    (row,) = stored(backstage, Note)
    assert (str(row.pk), row.author_id, row.originator_id) == (told["id"], world.supervisor.user_id, world.probation.pk)
    assert {t.tier: t.text for t in stored(backstage, NoteText)} == {
        4: "He said X.", 3: "Something was said.", 2: "Keep in touch.",
    }  # fmt: skip
    (audience,) = stored(backstage, NoteAudience)
    said = {
        (agency["agency_code"], person["place"], person["tier"])
        for agency in told["audience"]["agencies"]
        for person in agency["people"]
    }
    words = {0: "none", 1: "existence", 2: "gist", 3: "summary", 4: "full"}
    assert said == {(e["agency"], e["place"] or None, words[e["tier"]]) for e in audience.entries}
    assert ("COL", "ad_hoc", "summary") in said
    assert ("SEC", "companion", "summary") in said
    assert ("PRT", "permanent", "none") in said


def test_the_preview_says_the_same_and_saves_nothing(world: Any, backstage: Any) -> None:
    call = caller(world.supervisor)
    shown = call.post(f"{NOTES}audience/", note(handling="core"))
    assert shown.status_code == 200
    assert stored(backstage, Note) == []
    assert call.post(NOTES, note(handling="core")).json()["audience"] == shown.json()


def test_a_named_note_goes_to_the_people_named(world: Any, backstage: Any) -> None:
    call = caller(world.supervisor)
    team = call.get("/cases/VRP-CEDAR/team/").json()["results"]
    (officer,) = (row["person"] for row in team if row["agency_code"] == "POL")
    answer = call.post(NOTES, note(handling="named", named=[officer]))
    assert answer.status_code == 201
    assert [row.user_id for row in stored(backstage, NoteListing)] == [world.officer.user_id]
    assert caller(world.officer).get(f"/notes/{answer.json()['id']}/").json()["note"]["tier"] == "full"


@pytest.mark.parametrize("who", ["analyst", "stranger", "past_guest", "supervisor", "nobody"])
def test_nobody_off_the_team_can_be_named(world: Any, backstage: Any, who: str) -> None:
    """A stranger and a key that belongs to nobody get the same answer: naming tells nothing of who exists."""
    key = uuid.uuid4() if who == "nobody" else getattr(world, who).user_id
    answer = caller(world.supervisor).post(NOTES, note(handling="named", named=[str(key)]))
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"named": ["Name only people on the team of this case."]}
    assert stored(backstage, Note) == []


@pytest.mark.parametrize("who", ["clinician", "officer", "nobody"])
def test_the_second_reader_is_a_colleague(world: Any, who: str) -> None:
    key = uuid.uuid4() if who == "nobody" else getattr(world, who).user_id
    sent = note(kind="health", secrecy="health", released_tier="gist", gist="G", action="A", checked_by=str(key))
    assert caller(world.clinician).post(NOTES, sent).json()["errors"].keys() == {"checked_by"}


def test_places_that_may_not_write_are_told_so(world: Any) -> None:
    answer = caller(world.chair).post(NOTES, note())
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Your place on this case")


@pytest.mark.parametrize("who", ["teacher", "mentor", "manager"])
def test_guests_and_companions_write_their_own(world: Any, who: str) -> None:
    call = caller(getattr(world, who))
    made = call.post(NOTES, note(kind="companion" if who == "mentor" else "contact"))
    assert made.status_code == 201, made.content
    assert call.get(f"/notes/{made.json()['id']}/").json()["note"]["text"] == "He said X."


PROBLEMS: list[tuple[dict[str, Any], set[str]]] = [
    ({"occurred_on": "2999-01-01"}, {"occurred_on"}),
    ({"nature": "reported"}, {"source_grade"}),
    ({"gist": "G"}, {"action"}),
    ({"handling": "named"}, {"named"}),
    ({"secrecy": "health"}, {"released_tier"}),
    ({"kind": "contest"}, {"kind"}),
    ({"kind": "nonsense", "handling": 4, "title": 7}, {"kind", "handling", "title"}),
    ({"told_to_companions": "true"}, {"told_to_companions"}),
    ({"occurred_on": "2026-02-30"}, {"occurred_on"}),
    ({"occurred_on": 20260101}, {"occurred_on"}),
    ({"named": "x"}, {"named"}),
    ({"named": [1, "x"]}, {"named.0", "named.1"}),
    ({"title": "x" * 121}, {"title"}),
    ({"full": "   "}, {"full"}),
    ({"full": None}, {"full"}),
    ({"released_teir": "gist"}, {"released_teir"}),
    ({"released_tier": "none"}, {"released_tier"}),
]


@pytest.mark.parametrize(("change", "fields"), PROBLEMS)
def test_what_cannot_be_taken_is_said_field_by_field(world: Any, backstage: Any, change: Any, fields: set[str]) -> None:
    answer = caller(world.supervisor).post(NOTES, note(**change))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["errors"].keys() == fields
    assert all(sentence.endswith(".") for sentences in body["errors"].values() for sentence in sentences)
    assert stored(backstage, Note) == []


def test_missing_fields_are_named(world: Any) -> None:
    answer = caller(world.supervisor).post(NOTES, {})
    assert answer.status_code == 422
    assert answer.json()["errors"].keys() == {"kind", "occurred_on", "nature", "handling", "title", "full"}


def test_text_comes_back_as_it_was_sent(world: Any) -> None:
    call = caller(world.supervisor)
    text = "Line one\n\tŁódź, नमस्ते, مرحبا, e\u0301, 😀, <b>&amp;</b>, ' OR 1=1 --, {{ x }}, ${y}, =cmd()"
    made = call.post(NOTES, note(full=text))
    assert made.status_code == 201, made.content
    assert call.get(f"/notes/{made.json()['id']}/").json()["note"]["text"] == text


def test_partners_answer_and_ask(world: Any, backstage: Any) -> None:
    written = NoteFactory(case=world.case, by=world.supervisor, gist="G")
    officer, supervisor = caller(world.officer), caller(world.supervisor)
    path = f"/notes/{written.pk}/responses/"
    assert officer.post(path, {"kind": "read"}).status_code == 201
    assert officer.post(path, {"kind": "read"}).status_code == 201, "said twice, kept once"
    asked = officer.post(path, {"kind": "question", "text": "Since when?"})
    said = supervisor.get(f"/notes/{written.pk}/").json()["note"]["responses"]
    assert [(row["kind"], row["open_question"]) for row in said] == [("read", False), ("question", True)]
    answer = supervisor.post(path, {"kind": "answer", "text": "Since May.", "answers": asked.json()["id"]})
    assert answer.status_code == 201
    assert len(stored(backstage, NoteResponse)) == 3
    assert caller(world.manager).get(f"/notes/{written.pk}/").json()["note"]["responses"] == []


def test_answers_that_do_not_fit(world: Any) -> None:
    written = NoteFactory(case=world.case, by=world.supervisor, gist="G")
    sealed = NoteFactory(case=world.case, by=world.supervisor, handling="sealed")
    path = f"/notes/{written.pk}/responses/"

    def fields(call: Caller, **sent: Any) -> Any:
        answer = call.post(path, sent)
        return answer.status_code, set(answer.json().get("errors", {}))

    officer, supervisor = caller(world.officer), caller(world.supervisor)
    assert fields(officer, kind="question") == (422, {"text"})
    assert fields(officer, kind="nonsense") == (422, {"kind"})
    assert fields(supervisor, kind="read") == (422, {"kind"})
    assert fields(supervisor, kind="answer", text="x") == (422, {"answers"})
    assert fields(supervisor, kind="answer", text="x", answers=str(uuid.uuid4()))[0] == 404
    assert fields(caller(world.chair), kind="read")[0] == 403
    assert officer.post(f"/notes/{sealed.pk}/responses/", {"kind": "read"}).status_code in (403, 404)


def test_filters_narrow_what_is_read(world: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, kind="housing", full="About the flat", nature="opinion")
    NoteFactory(case=world.case, by=world.officer, full="About the job")
    call = caller(world.manager)

    def found(**query: Any) -> list[str]:
        return sorted(entry["text"] for entry in call.get(NOTES, **query).json()["results"])

    assert found() == ["About the flat", "About the job"]
    assert found(unread="true") == []
    for query in ({"kind": "housing"}, {"nature": "opinion"}, {"agency": "PRB"}, {"q": "FLAT"}):
        assert found(**query) == ["About the flat"]
    assert found(since="2999-01-01") == found(until="2000-01-01") == []
