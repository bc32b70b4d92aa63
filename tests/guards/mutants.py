"""The walls with one condition removed: of the Python that makes SQL, of the functions and of the policies."""

from __future__ import annotations

import contextlib
import pathlib
import sys
import types
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError, connection, transaction

from access import policy
from devstack.testing import as_role, backstage
from tests.guards.conditions import Condition, conditions, in_python, without
from tests.oracle import walls

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODULES = ("access/ways.py", "access/policy.py")


class _Undo(Exception):
    """Puts the database back."""


@dataclass(frozen=True)
class Mutant:
    """One condition less. ``where`` names a module, a function or a policy; ``sql`` is the altered definition."""

    where: str
    condition: Condition
    sql: str = ""
    role: str = ""
    table: str = ""
    reads: bool = True
    writes: bool = True
    number: int = 1

    @property
    def name(self) -> str:
        """Where, and what was removed or made to hold never; the how-manieth of its kind there."""
        more = f" ({self.number})" if self.number > 1 else ""
        return f"{self.where}: {self.condition.text} -> {self.condition.without}{more}"


def _numbered(found: list[Mutant]) -> list[Mutant]:
    """The same mutants, with those of one name told apart by their order."""
    seen: Counter[str] = Counter()
    made = []
    for mutant in found:
        seen[mutant.name] += 1
        made.append(replace(mutant, number=seen[mutant.name]))
    return made


def of_python() -> list[Mutant]:
    """One mutant per condition of the first wall."""
    found = []
    for module in MODULES:
        found += [Mutant(module, c) for c in in_python((ROOT / module).read_text())]
    return _numbered(found)


def _module(name: str, source: str) -> Any:
    made = types.ModuleType(name)
    exec(compile(source, name, "exec"), made.__dict__)  # noqa: S102 - our own source, altered
    return made


@contextlib.contextmanager
def python_altered(mutant: Mutant) -> Iterator[None]:
    """The first wall built from the altered source."""
    sources = {name: (ROOT / name).read_text() for name in MODULES}
    if mutant.condition.text:
        sources[mutant.where] = without(sources[mutant.where], mutant.condition)
    altered = _module("access.policy", sources["access/policy.py"])
    altered.ways = _module("access.ways", sources["access/ways.py"])
    altered.install(policy.tables())
    asking = [walls, *(module for name, module in sys.modules.items() if name.startswith("access.sight"))]
    asking = [module for module in asking if module.__dict__.get("policy") is policy]
    assert len(asking) > 5  # the declared sights, each in a module of its own
    for module in asking:
        module.__dict__["policy"] = altered
    try:
        yield
    finally:
        for module in asking:
            module.__dict__["policy"] = policy


