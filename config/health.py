"""Is the process alive, and is the whole product ready to work?"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from . import schedule

PATIENCE = 60.0  # seconds a sweep may be late beyond three of its intervals
Finding = dict[str, object]


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database, the broker, a worker and the sweeps all do their part, else 503; says which."""
    checks = {"database": _database(), "broker": _guarded(_broker), "worker": _guarded(_worker)}
    checks["sweeps"] = _guarded(_sweeps)
    ready = all(check["ok"] for check in checks.values())
    response = JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)
    setattr(response, "_has_been_logged", True)  # noqa: B010 - asked every few seconds; "not yet" is no error
    return response


def _guarded(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except (RedisError, OSError):
        return {"ok": False}


def _database() -> Finding:
    """It answers, and our role can neither pass the second wall nor own a table."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select not (rolsuper or rolbypassrls) and not exists "
                "(select from pg_class where relowner = pg_roles.oid and relnamespace = 'public'::regnamespace)"
                " from pg_roles where rolname = current_user"
            )
            row = cursor.fetchone()
    except DatabaseError:
        return {"ok": False}
    return {"ok": bool(row and row[0])}


def _broker() -> Finding:
    cache.set("readyz", 1, 5)
    return {"ok": cache.get("readyz") == 1}


def age_of(task: str) -> float | None:
    """Seconds since the task last succeeded; None when it never did."""
    done = cache.get(schedule.done_key(task))
    return None if done is None else max(0.0, time.time() - done)


def limit_of(task: str) -> float:
    """The age in seconds from which a task is late."""
    return 3 * schedule.SWEEPS[task] + PATIENCE


def _worker() -> Finding:
    """Beat sent it, the broker carried it, a worker did it: not long ago."""
    age = age_of(schedule.HEARTBEAT)
    limit = limit_of(schedule.HEARTBEAT)
    return {"ok": age is not None and age <= limit, "age_seconds": None if age is None else round(age)}


def _sweeps() -> Finding:
    """The age of each sweep; one that has not run yet is late only when beat has been up for long enough."""
    running = max(0.0, time.time() - (cache.get(schedule.STARTED) or time.time()))
    late, ages = False, {}
    for task in schedule.intervals():
        age = age_of(task)
        late = late or (running if age is None else age) > limit_of(task)
        ages[task.rpartition(".")[2]] = None if age is None else round(age)
    return {"ok": not late, "age_seconds": ages}
