"""Rooms: rows are reached from models, queries and services alone; the actor comes first; doors hold no models."""

from __future__ import annotations

import ast

from tests.guards.sources import CASE_FLOORS, Source, imports, product

ORM_ROOMS = ("models", "queries", "services")
BLIND_ROOMS = ("exports", "documents", "charts")
DOORS = ("views", "api", "tasks", "management")

REACHES_ROWS = {
    "access/backend.py": "answers has_perm from visible_where",
    "access/bearer.py": "finds a bearer token before anybody acts",
    "access/context.py": "opens the sealed context",
    "access/keys.py": "stores the context key, as the owner",
    "access/plans.py": "keeps the plans of statements on their connection; asks for no row itself",
    "access/policy.py": "the policy itself",
    "access/sealing/check.py": "hands the database to the verifier",
    "access/sealing/sealer.py": "seals lines as the worker, which alone may",
    "access/trail.py": "appends the trail's lines",
    "access/verifier.py": "reads the trail without the product: that is its point",
    "config/health.py": "asks the database whether it lives",
}
"""Modules outside the three rooms that touch ``.objects``, ``.raw`` or ``connection``, and why."""

LOADS = "sharing/demo/"
"""The demonstration is loaded as the owner, past both walls, and never in production."""

UNGUARDED = {
    "access/grants.py": "guardian stores the grant and tells nobody what it found",
    "casework/queries/reminder_figures.py": "the operator's command counts messages as the worker's role; ids alone",
    "casework/services/reminder_mail.py": "messages are claimed and settled for nobody, by the worker's role",
    "casework/services/reminder_receivers.py": "who sees an item is asked by the worker, which reads labels and keys",
    "casework/services/reminder_sweep.py": "the sweep acts for nobody: it reminds of what is due, as the worker's role",
    "casework/services/sweeps.py": "the sweep acts for nobody: it raises what falls due, and runs as the worker's role",
}
"""Where ``.unguarded(`` may be said, and why."""

WITHOUT_ACTOR = {
    "agencies/queries/agreements.py:line_of": "puts a cleared row into words",
    "agencies/queries/cadences.py:cadence": "a setting of a partnership; no word about anybody",
    "agencies/queries/links.py:holder_of_link": "a link is followed before anybody acts",
    "agencies/queries/people.py:current_memberships": "who somebody is must be known before anybody acts",
    "agencies/queries/people.py:membership_of": "who somebody is must be known before anybody acts",
    "agencies/queries/people.py:code_in_force": "part of good standing, judged before anybody acts",
    "agencies/queries/people.py:code_holds": "part of good standing, judged before anybody acts",
    "agencies/queries/people.py:in_standing": "part of good standing, judged before anybody acts",
    "agencies/queries/people.py:unmet_conditions": "part of good standing, judged before anybody acts",
    "agencies/services/accounts.py:set_first_password": "a link is followed before anybody acts",
    "agencies/services/founding.py:found_partnership": "there is nobody yet: the operator's command founds",
    "agencies/services/steps.py:locked": "a step of services that were given the actor",
    "agencies/services/steps.py:apply": "a step of services that were given the actor",
    "casework/services/deadlines.py:due_after": "reckons a day from a setting; reads nothing of the case",
    "casework/queries/audience.py:labels_of": "puts a note being written into labels; reads nothing",
    "casework/queries/audience.py:labels_of_note": "puts a cleared note into labels; reads nothing",
    "casework/queries/explain_console.py:explain_on_console": "the operator's command asks as the person themselves",
    "casework/queries/explain_steps.py:standing_steps": "puts conditions of good standing into words",
    "casework/queries/explain_steps.py:state_words": "puts an agreement's state into words; reads nothing",
    "casework/queries/note_entries.py:whom_to_ask": "puts a cleared note into words; reads nothing",
}
"""Public functions of ``queries`` and ``services`` that do not take the actor first, and why."""


def _attributes(source: Source, *names: str) -> list[int]:
    return [n.lineno for n in ast.walk(source.tree) if isinstance(n, ast.Attribute) and n.attr in names]


def _reaches(source: Source) -> list[int]:
    bare = [
        n.lineno for n in ast.walk(source.tree) if isinstance(n, ast.Name) and n.id in ("connection", "connections")
    ]
    return sorted(_attributes(source, "objects", "raw", "_base_manager", "_default_manager") + bare)


def test_rows_are_reached_from_three_rooms_and_the_kit_alone() -> None:
    found = {
        s.path: _reaches(s)
        for s in product()
        if s.room not in ORM_ROOMS and not s.path.startswith(LOADS) and _reaches(s)
    }
    assert {p: lines for p, lines in found.items() if p not in REACHES_ROWS} == {}
    assert set(REACHES_ROWS) == set(found), "stale entries"


def test_blind_rooms_know_no_tables() -> None:
    found = [
        (s.path, name, line)
        for s in product() if s.room in BLIND_ROOMS
        for name, line in imports(s) if name.startswith("django.db") or ".models" in name or ".queries" in name
    ]  # fmt: skip
    assert found == []


def test_doors_import_no_models() -> None:
    found = [
        (s.path, name, line)
        for s in product() if s.room in DOORS
        for name, line in imports(s) if name.split(".")[1:2] == ["models"] or name == "django.apps.apps"
    ]  # fmt: skip
    assert found == []


def test_every_way_past_the_guard_is_on_the_list() -> None:
    found = {s.path for s in product() if _attributes(s, "unguarded")}
    assert found == set(UNGUARDED)


def _public_functions(source: Source) -> list[ast.FunctionDef]:
    return [n for n in source.tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def test_the_actor_comes_first() -> None:
    found = set()
    for source in product("agencies", "access", *CASE_FLOORS):
        for function in _public_functions(source) if source.room in ("queries", "services") else []:
            first = (function.args.posonlyargs + function.args.args)[:1]
            if not first or first[0].arg != "actor":
                found.add(f"{source.path}:{function.name}")
    assert found == set(WITHOUT_ACTOR)
