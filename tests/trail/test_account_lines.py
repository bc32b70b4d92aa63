"""Who came, who went, who was refused: one line each, naming accounts by key and no address at all."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from access.models import Event
from devstack.testing import backstage

PASSWORD = "otter-lantern-gravel-9"
ADDRESS = "ada.lind@example.org"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    """Somebody with a login and nothing else."""
    with backstage():
        return get_user_model().objects.create_user(ADDRESS, PASSWORD, full_name="Ada Lind")


def lines() -> list[tuple[Any, ...]]:
    with backstage():
        rows = Event.objects.unguarded(because="test").order_by("seq")
        for row in rows:
            assert row.user_id is None
            assert ADDRESS not in f"{row.subjects}{row.reason}{row.detail}{row.ground}"
        return [(row.verb, row.operation, [str(key) for key in row.subjects], row.ground) for row in rows]


def log_in(client: Client, password: str = PASSWORD, login: str = ADDRESS) -> Any:
    return client.post("/login/", {"login": login, "password": password})


def test_login_and_logout(client: Client, ada: Any) -> None:
    assert log_in(client).status_code == 302
    assert client.post("/logout/").status_code == 302
    assert lines() == [
        ("account.signed_in", "administer", [str(ada.pk)], "password"),
        ("account.signed_out", "administer", [str(ada.pk)], "own"),
    ]


def test_a_wrong_password_and_an_unknown_address(client: Client, ada: Any) -> None:
    log_in(client, "wrong-password-1")
    log_in(client, "wrong-password-2", "nobody.at.all@example.org")
    assert lines() == [
        ("account.sign_in_failed", "refuse", [str(ada.pk)], "wrong_credentials"),
        ("account.sign_in_failed", "refuse", [], "wrong_credentials"),
    ]


def test_the_lock_after_too_many_tries(client: Client, ada: Any) -> None:
    for _ in range(6):
        answer = log_in(client, "wrong-password-1")
    assert answer.status_code == 429
    verbs = [verb for verb, *_rest in lines()]
    assert verbs[:4] == ["account.sign_in_failed"] * 4
    assert verbs[-1] == "account.locked_out"
    assert len(verbs) == 6
    assert log_in(client).status_code == 429  # the right one does not open it either
    assert lines()[-1] == ("account.locked_out", "refuse", [str(ada.pk)], "locked_out")


def test_a_new_password(client: Client, ada: Any) -> None:
    log_in(client)
    body = {"oldpassword": PASSWORD, "password1": "gravel-otter-9-lantern", "password2": "gravel-otter-9-lantern"}
    assert client.post("/account/password/", body).status_code == 302
    assert [verb for verb, *_rest in lines()] == [
        "account.signed_in",
        "account.password_changed",
        "account.signed_out",
    ]


def test_when_the_trail_cannot_be_written_nobody_comes_in(client: Client, ada: Any, refusing_trail: Any) -> None:
    with refusing_trail():
        assert log_in(client).status_code == 503
    assert client.get("/session/").json()["signed_in"] is False
    assert lines() == []
