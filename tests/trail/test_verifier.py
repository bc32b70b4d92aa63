"""Whoever owns the database, and the file as well: the verifier finds what they did, and cries wolf never."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest

from access.verifier import Keys, NotChecked, verify
from devstack.databases import OWNER, SUPERUSER, WEB, WORKER
from devstack.places import REPO
from tests.trail import attacks

POSITIONS = 10
BACKUP = "throughcare_backup"


def attempt(trail: Any, attack: Callable[[attacks.Scene], None]) -> tuple[Any, attacks.Scene]:
    """Attack and verify in one transaction of the superuser, then undo it."""
    with trail.connected(SUPERUSER, autocommit=False) as own, own.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger refuses
        scene = attacks.Scene(cursor, trail.file.read_bytes().splitlines(keepends=True), trail.dice)
        attack(scene)
        report = verify(cursor, b"".join(scene.file), Keys([trail.settings.TRAIL_PUBLIC_KEY]))
        own.rollback()
    return report, scene


def test_every_attack_on_a_line_is_found_and_the_line_is_named(trail: Any) -> None:
    for name, attack in attacks.NAMING.items():
        for _ in range(POSITIONS):
            report, scene = attempt(trail, attack)
            assert report.bad, name
            assert f"line {scene.victim}" in report.bad, (name, report.bad)
    assert trail.check().bad is None


def test_every_other_attack_is_found(trail: Any) -> None:
    for name, attack in attacks.OTHERS.items():
        for _ in range(POSITIONS):
            report, _scene = attempt(trail, attack)
            assert report.bad, name
    assert trail.check().bad is None


def test_the_first_bad_place_is_the_one_that_is_named(trail: Any) -> None:
    def three(scene: attacks.Scene) -> None:
        lines = sorted(trail.dice.sample([seq for seal in scene.seals() for seq in seal.seqs], 3))
        scene.sql("UPDATE access_event SET reason = 'x' WHERE seq = ANY(%s)", [lines])
        scene.victim = lines[0]

    for _ in range(POSITIONS):
        report, scene = attempt(trail, three)
        assert f"line {scene.victim} " in str(report.bad)


def test_a_cut_of_both_places_is_found_by_whoever_holds_a_checkpoint(trail: Any) -> None:
    held = {4: trail.check().newest_digest}

    def cut(scene: attacks.Scene) -> None:
        attacks.cut(30)(scene)
        del scene.file[-1]

    assert attempt(trail, cut)[0].bad is None  # nothing in either place can tell
    trail_of = trail.file.read_bytes()
    with trail.connected(SUPERUSER, autocommit=False) as own, own.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        scene = attacks.Scene(cursor, trail_of.splitlines(keepends=True), trail.dice)
        cut(scene)
        report = verify(cursor, b"".join(scene.file), Keys([trail.settings.TRAIL_PUBLIC_KEY]), held)
        assert "which you hold" in str(report.bad)
    assert trail.check(expected=held).bad is None
    assert "not the one you hold" in str(trail.check(expected={2: "0" * 64}).bad)


def test_another_trail_under_the_same_key_is_not_this_one(trail: Any, trail_database: Any) -> None:
    """Two chains that are both ours: the table of one and the file of the other."""
    keys = trail.settings.TRAIL_SIGNING_KEY, trail.settings.TRAIL_PUBLIC_KEY
    other = trail_database(folder="elsewhere")
    trail.settings.TRAIL_SIGNING_KEY, trail.settings.TRAIL_PUBLIC_KEY = keys
    other.append(20)
    other.seal()
    assert other.check().bad is None
    own, foreign = trail.file.read_bytes(), other.file.read_bytes()
    other.file.write_bytes(own)
    assert "not the one in the checkpoint file" in str(other.check().bad)
    other.file.write_bytes(foreign)
    held = {1: other.check().newest_digest}
    assert "not the one you hold" in str(trail.check(expected=held).bad)


def test_a_long_backlog_under_several_seals_is_no_alarm(trail_database: Any) -> None:
    """The worker was down for days: the first seals of its return leave lines behind, all of them old."""
    database = trail_database()
    database.append(1, 1300)
    older = "at - interval '9 days' + seq * interval '1 s'"
    database.sql(f"SET session_replication_role = replica; UPDATE access_event SET at = {older}")
    assert database.seal() == 1300
    assert database.check().seals == 3
    assert database.check().bad is None
    database.append(2)
    database.seal()
    assert database.check().bad is None


def test_a_clock_set_back_is_told_apart_when_the_operator_says_so(trail: Any) -> None:
    trail.sql(
        "ALTER TABLE access_event DISABLE TRIGGER stamp_event; INSERT INTO access_event (seq, at, xid, operation, verb,"
        " kind, subjects, recipients, ground, reason, detail) OVERRIDING SYSTEM VALUE VALUES (700, now() - interval"
        " '1 day', pg_current_xact_id()::text::bigint, 'consult', 'case.read', 'case', '{}', '{}', '', '', '{}')"
    )
    assert "line 700" in str(trail.check().bad)
    assert trail.check(clock_was_set_back=True).bad is None
    assert trail.seal() == 4
    assert "line 700" in str(trail.check().bad)
    report = trail.check(clock_was_set_back=True)
    assert report.bad is None
    assert report.unsealed == 0


@pytest.mark.parametrize("role", [OWNER, SUPERUSER])
def test_the_owner_of_the_database_changes_one_line_for_good(trail: Any, role: str) -> None:
    """Through ``manage.py verify_trail`` as an operator runs it, before and after."""
    clean = command(trail, WORKER)
    assert clean.returncode == 0, clean.stderr
    assert "4 seals over 130 lines" in clean.stdout
    assert "3 lines are not sealed yet" in clean.stdout
    victim = trail.dice.choice([seq for (seq,) in trail.sql("SELECT unnest(seqs) FROM access_seal")])
    open_up = "ALTER TABLE access_event DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY;"
    trail.sql(f"{open_up} UPDATE access_event SET case_id = gen_random_uuid() WHERE seq = {victim}", role=role)
    found = command(trail, WORKER)
    assert found.returncode == 1
    assert f"BAD: line {victim} was altered" in found.stdout


@pytest.mark.parametrize("role", [WEB, WORKER, OWNER])
def test_lines_cannot_be_changed_by_the_roles_of_the_product(trail: Any, role: str) -> None:
    sizes = "SELECT (SELECT count(*) FROM access_event), (SELECT count(*) FROM access_seal)"
    before = trail.sql(sizes)
    for table, column in (("access_event", "reason"), ("access_seal", "root")):
        for statement in (f"UPDATE {table} SET {column} = ''", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            if role == OWNER and not statement.startswith("TRUNCATE"):
                trail.sql(statement, role=role)  # row-level security is forced: the owner finds no line to change
                continue
            with pytest.raises(psycopg2.Error) as refusal:
                trail.sql(statement, role=role)
            assert refusal.value.pgcode in ("42501", "TC410"), statement
    assert trail.sql(sizes) == before
    assert trail.check().bad is None


def test_a_role_that_does_not_read_every_line_checks_nothing(trail: Any) -> None:
    refused = command(trail, WEB)
    assert refused.returncode == 2
    assert "cannot read the whole trail" in refused.stderr
    with trail.connected(OWNER) as own, own.cursor() as cursor, pytest.raises(NotChecked):
        verify(cursor, b"", Keys([trail.settings.TRAIL_PUBLIC_KEY]))
    assert command(trail, BACKUP).returncode == 0


def test_the_verifier_runs_without_the_product(trail: Any, tmp_path: Any) -> None:
    """Copied to an empty folder, with no settings and no path to us."""
    (tmp_path / "verifier.py").write_bytes((REPO / "access" / "verifier.py").read_bytes())
    arguments = [
        sys.executable, "verifier.py", "--database", trail.urls[WORKER], "--checkpoints", str(trail.file),
        "--public-key", trail.settings.TRAIL_PUBLIC_KEY,
    ]  # fmt: skip
    alone = {"PATH": os.environ["PATH"]}
    run = subprocess.run(arguments, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    digest = trail.check().newest_digest
    assert f"newest checkpoint 4:{digest}" in run.stdout
    held = [*arguments, "--expect", f"9:{digest}"]
    run = subprocess.run(held, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "seal 9, which you hold" in run.stdout
    odd = [*arguments, "--expect", "x"]
    assert subprocess.run(odd, cwd=tmp_path, env=alone, capture_output=True, check=False).returncode == 2


def command(trail: Any, role: str) -> subprocess.CompletedProcess[str]:
    """``manage.py verify_trail`` as ``role``, with the settings of this trail."""
    env = {
        **os.environ, "DATABASE_URL": trail.urls[role], "CHECKPOINT_DIR": str(trail.folder),
        "TRAIL_PUBLIC_KEY": trail.settings.TRAIL_PUBLIC_KEY, "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip
    env.pop("TRAIL_SIGNING_KEY", None)
    arguments = [sys.executable, "manage.py", "verify_trail"]
    return subprocess.run(arguments, cwd=REPO, env=env, capture_output=True, text=True, check=False)
