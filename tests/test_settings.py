"""In production the product starts with strong and complete settings only, and says what is wrong with others."""

from __future__ import annotations

import base64
import os
import pathlib
import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = pathlib.Path(__file__).resolve().parent.parent / "config" / "settings.py"
SECRETS = ("SECRET_KEY", "CONTEXT_KEY", "FIELD_KEYS", "TRAIL_PUBLIC_KEY")
STRONG = "f3Kq9ZtB1xWc7LmR5vYn2HsJ8dGp4TbQ6aUe0oXi_rVwCkMzNhDyFjEgPl"
KEY = base64.b64encode(STRONG[:32].encode()).decode()
GOOD = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": STRONG,
    "CONTEXT_KEY": STRONG[::-1],
    "FIELD_KEYS": f"k1:{KEY}",
    "TRAIL_PUBLIC_KEY": KEY,
    "CHECKPOINT_DIR": "/var/lib/throughcare/checkpoints",
    "DATABASE_URL": "postgresql://throughcare_app:secret@db/throughcare",
    "REDIS_URL": "redis://:secret@broker/0",
    "ALLOWED_HOSTS": "cases.example.org",
}


def load(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> dict[str, Any]:
    """The settings of a process with exactly this environment; None takes a value away."""
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in {**GOOD, **changes}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS), run_name="config.checked")


def test_good_settings_start(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch)
    assert loaded["DEBUG"] is False
    assert loaded["DEMO"] is False
    assert loaded["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert loaded["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert loaded["SESSION_COOKIE_SECURE"]
    assert loaded["CSRF_COOKIE_SECURE"]
    assert loaded["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert loaded["STORAGES"]["staticfiles"]["BACKEND"].startswith("whitenoise.")
    assert "MD5" not in " ".join(loaded["PASSWORD_HASHERS"])


@pytest.mark.parametrize("name", sorted(set(GOOD) - {"ENVIRONMENT"}))
def test_a_missing_value_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} is missing"):
        load(monkeypatch, **{name: None})


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is weak"),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY is weak"),
        ("SECRET_KEY", "django-insecure-" + STRONG, "SECRET_KEY is weak"),
        ("CONTEXT_KEY", "short", "CONTEXT_KEY is weak"),
        ("FIELD_KEYS", "k1:c2hvcnQ=", "FIELD_KEYS must be base64 of 32 bytes"),
        ("FIELD_KEYS", "no-name", "FIELD_KEYS must be name:base64"),
        ("FIELD_KEYS", f"k1:{KEY},k1:{KEY}", "FIELD_KEYS names a key twice"),
        ("FIELD_KEYS", "k1:" + base64.b64encode(bytes(32)).decode(), "FIELD_KEYS holds a weak key"),
        ("TRAIL_PUBLIC_KEY", "?", "TRAIL_PUBLIC_KEY must be base64"),
        ("DATABASE_URL", "mysql://a@b/c", "DATABASE_URL must be postgresql"),
        ("DATABASE_URL", "postgresql://a@b/", "DATABASE_URL must be postgresql"),
        ("DATABASE_URL", "postgresql://postgres:x@b/c", "DATABASE_URL must not be the superuser's"),
        ("REDIS_URL", "http://a", "REDIS_URL must be redis"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name the hosts"),
        ("DEBUG", "1", "DEBUG must not be set in production"),
        ("DEMO", "1", "DEMO must not be set in production"),
        ("DEBUG", "yes", "DEBUG must be"),
        ("TRUSTED_PROXIES", "many", "TRUSTED_PROXIES must be a whole number"),
        ("ENVIRONMENT", "prod", "ENVIRONMENT must be one of"),
    ],
)
def test_an_odd_value_is_named(name: str, value: str, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint):
        load(monkeypatch, **{name: value})


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(monkeypatch, **dict.fromkeys(SECRETS), DEBUG="1")
    assert all(name in str(refusal.value) for name in (*SECRETS, "DEBUG"))


def test_no_value_stands_in_the_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(monkeypatch, SECRET_KEY="hunter2-hunter2", FIELD_KEYS="k1:hunter2")
    assert "hunter2" not in str(refusal.value)


def test_production_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        load(monkeypatch, ENVIRONMENT=None, SECRET_KEY=None)


@pytest.mark.parametrize("name", SECRETS)
def test_secrets_come_from_files_too(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "secret"
    file.write_text(GOOD[name] + "\n")
    assert load(monkeypatch, **{name: None, f"{name}_FILE": str(file)})[name] == GOOD[name]
    with pytest.raises(ImproperlyConfigured, match=f"{name} is given twice"):
        load(monkeypatch, **{f"{name}_FILE": str(file)})
    with pytest.raises(ImproperlyConfigured, match=f"{name}_FILE names a file that cannot be read"):
        load(monkeypatch, **{name: None, f"{name}_FILE": str(tmp_path / "none")})


def test_passwords_of_the_servers_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "secret"
    file.write_text("p@ss/word\n")
    loaded = load(
        monkeypatch,
        DATABASE_URL="postgresql://throughcare_app@db:5433/throughcare?sslmode=verify-full",
        DATABASE_PASSWORD_FILE=str(file),
        REDIS_URL="redis://broker:6379/0",
        REDIS_PASSWORD_FILE=str(file),
    )
    database = loaded["DATABASES"]["default"]
    assert (database["USER"], database["PASSWORD"], database["PORT"]) == ("throughcare_app", "p@ss/word", "5433")
    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert loaded["REDIS_URL"] == "redis://:p%40ss%2Fword@broker:6379/0"


def test_development_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, **{**dict.fromkeys(GOOD), "ENVIRONMENT": "development"})
    assert loaded["SESSION_COOKIE_NAME"] == "sessionid"
