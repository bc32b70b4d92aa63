"""How often somebody may call: counted atomically in the shared cache, per token and per person."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from access.bearer import carries_token, digest_of

SECONDS = 60
SAFE = ("GET", "HEAD", "OPTIONS")


def _count(key: str) -> int:
    """Count one more under ``key`` in this minute; one atomic step, so that no race lets more through."""
    window = f"throttle.{key}.{int(time.time()) // SECONDS}"
    try:
        return int(cache.incr(window))
    except ValueError:  # the first of this minute
        cache.add(window, 0, 2 * SECONDS)
        return int(cache.incr(window))


def _rest_of_minute() -> int:
    return SECONDS - int(time.time()) % SECONDS


def count_wrong_token(request: Request) -> None:
    """Count a token that does not hold against the caller's address.

    Raises:
        Throttled: too many in this minute.
    """
    address = BaseThrottle().get_ident(request)
    if _count(f"wrong.{address}") > settings.API_CALLS_PER_MINUTE["wrong"]:
        raise exceptions.Throttled(wait=_rest_of_minute())


class PerCaller(BaseThrottle):
    """So many reads and so many changes a minute for each token, and for each person's sessions together."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Say whether this call is within the caller's minute."""
        kind = "read" if request.method in SAFE else "change"
        return _count(f"{kind}.{self._caller(request)}") <= settings.API_CALLS_PER_MINUTE[kind]

    @staticmethod
    def _caller(request: Request) -> str:
        if carries_token(request._request):
            return digest_of(request.headers["Authorization"])[:32]
        return f"person.{request.user.pk}"

    def wait(self) -> float:
        """Seconds until the next minute."""
        return _rest_of_minute()
