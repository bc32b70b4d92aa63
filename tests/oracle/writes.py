"""What the second wall lets somebody write: each attempt, and whether the rule of the database allows it."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db import connection

from access.context import close_context, open_context
from devstack.testing import backstage
from tests.oracle.attempts import SPARE, Attempt, blind, quoted
from tests.oracle.lay import actor_of, partnership_key
from tests.oracle.records import Same
from tests.oracle.rule import may, places, standing, tier
from tests.oracle.world import Agency, Case, Note, Place, Who, World
from tests.oracle.writes_records import attempts_on_records
from tests.oracle.writes_releases import attempts_on_releases
from tests.oracle.writes_reminders import attempts_on_reminders

ATTEMPT = """
CREATE OR REPLACE FUNCTION public.oracle_attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE touched integer;
BEGIN
  BEGIN
    EXECUTE statement;
    GET DIAGNOSTICS touched = ROW_COUNT;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'TC200', DETAIL = touched::text;
  EXCEPTION
    WHEN SQLSTATE 'TC200' THEN RETURN CASE WHEN touched > 0 THEN 'touched ' || touched ELSE 'found no row' END;
    WHEN unique_violation THEN RETURN 'went through';
    WHEN insufficient_privilege THEN RETURN 'refused';
  END;
END $$;
GRANT EXECUTE ON FUNCTION public.oracle_attempt(text) TO throughcare_app;
"""


def _insert(table: str, **values: object) -> str:
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(map(quoted, values.values()))})"


def _founds(w: World, who: Who, case: Case) -> bool:
    return (
        standing(w, who)
        and who.membership.agency is case.lead
        and not any(p.case is case and p.span[1] > p.span[0] for p in w.places)
    )


def _fills(w: World, who: Who, row: object) -> bool:
    """Whether they may fill in the first place of a case that nobody holds a place on yet."""
    if not isinstance(row, Place) or not _founds(w, who, row.case):
        return False
    return row.person is who.person or may(w, who, "view", row.case)


def _other(w: World, agency: Agency) -> Agency:
    return next(a for a in w.agencies if a is not agency)


def attempts(w: World, who: Who, permission: int) -> Iterator[Attempt]:
    """Every attempt of ``who`` in ``w``."""
    yield from _on_people(w, who)
    for case in w.cases:
        yield from _on_a_case(w, who, case)
        yield from _on_a_team(w, who, case, permission)
    for note in w.notes[:: max(1, len(w.notes) // 24)]:
        yield from _on_a_note(w, who, note)
        yield from _on_its_words(w, who, note)
    yield from _on_oversight(w, who)
    yield from _on_deadlines(w, who)
    yield from attempts_on_records(w, who, partnership_key)
    yield from attempts_on_reminders(w, who)


def _on_people(w: World, who: Who) -> Iterator[Attempt]:
    fields = {"reference": "O-NEW", "given_name": "", "family_name": "", "known_as": "", "languages": "", "gender": "",
              "guardian": "", "national_number": "", "national_number_index": "", "born_on": "2000-01-01",
              "interpreter_needed": "f", "version": 1}  # fmt: skip
    yield Attempt("casework_person", _insert("casework_person", id=SPARE, **fields), standing(w, who))
    case = {"reference": "O-NEW", "neutral_title": "", "person_id": w.cases[0].id, "area": "x", "level": 1,
            "version": 1, "partnership_id": partnership_key(0), "status": "referred", "stage": "assess", "basis": "",
            "basis_text": "",
            "opened_on": "2026-01-01", "next_review_on": "2026-01-01", "last_activity_at": "2026-01-01"}  # fmt: skip
    for agency in w.agencies:
        yield Attempt(
            "casework_case", _insert("casework_case", id=SPARE, lead_agency_id=agency.id, **case),
            standing(w, who) and agency is who.membership.agency and agency.partnership == 0
            and may(w, who, "edit", w.cases[0]),
        )  # fmt: skip


def _on_a_case(w: World, who: Who, case: Case) -> Iterator[Attempt]:
    edit, manage = may(w, who, "edit", case), may(w, who, "manage", case)
    for table in ("casework_case", "casework_person", "casework_relationship"):
        yield Attempt(table, f"UPDATE {table} SET version = version + 1 WHERE id = {quoted(case.id)}", edit)
    for change in ("area = area || 'x'", f"lead_agency_id = {quoted(_other(w, case.lead).id)}"):  # a case stays
        statement = f"UPDATE casework_case SET version = version + 1, {change} WHERE id = {quoted(case.id)}"
        yield Attempt("casework_case", statement, False, found=edit)
    yield Attempt(
        "casework_contactpoint", f"UPDATE casework_contactpoint SET kind = 'email' WHERE id = {quoted(case.id)}", edit
    )
    yield Attempt("casework_contactpoint", _insert(
        "casework_contactpoint", id=SPARE, person_id=case.id, kind="phone", value="", valid_from="2026-01-01",
        valid_to="9999-01-01"), edit)  # fmt: skip
    yield Attempt("casework_relationship", _insert(
        "casework_relationship", id=SPARE, person_id=case.id, name="N", kind="friend", influence="unknown",
        subject_category="other", may_be_contacted_by="", version=1), edit)  # fmt: skip
    for e in w.emergencies:
        if e.case is case:
            yield Attempt(
                "casework_emergencyaccess",
                f"UPDATE casework_emergencyaccess SET review_finding = 'x' WHERE id = {quoted(e.id)}",
                e.person is who.person or (manage and may(w, who, "work", case)),
            )  # fmt: skip
            for other in w.cases:  # a row is not carried to another case
                if other is not case and e.person is not who.person:
                    yield Attempt(
                        "casework_emergencyaccess",
                        f"UPDATE casework_emergencyaccess SET case_id = {quoted(other.id)} WHERE id = {quoted(e.id)}",
                        False, found=manage and may(w, who, "work", case),
                    )  # fmt: skip


def _on_a_team(w: World, who: Who, case: Case, permission: int) -> Iterator[Attempt]:
    manage, founds = may(w, who, "manage", case), _founds(w, who, case)
    for m in w.memberships[:1]:
        yield Attempt("casework_caseteammember", _insert(
            "casework_caseteammember", id=SPARE, content_object_id=case.id, permission_id=permission,
            user_id=m.person.id, membership_id=m.id, kind="permanent", purpose="court", valid_from="2026-01-01",
            valid_to="9999-01-01", code_number=1, decision="", is_case_manager="f", is_order_supervisor="f",
            version=1), manage or founds)  # fmt: skip
    for table, rows in (("casework_caseteammember", w.places), ("casework_caseagencygrant", w.grants)):
        change = "version = version + 1" if rows is w.places else "purpose = 'court'"
        for row in [r for r in rows if r.case is case]:
            yield Attempt(
                table, f"UPDATE {table} SET {change} WHERE id = {quoted(row.id)}", _fills(w, who, row) or manage
            )
            for other in w.cases:
                if other is not case and manage:
                    moved = f"{change}, content_object_id = {quoted(other.id)}"
                    yield Attempt(
                        table,
                        f"UPDATE {table} SET {moved} WHERE id = {quoted(row.id)}",
                        (may(w, who, "view", other) or (isinstance(row, Place) and row.person is who.person))
                        and (may(w, who, "manage", other) or (_founds(w, who, other) and rows is w.places)),
                        found=True,
                    )
    yield Attempt("casework_caseagencygrant", _insert(
        "casework_caseagencygrant", id=SPARE, content_object_id=case.id, permission_id=permission, group_id=1,
        kind="permanent", purpose="court", valid_from="2026-01-01", valid_to="9999-01-01"), manage)  # fmt: skip


def _on_a_note(w: World, who: Who, note: Note) -> Iterator[Attempt]:
    table, m, case = "casework_note", who.membership, note.case
    write, ours = may(w, who, "write", case), m.agency is note.agency
    mine = note.author is who.person or (ours and may(w, who, "edit", case))
    change = bool(tier(w, who, note)) and write and mine and ours
    yield Attempt(table, f"UPDATE {table} SET nature = 'fact' WHERE id = {quoted(note.id)}", change,
                  found=bool(tier(w, who, note)) and write and mine)  # fmt: skip
    if change:
        other = _other(w, m.agency)
        yield Attempt(
            table,
            f"UPDATE {table} SET originator_id = {quoted(other.id)} WHERE id = {quoted(note.id)}",
            False,
            found=True,
        )
        for elsewhere in w.cases:
            if elsewhere is not case:
                yield Attempt(
                    table,
                    f"UPDATE {table} SET case_id = {quoted(elsewhere.id)} WHERE id = {quoted(note.id)}",
                    False,
                    found=True,
                )
    fields = {"kind": "contact", "edition": 1, "occurred_on": "2026-01-01", "recorded_at": "2026-01-01",
              "nature": "fact", "source_grade": "", "knowledge_grade": "", "handling": "team", "secrecy": "none",
              "data_category": "health", "released_tier": 4, "told_to_companions": "f", "has_summary": "f",
              "has_gist": "f", "status": "current", "withdrawal_reason": ""}  # fmt: skip
    rightly = {"author_id": who.person.id, "membership_id": m.id, "originator_id": m.agency.id}
    for wrongly in ({}, {"author_id": SPARE}, {"membership_id": SPARE}, {"originator_id": SPARE}):
        statement = _insert(table, id=SPARE, case_id=case.id, **{**fields, **rightly, **wrongly})
        yield Attempt(table, statement, write and not wrongly)


def _on_its_words(w: World, who: Who, note: Note) -> Iterator[Attempt]:
    wrote = note.author is who.person and may(w, who, "write", note.case)
    got, m = tier(w, who, note), who.membership
    yield Attempt("casework_notetext", _insert(
        "casework_notetext", id=SPARE, note_id=note.id, tier=9, title="", text="T", action=""), wrote)  # fmt: skip
    yield Attempt("casework_notelisting", _insert(
        "casework_notelisting", id=SPARE, note_id=note.id, user_id=SPARE), wrote)  # fmt: skip
    yield Attempt("casework_noteaudience", _insert(
        "casework_noteaudience", id=SPARE, note_id=note.id, entries="[]", taken_at="2026-01-01"), wrote)  # fmt: skip
    rightly = {"author_id": who.person.id, "membership_id": m.id, "agency_id": m.agency.id}
    for changed in ({}, {"author_id": SPARE}, {"membership_id": SPARE}, {"agency_id": SPARE}):
        spoken = got >= 2 and (not changed or ("agency_id" in changed and m.agency is note.agency))
        yield Attempt("casework_noteresponse", _insert(
            "casework_noteresponse", id=SPARE, note_id=note.id, kind="question", text="", at="2026-01-01",
            **{**rightly, **changed}), spoken)  # fmt: skip
    open_ = note.handling == "team" and not note.companions and not note.withdrawn and note.agency is not m.agency
    yield Attempt("casework_noteresponse", _insert(
        "casework_noteresponse", id=SPARE, note_id=note.id, kind="propose", text="", at="2026-01-01", **rightly),
        got >= 2 and open_ and may(w, who, "edit", note.case))  # fmt: skip
    shared = note.handling == "team" and not note.withdrawn and note.agency is not m.agency
    yield Attempt("casework_noteresponse", _insert(
        "casework_noteresponse", id=SPARE, note_id=note.id, kind="minutes", text="", at="2026-01-01", **rightly),
        got >= 2 and shared and may(w, who, "edit", note.case))  # fmt: skip
    yield from attempts_on_releases(w, who, note)
    for changed in ({}, {"user_id": SPARE}, {"membership_id": SPARE}):
        values = {"user_id": who.person.id, "membership_id": m.id, **changed}
        yield Attempt("casework_noteseen", _insert(
            "casework_noteseen", id=SPARE, note_id=note.id, at="2026-01-01", **values),
            got >= 1 and not changed)  # fmt: skip


def _on_oversight(w: World, who: Who) -> Iterator[Attempt]:
    table, m = "casework_caseoversight", who.membership
    coordinates = standing(w, who) and "coordinator" in m.duties
    for partnership in (0, 1):
        for holder in (who.person.id, SPARE):
            yield Attempt(table, _insert(
                table, id=SPARE, membership_id=m.id, user_id=holder, agency_id=m.agency.id,
                partnership_id=partnership_key(partnership), area="x", purpose="court", valid_from="2026-01-01",
                valid_to="9999-01-01", decision="D",
            ), coordinates and partnership == m.agency.partnership and holder is SPARE)  # fmt: skip
    for row in w.oversights:
        inside = coordinates and row.partnership == m.agency.partnership
        yield Attempt(
            table,
            f"UPDATE {table} SET area = 'x' WHERE id = {quoted(row.id)}",
            inside and row.person is not who.person,
            found=inside,
        )
        yield Attempt(
            table,
            f"UPDATE {table} SET user_id = {quoted(who.person.id)} WHERE id = {quoted(row.id)}",
            False,
            found=inside,
        )
    kept = [r for r in w.oversights if coordinates and r.partnership == m.agency.partnership]
    yield blind(table, "area = 'x'", (r.person is not who.person for r in kept))
    yield blind(table, f"partnership_id = '{partnership_key(1 - m.agency.partnership)}'", (False for _row in kept))


def _on_deadlines(w: World, who: Who) -> Iterator[Attempt]:
    table, m = "casework_deadline", who.membership
    fields = {"kind": "case_review", "due_on": "2026-01-01", "state": "open", "subject_kind": "", "version": 1}
    for agency in w.agencies:
        yield Attempt(table, _insert(table, id=SPARE, agency_id=agency.id, **fields),
                      standing(w, who) and agency is m.agency)  # fmt: skip
    for case in w.cases:
        yield Attempt(table, _insert(table, id=SPARE, case_id=case.id, agency_id=m.agency.id, **fields),
                      bool(places(w, who, case)))  # fmt: skip
    reached: list[bool] = []
    for due in w.dues:
        mine = due.responsible is m and standing(w, who)
        if due.case is None:
            allowed = mine
        else:
            seen = may(w, who, "work", due.case) or (mine and bool(places(w, who, due.case)))
            allowed = seen and (mine or may(w, who, "edit", due.case))
        reached += [True] * allowed
        yield Attempt(table, f"UPDATE {table} SET version = version + 1 WHERE id = {quoted(due.id)}", allowed)
    reached += [True] * sum(may(w, who, "edit", one.case) for one in (*w.notes, *(r.note for r in w.responses)))
    if standing(w, who) and "legal" in m.duties:  # each emergency access has told the advisers of its partnership
        reached += [True] * sum(e.case.partnership == m.agency.partnership for e in w.emergencies)
    yield blind(table, "version = 2", reached)


@functools.lru_cache(maxsize=64)
def _remembered(same: Same, who: Who, permission: int) -> tuple[Attempt, ...]:
    return tuple(attempts(same.world, who, permission))


def writing_differs(w: World, who: Who, table: str = "") -> list[str]:
    """Attempts that end otherwise than they must; ``table`` asks only of tables whose names begin so."""
    with backstage(), connection.cursor() as cursor:
        cursor.execute(ATTEMPT)
        permission = Permission.objects.get(codename="be_on_team").pk
    wanted = [a for a in _remembered(Same(w), who, permission) if a.table.startswith(table)]
    if not wanted:
        return []
    open_context(actor_of(w, who))
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT public.oracle_attempt(s) FROM unnest(%s::text[]) WITH ORDINALITY a(s, n) ORDER BY n",
                [[a.statement for a in wanted]],
            )
            went = [row[0] for row in cursor.fetchall()]
    finally:
        close_context()
    return [f"{end}: {a.statement}" for a, end in zip(wanted, went, strict=True) if not _ended(a, end)]


def _ended(attempt: Attempt, end: str) -> bool:
    """Whether it ended as it must; how many rows it touched matters where they were not named."""
    return end == attempt.expected or (attempt.expected == "went through" and end.startswith("touched"))
