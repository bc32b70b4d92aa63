"""Writing the trail: in the same transaction as what it tells, or the whole does not happen."""

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DatabaseError, connection

from access.actor import Actor
from access.choices import Operation
from access.errors import TrailUnavailable

_APPEND = """INSERT INTO access_event (operation, verb, kind, user_id, membership_id, agency_id, partnership_id,
 subjects, case_id, tier, recipients, ground, reason, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s, %s, %s::uuid[], %s, %s, %s)"""
# No RETURNING: a line may be appended by someone who may not read it. Number, time and transaction are set by
# the database, so that the application cannot choose them.


_UNWRITTEN = "TC503"


def is_unwritten(error: BaseException) -> bool:
    """Say whether the database undid an act of its own because its line could not be written."""
    return isinstance(error, DatabaseError) and getattr(error.__cause__, "pgcode", "") == _UNWRITTEN


def _who(actor: Actor | None) -> list[uuid.UUID | None]:
    if actor is None:
        return [None, None, None, None]
    return [actor.user_id, actor.membership_id, actor.agency_id, actor.partnership_id]


def record(
    actor: Actor | None,
    verb: str,
    *,
    operation: Operation,
    kind: str,
    subjects: Iterable[uuid.UUID] = (),
    case_id: uuid.UUID | None = None,
    tier: int | None = None,
    recipients: Iterable[uuid.UUID] = (),
    ground: str = "",
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one line.

    ``verb`` is a past tense in a namespace (``note.shared``); ``recipients`` are membership ids; ``detail`` holds
    names of fields and figures, never words about a person.

    Raises:
        TrailUnavailable: the line could not be written; the transaction must not be committed.
    """
    values = [
        operation.value, verb, kind, *_who(actor), list(subjects), case_id, tier, list(recipients), ground, reason,
        json.dumps(dict(detail or {})),
    ]  # fmt: skip
    try:
        with connection.cursor() as cursor:
            cursor.execute(_APPEND, values)
    except DatabaseError as error:
        raise TrailUnavailable("the trail could not be written") from error


def consulted(
    actor: Actor, verb: str, kind: str, subjects: Iterable[uuid.UUID], case_id: uuid.UUID | None, ground: str
) -> None:
    """Append the line of a page that showed case content: one line with all its ids."""
    record(actor, verb, operation=Operation.CONSULT, kind=kind, subjects=subjects, case_id=case_id, ground=ground)


def consulted_across(
    actor: Actor, verb: str, kind: str, by_case: Mapping[uuid.UUID, Iterable[uuid.UUID]], ground: str
) -> None:
    """Append the lines of a page that showed content of several cases: one line per case, in one statement."""
    rows = [
        [Operation.CONSULT.value, verb, kind, *_who(actor), list(ids), case_id, None, [], ground, "", "{}"]
        for case_id, ids in by_case.items()
    ]
    if not rows:
        return
    head, _values, pattern = _APPEND.partition("VALUES ")
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                head + "VALUES " + ", ".join([pattern] * len(rows)), [value for row in rows for value in row]
            )
    except DatabaseError as error:
        raise TrailUnavailable("the trail could not be written") from error


def by_case(rows: Iterable[Any]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return the keys of rows by their case, for a page that shows several; rows of no case are left out."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in rows:
        if row.case_id is not None:
            found.setdefault(row.case_id, []).append(row.pk)
    return found


def tried(actor: Actor, reference: str, verb: str, ground: str) -> None:
    """Append a refusal against the case called ``reference`` or the case of that note; tell nothing either way."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT access_record_try(%s, %s, %s, %s, %s, %s, %s)",
                [verb, reference.replace("\0", ""), ground, *_who(actor)],
            )
    except DatabaseError as error:
        raise TrailUnavailable("the trail could not be written") from error


def refused(actor: Actor | None, verb: str, *, ground: str, case_id: uuid.UUID | None = None, reason: str = "") -> None:
    """Append a refusal with its ground."""
    record(actor, verb, operation=Operation.REFUSE, kind="door", case_id=case_id, ground=ground, reason=reason)
