"""The page for a form that did not come from us, or came too late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 in the house's own words; Django's reason is for developers and stays out."""
    return render(request, "403.html", status=403)
