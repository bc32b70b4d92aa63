"""The measured queries: the product's own, the same rows by primary key, and guardian's list helper."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from django.db import connection, connections
from django.db.models import QuerySet
from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import get_objects_for_user  # noqa: TID251 - what the product is compared with

from access import plans
from access.actor import Actor
from agencies.choices import Duty
from agencies.models import User
from casework.models import Case, CaseAgencyGrant, CaseTeamMember, Note
from casework.queries import case_list
from casework.queries import notes as note_queries
from sharing.queries import feed

WHY = "a benchmark fetches the same rows by key"
PAGE = case_list.PAGE
_BUSIEST = """SELECT case_id FROM casework_note WHERE case_id = ANY(%s::uuid[])
 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"""
NO_FILTERS = case_list.CaseFilters(status="")


@contextlib.contextmanager
def generic_guardian() -> Iterator[None]:
    """Let guardian overlook that the team row is a grant with a key of its own: it then uses its generic tables."""
    models: list[Any] = [CaseTeamMember, CaseAgencyGrant]
    for model in models:
        model.enabled = False
    try:
        yield
    finally:
        for model in models:
            del model.enabled


def guardians(user: User, permission: str, model: Any) -> Any:
    """What guardian's list helper finds, cleared for the benchmark: it knows nothing of our guard."""
    rows: Any = get_objects_for_user(user, permission, model)
    return rows.unguarded(because=WHY)


# q1: the first page of cases, by next review, as the list shows it


def case_lists(actor: Actor) -> list[Any]:
    """The querysets behind the product's list of cases, unevaluated."""
    order = case_list._orders(actor)["review"]
    return [
        case_list._narrowed(actor, rows, NO_FILTERS).annotate(key=order.key)
        for rows in Case.objects.all().visible_apart(actor)
    ]


def first_cases(actor: Actor) -> list[case_list.Line]:
    """q1 as the product asks it."""
    wide = actor if actor.has_duty(Duty.SUPERVISOR) else None
    return case_list._cut(case_lists(actor), case_list._orders(actor)["review"], "", "", wide=wide)[0]


def cases_by_key(actor: Actor, keys: list[uuid.UUID]) -> list[case_list.Line]:
    """The same rows by primary key, through the same page code."""
    order = case_list._orders(actor)["review"]
    rows = Case.objects.unguarded(because=WHY).filter(pk__in=keys).annotate(key=order.key)
    return case_list._cut([rows], order, "", "")[0]


def cases_by_guardian(actor: Actor, user: User) -> list[case_list.Line]:
    """The same page by guardian's list helper."""
    order = case_list._orders(actor)["review"]
    rows = guardians(user, "casework.view_case", Case).annotate(key=order.key)
    return case_list._cut([rows], order, "", "")[0]


def page_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """One page of rows by next review, for the raw comparison."""
    return rows.order_by("next_review_on", "pk")[:PAGE]


def raw(rows: QuerySet[Any], alias: str = "default") -> Callable[[], object]:
    """Return a cell that sends the statement behind ``rows`` as finished text: no compiling, no models.

    The connection keeps its plan, as it does for the product's own first pages; so it does for whatever is compared.
    """
    text, bound = rows.query.sql_with_params()
    return raw_text(text, bound, alias)


def raw_text(text: str, bound: Sequence[Any], alias: str = "default") -> Callable[[], object]:
    """Return a cell that sends finished text, its plan kept by the connection."""

    def cell() -> object:
        with plans.kept(alias), connections[alias].cursor() as cursor:
            cursor.execute(text, bound)
            return cursor.fetchall()

    return cell


def raw_cases(actor: Actor) -> QuerySet[Any]:
    """The product's condition on the case table, one page."""
    return page_of(Case.objects.visible_to(actor))


def raw_by_key(keys: list[uuid.UUID]) -> QuerySet[Any]:
    """The same rows by primary key."""
    return page_of(Case.objects.unguarded(because=WHY).filter(pk__in=keys))


