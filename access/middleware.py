"""One transaction per request: the actor, the sealed context of the second wall, the answer, the refusal's line."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from access import trail
from access.actor import Actor
from access.bearer import API, holder_of, token_of
from access.context import close_context, open_context
from access.errors import Conflict, NotAllowed, RuleBroken, TrailUnavailable
from access.identify import CHOSEN, identify
from access.problems import problem

log = logging.getLogger("throughcare.access")
STATIC, HEALTH = "/static/", ("/healthz", "/readyz")
"""What nobody acts on: files for everybody, and the two questions of the operator."""


class ActorMiddleware:
    """Wraps each view in a transaction that knows who acts; commits only what it could log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer within one transaction; anything of 500 and above undoes all of it."""
        request.actor = None  # type: ignore[attr-defined]
        if request.path.startswith(STATIC) or request.path in HEALTH:
            return self.get_response(request)
        try:
            with transaction.atomic():
                self._enter(request)
                response = self.get_response(request)
                if response.streaming and request.actor is not None:  # type: ignore[attr-defined]
                    raise RuntimeError("an answer with case content must not stream: its context would be gone")
                self._leave(request, response)
                return response
        except TrailUnavailable:
            log.error("trail_unavailable", exc_info=False)
            return _say(request, 503)
        except DatabaseError as error:
            if not trail.is_unwritten(error):
                log.exception("transaction_failed")
                return _say(request, 500)
            log.error("trail_unavailable", exc_info=False)
            return _say(request, 503)

    def _enter(self, request: HttpRequest) -> None:
        token = token_of(request)
        found = holder_of(*token) if token else None
        if token:
            request.user = found.user if found else AnonymousUser()
        user = request.user
        if not user.is_authenticated:
            return
        found = found or identify(user, request.session.get(CHOSEN))
        actor = found.actor if found else None
        request.actor = actor  # type: ignore[attr-defined]
        user.actor = actor  # type: ignore[attr-defined]
        request.in_standing = (  # type: ignore[attr-defined]
            open_context(found.actor, found.transaction) if found else False
        )

    def _leave(self, request: HttpRequest, response: HttpResponseBase) -> None:
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if response.status_code >= 500:
            transaction.set_rollback(True)
            return
        if actor is None:
            return
        if response.status_code in (403, 404):
            self._log_refusal(request, actor, response.status_code)
        close_context()

    @staticmethod
    def _log_refusal(request: HttpRequest, actor: Actor, status: int) -> None:
        match = request.resolver_match
        door = match.view_name if match else "unknown"
        ground = "unseen" if status == 404 else "not_allowed"
        at = match.kwargs if match else {}
        trail.tried(
            actor, str(at.get("reference") or at.get("note") or at.get("report") or ""), f"door.{door}"[:60], ground
        )

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the errors of the trade into pages; anything else stays an error."""
        if isinstance(exception, NotAllowed):
            return _say(request, 403, exception.sentence)
        if isinstance(exception, Conflict):
            return _say(request, 409, exception.sentence)
        if isinstance(exception, RuleBroken):
            return _say(request, 422, exception.sentence)
        if isinstance(exception, TrailUnavailable) or trail.is_unwritten(exception):
            return _say(request, 503)
        return None


def _say(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """Answer a page to a browser and a problem to a program."""
    if request.path.startswith(API):
        return problem(status, sentence)
    return render(request, f"{status}.html", {"sentence": sentence}, status=status)


def actor_on(request: HttpRequest) -> Actor:
    """Return the actor of a view that stands behind ``door``.

    Raises:
        Http404: nobody acts; only a view without a door gets here.
    """
    actor: Any = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise Http404
    return actor
