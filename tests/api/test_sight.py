"""Who gets what: each place its tiers, outsiders the answer that nothing is there, nobody without a name anything."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from access.models import Event
from devstack.testing import backstage
from tests.api.caller import EVERYBODY, INSIDE, OUTSIDE, ROOT, Caller, caller, note
from tests.factories import CaseFactory, DeadlineFactory, NoteFactory, PlaceFactory, UserFactory

TIERS = {
    # handling: who -> tier of a note of the order supervisor with all three wordings
    "team": {"supervisor": "full", "manager": "full", "officer": "full", "teacher": "summary", "chair": "summary"},
    "core": {"supervisor": "full", "manager": "full", "officer": "full", "teacher": "gist", "chair": "gist"},
    "named": {"supervisor": "full", "manager": "gist", "officer": "full", "clinician": "gist"},
    "sealed": {"supervisor": "full", "officer": "full"},
}
WORDS = {"full": "F-words", "summary": "S-words", "gist": "G-words"}


def paths(world: Any, note_id: Any, agency_id: Any, reference: str) -> list[tuple[str, str, Any]]:
    """Every operation that names one thing, with a payload that breaks no rule."""
    return [
        ("get", f"/cases/{reference}/", None),
        ("get", f"/cases/{reference}/team/", None),
        ("get", f"/cases/{reference}/notes/", None),
        ("get", f"/cases/{reference}/deadlines/", None),
        ("post", f"/cases/{reference}/notes/", note()),
        ("post", f"/cases/{reference}/notes/audience/", note()),
        ("get", f"/notes/{note_id}/", None),
        ("post", f"/notes/{note_id}/responses/", {"kind": "read"}),
        ("get", f"/agencies/{agency_id}/", None),
    ]


def ask(call: Caller, method: str, path: str, body: Any) -> Any:
    return call.get(path) if method == "get" else call.post(path, body)


@pytest.mark.parametrize("handling", TIERS)
def test_each_place_gets_its_tier_and_no_more(world: Any, handling: str) -> None:
    written = NoteFactory(
        case=world.case, by=world.supervisor, handling=handling, listed=[world.officer.user],
        full=WORDS["full"], summary=WORDS["summary"], gist=WORDS["gist"],
    )  # fmt: skip
    for who in INSIDE:
        call = caller(getattr(world, who))
        page, one = call.get("/cases/VRP-CEDAR/notes/"), call.get(f"/notes/{written.pk}/")
        tier = TIERS[handling].get(who)
        if who == "clinician" and handling in ("team", "core"):
            tier = "full"
        assert [entry["tier"] for entry in page.json()["results"]] == ([tier] if tier else []), who
        knows = handling == "sealed" and who in ("manager", "clinician")
        assert one.status_code == (200 if tier else 403 if knows else 404), who
        said = page.content.decode() + (one.content.decode() if tier else "")
        for name, words in WORDS.items():
            assert (words in said) == (name == tier), (who, name)
        assert bool(page.json()["held_back"]) == knows, who


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_cannot_tell_foreign_from_never_existed(world: Any, who: str) -> None:
    written = NoteFactory(case=world.case, by=world.supervisor, gist="G")
    DeadlineFactory(case=world.case, agency=world.probation)
    call = caller(getattr(world, who))
    agency = world.elsewhere.pk if who != "stranger" else world.police.pk
    real = paths(world, written.pk, agency, "VRP-CEDAR")
    none = paths(world, uuid.uuid4(), uuid.uuid4(), "VRP-NEVER")
    for (method, path, body), (_m, other, _b) in zip(real, none, strict=True):
        foreign, never = ask(call, method, path, body), ask(call, method, other, body)
        assert foreign.status_code == 404, path
        assert foreign.content == never.content, path
        assert dict(foreign.headers) == dict(never.headers), path
    for path in ("/cases/", "/deadlines/", "/deadlines/mine/"):
        assert call.get(path).json()["results"] == [], path
    assert call.get("/cases/").json()["total"] == 0
    assert call.get("/cases/", q="Cedar", status="all").json()["total"] == 0


def test_odd_addresses_give_the_same_answer(world: Any) -> None:
    call = caller(world.supervisor)
    never = call.get("/cases/VRP-NEVER/").content
    odd = ("/cases/%00/", "/cases/a%2Fb/", "/notes/1/", "/notes/x/", "/agencies/x/", "/nothing/", "/", "/cases/é/")
    for path in odd:
        answer = call.get(path)
        assert (answer.status_code, answer.content) == (404, never), path


def test_nobody_gets_401_everywhere(world: Any) -> None:
    written = NoteFactory(case=world.case, by=world.supervisor, gist="G")
    asked = paths(world, written.pk, world.police.pk, "VRP-CEDAR")
    lists = [("get", p, None) for p in ("/cases/", "/deadlines/", "/deadlines/mine/", "/agencies/", "/schema/", "/x")]
    bodies = set()
    for method, path, body in (*asked, *lists):
        answer = ask(Caller(), method, path, body)
        assert answer.status_code == 401, path
        assert answer["WWW-Authenticate"] == 'Bearer realm="Throughcare"'
        assert answer["Content-Type"] == "application/problem+json"
        bodies.add(answer.content)
    assert len(bodies) == 1


def test_suspending_the_agreement_closes_the_door_at_the_next_request(world: Any, backstage: Any) -> None:
    call = caller(world.officer)
    assert call.get("/cases/VRP-CEDAR/").status_code == 200
    with backstage():
        type(world.agreement).objects.filter(pk=world.agreement.pk).update(
            suspended_at=world.agreement.valid_from, version=world.agreement.version + 1
        )
    assert call.get("/cases/VRP-CEDAR/").status_code == 404


def test_names_of_the_team_only_where_the_place_shows_them(world: Any) -> None:
    names = {who: getattr(world, who).user.full_name for who in INSIDE}
    for who, named in (("supervisor", True), ("officer", True), ("chair", True), ("teacher", False), ("mentor", False)):
        rows = caller(getattr(world, who)).get("/cases/VRP-CEDAR/team/").json()["results"]
        others = [row for row in rows if not row["is_me"]]
        assert len(rows) == (7 if named else 6), "a place that opens nothing today is told to the team alone"
        assert all((row["purpose"] is not None) == named for row in others), who
        assert all(bool(row["name"]) == named for row in others), who
        assert all((row["person"] is not None) == named for row in others), who
        assert [row["name"] for row in rows if row["is_me"]] == ([names[who]] if who != "chair" else []), who


def test_what_the_place_does_not_show_of_the_person_is_empty(world: Any) -> None:
    full = caller(world.officer).get("/cases/VRP-CEDAR/").json()
    assert (full["born_on"], full["age"] is not None) == ("2003-04-05", True)
    guest = caller(world.teacher).get("/cases/VRP-CEDAR/").json()
    assert (guest["born_on"], guest["age"]) == (None, None)
    companion = caller(world.mentor).get("/cases/VRP-CEDAR/").json()
    assert companion["person_name"] == "Idris"
    listed = caller(world.mentor).get("/cases/").json()["results"]
    assert [row["person_name"] for row in listed] == ["Idris"]


@pytest.mark.parametrize(
    ("who", "told"),
    [("supervisor", (2, True)), ("officer", (2, True)), ("chair", (2, False)), ("teacher", (None, False)),
     ("mentor", (None, False))],
)  # fmt: skip
def test_level_and_being_under_18_are_told_where_the_page_shows_them(
    world: Any, who: str, told: tuple[int | None, bool]
) -> None:
    with backstage():
        world.case.level, world.case.version = 2, world.case.version + 1
        world.case.save()
        world.person.born_on, world.person.version = timezone.localdate(), world.person.version + 1
        world.person.save()
    case = caller(getattr(world, who)).get("/cases/VRP-CEDAR/").json()
    assert (case["level"], case["is_minor"]) == told
    listed = caller(getattr(world, who)).get("/cases/").json()["results"]
    assert [row["level"] for row in listed] == [told[0]]


def test_deadlines_of_worked_cases_and_ones_own(world: Any) -> None:
    DeadlineFactory(case=world.case, agency=world.probation)
    DeadlineFactory(case=world.case, agency=world.college, responsible=world.teacher)
    counts = {"supervisor": (2, 0), "officer": (2, 0), "teacher": (1, 1), "mentor": (0, 0), "chair": (0, 0)}
    for who, (seen, mine) in counts.items():
        call = caller(getattr(world, who))
        assert len(call.get("/deadlines/").json()["results"]) == seen, who
        assert len(call.get("/deadlines/mine/").json()["results"]) == mine, who
        assert len(call.get("/cases/VRP-CEDAR/deadlines/").json()["results"]) == seen, who


def test_deadlines_are_narrowed(world: Any) -> None:
    DeadlineFactory(case=world.case, agency=world.probation, kind="court_report", state="done")
    DeadlineFactory(case=world.case, agency=world.probation, due_on="2999-01-01")
    call = caller(world.supervisor)

    def found(**query: Any) -> list[str]:
        return [row["kind"] for row in call.get("/deadlines/", **query).json()["results"]]

    assert found() == ["court_report", "case_review"]
    assert found(state="done") == found(kind="court_report") == found(until="2998-01-01") == ["court_report"]


def test_a_second_case_does_not_leak_into_the_first(world: Any) -> None:
    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation, neutral_title="Birch")
    PlaceFactory(case=other, membership=world.supervisor)
    foreign = NoteFactory(case=other, by=world.supervisor, full="Birch words")
    DeadlineFactory(case=other, agency=world.probation)
    call = caller(world.officer)
    assert call.get("/cases/").json()["total"] == 1
    assert call.get(f"/notes/{foreign.pk}/").status_code == 404
    assert call.get("/deadlines/").json()["results"] == []
    assert call.get("/cases/VRP-CEDAR/notes/", q="Birch").json()["results"] == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_in_standing_reads_their_own_partnership_directory(world: Any, who: str) -> None:
    call = caller(getattr(world, who))
    found = call.get("/agencies/").json()
    codes = {agency["code"] for group in found["groups"] for agency in group["agencies"]}
    assert codes == ({"ELS"} if who == "stranger" else {"PRB", "POL", "SEC", "COL", "HLT", "SOC", "PRT"})
    page = call.get(f"/agencies/{getattr(world, who).agency_id}/").json()
    named = [m["name"] for m in page["members"] if not m["is_me"] and not m["is_companion"]]
    assert all(bool(name) == page["names_shown"] for name in named)
    if who == "mentor":
        assert not page["names_shown"]


def test_every_reading_and_every_refusal_is_in_the_trail(world: Any, backstage: Any) -> None:
    written = NoteFactory(case=world.case, by=world.supervisor, gist="G")
    DeadlineFactory(case=world.case, agency=world.probation)
    call, stranger = caller(world.officer), caller(world.analyst)
    expected = []
    for path, verb in (
        ("/cases/", "case.list_read"), ("/cases/VRP-CEDAR/", "case.read"), ("/cases/VRP-CEDAR/team/", "case.team_read"),
        ("/cases/VRP-CEDAR/notes/", "note.list_read"), (f"/notes/{written.pk}/", "note.read"),
        ("/deadlines/", "deadline.list_read"), ("/cases/VRP-CEDAR/deadlines/", "deadline.list_read"),
    ):  # fmt: skip
        assert call.get(path).status_code == 200
        expected.append(("consult", verb, world.officer.user_id))
    assert stranger.get("/cases/VRP-CEDAR/").status_code == 404
    expected.append(("refuse", "door.api_case", world.analyst.user_id))
    with backstage():
        rows = Event.objects.unguarded(because="test").exclude(kind="token").order_by("seq")
        assert [(e.operation, e.verb, e.user_id) for e in rows] == expected
        assert [e.case_id for e in rows][-1] == world.case.pk


def test_the_superuser_flag_opens_nothing(world: Any, backstage: Any) -> None:
    with backstage():
        world.analyst.user.is_superuser = True
        world.analyst.user.save(update_fields=["is_superuser"])
    assert caller(world.analyst).get("/cases/VRP-CEDAR/").status_code == 404


def test_somebody_who_acts_for_no_agency_is_told(world: Any, backstage: Any) -> None:
    client = Client()
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"{ROOT}/cases/")
    assert answer.status_code == 403
    assert "no agency" in answer.json()["detail"]
