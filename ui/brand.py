"""What the product is called and how a page is dressed: name, theme, language, direction."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

NAME: Final = "Throughcare"
BRAND: Final = {"name": NAME, "tagline": _("Probation and partners")}
THEME_COOKIE: Final = "theme"
THEMES: Final = {"system": _("As my device"), "light": _("Light"), "dark": _("Dark")}


def context(request: HttpRequest) -> dict[str, object]:
    """Context processor: the brand, the chosen theme ("" means as the device), language and direction."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "brand": BRAND,
        "theme": theme if theme in ("light", "dark") else "",
        "themes": [
            (value, label, value == (theme if theme in THEMES else "system")) for value, label in THEMES.items()
        ],
        "rtl": get_language_bidi(),
        "lang": get_language() or "en",
    }
