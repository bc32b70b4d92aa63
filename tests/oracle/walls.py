"""What each wall really shows: the guarded querysets without the database's policies, and the policies alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.http import Http404

from access import policy
from access.context import close_context, open_context
from access.errors import NotAllowed
from access.models import Event
from casework import models as cw
from casework.queries.work_lists import told
from devstack.testing import backstage
from tests.oracle.expect import CASE_VERBS, NOTE_VERBS, Seen, by_orm, by_sql
from tests.oracle.expect_records import records_seen
from tests.oracle.lay import actor_of
from tests.oracle.rule import may_item
from tests.oracle.walls_records import NAMES, orm_records, sql_of
from tests.oracle.world import Note, Who, World

ROWS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("person", cw.Person, ("pk",)),
    ("contact", cw.ContactPoint, ("pk",)),
    ("relationship", cw.Relationship, ("pk",)),
    ("text", cw.NoteText, ("note_id", "tier")),
    ("response", cw.NoteResponse, ("pk",)),
    ("team", cw.CaseTeamMember, ("pk",)),
    ("agency_grant", cw.CaseAgencyGrant, ("pk",)),
    ("emergency", cw.EmergencyAccess, ("pk",)),
    ("listing", cw.NoteListing, ("note_id", "user_id")),
    ("audience", cw.NoteAudience, ("note_id",)),
    ("mark", cw.NoteSeen, ("note_id", "membership_id")),
    ("reminder", cw.Reminder, ("pk",)),
    ("mail", cw.ReminderMail, ("pk",)),
)


POINTS = ("text", "response", "listing", "audience", "contact", "team", "agency_grant", "emergency")
"""Rows of a note or a case: one of them by its key is decided as the list of them, but not led."""


def _at_points(model: Any, actor: Any, verb: str, columns: tuple[str, ...]) -> set[Any]:
    """Everything that single lookups clear, asked for all keys at once."""
    point = model.sight.point(actor, verb)
    rows = model.objects.unguarded(because="test").filter(point)
    return set(rows.values_list(*columns, flat=len(columns) == 1))


def orm_wall(w: World, who: Who, turn: int | None = None) -> Seen:
    """Everything the guarded querysets clear for somebody, with the second wall out of the way.

    ``turn`` asks every third question only, beginning with that one.
    """
    actor = actor_of(w, who)
    seen: Seen = {}
    start, step = (0, 1) if turn is None else (turn % 3, 3)
    with backstage():
        for verb in CASE_VERBS[start::step]:
            seen[f"case:{verb}"] = set(cw.Case.objects.visible_to(actor, verb).values_list("pk", flat=True))
            seen[f"case:{verb}:point"] = _at_points(cw.Case, actor, verb, ("pk",))
        for verb in NOTE_VERBS[start::step]:
            seen[f"note:{verb}"] = set(cw.Note.objects.visible_to(actor, verb).values_list("pk", flat=True))
            seen[f"note:{verb}:point"] = _at_points(cw.Note, actor, verb, ("pk",))
        rows, sight = cw.Case.objects.unguarded(because="test"), cw.Case.sight
        parts = [set(rows.filter(part).values_list("pk", flat=True)) for part in sight.apart(actor)]  # type: ignore[attr-defined]
        seen["case:apart"] = set().union(*parts)
        assert sum(map(len, parts)) == len(seen["case:apart"]), "the parts share a row"
        tiers = cw.Note.objects.visible_to(actor).annotate(got=policy.tier_expression(actor))
        seen["tier"] = set(tiers.values_list("pk", "got"))
        for name, model, columns in ROWS[start::step]:
            seen[name] = set(model.objects.visible_to(actor).values_list(*columns, flat=len(columns) == 1))
            if name in POINTS:
                seen[f"{name}:point"] = _at_points(model, actor, "view", columns)
        if start == 0:
            seen["standing"] = {
                (c.id, found.kind, tuple(sorted(found.may)))
                for c in w.cases[:6] for found in (policy.standing_on(actor, c.id),) if found
            }  # fmt: skip
        seen |= orm_records(actor, start, step)
        dues = cw.Deadline.objects.visible_to(actor).filter(
            kind="case_review"
        )  # what triggers raise is not the world's
        seen["due"] = set(dues.values_list("pk", flat=True))
        about = told(actor, cw.Deadline.objects.visible_to(actor).filter(kind__in=("note_answer", "question")))
        seen["due_note"] = set(about.values_list("pk", flat=True))
        lines = Event.objects.visible_to(actor).filter(verb="oracle.looked").values_list("subjects", "membership_id")
        seen["line"] = {(subjects[0], membership) for subjects, membership in lines}
    return seen


_SQL = """
SELECT 'person', id, NULL FROM casework_person
UNION ALL SELECT 'case:view', id, NULL FROM casework_case
UNION ALL SELECT 'contact', id, NULL FROM casework_contactpoint
UNION ALL SELECT 'relationship', id, NULL FROM casework_relationship
UNION ALL SELECT 'tier', id, casework_tier_of(id)::text FROM casework_note
UNION ALL SELECT 'text', note_id, tier::text FROM casework_notetext
UNION ALL SELECT 'response', id, NULL FROM casework_noteresponse
UNION ALL SELECT 'due', id, NULL FROM casework_deadline WHERE kind = 'case_review'
UNION ALL SELECT 'due_note', id, NULL FROM casework_deadline WHERE kind IN ('note_answer', 'question')
UNION ALL SELECT 'reminder', id, NULL FROM casework_reminder
UNION ALL SELECT 'mail', id, NULL FROM casework_remindermail
UNION ALL SELECT 'team', id, NULL FROM casework_caseteammember
UNION ALL SELECT 'agency_grant', id, NULL FROM casework_caseagencygrant
UNION ALL SELECT 'oversight', id, NULL FROM casework_caseoversight
UNION ALL SELECT 'emergency', id, NULL FROM casework_emergencyaccess
UNION ALL SELECT 'listing', note_id, user_id::text FROM casework_notelisting
UNION ALL SELECT 'audience', note_id, NULL FROM casework_noteaudience
UNION ALL SELECT 'mark', note_id, membership_id::text FROM casework_noteseen
UNION ALL SELECT 'line', subjects[1], membership_id::text FROM access_event WHERE verb = 'oracle.looked'
UNION ALL SELECT 'function:view', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_sees(id)
UNION ALL SELECT 'case:work', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_works(id)
UNION ALL SELECT 'case:edit', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_edits(id)
UNION ALL SELECT 'case:write', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_writes(id)
UNION ALL SELECT 'case:manage', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_manages(id)
UNION ALL SELECT 'case:team', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_inside(id)
UNION ALL SELECT 'case:lead', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_leads(id)
UNION ALL SELECT 'case:supervise', id, NULL FROM unnest(%(cases)s::uuid[]) id WHERE casework_supervises(id)
"""


def sql_wall(w: World, who: Who, table: str = "") -> Seen:
    """Everything bare SQL of the application role finds in the sealed context of somebody.

    ``table`` names one table of supervision and plan that alone is read; another table: none of those is.
    """
    asked = sql_of(table).removeprefix("UNION ALL ") if table in NAMES.values() else _SQL + sql_of(table)
    seen: Seen = defaultdict(set)
    open_context(actor_of(w, who))
    try:
        with connection.cursor() as cursor:
            cursor.execute(asked, {"cases": [c.id for c in w.cases]})
            for name, key, more in cursor.fetchall():
                seen[name].add((key, more) if more is not None else key)
    finally:
        close_context()
    return seen


def _plain(rows: Iterable[Any]) -> set[Any]:
    """Keys as text, so that both walls speak alike."""
    return {tuple(map(str, row)) if isinstance(row, tuple) else str(row) for row in rows}


def differences(expected: Seen, seen: Seen, skip: Collection[str] = ()) -> list[str]:
    """Each question that is answered differently, with what is too much and what is missing."""
    found = []
    for name, rows in expected.items():
        if name in skip:
            continue
        right, real = _plain(rows), _plain(seen.get(name, ()))
        if right != real:
            found.append(f"{name}: too much {sorted(real - right)}, missing {sorted(right - real)}")
    return found


def orm_differs(w: World, who: Who, turn: int | None = None) -> list[str]:
    """Where the guarded querysets leave the rule."""
    expected, seen = by_orm(w, who), orm_wall(w, who, turn)
    return differences(expected, seen, skip=expected.keys() - seen.keys() if turn is not None else ())


def sql_differs(w: World, who: Who, table: str = "") -> list[str]:
    """Where the database leaves the rule: in all, in one ``table`` of supervision and plan, or in all but those.

    It has no function of its own for one of the verbs.
    """
    if table in NAMES.values():
        about = {name: rows for name, rows in records_seen(w, who, closed=True).items() if NAMES[name] == table}
        return differences(about, sql_wall(w, who, table))
    expected = by_sql(w, who)
    if table:
        expected = {name: rows for name, rows in expected.items() if name not in NAMES}
    return differences(
        {**expected, "function:view": expected["case:view"]}, sql_wall(w, who, table), skip=("case:log",)
    )


def readers_of_cases(w: World) -> dict[Any, set[Any]]:
    """Who the policy says sees each case."""
    with backstage():
        return {
            c.id: {(r.user_id, r.membership_id) for r in policy.readers_of_case(c.id)} for c in w.cases
        }  # fmt: skip


def labels_of(n: Note) -> Any:
    """The labels of a note of the world, as somebody writing it would hand them over."""
    return policy.Labels(
        n.case.id, n.agency.id, n.author.id, n.handling, n.category, n.released, n.companions,
        "withdrawn" if n.withdrawn else "current", n.summary, n.gist, [p.id for p in n.listed],
    )  # fmt: skip


def readers_of_notes(w: World) -> dict[Any, dict[Any, int]]:
    """Who the policy says sees each note, at which tier."""
    with backstage():
        return {
            n.id: {(r.user_id, r.membership_id): int(r.tier) for r in policy.readers_of_item(labels_of(n))}
            for n in w.notes
        }


def one_by_one(w: World, who: Who, note: Note, verb: str) -> bool:
    """Whether ``get_for`` answers as the rule says: the row, a refusal that admits it, or nothing at all."""
    actor = actor_of(w, who)
    expected = "row" if may_item(w, who, verb, note) else "refused" if may_item(w, who, "view", note) else "absent"
    try:
        with backstage():
            cw.Note.objects.get_for(actor, verb, pk=note.id)
        got = "row"
    except NotAllowed:
        got = "refused"
    except Http404:
        got = "absent"
    return got == expected
