"""Bad input of every kind is a problem document and never an error of ours; and so is every other refusal."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404
from django.http.request import UnreadablePostError
from django.test import Client, RequestFactory

from access.api.errors import handle
from access.errors import Conflict, NotAllowed, RuleBroken
from access.problems import MEDIA_TYPE
from casework.models import Note
from devstack.testing import as_role
from tests.api.caller import ROOT, caller, note, token_of

NOTES = "/cases/VRP-CEDAR/notes/"


RAISED = [
    (RuleBroken("Not so.", "title"), 422, "Not so."),
    (RuleBroken("Not now."), 409, "Not now."),
    (Conflict("Changed meanwhile."), 409, "Changed meanwhile."),
    (NotAllowed("Not from here."), 403, "Not from here."),
    (PermissionDenied("inside"), 403, "You may not do this."),
    (UnreadablePostError("inside"), 400, "The request could not be read."),
    (SuspiciousOperation("inside"), 400, "The request could not be read."),
    (Http404("inside"), 404, "There is nothing here that you may see."),
]


@pytest.mark.parametrize(("raised", "status", "said"), RAISED, ids=lambda value: type(value).__name__)
def test_each_error_of_the_trade_has_its_status(raised: Exception, status: int, said: str) -> None:
    answer = handle(raised, {})
    assert answer is not None
    assert (answer.status_code, answer.data["detail"]) == (status, said)


def test_an_unknown_error_is_ours() -> None:
    assert handle(ValueError(), {}) is None


def is_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == MEDIA_TYPE
    body: dict[str, Any] = answer.json()
    assert set(body) in ({"type", "title", "status", "detail"}, {"type", "title", "status", "detail", "errors"})
    assert body["status"] == status
    assert body["detail"].endswith(".")
    return body


BODIES = {
    "deep lists": b"[" * 100_000,
    "deep closed lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep inside": b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "not JSON": b"{",
    "nothing": b"",
    "not UTF-8": b'{"title": "\xff"}',
    "UTF-16": '{"title": "x"}'.encode("utf-16"),
    "NaN": b'{"title": NaN}',
    "huge int": b'{"title": ' + b"9" * 10_000 + b"}",
    "twice": b'{"title": "a", "title": "b"}',
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies_that_cannot_be_read(world: Any, name: str) -> None:
    is_problem(caller(world.supervisor).post(NOTES, BODIES[name]), 400 if name != "nothing" else 422)


WRONG_TYPES: list[Any] = [None, True, 1, 1.5, 1e400, -(2**63), 2**64, "x", [], ["x"], [[]], {}, {"a": 1}]


@pytest.mark.parametrize("value", WRONG_TYPES, ids=repr)
def test_wrong_types_in_every_field(world: Any, value: Any) -> None:
    call = caller(world.supervisor)
    for field in ("kind", "occurred_on", "nature", "handling", "secrecy", "source_grade", "released_tier", "checked_by",
                  "told_to_companions", "answer_by", "named", "title", "full", "gist"):  # fmt: skip
        text = json.dumps(note(**{field: value})).replace("Infinity", "1e400")
        answer = call.post(NOTES, text)
        assert answer.status_code in (201, 422), (field, answer.content)
    for body in (value, [value]):
        if body != {}:
            assert call.post(NOTES, json.dumps(body).replace("Infinity", "1e400")).status_code == 422


CONTROLS = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ud800", "\udfff"]


@pytest.mark.parametrize("character", CONTROLS, ids=ascii)
def test_control_characters_are_refused_with_a_sentence(world: Any, character: str) -> None:
    call = caller(world.supervisor)
    for field in ("title", "full", "summary", "gist", "action"):
        body = is_problem(call.post(NOTES, note(**{field: f"a{character}b"})), 422)
        assert body["errors"] == {field: ["Control characters cannot be kept. Remove the one at position 2."]}
    is_problem(call.post(NOTES, json.dumps(note(**{f"x{character}": 1}))), 422)
    is_problem(call.post(NOTES, note(kind=character)), 422)


QUERIES = [
    {"cursor": "x"}, {"cursor": "x" * 500}, {"status": "nonsense"}, {"q": "a\x00b"}, {"q": "x" * 200},
    {"ordering": "-id"}, {"level": "9" * 400}, {"agency": "x"}, {"stage": ""}, {"role": "admin"},
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_odd_filters_are_named(world: Any, query: dict[str, str]) -> None:
    body = is_problem(caller(world.supervisor).get("/cases/", **query), 400)
    assert body["errors"].keys() == query.keys()


@pytest.mark.parametrize("query", [{"since": "2026-02-30"}, {"kind": "x"}, {"unread": "yes"}, {"agency": "a" * 9}])
def test_odd_filters_of_notes(world: Any, query: dict[str, str]) -> None:
    is_problem(caller(world.supervisor).get(NOTES, **query), 400)


@pytest.mark.parametrize("query", [{"until": "x"}, {"state": "x"}, {"kind": "x"}, {"cursor": "eA:1tX:sig"}])
def test_odd_filters_of_deadlines(world: Any, query: dict[str, str]) -> None:
    is_problem(caller(world.supervisor).get("/deadlines/", **query), 400)


def test_other_media_methods_and_charsets(world: Any) -> None:
    client, headers = Client(), {"Authorization": f"Bearer {token_of(world.supervisor)}"}
    for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
        is_problem(client.post(ROOT + NOTES, b"{}", content_type=kind, headers=headers), 415)
    for charset in ("zip", "utf-16", "base64", "rot13", "idna"):
        kind = f"application/json; charset={charset}"
        is_problem(client.generic("POST", ROOT + NOTES, b"{}", kind, headers=headers), 415)
    form = client.post(ROOT + NOTES, {"title": "x"}, headers=headers)
    is_problem(form, 415)
    is_problem(client.get(f"{ROOT}/cases/", headers={**headers, "Accept": "application/xml"}), 406)
    for method in ("put", "patch", "delete", "options", "trace"):
        answer = client.generic(method.upper(), f"{ROOT}/cases/", headers=headers)
        is_problem(answer, 405)
        assert answer["Allow"] == "GET, HEAD"


def test_a_charset_that_is_none_reaches_no_page_and_no_answer(world: Any, wsgi: Any) -> None:
    """Django itself stumbles over it before any view: the served application reads addresses as UTF-8."""
    environ = RequestFactory().get(f"{ROOT}/cases/?q=a").environ
    environ["CONTENT_TYPE"] = "text/plain; charset=zip"
    told: list[str] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Any:
        told.append(status)

    body = b"".join(wsgi(environ, start))
    assert told == ["401 Unauthorized"]
    assert json.loads(body)["status"] == 401


def test_more_than_one_request_may_bring(world: Any) -> None:
    is_problem(caller(world.supervisor).post(NOTES, note(full="x" * 1_100_000)), 413)


def test_a_full_field_at_its_limit(world: Any) -> None:
    call = caller(world.supervisor)
    assert call.post(NOTES, note(full="x" * 8000)).status_code == 201
    is_problem(call.post(NOTES, note(full="x" * 8001)), 422)


def test_what_cannot_be_logged_does_not_happen(world: Any, backstage: Any) -> None:
    call = caller(world.supervisor)
    with as_role("throughcare_owner"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_event ADD CONSTRAINT full_disk CHECK (false) NOT VALID")
    body = is_problem(call.get("/cases/VRP-CEDAR/"), 503)
    assert "Cedar" not in json.dumps(body)
    is_problem(call.post(NOTES, note()), 503)
    with backstage():
        assert not Note.objects.unguarded(because="test").exists()


def test_a_mistake_of_ours_is_a_problem_without_its_inside(world: Any) -> None:
    call = caller(world.supervisor)
    call.client.raise_request_exception = False
    with as_role("throughcare_owner"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casework_deadline RENAME TO casework_deadline_gone")
    body = is_problem(call.get("/deadlines/"), 500)
    assert "deadline" not in json.dumps(body)


def test_a_refusal_that_cannot_be_logged_is_a_problem_too(world: Any) -> None:
    call = caller(world.analyst)
    with as_role("throughcare_policy"), connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION access_record_try RENAME TO access_record_try_gone")
    is_problem(call.get("/cases/VRP-CEDAR/"), 503)
