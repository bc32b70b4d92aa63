"""The second wall from the catalogue: every table is classed, nothing goes round it, nobody forges the context."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from access.context import close_context, open_context, proof, this_transaction
from devstack.testing import backstage
from tests.cast import actor_for
from tests.factories import NoteFactory
from tests.guards.tables import CASE_BOUND, OPEN, OWN, SEALED

SERVING = ("throughcare_app", "throughcare_worker")
ACT_BEHIND = {
    "access_open_context": "against a proof",
    "access_close_context": "one's own",
    "access_end_tokens": "one's own, or of whoever the coordinator looks after",
    "access_record_try": "that somebody was refused",
    "access_token_holder": "whose token it is, and that it was used",
    "casework_forget_reminders": "refuses all but the worker itself",
    "assessments_keep_audience": "of one's own contribution, once",
    "casework_declare_shared": "one's own words",
    "casework_hand_over": "asks who leads",
    "casework_name_facilitator": "asks who leads",
    "casework_open_emergency": "asks the duty, and tells",
    "casework_tell_of_number": "answers nothing",
    "sharing_duty_falls_due": "of one's own duty report, once",
    "sharing_take_over": "asks who supervises",
}
"""Functions by which a request changes what it does not see, and what bounds each."""


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows of a question to the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def refused(sql: str, *values: Any) -> str:
    """The SQLSTATE with which the application role is refused; empty when it is not."""
    try:
        with transaction.atomic():
            rows(sql, *values)
    except DatabaseError as error:
        return str(getattr(error.__cause__, "pgcode", "?"))
    return ""


def seen_by_the_neighbour(text: str) -> list[tuple[int, str]]:
    """What a second connection reads in the activity of this database, as whoever logged in on the first."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("RESET ROLE")  # PostgreSQL shows statements to the role that logged in: here not the app's
            cursor.execute(
                "SELECT pid, query FROM pg_stat_activity WHERE datname = current_database() AND query LIKE %s"
                " AND pid <> pg_backend_pid()", [f"SELECT {text}%"],
            )  # fmt: skip
            found: list[tuple[int, str]] = cursor.fetchall()
            return found
    finally:
        other.close()


