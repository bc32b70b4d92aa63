"""A closed case of which the person had the erasure granted, and what the database holds of it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.models import Case
from devstack.testing import as_worker, backstage
from sharing.models import Erasure, RightsRequest
from sharing.services.erasures import carry_out_erasures
from tests.factories.rights import RightsRequestFactory

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"


def granted(world: Any, **more: Any) -> RightsRequest:
    """A request of the person for erasure that was granted."""
    today = timezone.localdate()
    row: RightsRequest = RightsRequestFactory(**{
        "case": world.case, "membership": world.officer, "kind": "erasure", "identity": "known", "identity_on": today,
        "state": "granted", "decided_on": today, "decided_by": world.manager, **more,
    })  # fmt: skip
    return row


def close(world: Any, status: str = "closed") -> None:
    """The work is over, and no order runs."""
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_case SET status = %s, closed_on = current_date, version = version + 1 WHERE id = %s",
            [status, world.case.pk],
        )
        cursor.execute(
            """UPDATE casework_order SET state = 'completed', ended_on = current_date, version = version + 1
                WHERE case_id = %s""", [world.case.pk],
        )  # fmt: skip


def typed(granted_request: Any, **more: Any) -> dict[str, Any]:
    """The form of whoever proposes."""
    return {
        "source": f"request:{granted_request.pk}", "legal_ground": "unlawful", "words": "It was about somebody else.",
        "told_on": str(timezone.localdate()), **more,
    }  # fmt: skip


def proposed(world: Any, browse: Any, source: Any, **more: Any) -> Erasure:
    """The erasure as it was proposed on the page."""
    answer = browse(world.manager).post(f"{CASE}erasing/new/", typed(source, **more))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    with backstage():
        return Erasure.objects.unguarded(because=WHY).latest("proposed_at")


def decided(world: Any, browse: Any, row: Erasure, verdict: str = "approve", who: str = "legal") -> int:
    """The status of the answer to a decision."""
    form = {"version": row.version, "verdict": verdict, "words": "So it is."}
    return int(browse(getattr(world, who)).post(f"/erasures/{row.pk}/decide/", form).status_code)


def carried_out() -> int:
    """How many erasures the worker carried out."""
    with as_worker():
        return carry_out_erasures(None)


def stored(row: Erasure) -> Erasure:
    """The erasure as it stands."""
    with backstage():
        return Erasure.objects.unguarded(because=WHY).get(pk=row.pk)


def is_there(world: Any) -> bool:
    """Whether the case is still in the database."""
    with backstage():
        return Case.objects.unguarded(because=WHY).filter(pk=world.case.pk).exists()


def everything() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {}
    with backstage(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(name)} t ORDER BY 1")
            found[name] = [row for (row,) in cursor.fetchall()]
    return found


def keys_of(case_id: uuid.UUID) -> list[str]:
    """The keys of all rows of a case."""
    with backstage(), connection.cursor() as cursor:
        cursor.execute("SELECT unnest(sharing_keys_of_a_case(%s))::text", [case_id])
        return [key for (key,) in cursor.fetchall()]


def in_days(days: int) -> str:
    """A day as a form takes it."""
    return str(timezone.localdate() + dt.timedelta(days=days))
