"""Signed out while typing, or a form with an old token: nothing is lost, and no other site's form is sent."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import BACKEND

NOTE = "/cases/VRP-CEDAR/notes/new/"
TYPED = {"full": "First line\nSecond & <third>", "title": "An offer", "draft_version": "7", "tag": ["a", "b"]}


def test_session_state_says_who_is_signed_in_and_gives_a_token(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    answer = client.get("/session/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    state = answer.json()
    assert state["signed_in"] is True
    assert state["user"] == str(world.supervisor.user_id)
    assert len(state["csrf"]) == 64
    assert client.post("/session/").status_code == 405


def test_session_state_works_signed_out(world: Any, client: Client) -> None:
    state = client.get("/session/").json()
    assert (state["signed_in"], state["user"]) == (False, "")
    assert len(state["csrf"]) == 64


def test_the_token_of_session_state_is_taken_by_a_form(world: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.supervisor.user, backend=BACKEND)
    token = client.get("/session/").json()["csrf"]
    body = {"email": "x", "about": "", "csrfmiddlewaretoken": token}
    assert client.post("/explain/", body).status_code == 422
    assert client.post("/explain/", {**body, "csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_somebody_signed_out_gets_back_all_they_typed(world: Any, client: Client) -> None:
    answer = client.post(NOTE, TYPED)
    assert answer.status_code == 401
    page = answer.content.decode()
    assert "First line<br>Second &amp; &lt;third&gt;" in page
    assert '<input type="hidden" name="full" value="First line\nSecond &amp; &lt;third&gt;">' in page
    assert '<input type="hidden" name="tag" value="a"><input type="hidden" name="tag" value="b">' in page
    assert '<input type="hidden" name="draft_version" value="7">' in page
    assert "Draft version" not in page
    assert f'action="{NOTE}"' in page
    assert 'href="/login/" target="_blank"' in page


def refused(client: Client, body: Any = None, path: Any = NOTE, **headers: str) -> str:
    answer = client.post(path, TYPED if body is None else body, headers=headers)
    assert answer.status_code == 403
    return answer.content.decode()


@pytest.fixture
def strict(world: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.supervisor.user, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}]
)
def test_an_old_token_from_our_own_page_may_be_sent_again(strict: Client, headers: dict[str, str]) -> None:
    page = refused(strict, **headers)
    assert "First line<br>Second" in page
    assert 'name="full"' in page
    assert page.count("Send again") == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_of_another_site_is_neither_shown_nor_sent(strict: Client, site: str) -> None:
    page = refused(strict, **{"Sec-Fetch-Site": site})
    assert "First line" not in page
    assert "Send again" not in page


def test_a_foreign_origin_is_another_site(strict: Client) -> None:
    page = refused(strict, Origin="https://evil.example")
    assert "First line" not in page
    assert "Send again" not in page


def test_a_browser_that_names_no_origin_gets_the_words_but_no_button(strict: Client) -> None:
    page = refused(strict)
    assert "First line<br>Second" in page
    assert "Send again" not in page


def test_what_is_sent_again_is_taken(strict: Client) -> None:
    """The page's own token and fields, as the button sends them."""
    body = {"email": "nobody", "about": "VRP-CEDAR"}
    page = refused(strict, body, "/explain/", **{"Sec-Fetch-Site": "same-origin"})
    token = page.split('name="csrfmiddlewaretoken" value="')[-1].split('"')[0]
    assert strict.post("/explain/", {**body, "csrfmiddlewaretoken": token}).status_code == 422


def test_a_password_is_never_given_back(strict: Client) -> None:
    body = {"login": "ada@example.org", "password": "otter-lantern", "oldpassword": "gravel"}
    page = refused(strict, body, "/login/", **{"Sec-Fetch-Site": "same-origin"})
    assert "otter-lantern" not in page
    assert "gravel" not in page
    assert "Send again" not in page


def test_a_script_gets_a_bare_answer(strict: Client) -> None:
    for headers in ({"Accept": "application/json"}, {"HX-Request": "true"}):
        assert refused(strict, **headers) == ""


def test_a_refused_form_is_in_the_trail(strict: Client, world: Any, backstage: Any) -> None:
    from access.models import Event

    refused(strict, **{"Sec-Fetch-Site": "cross-site"})
    with backstage():
        line = Event.objects.unguarded(because="test").order_by("-seq")[0]
    assert (line.operation, line.case_id, line.user_id) == ("refuse", world.case.pk, world.supervisor.user_id)
