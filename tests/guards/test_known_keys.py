"""What functions of the second wall say to whoever knows the key of a row and has no place: nothing about the row."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from devstack.testing import backstage
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.leaks import LeakStepFactory
from tests.factories.publications import PublicationStepFactory
from tests.sharing.restriction_acts import lay

SAYS = {
    "assessments_in_review": "whether a review is a draft",
    "assessments_of_source": "the key of what it belongs to",
    "assessments_recorded_by": "the agency, to a policy that asks for the place too",
    "assessments_state": "the word of a state, to triggers that bind every role",
    "casework_case_of_breach": "the key of what it belongs to",
    "casework_case_of_decision": "the key of what it belongs to",
    "casework_case_of_note": "the key of what it belongs to",
    "casework_originator": "the agency, to a policy that asks for the place too",
    "casework_partnership_of": "the partnership, which stands on open tables",
    "casework_shares_lessons": "one's own standing in a partnership",
    "sharing_case_of_duty": "the key of what it belongs to",
    "sharing_case_of_report": "the key of what it belongs to",
    "sharing_may_publish": "one's own standing in a partnership",
    "sharing_partnership_of": "the partnership, which stands on open tables",
}
"""Functions that answer whoever knows a key, and what they say; none says what stands in a row of a case."""
ANSWERING = """
SELECT p.proname, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) AS t)
  FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.provolatile <> 'v'
   AND p.prorettype <> 'trigger'::regtype
   AND p.proargtypes::oid[] && ARRAY['uuid'::regtype, 'uuid[]'::regtype]::oid[]
   AND has_function_privilege('throughcare_app', p.oid, 'EXECUTE') ORDER BY p.oid
"""
KEYED = """
SELECT c.relname FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""
GIVEN = {"integer": "1", "date": "current_date", "boolean": "true", "uuid[]": "ARRAY[k::uuid]"}
WORDS = (
    "request", "authority", "person", "contact", "contested", "restriction", "consent", "chair", "stands", "corrected",
    "placed", "withdrawn", "told",
)  # fmt: skip
"""What is asked beside a key: kinds, states and outcomes by which functions tell rows apart."""
SECOND = {"chair": "no", "consent": "yes"}
"""What goes with it in a function that takes two words."""


def _keys() -> list[str]:
    """A few keys of every table."""
    found: list[str] = []
    with backstage(), connection.cursor() as cursor:
        cursor.execute(KEYED)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT id::text FROM {table} LIMIT 16")
            found += [key for (key,) in cursor.fetchall()]
    return found


def _answers(name: str, types: list[str], at: int, keys: list[str]) -> set[str | None]:
    """What a function says with each key in one of its places, besides what it says of a key that never was."""
    texts = [n for n, kind in enumerate(types) if kind == "text"]
    found: set[str | None] = set()
    for word in WORDS if texts else WORDS[:1]:
        more = dict.fromkeys(texts[1:], SECOND.get(word, word))
        found |= _said(name, types, at, keys, {n: more.get(n, word) for n in texts})
    return found


def _said(name: str, types: list[str], at: int, keys: list[str], words: dict[int, str]) -> set[str | None]:
    key = {"uuid": "k::uuid", "uuid[]": "ARRAY[k::uuid]"}
    values = [
        key[kind] if n == at else f"'{words[n]}'" if n in words else GIVEN.get(kind, f"NULL::{kind}")
        for n, kind in enumerate(types)
    ]
    sql = f"SELECT (SELECT array_agg(f::text) FROM {name}({', '.join(values)}) AS f)::text FROM unnest(%s) AS k"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [[*keys, str(uuid.uuid4())]])
        *found, nothing = [answer for (answer,) in cursor.fetchall()]
        return {answer for answer in found if answer != nothing}


@pytest.mark.parametrize("who", ["stranger", "past_guest", "analyst", None])
def test_a_known_key_tells_nothing_to_whoever_has_no_place(world: Any, who: str | None) -> None:
    stage = lay(world)
    for kind, verdict in (("authority", "told"), ("person", "not")):
        LeakStepFactory(report=stage.leak, membership=stage.legal, kind=kind, verdict=verdict)
    PublicationStepFactory(publication=stage.publication, membership=stage.chair, kind="chair", verdict="no")
    NoteFactory(case=stage.case, by=stage.officer, status="withdrawn")
    keys = _keys()
    assert len(keys) > 200
    with connection.cursor() as cursor:
        cursor.execute(ANSWERING)
        functions = cursor.fetchall()
    says: set[str] = set()
    with acting(stage.people[who]) if who else contextlib.nullcontext():
        for name, types in functions:
            for at in (n for n, kind in enumerate(types) if kind in ("uuid", "uuid[]")):
                with contextlib.suppress(DatabaseError):  # refused: says nothing either
                    if _answers(name, types, at, keys):
                        says.add(name)
    assert says <= set(SAYS)
    assert who != "stranger" or says == set(SAYS)
