"""Reading JSON that a stranger may have written: bounded in size, refused where Python would stumble."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that is given twice: two readers could understand it in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


class StrictJSONParser(BaseParser):
    """JSON in UTF-8, up to ``DATA_UPLOAD_MAX_MEMORY_SIZE`` bytes, every name once, no NaN, not nested without end."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the values.

        Raises:
            ParseError: not JSON as described above.
            RequestDataTooBig: more bytes than one request may bring.
        """
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise RequestDataTooBig
        try:
            return json.loads(raw.decode("utf-8"), parse_constant=_no_such_number, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            raise ParseError(_("The body is not JSON that can be read.")) from None
