"""The web server's door."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Utf8Request(WSGIRequest):
    """A request read as UTF-8 whatever charset its sender names: some names stop Django before any page is asked."""

    @property
    def encoding(self) -> str | None:
        """None: the default, UTF-8."""
        return None

    @encoding.setter
    def encoding(self, value: str | None) -> None:
        """Left alone."""


application = get_wsgi_application()
application.request_class = Utf8Request
