"""The production files: hardened, without a published server, secrets as files; linted."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PRODUCT = {name: one for name, one in SERVICES.items() if str(one["image"]).startswith("throughcare")}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
each_service = pytest.mark.parametrize("name", sorted(SERVICES))
each_product = pytest.mark.parametrize("name", sorted(PRODUCT))


def test_the_services_are_those_that_the_product_needs() -> None:
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    assert set(PRODUCT) == {"migrate", "web", "worker", "beat"}


@each_service
def test_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "cap_add" not in service
    uid, gid = service["user"].split(":")
    assert int(uid) > 0
    assert int(gid) > 0
    assert service["tmpfs"]
    assert all("noexec" in mount or "/var/run" in mount for mount in service["tmpfs"])
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["healthcheck"]
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")


@each_service
def test_only_the_web_process_is_published_and_only_to_this_host(name: str) -> None:
    ports = SERVICES[name].get("ports", [])
    if name != "web":
        assert not ports
        assert SERVICES[name]["networks"] == ["inside"]
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_inner_network_reaches_nothing() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True


@each_service
def test_no_secret_stands_in_the_file(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    for key, value in environment.items():
        if re.search("PASSWORD|SECRET|KEY", key):
            assert key.endswith("_FILE")
            assert value.startswith("/run/secrets/")
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]
        assert not re.search(r"//[^/@\s]*:[^/@\s]+@", str(value)), f"{key} has a password in it"
    assert set(SERVICES[name].get("secrets", [])) <= set(COMPOSE["secrets"])


def test_every_secret_has_a_maker(tmp_path: pathlib.Path) -> None:
    maker = [sys.executable, str(ROOT / "deploy" / "make_secrets.py"), str(tmp_path / "secrets")]
    subprocess.run(maker, check=True)
    made = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    subprocess.run(maker, check=True)
    assert made == {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}, "made anew"


def test_each_process_has_its_own_role_and_only_the_worker_signs() -> None:
    roles = {name: one["environment"]["DATABASE_URL"].split("//")[1].split("@")[0] for name, one in PRODUCT.items()}
    assert roles == {
        "migrate": "throughcare_owner",
        "web": "throughcare_app",
        "worker": "throughcare_worker",
        "beat": "throughcare_worker",
    }
    assert [name for name, one in PRODUCT.items() if "trail_signing_key" in one["secrets"]] == ["worker"]


@each_product
def test_production_settings(name: str) -> None:
    environment = PRODUCT[name]["environment"]
    assert environment["ENVIRONMENT"] == "production"
    assert not {"DEBUG", "DEMO"} & set(environment)


def test_the_servers_are_set_as_the_product_wants() -> None:
    command = SERVICES["postgres"]["command"]
    assert "log_min_error_statement=panic" in command
    assert "log_error_verbosity=terse" in command
    broker = (ROOT / "deploy" / "redis.sh").read_text()
    assert "appendonly yes" in broker
    assert "maxmemory-policy noeviction" in broker
    assert "requirepass" in broker


def test_started_in_order() -> None:
    assert SERVICES["web"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert SERVICES["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


def test_the_image_runs_as_nobody_in_particular_with_hashed_packages() -> None:
    assert DOCKERFILE.count("\nFROM ") == 2
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in last
    assert "HEALTHCHECK" in last
    assert "--require-hashes --only-binary :all:" in DOCKERFILE
    assert "ARG PYTHON_IMAGE" in DOCKERFILE, "the base can be pinned by digest"


def test_what_the_image_copies_is_there_and_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied: set[str] = set()
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        copied |= set(line.split()[:-1])
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_the_dockerfile_is_linted() -> None:
    done = subprocess.run(
        [str(pathlib.Path(sys.executable).parent / "hadolint"), str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("script", ["deploy/redis.sh", "deploy/postgres/10-roles.sh", ".ci/run"])
def test_the_scripts_parse(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True)


def test_every_package_is_pinned_with_its_hash_and_no_registry_is_named() -> None:
    for name in ("app", "dev", "uv", "browser"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        packages = re.findall(r"^[a-z0-9].*", text, re.MULTILINE)
        assert packages
        assert all("==" in line for line in packages)
        assert len(re.findall(r"^[a-z0-9][^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(packages)
        assert "://" not in text


def test_the_product_never_has_two_drivers() -> None:
    text = (ROOT / "requirements" / "dev.txt").read_text()
    assert re.search(r"^psycopg2-binary==", text, re.MULTILINE)
    assert not re.search(r"^psycopg(\[|==)", text, re.MULTILINE)
