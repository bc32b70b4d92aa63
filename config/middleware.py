"""Headers of every answer, and the two limits of a session."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
STARTED, SEEN = "started_at", "seen_at"  # keys of the session, both in whole seconds since 1970


class HeadersMiddleware:
    """Nothing that a view made is kept by a browser or a proxy, and no other site may embed it."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SessionLimitsMiddleware:
    """Ends a session 12 hours after login; keeps one in use alive by writing it once a minute at most.

    The idle limit (30 minutes) is the age of the session row itself.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED, now)
            if now - started >= settings.SESSION_ABSOLUTE_AGE:
                logout(request)
            elif now - request.session.get(SEEN, 0) >= settings.SESSION_TOUCH_AFTER:
                request.session[SEEN] = now
        return self.get_response(request)