_FUNCTIONS = """
SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), p.prosrc
  FROM pg_proc p WHERE p.proname = ANY(%s) ORDER BY 1
"""
DECIDING = (
    "casework_agreed", "casework_partners", "casework_places", "casework_sees", "casework_works", "casework_edits",
    "casework_writes", "casework_manages", "casework_founds", "casework_tier", "casework_tier_of", "casework_wrote",
    "casework_originator", "casework_inside", "casework_leads", "casework_supervises", "casework_guests",
    "casework_case_of_breach", "casework_case_of_decision", "casework_makes", "casework_made_contact",
    "casework_reads_contact", "casework_reads_marks", "casework_weighs_lesson",
    "casework_lesson_waits", "casework_accompanies",
)  # fmt: skip
"""Functions that decide what is seen and written; the others are acts, and their own tests try them."""
SHARING_LESSONS = ("casework_shares_lessons", "casework_approves_lessons")
"""Who reads lessons: not companions, nor agencies on call, which the worlds do not know."""
REPORTING = (
    "sharing_case_of_report", "sharing_reads_report", "sharing_writes_report", "sharing_keeps_report",
    "sharing_owns_report", "sharing_countersigns", "sharing_may_file", "sharing_may_send", "sharing_may_correct",
    "casework_case_of_note",
)  # fmt: skip
"""The same for reports, which the worlds do not hold: ``tests/sharing/report_acts.py`` tries them."""
IN_TURN = {
    "sharing_signs_in_turn": "sharing_courtreport", "sharing_answers_for_itself": "sharing_reportcheck",
    "sharing_only_acknowledged": "sharing_reportdelivery",
}  # fmt: skip
"""Triggers that know whose turn it is, asked of the application alone, and their tables."""
ALWAYS = {"sharing_refuse_thaw": "sharing_courtreport", "sharing_refuse_foreign_answer": "sharing_reportcheck"}
"""The same of every role."""
ASSESSING = (
    "assessments_contributes", "assessments_state", "assessments_rates", "assessments_reads",
    "assessments_countersigns", "assessments_in_review", "assessments_reviews", "assessments_recorded_by",
)  # fmt: skip
"""The same for assessments: ``tests/assessments/acts.py`` tries them."""
ASSESSING_IN_TURN = {
    "assessments_in_turn": "assessments_assessment", "assessments_stays_asked": "assessments_contribution",
    "assessments_only_closed": "assessments_informationgap",
}  # fmt: skip
ASSESSING_ALWAYS = {"assessments_refuse_rewriting": "assessments_instrument", "assessments_offered": ""}
ASSESSING_EFFECTS = (
    "assessments_open_consensus", "assessments_supersede", "assessments_settle_contribution", "assessments_keep_back",
    "assessments_follow_correction",
)  # fmt: skip
"""What a step of an assessment brings about: ``tests/assessments/effects.py`` looks at it."""
RELEASING = ("casework_may_release", "casework_may_propose", "casework_may_minute", "casework_may_propose_minutes")
"""The same for how far a note goes later: ``tests/guards/test_releases_bite.py`` asks them."""
ASKING = ("sharing_request_may", "sharing_may", "sharing_asked_by", "sharing_given")
"""The same for requests: ``tests/sharing/request_acts.py`` tries them."""
DUTIES = (
    "sharing_on_team", "sharing_case_on_team", "sharing_own_duty", "sharing_reads_duty", "sharing_told_of_duty",
    "sharing_receives_duty", "sharing_case_of_duty", "sharing_may_report_duty", "sharing_may_pass",
    "sharing_may_disclose_duty", "sharing_decides_deferrals", "sharing_may_defer", "sharing_deferred",
)  # fmt: skip
"""The same for duty reports and deferrals: ``tests/sharing/deferral_acts.py`` and ``duty_acts.py`` try them."""
DUTIES_IN_TURN = {"sharing_answers_duty": "sharing_dutypassed", "sharing_defers_in_turn": "sharing_deferral"}
ADVISING = ("sharing_asked", "sharing_may_quote", "sharing_may_advise")
"""The same for legal advice: ``tests/sharing/advice_acts.py`` tries them."""
LEAKING = ("sharing_may_report_leak", "sharing_reads_leak", "sharing_may_step")
"""The same for leaks: ``tests/sharing/leak_acts.py`` tries them."""
PUBLISHING = (
    "sharing_may_publish", "sharing_reads_publication", "sharing_keeps_publication", "sharing_publication_said",
    "sharing_publication_over", "sharing_may_go_on",
)  # fmt: skip
"""The same for texts for the public: ``tests/sharing/publication_acts.py`` tries them."""
ERASING = (
    "sharing_oversees_erasing", "sharing_prepares_erasing", "sharing_why_not_erased", "sharing_told_kept_until",
    "sharing_takes_back_erasure", "sharing_knows_erasure",
)  # fmt: skip
ERASING_IN_TURN = {"sharing_taken_back_in_turn": "sharing_erasure"}
"""The same for holds: ``tests/sharing/erasing_acts.py`` tries them."""
RIGHTS = (
    "sharing_keeps_rights", "sharing_advises_in", "sharing_reads_file", "sharing_may_keep_out", "sharing_request_waits",
)  # fmt: skip
"""The same for what the person asks: ``tests/sharing/rights_acts.py`` tries it."""
CONTESTING = (
    "sharing_may_contest", "sharing_answers_contested", "sharing_was_put_right", "sharing_said_of_contested",
    "sharing_answered_so",
)  # fmt: skip
"""The same for what the person contests: ``tests/sharing/contested_acts.py`` tries it."""
RESTRICTING = ("access_restricted", "access_is_restricted", "sharing_may_restrict", "sharing_said_of_restriction")
"""The same for restrictions: ``tests/sharing/restriction_acts.py`` tries them."""
PROPOSING = (
    "sharing_oversees", "sharing_reads_proposal", "sharing_drafts_proposal", "sharing_keeps_proposal",
    "sharing_may_base", "sharing_may_decide", "sharing_may_make",
)  # fmt: skip
"""The same for proposed disclosures: ``tests/sharing/proposal_acts.py`` tries them."""
PROPOSING_IN_TURN = {"sharing_proposal_in_turn": "sharing_disclosureproposal", "sharing_stays_behind": ""}
_POLICIES = """
SELECT tablename, policyname, qual, with_check, tableowner, cmd
  FROM pg_policies JOIN pg_tables USING (schemaname, tablename)
 WHERE (tablename LIKE %s OR policyname = %s) AND roles = '{public}' ORDER BY 1, 2
"""


