"""Who a request with a token acts for: found by the token's hash, before any context is open."""

import hashlib
import re
import uuid

from django.db import connection
from django.http import HttpRequest

from access import plans
from access.choices import TokenScope
from access.identify import Identified, actor_of
from agencies.models import AgencyMembership

API = "/api/"
"""Where tokens work. No page takes one."""

SCHEME = "bearer"

FEED = re.compile(r"^/calendar/(?P<secret>[\w-]{20,80})\.ics$")
"""Where a calendar program reads: it can send no header, so its address holds the token."""


def digest_of(secret: str) -> str:
    """Return what is stored of a token: SHA-256, hexadecimal. 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def carries_token(request: HttpRequest) -> bool:
    """Say whether the request asks to be let in by a token, whatever its worth; a session beside it counts nothing."""
    scheme = request.headers.get("Authorization", "").partition(" ")[0]
    return request.path.startswith(API) and scheme.lower() == SCHEME


def token_of(request: HttpRequest) -> tuple[str, TokenScope] | None:
    """Return the token that the request carries and what it must have been made for; None without any.

    A token of the programming interface opens no calendar, and a calendar's opens nothing else.
    """
    if carries_token(request):
        return request.headers.get("Authorization", "").partition(" ")[2].strip(), TokenScope.API
    feed = FEED.match(request.path)
    return (feed["secret"], TokenScope.CALENDAR) if feed else None


def holder_of(secret: str, scope: TokenScope) -> Identified | None:
    """Return whom a token made for ``scope`` stands for, and note that it was used; None for one that does not hold.

    The actor is the one the token is bound to and never another membership of the same person.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT user_id, membership_id, pg_current_xact_id()::text FROM access_token_holder(%s, %s)",
            [digest_of(secret), scope.value],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    rows = AgencyMembership.objects.select_related("agency", "position", "user").filter(user_id=row[0], pk=row[1])
    with plans.kept(connection.alias):
        found = list(rows)
    return Identified(found[0].user, actor_of(found[0]), row[2]) if found else None


def end_tokens_of(user_id: uuid.UUID) -> int:
    """End the working tokens of somebody who signs out everywhere; return how many. The database records it.

    New passwords, switched-off accounts and changed roles need no call: the database ends the tokens with them
    (``access/sql/tokens_end.sql``). Raises DatabaseError when the line cannot be written, which is answered with 503.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_end_tokens(%s, NULL, 'signed_out_everywhere')", [user_id])
        (ended,) = cursor.fetchone()
    return int(ended)
