#!/usr/bin/env python3
"""`make lint`: every check in turn; all run even when one fails, and the end says which did."""

from __future__ import annotations

import base64
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = pathlib.Path(sys.executable).parent
FLOORS = ("ui", "agencies", "access", "casework", "assessments", "sharing")
RANDOM = "q8Zr2LkX0vNf7TbYw4JhPc9MdSaEu1GiKo5VxRt3QyBnCzWl6FmHpDsAj"  # for this check alone; guards nothing
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": RANDOM,
    "CONTEXT_KEY": RANDOM[::-1],
    "FIELD_KEYS": "k1:" + base64.b64encode(RANDOM[:32].encode()).decode(),
    "TRAIL_PUBLIC_KEY": base64.b64encode(RANDOM[:32].encode()).decode(),
    "CHECKPOINT_DIR": "/var/lib/throughcare/checkpoints",
    "DATABASE_URL": "postgresql://throughcare_app@127.0.0.1:1/throughcare",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "throughcare.example.org",
}
DEVELOPMENT = {"ENVIRONMENT": "development"}


def checks() -> list[tuple[str, list[str], dict[str, str]]]:
    """(name, command, extra environment) of every check."""
    templates = [name for name in ("templates", *FLOORS) if (ROOT / name).is_dir()]
    python = str(BIN / "python")
    return [
        ("ruff check", [str(BIN / "ruff"), "check", "."], {}),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("mypy", [str(BIN / "mypy")], DEVELOPMENT),
        ("import contracts", [str(BIN / "lint-imports"), "--no-logo"], DEVELOPMENT),
        ("templates", [str(BIN / "djlint"), "--lint", "--quiet", *templates], {}),
        (
            "bandit",
            [str(BIN / "bandit"), "-c", "pyproject.toml", "-q", "-r", *FLOORS, "config", "deploy"],
            {},
        ),
        ("Dockerfile", [str(BIN / "hadolint"), "Dockerfile"], {}),
        ("typos", [str(BIN / "typos"), "--config", "pyproject.toml"], {}),
        ("deployment", [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        (
            "migrations",
            [python, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity=1"],
            DEVELOPMENT,
        ),
    ]


def main() -> int:
    """The exit code; arguments choose checks by the beginning of their names."""
    wanted, failed = sys.argv[1:], []
    for name, command, extra in checks():
        if wanted and not any(name.startswith(w) for w in wanted):
            continue
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **extra}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        print(
            f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout.strip(), flush=True)
    if failed:
        print("lint: " + ", ".join(failed) + " failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
