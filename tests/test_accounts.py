"""Logging in and staying in: hashes, the lock after wrong passwords, the two limits of a session, sealed seeds."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.usersessions.models import UserSession
from cryptography.exceptions import InvalidTag
from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from config import accounts

PASSWORD = "otter-lantern-gravel-9"
NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(backstage: Any) -> Any:
    """Somebody with a login and nothing else."""
    with backstage():
        return get_user_model().objects.create_user("ada.lind@example.org", PASSWORD, full_name="Ada Lind")


def log_in(client: Client, password: str = PASSWORD, email: str = "Ada.Lind@example.org") -> Any:
    return client.post("/login/", {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session and client.get("/account/sessions/").status_code == 200


def test_login_by_address_whatever_its_case(client: Client, ada: Any) -> None:
    assert log_in(client).status_code == 302
    assert is_in(client)


def test_the_session_changes_its_key_at_login(client: Client, ada: Any) -> None:
    client.get("/login/")
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    log_in(client)
    assert client.session.session_key != before


def test_nobody_signs_up(client: Client) -> None:
    given = {"email": "new.person@example.org", "password1": PASSWORD}
    for answer in (client.get("/account/signup/"), client.post("/account/signup/", given)):
        assert answer.status_code == 200
        assert b'name="password1"' not in answer.content
    assert not get_user_model().objects.exists()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, ada: Any) -> None:
    known = log_in(client, "wrong")
    unknown = log_in(Client(), "wrong", "ada.lund@example.org")
    assert known.status_code == unknown.status_code == 200
    assert [str(e) for e in known.context["form"].non_field_errors()] == [
        str(e) for e in unknown.context["form"].non_field_errors()
    ]


def test_locked_after_wrong_passwords_and_open_again_later(client: Client, ada: Any) -> None:
    with time_machine.travel(NOON, tick=True) as clock:
        statuses = [log_in(client, "wrong").status_code for _ in range(6)]
        assert statuses[0] == 200
        assert statuses[-1] == 429
        assert log_in(client).status_code == 429, "the right password does not open a locked account"
        clock.shift(datetime.timedelta(minutes=16))
        assert log_in(client).status_code == 302


def test_ten_wrong_passwords_from_anywhere_are_all_that_is_tried(ada: Any, settings: Any) -> None:
    with time_machine.travel(NOON, tick=True):
        for number in range(12):
            Client(REMOTE_ADDR=f"192.0.2.{number}").post("/login/", {"login": ada.email, "password": "wrong"})
        stranger = Client(REMOTE_ADDR="192.0.2.99")
        stranger.post("/login/", {"login": ada.email, "password": PASSWORD})
        assert "_auth_user_id" not in stranger.session


def test_an_unknown_address_is_locked_just_the_same(client: Client) -> None:
    statuses = [log_in(client, "wrong", "no.body@example.org").status_code for _ in range(6)]
    assert statuses[-1] == 429


def test_idle_for_half_an_hour_is_out(client: Client, ada: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        log_in(client)
        for _ in range(4):
            clock.shift(datetime.timedelta(minutes=20))
            assert is_in(client), "somebody who works stays in"
        clock.shift(datetime.timedelta(minutes=31))
        assert not is_in(client)


def test_out_after_twelve_hours_however_busy(client: Client, ada: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        log_in(client)
        assert is_in(client)
        for _ in range(35):
            clock.shift(datetime.timedelta(minutes=20))
            assert is_in(client)
        clock.shift(datetime.timedelta(minutes=25))
        assert client.get("/account/sessions/").status_code == 302
        assert "_auth_user_id" not in client.session


def test_own_sessions_are_listed_and_can_be_ended(client: Client, ada: Any) -> None:
    other = Client()
    log_in(other)
    log_in(client)
    assert len(client.get("/account/sessions/").context["sessions"]) == 2
    client.post("/account/sessions/", {"action": "end_others"})
    assert is_in(client)
    assert UserSession.objects.filter(user=ada).count() in (1, 2)


def test_logout_asks_by_post(client: Client, ada: Any) -> None:
    log_in(client)
    client.get("/logout/")
    assert is_in(client)
    client.post("/logout/")
    assert "_auth_user_id" not in client.session


def test_hashes_are_slow_and_bounded() -> None:
    encoded = make_password(PASSWORD, hasher=accounts.Argon2Hasher())
    assert "argon2id" in encoded
    assert "m=19456,t=2,p=1" in encoded


@pytest.mark.parametrize("password", ["password1234", "aaaaaaaaaaaa", "ada.lind@example", "qwertyuiop12", "short-Pw9"])
def test_weak_passwords_are_refused(password: str, ada: Any) -> None:
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, ada)


@pytest.mark.parametrize("password", [PASSWORD, "gravel lantern otter " * 5])
def test_long_and_odd_passwords_are_taken(password: str, ada: Any) -> None:
    password_validation.validate_password(password, ada)


def test_seeds_are_sealed() -> None:
    adapter = mfa_adapter()
    first, second = adapter.encrypt("SEED"), adapter.encrypt("SEED")
    assert "SEED" not in first
    assert first != second
    assert adapter.decrypt(first) == "SEED"
    with pytest.raises(InvalidTag):
        adapter.decrypt(first[:-6] + ("AAAA==" if not first.endswith("AAAA==") else "BBBB=="))


def test_seeds_of_an_older_key_still_open(settings: Any) -> None:
    old = mfa_adapter().encrypt("SEED")
    newer = "k9:" + "q" * 43 + "="
    settings.FIELD_KEYS = f"{newer},{settings.FIELD_KEYS}"
    assert mfa_adapter().decrypt(old) == "SEED"
    assert mfa_adapter().encrypt("SEED").startswith("k9:")


@pytest.mark.parametrize(
    ("proxies", "chain", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (1, "", "192.0.2.1"),
    ],
)
def test_a_forged_chain_is_not_believed(proxies: int, chain: str, address: str, settings: Any) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=chain)
    assert accounts.client_address(request) == address