def raw_by_guardian(user: User) -> QuerySet[Any]:
    """The same page by guardian's list helper."""
    return page_of(guardians(user, "casework.view_case", Case))


# q2: how many cases


def count_cases(actor: Actor) -> int:
    """The exact number under the list."""
    return sum(rows.count() for rows in case_lists(actor))


def count_by_guardian(user: User) -> int:
    """The same number by guardian's list helper."""
    return int(guardians(user, "casework.view_case", Case).count())


# q3: a page of one case's notes


def busiest(keys: list[uuid.UUID]) -> uuid.UUID:
    """The case of a page with the most notes: a page of notes should be full."""
    with connection.cursor() as cursor:
        cursor.execute(_BUSIEST, [keys])
        row = cursor.fetchone()
    return row[0] if row else keys[0]


def first_notes(actor: Actor, case_id: uuid.UUID) -> list[Note]:
    """q3 as the product asks it."""
    return note_queries._cut(Note.objects.visible_where(actor, "read", case_id=case_id), "", "")[0]


def notes_by_key(keys: list[uuid.UUID]) -> list[Note]:
    """The same rows by primary key, with the same columns."""
    rows = Note.objects.unguarded(because=WHY).filter(pk__in=keys)
    rows = rows.to_read()
    return list(rows.order_by("-recorded_at", "-pk")[: PAGE + 1])


def notes_by_guardian(user: User, case_id: uuid.UUID) -> list[Note]:
    """The same page by guardian's list helper."""
    rows = guardians(user, "casework.view_note", Note).filter(case_id=case_id)
    rows = rows.to_read()
    return list(rows.order_by("-recorded_at", "-pk")[: PAGE + 1])


# q4: the newest notes over all cases


def newest(actor: Actor) -> list[Note]:
    """q4 as the product asks it: notes of other agencies, newest first."""
    return feed.newest(actor, feed.FeedFilters())[0]


def newest_by_guardian(user: User) -> list[Note]:
    """The newest notes by guardian's list helper."""
    rows = guardians(user, "casework.view_note", Note)
    rows = rows.to_read()
    return list(rows.order_by("-recorded_at", "-pk")[: PAGE + 1])


# q5: search, in the notes of a case and among cases


def notes_with(actor: Actor, case_id: uuid.UUID, words: str) -> list[Note]:
    """The page of a case's notes that the product finds by ``words``."""
    rows = note_queries.readable_notes(actor, case_id, note_queries.Filters(text=words))
    return note_queries._cut(rows, "", "")[0]


def cases_with(actor: Actor, words: str) -> list[case_list.Line]:
    """The first page of cases that the product finds by ``words``."""
    order = case_list._orders(actor)["review"]
    filters = case_list.CaseFilters(text=words, status="")
    lists = [
        case_list._narrowed(actor, rows, filters).annotate(key=order.key)
        for rows in Case.objects.all().visible_apart(actor)
    ]
    return case_list._cut(lists, order, "", "", wide=actor if actor.has_duty(Duty.SUPERVISOR) else None)[0]


# q6 and has_perm: one row


def one_note(actor: Actor, key: uuid.UUID) -> Note:
    """q6 as the product asks it."""
    return Note.objects.get_for(actor, pk=key)


def note_by_key(key: uuid.UUID) -> Note:
    """The same row by primary key."""
    return Note.objects.unguarded(because=WHY).get(pk=key)


def may_by_policy(user: User, case: Case) -> bool:
    """What the product's backend answers."""
    return bool(user.has_perm("casework.view", case))


def may_by_guardian(user: User, case: Case) -> bool:
    """What guardian answers to a fresh question (its checker remembers within one request)."""
    return bool(ObjectPermissionChecker(user).has_perm("view_case", case))


def deep_page(actor: Actor, at: tuple[dt.date, uuid.UUID]) -> list[case_list.Line]:
    """A page far down the list, by keyset."""
    day, key = at
    rows = case_lists(actor)[-1].filter(case_list._beyond(SimpleNamespace(key=day, pk=key), True))
    return list(rows.select_related("person", "lead_agency").order_by("key", "pk")[: PAGE + 1])
