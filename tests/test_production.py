"""The same code with production settings: real servers, hashed static files, cookies and headers for the open net."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message

import pytest

from devstack.databases import current_cluster
from devstack.places import REPO
from devstack.served import Served, serve
from devstack.templates import template_name

HOST = "cases.example.org"
SECURE = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """What the image's build makes: every static file hashed and compressed, without any secret at hand."""
    folder = tmp_path_factory.mktemp("static")
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    environment = {**kept, "ENVIRONMENT": "development", "STATIC_MANIFEST": "1", "STATIC_ROOT": str(folder)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=REPO, env=environment, check=True)
    return folder


@pytest.fixture(scope="module")
def production(static_root: pathlib.Path, served_redis_url: str) -> Iterator[Served]:
    """One web process as on a server, behind one proxy."""
    extra = {
        "ENVIRONMENT": "production",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "TRUSTED_PROXIES": "1",
        "STATIC_ROOT": str(static_root),
        "DEMO": "0",
        "DEBUG": "0",
    }
    name = f"clone_production_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with serve(current_cluster(), name, template_name(), served_redis_url, workers=1, extra=extra) as served:
        yield served


def ask(url: str, headers: dict[str, str]) -> tuple[int, Message, str]:
    """Status, headers and text; redirects are not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as exc:
        return exc.code, exc.headers, exc.read().decode(errors="replace")


def test_the_login_page_is_served_with_cookies_for_this_host_alone(production: Served) -> None:
    status, headers, _ = ask(production.base_url + "/login/", SECURE)
    assert status == 200
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrftoken=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


def test_plain_http_is_sent_to_https(production: Served) -> None:
    status, headers, _ = ask(production.base_url + "/login/", {"Host": HOST})
    assert status == 301
    assert headers["Location"] == f"https://{HOST}/login/"


def test_another_host_gets_nothing(production: Served) -> None:
    assert ask(production.base_url + "/login/", {**SECURE, "Host": "elsewhere.example.org"})[0] == 400


def test_the_probe_finds_it_alive(production: Served) -> None:
    command = [sys.executable, "-m", "config.probe", production.base_url + "/healthz"]
    subprocess.run(command, cwd=REPO, env={**os.environ, "ALLOWED_HOSTS": HOST}, check=True)


def test_static_files_are_hashed_and_kept_for_long(production: Served) -> None:
    _, _, page = ask(production.base_url + "/login/", SECURE)
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)
    assert files
    for file in files:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", file), file
        status, headers, _ = ask(production.base_url + file, SECURE)
        assert status == 200
        assert "immutable" in headers["Cache-Control"]


def test_an_unknown_page_says_nothing_of_how_it_is_made(production: Served) -> None:
    status, headers, page = ask(production.base_url + "/nothing-here/", SECURE)
    assert status == 404
    assert headers["Cache-Control"] == "no-store"
    assert "django" not in page.lower()
    assert "urlconf" not in page.lower()


def test_the_schema_check_passes_for_every_role(production: Served) -> None:
    """A migrated database has nothing left to migrate, asked as the owner with production settings."""
    environment = {**production.web_env, "DATABASE_URL": production.urls["throughcare_owner"]}
    command = [sys.executable, "manage.py", "migrate", "--check"]
    subprocess.run(command, cwd=REPO, env=environment, check=True, stdout=subprocess.DEVNULL)
