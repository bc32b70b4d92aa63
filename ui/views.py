"""Pages and switches that belong to no case: theme, about, accessibility."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ui.brand import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60  # seconds


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and who looks after it."""
    return render(request, "ui/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "ui/accessibility.html")


@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Remembers light, dark or as-my-device in a cookie and goes back to where the person was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.status_code = 303
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return response
