"""A form that came with no token, or an old one: nothing that was typed is lost, and no other site's form is sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.templatetags.kept import is_secret


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 and give back what was typed here; offer to send it again when the browser says it came from us.

    A form of another site is not shown at all. Django's ``reason`` is for developers and stays out.
    """
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=403)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    ours = came_from_us(request)
    context = {
        "kept": [] if ours is False else fields,
        "may_send": ours is True and bool(fields) and not any(is_secret(name) for name, _value in fields),
    }
    return render(request, "access/form_refused.html", context, status=403)


def came_from_us(request: HttpRequest) -> bool | None:
    """Say whether the browser names our own page as the form's origin; None when it names none."""
    site = request.headers.get("Sec-Fetch-Site")  # set by the browser alone
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return None if origin is None else origin == f"{request.scheme}://{request.get_host()}"