def test_every_table_has_a_class(db: None) -> None:
    tables = {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert tables == CASE_BOUND | SEALED | OWN | OPEN


def test_walls_stand_on_every_case_bound_table(db: None) -> None:
    walled = rows("""SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                      AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity""")
    assert {name for (name,) in walled} >= CASE_BOUND | OWN
    policies: dict[str, set[str]] = {}
    for table, command in rows("SELECT tablename, cmd FROM pg_policies WHERE schemaname = 'public'"):
        policies.setdefault(table, set()).add(command)
    for table in CASE_BOUND:
        commands = policies[table]
        assert commands & {"SELECT", "ALL"}, table
        assert commands & {"INSERT", "ALL"} or table == "casework_emergencyaccess", table  # opened by its function


def test_no_policy_lets_the_application_see_everything(db: None) -> None:
    wide = rows("""SELECT tablename, policyname, roles::text FROM pg_policies
                    WHERE schemaname = 'public' AND qual = 'true' AND cmd IN ('SELECT', 'ALL') ORDER BY 1, 2""")
    assert {(t, p) for t, p, roles in wide if "worker" not in roles} == {("access_seal", "seals_are_read")}


def test_nothing_goes_round_the_walls(db: None) -> None:
    assert rows("SELECT matviewname FROM pg_matviews WHERE schemaname = 'public'") == []
    assert (
        rows("""SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
                    AND NOT coalesce(reloptions::text, '') LIKE '%%security_invoker=true%%'""")
        == []
    )
    owned = rows("SELECT tablename FROM pg_tables WHERE tableowner = ANY(%s)", list(SERVING))
    assert owned == []
    grants = rows("""SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants
                      WHERE grantee = ANY(%s) AND table_schema = 'public'
                        AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')""", list(SERVING))  # fmt: skip
    assert [g for g in grants if g[1] in CASE_BOUND | SEALED | OWN] == []
    deletes = rows("""SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'throughcare_app'
                       AND privilege_type = 'DELETE' AND table_name LIKE 'casework%%'""")
    assert deletes == []


def test_roles_are_modest(db: None) -> None:
    for name, superuser, bypass, config in rows(
        "SELECT rolname, rolsuper, rolbypassrls, rolconfig FROM pg_roles WHERE rolname = ANY(%s)", list(SERVING)
    ):
        assert not superuser
        assert not bypass
        assert "jit=off" in (config or []), name
    assert rows("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'throughcare_policy'") == [(False,)]
    members = rows("""SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
                       JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname = 'throughcare_policy'""")
    assert not {name for (name,) in members} & set(SERVING)


def test_functions_that_look_behind_the_wall_fix_their_path(db: None) -> None:
    loose = rows("""SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
                     AND NOT coalesce(proconfig::text, '') LIKE '%%search_path=pg_catalog, public, pg_temp%%'""")
    assert loose == [], "a temporary table of the caller would be found first"
    owners = rows("""SELECT DISTINCT pg_get_userbyid(proowner) FROM pg_proc
                      WHERE pronamespace = 'public'::regnamespace AND prosecdef""")
    assert owners == [("throughcare_policy",)]


def test_only_named_functions_change_something_behind_the_wall_for_a_request(db: None) -> None:
    """What a sweep does is the worker's alone: a request that could would choose days, and count cases."""
    found = rows("""SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
                     AND provolatile = 'v' AND prorettype <> 'trigger'::regtype
                     AND has_function_privilege('throughcare_app', oid, 'EXECUTE')""")
    assert {name for (name,) in found} == set(ACT_BEHIND)


def test_no_context_no_rows(world: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, summary="S")
    for table in sorted(CASE_BOUND):
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table


@pytest.mark.parametrize("setting", ["app.uid", "app.user_id", "throughcare.user", "access.user_id"])
def test_a_forged_setting_does_nothing(world: Any, setting: str) -> None:
    rows("SELECT set_config(%s, %s, true)", setting, str(world.supervisor.user_id))
    assert rows("SELECT count(*) FROM casework_case") == [(0,)]


def test_a_foreign_or_forged_proof_is_refused(world: Any) -> None:
    ((backend,),) = rows("SELECT pg_backend_pid()")
    supervisor, officer = world.supervisor, world.officer
    now = this_transaction()
    good = proof(supervisor.user_id, supervisor.pk, backend, now)
    for user, membership, token in (
        (supervisor.user_id, supervisor.pk, "0" * 64),
        (supervisor.user_id, supervisor.pk, ""),
        (supervisor.user_id, supervisor.pk, None),
        (officer.user_id, officer.pk, good),  # a proof of somebody else
        (supervisor.user_id, supervisor.pk, proof(supervisor.user_id, supervisor.pk, backend + 1, now)),
        (supervisor.user_id, supervisor.pk, proof(supervisor.user_id, supervisor.pk, backend, str(int(now) - 1))),
        (supervisor.user_id, supervisor.pk, proof(supervisor.user_id, supervisor.pk, backend, "")),
    ):
        assert refused("SELECT access_open_context(%s, %s, %s)", user, membership, token) == "TC403"
    assert rows("SELECT count(*) FROM casework_case") == [(0,)]


def test_somebody_elses_membership_opens_nothing(world: Any) -> None:
    ((backend,),) = rows("SELECT pg_backend_pid()")
    user, membership = world.stranger.user_id, world.supervisor.pk
    token = proof(user, membership, backend, this_transaction())
    assert rows("SELECT access_open_context(%s, %s, %s)", user, membership, token) == [(False,)]
    assert rows("SELECT count(*) FROM casework_case") == [(0,)]


@pytest.mark.parametrize("table", sorted(SEALED))
@pytest.mark.parametrize("act", ["SELECT count(*) FROM {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_the_wall_stands_on_is_out_of_reach(db: None, table: str, act: str) -> None:
    assert refused(act.format(table)) == "42501"


def test_the_context_cannot_be_written(db: None) -> None:
    values = "(pg_backend_pid(), pg_current_xact_id(), %s, %s)"
    statement = f"INSERT INTO access_context (pid, xid, user_id, membership_id) VALUES {values}"
    assert refused(statement, uuid.uuid4(), uuid.uuid4()) == "42501"
    ((able,),) = rows("SELECT pg_has_role('throughcare_app', 'throughcare_policy', 'MEMBER')")
    assert able is False


def test_the_context_ends_when_it_is_closed(world: Any) -> None:
    open_context(actor_for(world.supervisor))
    assert rows("SELECT count(*) FROM casework_case") == [(1,)]
    close_context()
    assert rows("SELECT count(*) FROM casework_case") == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_the_context_is_gone_after_commit(world: Any) -> None:
    with transaction.atomic():
        open_context(actor_for(world.supervisor))
        assert rows("SELECT count(*) FROM casework_case") == [(1,)]
    assert rows("SELECT count(*) FROM casework_case") == [(0,)]
    with transaction.atomic():
        rows("SELECT pg_current_xact_id()")  # a transaction of its own number, on the same backend
        assert rows("SELECT count(*) FROM casework_case") == [(0,)]
        assert rows("SELECT casework_sees(%s)", world.case.pk) == [(False,)]


@pytest.mark.django_db(transaction=True)
def test_a_proof_seen_in_the_activity_opens_no_later_transaction(world: Any) -> None:
    with transaction.atomic():
        open_context(actor_for(world.supervisor))
        ((backend, seen),) = seen_by_the_neighbour("access_open_context")
        assert rows(seen) == [(True,)]  # within its own transaction it tells nothing new
    ((same_backend,),) = rows("SELECT pg_backend_pid()")
    assert same_backend == backend
    assert refused(seen) == "TC403"
    with transaction.atomic():
        assert refused(seen) == "TC403"
        assert rows("SELECT count(*) FROM casework_case") == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_each_request_makes_a_proof_of_its_own(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    proofs = []
    for _request in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/cases/VRP-CEDAR/").status_code == 200
        proofs += [q["sql"] for q in queries.captured_queries if "access_open_context" in q["sql"]]
    first, second = proofs
    assert first != second
    assert [refused(old) for old in proofs] == ["TC403", "TC403"]


def test_the_trail_is_written_once(world: Any) -> None:
    for act in ("UPDATE access_event SET verb = 'x'", "DELETE FROM access_event", "TRUNCATE access_event"):
        assert refused(act) == "42501"
    forged = "INSERT INTO access_event (operation, verb, kind, user_id, ground, subjects, recipients, reason, detail)"
    assert refused(f"{forged} VALUES ('consult', 'x', 'x', %s, '', '{{}}', '{{}}', '', '{{}}')", world.officer.user_id)


EDITED = sorted(
    model._meta.db_table for model in apps.get_models() if any(field.name == "version" for field in model._meta.fields)
)
"""Every table whose rows people edit: none is left out by hand."""


@pytest.mark.parametrize("table", EDITED)
def test_a_version_moves_by_one_or_not_at_all(db: None, table: str) -> None:
    with backstage():
        triggers = {name for (name,) in rows("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", table)}
    assert "refuse_stale_update" in triggers


def test_a_forgotten_conflict_check_fails(world: Any) -> None:
    with backstage():
        for change in ("version = version", "version = version + 2", "version = version - 1"):
            assert refused(f"UPDATE agencies_agency SET {change} WHERE id = %s", world.police.pk) == "TC409"
            assert refused(f"UPDATE casework_case SET {change}, level = 2 WHERE id = %s", world.case.pk) == "TC409"
