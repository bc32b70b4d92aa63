"""The writing bars: what it costs to add a member, to end an agreement, and to store who may see what."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.utils import timezone
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from agencies.models import FAR_FUTURE, AgencyMembership
from casework.models import Case, CaseTeamMember, Note

from . import shapes
from .bars import Bar
from .cells import Times, run

_HOT = "SELECT case_id FROM casework_note GROUP BY 1 HAVING count(*) BETWEEN 200 AND 600 ORDER BY count(*) DESC LIMIT 1"
_BUSY = "SELECT case_id FROM casework_note GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
_OURS = ("casework_caseteammember", "casework_caseagencygrant", "casework_caseoversight", "casework_notelisting")
_GUARDIANS = ("guardian_userobjectpermission", "guardian_groupobjectpermission")


def _one(statement: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _undone(act: Callable[[], object]) -> Callable[[], object]:
    """Run ``act`` and undo it, so that every round finds the same rows."""

    def cell() -> object:
        with transaction.atomic():
            done = act()
            transaction.set_rollback(True)
        return done

    return cell


def _newcomer(case_id: uuid.UUID) -> AgencyMembership:
    taken = CaseTeamMember.objects.unguarded(because=shapes.WHY).filter(content_object_id=case_id)
    rows = AgencyMembership.objects.exclude(user_id__in=list(taken.values_list("user_id", flat=True)))
    found = rows.select_related("user").order_by("pk").first()
    if found is None:
        raise RuntimeError("nobody is left to add")
    return found


def _add_place(member: AgencyMembership, case: Case, permission: Permission) -> object:
    place = CaseTeamMember(
        user=member.user, membership=member, content_object=case, permission=permission, kind="permanent",
        valid_from=timezone.now(), valid_to=FAR_FUTURE, code_number=1,
    )  # fmt: skip
    place.save(force_insert=True)
    return place


def _assign_all(member: AgencyMembership, case: Case) -> object:
    """guardian's own way in bulk: the case, and every note of it for this person."""
    assign_perm("view_case", member.user, case)
    notes = Note.objects.unguarded(because=shapes.WHY).filter(case_id=case.pk)
    return UserObjectPermission.objects.bulk_assign_perm("view_note", member.user, notes)


def _wal(act: Callable[[], object]) -> int:
    """Bytes of write-ahead log that ``act`` writes, in a transaction undone afterwards."""
    with transaction.atomic():
        before = _one("SELECT pg_current_wal_insert_lsn()")
        act()
        written = int(_one("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s)", before))
        transaction.set_rollback(True)
    return written


def _bytes(tables: tuple[str, ...]) -> int:
    return sum(int(_one("SELECT pg_total_relation_size(%s::regclass)", table)) for table in tables)


def bars(rounds: int) -> tuple[list[Bar], list[Bar]]:
    """Return the writing bars, and what stands beside them."""
    case_id = _one(_HOT) or _one(_BUSY)
    case = Case.objects.unguarded(because=shapes.WHY).get(pk=case_id)
    notes = Note.objects.unguarded(because=shapes.WHY).filter(case_id=case_id).count()
    permission = Permission.objects.get(codename="be_on_team", content_type__app_label="casework")
    member, times = _newcomer(case_id), Times()
    with shapes.generic_guardian():
        for _turn in range(max(5, rounds // 3)):
            run(times, {
                "place": _undone(lambda: _add_place(member, case, permission)),
                "assign": _undone(lambda: _assign_all(member, case)),
            })  # fmt: skip
        wal = _wal(lambda: _add_place(member, case, permission))
        wal_guardian = _wal(lambda: _assign_all(member, case))
    share = 100 * _bytes(_OURS) / _bytes(_GUARDIANS)
    found = [
        Bar("adding a member cheaper than guardian's bulk assign", times.ratio("assign", "place"), 10, True),
        Bar("write-ahead log of adding a member, kB", wal / 1000, 2, unit=" kB"),
        Bar("rows written when a place or an agreement runs out", _writes_at_expiry(), 0, unit=""),
        Bar("storage of who may see what, of guardian's", share, 15, unit=" %"),
    ]
    beside = [
        Bar("notes of the case a member was added to", notes, float("inf"), unit=""),
        Bar("write-ahead log of guardian's bulk assign, kB", wal_guardian / 1000, float("inf"), unit=" kB"),
    ]
    return found, beside


def _writes_at_expiry() -> int:
    """Let an agreement end and count the rows that something writes because of it, beside the agreement's own."""
    count = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
    with transaction.atomic():
        with connection.cursor() as cursor:
            before = int(_one(count))
            cursor.execute(
                "UPDATE agencies_agreement SET valid_to = statement_timestamp(), version = version + 1"
                " WHERE id = (SELECT id FROM agencies_agreement ORDER BY id LIMIT 1)"
            )
        after = int(_one(count))
        transaction.set_rollback(True)
    return after - before - 1
