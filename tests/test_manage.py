"""`manage.py` without an environment speaks to the servers of `make run`, as the role that fits the command."""

from __future__ import annotations

import json
import pathlib
from urllib.parse import urlsplit

import pytest

from devstack.manage import environment


@pytest.fixture
def ran(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """The folder of a clone in which `make run` ran once."""
    monkeypatch.setenv("DEVSTACK_STATE_DIR", str(tmp_path))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state.json").write_text(json.dumps({"pg_port": "5999", "valkey_port": "6999"}))
    return tmp_path


@pytest.mark.parametrize(
    ("command", "role", "signs"),
    [
        ("verify_trail", "throughcare_worker", True),
        ("explain_access", "throughcare_app", False),
        ("context_key", "throughcare_owner", False),
        ("demo", "throughcare_owner", False),
    ],
)
def test_each_command_gets_its_role(
    ran: pathlib.Path, command: str, role: str, signs: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    found = environment([command], {})
    assert found["ENVIRONMENT"] == "development"
    assert urlsplit(found["DATABASE_URL"]).username == role
    assert urlsplit(found["DATABASE_URL"]).port == 5999
    assert ("TRAIL_SIGNING_KEY" in found) is signs
    assert "start them first" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["ENVIRONMENT", "DATABASE_URL"])
def test_what_was_given_is_left_alone(ran: pathlib.Path, name: str) -> None:
    assert environment(["migrate"], {name: "given"}) == {}


def test_where_make_run_never_ran_nothing_is_assumed(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVSTACK_STATE_DIR", str(tmp_path))
    assert environment(["migrate"], {}) == {}
