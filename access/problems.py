"""Errors as programs read them: problem documents (RFC 9457), the same bytes for the same refusal."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA_TYPE = "application/problem+json"

SENTENCES = {
    400: gettext_lazy("The request could not be read."),
    401: gettext_lazy("Sign in, or send a token that works."),
    403: gettext_lazy("You may not do this."),
    404: gettext_lazy("There is nothing here that you may see."),
    405: gettext_lazy("This address does not take this method."),
    406: gettext_lazy("Answers are given as JSON only."),
    409: gettext_lazy("This does not fit how things stand now."),
    413: gettext_lazy("This is more than one request may bring."),
    415: gettext_lazy("Send JSON in UTF-8, as application/json."),
    422: gettext_lazy("Some of what was sent cannot be taken. Each field says why."),
    429: gettext_lazy("Too many requests. Wait and try again."),
    500: gettext_lazy("Something went wrong on our side. Nothing was saved."),
    503: gettext_lazy("This cannot be done just now. Nothing was saved or shown."),
}
"""What each status says when nothing more precise is known. A 404 never says more."""


def problem_body(status: int, detail: str = "", errors: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """Return the members of a problem document. ``errors`` maps fields to sentences; "" is the whole."""
    sentence = detail if detail and status != HTTPStatus.NOT_FOUND else str(SENTENCES.get(status, _("Not possible.")))
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
    }
    if errors:
        body["errors"] = {field: list(sentences) for field, sentences in errors.items()}
    return body


def problem(status: int, detail: str = "", errors: Mapping[str, Sequence[str]] | None = None) -> JsonResponse:
    """Return a problem document as an answer of its own, for places that stand before any view."""
    return JsonResponse(problem_body(status, detail, errors), status=status, content_type=MEDIA_TYPE)