def _of(*functions: str, tables: Mapping[str, str] | None = None) -> list[Mutant]:
    with backstage(), connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS, [list(functions)])
        rows = cursor.fetchall()
    at = WRITING if tables is None else tables
    return _numbered([
        Mutant(name, c, definition.replace(body, without(body, c)), owner, at.get(name.partition("(")[0], ""),
               reads=name.partition("(")[0] not in at, writes=name.partition("(")[0] in at)
        for name, definition, owner, body in rows for c in conditions(body, ahead=True)
    ])  # fmt: skip


def of_functions() -> list[Mutant]:
    """One mutant per condition of each function of the second wall."""
    return _of(*DECIDING)


def of_standing() -> list[Mutant]:
    """One mutant per condition of good standing and of agreements in force, as the first wall asks for them."""
    return _of("agencies_in_standing", "agencies_ties", "agencies_covers")


def of_context() -> list[Mutant]:
    """One mutant per condition of good standing, as the sealed context judges it; its proof has tests of its own."""
    return [m for m in _of("access_open_context") if "v_key" not in m.condition.text and "pid" not in m.condition.text]


def _in_policy(text: str, alone: bool) -> list[Condition]:
    """The conditions of one clause. ``alone``: where it is one call and nothing else, that call too.

    A check of changed rows that is one call repeats the clause before it, which the database would ask by itself.
    """
    found = conditions(text, whole=True)
    return found or ([Condition(0, len(text), "TRUE", " ".join(text.split()))] if alone and text != "true" else [])


def of_report_functions() -> list[Mutant]:
    """One mutant per condition of each function that decides about reports."""
    return _of(*REPORTING, tables={})


def of_turns() -> list[Mutant]:
    """One mutant per condition of each trigger that knows whose turn it is."""
    return _of(*IN_TURN, tables=IN_TURN)


def of_what_never_changes() -> list[Mutant]:
    """One mutant per condition of each trigger of reports that binds every role."""
    return _of(*ALWAYS, tables=ALWAYS)


def of_lessons() -> list[Mutant]:
    """One mutant per condition of each function that decides who reads lessons."""
    return _of(*SHARING_LESSONS, tables={})


def of_named(*functions: str, tables: Mapping[str, str] | None = None) -> list[Mutant]:
    """One mutant per condition of each of these functions; ``tables``: where triggers stand."""
    return _of(*functions, tables=tables or {})


_OF_THE_APPLICATION = """
SELECT c.relname, t.tgname, pg_get_userbyid(c.relowner)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relname LIKE %s AND NOT t.tgisinternal
   AND pg_get_triggerdef(t.oid) LIKE '%%throughcare_app%%'
"""


@contextlib.contextmanager
def without_turns(floor: str = "sharing") -> Iterator[None]:
    """The policies of one floor alone: the triggers that are asked of the application are out of the way."""
    with contextlib.suppress(_Undo), transaction.atomic():
        with backstage(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with something to check is not altered
            cursor.execute(_OF_THE_APPLICATION, [f"{floor}\\_%"])
            for table, trigger, owner in cursor.fetchall():
                with as_role(owner):
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        raise _Undo


def of_policies(floor: str = "casework") -> list[Mutant]:
    """One mutant per condition of each policy."""
    beside = "lines_of_a_managed_case" if floor == "casework" else ""
    with backstage(), connection.cursor() as cursor:
        cursor.execute(_POLICIES, [f"{floor}\\_%", beside])
        rows = cursor.fetchall()
    found = []
    for table, name, using, check, owner, command in rows:
        for clause, text in (("USING", using), ("WITH CHECK", check)):
            for c in _in_policy(text, alone=clause == "USING" or command == "INSERT") if text else []:
                sql = f"ALTER POLICY {name} ON {table} {clause} ({without(text, c)})"
                found.append(
                    Mutant(f"{table}.{name} {clause}", c, sql, owner, table, command == "SELECT", command != "SELECT")
                )
    return _numbered(found)


WRITING = {
    "casework_founds": "casework_case",
    "casework_wrote": "casework_note",
    "casework_leads": "casework_safetypart",
    "casework_supervises": "casework_order",
    "casework_makes": "casework_contact",
    "casework_made_contact": "casework_contactcondition",
    "casework_lesson_waits": "casework_lesson",
}
"""Functions that decide about writing alone, and the tables (by the beginning of their names) where they are asked."""


@contextlib.contextmanager
def database_altered(mutant: Mutant) -> Iterator[None]:
    """The second wall with the altered definition."""
    with contextlib.suppress(_Undo), transaction.atomic():
        with as_role(mutant.role), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '4s'")  # one that no longer ends is told by that
            try:
                cursor.execute(mutant.sql)
            except DatabaseError as error:
                raise RuntimeError(f"{mutant.name} is no lawful SQL") from error
        yield
        raise _Undo
