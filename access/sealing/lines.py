"""Choosing the lines to seal next: those of transactions that have certainly ended, and that no seal holds."""

from dataclasses import dataclass
from typing import Any

from access.verifier import BATCH, RENDERED, Seal

_FREE = "NOT EXISTS (SELECT 1 FROM access_seal s WHERE s.seqs @> ARRAY[e.seq])"
# Transactions below the oldest one still running have all ended; what they wrote can no longer change or grow.
_USUAL = f"(e.xid, e.seq) > (%(bound)s, %(floor)s) AND e.xid < %(xmin)s AND {_FREE} ORDER BY e.xid, e.seq"
# After a restore from a dump the numbers count from the start: old lines lie beyond all of them, and the bound says
# nothing. Then every line that is in no seal is looked for.
_RESTARTED = f"(e.xid < %(xmin)s OR e.xid >= %(xmax)s) AND {_FREE} ORDER BY e.xid < %(xmin)s, e.xid, e.seq"


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines in the order of their seal, and the transaction below which nothing is left to seal."""

    rows: list[tuple[str | None, ...]]
    xid_below: int


def _search(cursor: Any, last: Seal | None) -> tuple[str, dict[str, int]]:
    cursor.execute(
        "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() s"
    )
    xmin, xmax = cursor.fetchone()
    bound, floor = (last.xid_below, _floor(cursor, last)) if last else (0, 0)
    # Seals are few and their lists long: looking through them one by one would cost more than any index.
    cursor.execute("SET LOCAL enable_seqscan = off")
    values = {"bound": bound, "floor": floor, "xmin": xmin, "xmax": xmax}
    return (_RESTARTED if xmax < bound else _USUAL), values


def _floor(cursor: Any, last: Seal) -> int:
    """The last sealed line of the transaction at the bound, when a full batch ended in the middle of it."""
    cursor.execute(
        "SELECT coalesce(max(e.seq), 0) FROM access_event e WHERE e.seq = ANY(%s) AND e.xid = %s",
        [list(last.seqs), last.xid_below],
    )
    return int(cursor.fetchone()[0])


def next_batch(cursor: Any, last: Seal | None) -> Batch:
    """The next lines to seal after ``last``, at most BATCH of them."""
    where, values = _search(cursor, last)
    cursor.execute(
        f"SELECT e.xid, {RENDERED} FROM access_event e WHERE {where} LIMIT {BATCH + 1}",  # noqa: S608 - fixed text
        values,
    )
    found = cursor.fetchall()
    if len(found) <= BATCH:
        below = values["xmin"]
    elif where is _RESTARTED:
        below = values["bound"]
    else:
        below = found[BATCH][0]
    return Batch([row[1:] for row in found[:BATCH]], below)


def full(cursor: Any, last: Seal | None) -> bool:
    """Say whether a whole batch waits."""
    where, values = _search(cursor, last)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM access_event e WHERE {where} LIMIT {BATCH}) waiting"  # noqa: S608
    cursor.execute(sql, values)
    return bool(cursor.fetchone()[0] >= BATCH)
