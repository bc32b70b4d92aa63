"""When something was last recorded in a case, as one reader may know it: by the items that they read."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import connection

from access import plans, policy
from access.actor import Actor
from access.expressions import render

_NEWEST = """SELECT k.id, n.recorded_at FROM unnest(:cases::uuid[]) AS k(id) CROSS JOIN LATERAL (
   SELECT n.recorded_at FROM @item n WHERE n.case_id = k.id AND @reads
    ORDER BY n.recorded_at DESC, n.id DESC LIMIT 1) n"""


def last_read(actor: Actor, case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """Return by case the moment of the newest item of which ``actor`` reads words; cases without one are left out.

    Each case walks its own items, the newest first, up to the first that is read.
    """
    reads = policy.item_condition(actor, "read")
    if reads is None:
        return {}
    columns = {name: "n.id" if path == "pk" else f"n.{path}" for name, path in policy.item_columns("").items()}
    sql = _NEWEST.replace("@item", policy.tables().item).replace("@reads", reads.template)
    text, bound = render(sql, {**reads.values, "cases": list(case_ids)}, columns)
    with plans.kept(connection.alias), connection.cursor() as cursor:
        cursor.execute(text, bound)
        return dict(cursor.fetchall())
