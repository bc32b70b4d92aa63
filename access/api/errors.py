"""Every error of the programming interface as a problem document (RFC 9457), in one place."""

import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.http.request import UnreadablePostError
from redis.exceptions import RedisError
from rest_framework import exceptions, status
from rest_framework.response import Response

from access.errors import Conflict, NotAllowed, RuleBroken, TrailUnavailable
from access.problems import MEDIA_TYPE, problem_body

Errors = dict[str, list[str]]


class BadQuery(exceptions.APIException):
    """The address was written wrongly: an odd filter or a cursor that is none of ours."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Errors) -> None:
        super().__init__()
        self.errors = errors


def handle(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Turn an exception into a problem; None lets a mistake of ours reach the log and become a 500."""
    known = _reason(exc)
    if known is None:
        return None
    code, detail, errors = known
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = str(challenge)
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    body = problem_body(code, detail, errors)
    return Response(body, status=code, headers=headers, content_type=MEDIA_TYPE)


def _reason(exc: Exception) -> tuple[int, str, Errors | None] | None:
    if isinstance(exc, exceptions.ValidationError):
        return status.HTTP_422_UNPROCESSABLE_ENTITY, "", flat(exc.detail)
    if isinstance(exc, exceptions.APIException):
        errors = exc.errors if isinstance(exc, BadQuery) else None
        own = isinstance(exc, exceptions.ParseError | exceptions.PermissionDenied)
        return exc.status_code, str(exc.detail) if own else "", errors
    if isinstance(exc, RuleBroken) and not isinstance(exc, Conflict):
        if exc.field:
            return status.HTTP_422_UNPROCESSABLE_ENTITY, exc.sentence, {exc.field: [exc.sentence]}
        return status.HTTP_409_CONFLICT, exc.sentence, None
    for kind, code in _CODES:
        if isinstance(exc, kind):
            return code, getattr(exc, "sentence", ""), None
    return None


_CODES: tuple[tuple[type[Exception], int], ...] = (
    (Http404, status.HTTP_404_NOT_FOUND),
    (NotAllowed, status.HTTP_403_FORBIDDEN),
    (PermissionDenied, status.HTTP_403_FORBIDDEN),
    (Conflict, status.HTTP_409_CONFLICT),
    (TrailUnavailable, status.HTTP_503_SERVICE_UNAVAILABLE),
    (RedisError, status.HTTP_503_SERVICE_UNAVAILABLE),
    (RequestDataTooBig, status.HTTP_413_REQUEST_ENTITY_TOO_LARGE),
    (UnreadablePostError, status.HTTP_400_BAD_REQUEST),
    (SuspiciousOperation, status.HTTP_400_BAD_REQUEST),
)


def flat(detail: Any, prefix: str = "") -> Errors:
    """Return nested validation errors as dotted field names with their sentences; "" is the whole."""
    if isinstance(detail, Mapping):
        found: Errors = {}
        for name, inner in detail.items():
            part = "" if name == "non_field_errors" else str(name)
            found.update(flat(inner, ".".join(filter(None, (prefix, part)))))
        return found
    sentences = detail if isinstance(detail, list) else [detail]
    return {prefix: [str(sentence) for sentence in sentences]}
