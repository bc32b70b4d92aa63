"""What every page is told about this installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def banner(request: HttpRequest) -> dict[str, object]:
    """Context processor: `demo` is true where the data are demonstration data."""
    return {"demo": settings.DEMO}
