"""Pages by cursor, calls by the minute, sessions against forged forms, and how many questions the database is asked."""

import base64
import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from access.api.base import Endpoint
from access.errors import Unguarded
from tests.api.caller import ROOT, Caller, caller, note, token_of
from tests.cast import BACKEND
from tests.factories import CaseFactory, DeadlineFactory, NoteFactory, PlaceFactory


def walked(call: Caller, path: str, **query: Any) -> list[list[str]]:
    """The ids of every page, by following ``next``."""
    pages, cursor = [], None
    while True:
        answer = call.get(path, **query, **({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200
        body = answer.json()
        pages.append([row["id"] for row in body["results"]])
        assert (body["previous"] is None) == (cursor is None)
        cursor = body["next"]
        if cursor is None:
            return pages


def many_cases(world: Any, number: int) -> None:
    for count in range(number):
        case = CaseFactory(
            partnership=world.partnership, lead_agency=world.probation, neutral_title=f"Tree {count}",
            next_review_on=timezone.localdate() + dt.timedelta(days=count % 7),
        )  # fmt: skip
        PlaceFactory(case=case, membership=world.supervisor)


@pytest.mark.parametrize("ordering", ["review", "activity", "name", "reference"])
def test_pages_of_cases_hold_each_once(world: Any, ordering: str) -> None:
    many_cases(world, 59)
    call = caller(world.supervisor)
    pages = walked(call, "/cases/", ordering=ordering)
    assert [len(page) for page in pages] == [25, 25, 10]
    assert len({key for page in pages for key in page}) == 60
    first = call.get("/cases/", ordering=ordering).json()
    second = call.get("/cases/", ordering=ordering, cursor=first["next"]).json()
    back = call.get("/cases/", ordering=ordering, cursor=second["previous"]).json()
    assert back["results"] == first["results"]


def test_pages_of_notes_and_deadlines_hold_each_once(world: Any) -> None:
    for count in range(55):
        day = timezone.localdate() - dt.timedelta(days=count % 9)
        NoteFactory(case=world.case, by=world.supervisor, occurred_on=day, gist="G")
        DeadlineFactory(case=world.case, agency=world.probation, due_on=day, responsible=world.officer)
    call = caller(world.officer)
    for path in ("/cases/VRP-CEDAR/notes/", "/deadlines/", "/deadlines/mine/", "/cases/VRP-CEDAR/deadlines/"):
        pages = walked(call, path)
        assert [len(page) for page in pages] == [25, 25, 5], path
        assert len({key for page in pages for key in page}) == 55, path
        first = call.get(path).json()
        second = call.get(path, cursor=first["next"]).json()
        assert call.get(path, cursor=second["previous"]).json()["results"] == first["results"], path


def test_a_cursor_serves_its_own_list_and_is_not_made_up(world: Any) -> None:
    many_cases(world, 30)
    call = caller(world.supervisor)
    cursor = call.get("/cases/").json()["next"]
    assert call.get("/cases/", cursor=cursor).status_code == 200
    changed = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    for path, query in (
        ("/cases/", {"cursor": cursor, "ordering": "name"}),
        ("/deadlines/", {"cursor": cursor}),
        ("/cases/VRP-CEDAR/notes/", {"cursor": cursor}),
        ("/cases/", {"cursor": changed}),
    ):
        answer = call.get(path, **query)
        assert answer.status_code == 400
        assert answer.json()["errors"].keys() == {"cursor"}


def test_a_cursor_carries_no_name(world: Any) -> None:
    many_cases(world, 30)
    cursor = caller(world.supervisor).get("/cases/", ordering="name").json()["next"]
    body = cursor.split(":")[0]
    assert b"Idris" not in base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))


def test_calls_are_counted_by_the_minute(world: Any, settings: Any) -> None:
    settings.API_CALLS_PER_MINUTE = {"read": 3, "change": 1, "wrong": 2}
    call, other = caller(world.officer), caller(world.officer)
    assert [call.get("/cases/").status_code for _ in range(4)] == [200, 200, 200, 429]
    late = call.get("/cases/")
    assert late["Content-Type"] == "application/problem+json"
    assert 1 <= int(late["Retry-After"]) <= 60
    assert other.get("/cases/").status_code == 200, "another token has its own minute"
    path = "/cases/VRP-CEDAR/notes/audience/"
    assert [other.post(path, note()).status_code for _ in range(2)] == [200, 429]


def test_sessions_of_one_person_are_counted_together(world: Any, settings: Any, browse: Any) -> None:
    settings.API_CALLS_PER_MINUTE = {"read": 2, "change": 1, "wrong": 2}
    one, two = browse(world.officer), browse(world.officer)
    assert [client.get(f"{ROOT}/cases/").status_code for client in (one, two, one)] == [200, 200, 429]


def test_wrong_tokens_are_counted_by_address(world: Any, settings: Any) -> None:
    settings.API_CALLS_PER_MINUTE = {"read": 9, "change": 9, "wrong": 2}
    wrong, right = Caller("tc_wrong"), caller(world.officer)
    assert [wrong.get("/cases/").status_code for _ in range(3)] == [401, 401, 429]
    assert right.get("/cases/").status_code == 200, "a token that holds is not kept out by wrong ones"


def test_without_the_counter_nothing_is_answered(world: Any, settings: Any) -> None:
    call = caller(world.officer)
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    answer = call.get("/cases/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


def test_a_session_needs_the_token_against_forged_forms(world: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.supervisor.user, backend=BACKEND)
    path = f"{ROOT}/cases/VRP-CEDAR/notes/"
    assert client.get(path).status_code == 200
    answer = client.post(path, note(), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert "forged" in answer.json()["detail"]
    client.get("/login/")
    client.get("/account/tokens/")
    token = client.cookies["csrftoken"].value
    answer = client.post(path, note(), content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201
    secret = token_of(world.supervisor)
    bearer = Client(enforce_csrf_checks=True).post(
        path, note(), content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )
    assert bearer.status_code == 201, "a token is carried by nobody's browser"


CEILINGS = {
    "/cases/": 15, "/cases/VRP-CEDAR/": 13, "/cases/VRP-CEDAR/team/": 14, "/cases/VRP-CEDAR/notes/": 26,
    "/deadlines/": 11, "/deadlines/mine/": 11, "/cases/VRP-CEDAR/deadlines/": 14, "/agencies/": 13,
}  # fmt: skip


@pytest.mark.parametrize("path", CEILINGS)
def test_the_number_of_questions_does_not_grow(world: Any, path: str) -> None:
    def filled(count: int) -> None:
        many_cases(world, count)
        for _ in range(count):
            NoteFactory(case=world.case, by=world.supervisor, gist="G")
            DeadlineFactory(case=world.case, agency=world.probation, responsible=world.officer)

    filled(2)
    call = caller(world.supervisor)
    call.get(path)
    with CaptureQueriesContext(connection) as few:
        assert call.get(path).status_code == 200
    filled(10)
    with CaptureQueriesContext(connection) as more:
        assert call.get(path).status_code == 200
    assert len(more) <= len(few)
    assert len(more) <= CEILINGS[path], [query["sql"][:90] for query in more]


def test_no_endpoint_opens_its_own_way_in() -> None:
    for name in ("permission_classes", "authentication_classes", "queryset", "initial", "get_queryset"):
        with pytest.raises(TypeError, match=name):
            type("Wrong", (Endpoint,), {name: []})
    with pytest.raises(Unguarded):
        Endpoint().get_queryset()
