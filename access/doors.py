"""What every page stands behind: signed in, acting for an agency, the code of conduct accepted."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.actor import Actor
from access.errors import NotAllowed
from agencies.choices import Duty

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def door(
    *methods: str, duty: Duty | None = None, standing: bool = True, sentence: str | Promise = ""
) -> Callable[[Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]], View[P]]:
    """Guard a page: its methods, a signed-in person who acts for an agency, good standing, and a duty if asked.

    The view gets the actor as its second argument. Whoever is not signed in is sent to the login page, whatever
    the address; whoever has not accepted the code of conduct is sent to it. ``standing=False`` is for the pages
    that mend one's standing.
    """

    def guard(view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]) -> View[P]:
        @require_http_methods(list(methods) or ["GET"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _signed_out(request)
            actor: Actor | None = request.actor  # type: ignore[attr-defined]
            if actor is None:
                raise NotAllowed(_("You act for no agency today. Ask the partnership coordinator."))
            if standing and not request.in_standing:  # type: ignore[attr-defined]
                return _to_the_gate(request)
            if duty is not None and not actor.has_duty(duty):
                raise NotAllowed(str(sentence) or _("This page is for people with another duty. Ask the coordinator."))
            return view(request, actor, *args, **kwargs)

        guarded.door = True  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return guard


def _to_the_gate(request: HttpRequest) -> HttpResponse:
    """Send to the code of conduct, remembering where a page that can be asked for again was asked for."""
    gate = reverse("code_of_conduct")
    return redirect(f"{gate}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else gate)


def _signed_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not request.headers.get("HX-Request"):
        kept: list[tuple[str, Any]] = [
            (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
        ]
        return render(request, "access/signed_out.html", {"kept": kept}, status=401)
    if request.headers.get("HX-Request") or request.headers.get("X-Draft"):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
