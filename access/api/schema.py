"""How the programming interface describes itself: every operation with its problems, every body closed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers

from access.api.fields import Answer, Body
from access.problems import MEDIA_TYPE

F = TypeVar("F", bound=Callable[..., Any])

READING = (400, 401, 403, 404, 406, 429, 503)
WRITING = (*READING, 409, 413, 415, 422)


class Problem(Answer):
    """A refusal or a failure (RFC 9457)."""

    type = serializers.CharField(help_text=_("Always about:blank: the status says the kind"))
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text=_("A sentence for a person"))
    errors = serializers.DictField(  # type: ignore[assignment]  # a field, not the errors of this serializer
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text=_("Sentences by field; an empty name stands for the whole"),
    )


class GuardedSchema(AutoSchema):
    """Adds to each operation the problems it can answer with, and closes every body to names it does not know."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        """No: a page is an object, and says itself what it holds."""
        return False

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found: dict[str, Any] = super()._get_response_bodies(direction)
        for status in READING if self.method == "GET" else WRITING:
            told = self._get_response_for_code(  # type: ignore[no-untyped-call]
                Problem, str(status), [MEDIA_TYPE], direction
            )
            found.setdefault(str(status), told)
        return found

    def _postprocess_serializer_schema(self, schema: Any, serializer: Any, direction: Any) -> Any:
        schema = super()._postprocess_serializer_schema(  # type: ignore[no-untyped-call]
            schema, serializer, direction
        )
        if isinstance(serializer, Body):
            schema["additionalProperties"] = False
        return schema


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells of bearer tokens."""

    target_class = "access.api.identity.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Describe it in the words of OpenAPI."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells of a signed-in browser."""

    target_class = "access.api.identity.PageAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Describe it in the words of OpenAPI."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


def page_answer(name: str, line: type[Answer], **more: Any) -> Any:
    """Return the description of a page of ``line``: results and the cursors of its neighbours."""
    cursor = serializers.CharField(allow_null=True, help_text=_("Pass it back as “cursor”"))
    fields = {"results": line(many=True), "next": cursor, **more}
    return inline_serializer(name, {**fields, "previous": serializers.CharField(allow_null=True)})


def operation(answer: Any, **how: Any) -> Callable[[F], F]:
    """Describe one operation: what it answers, and by keywords what it takes (see ``extend_schema``)."""
    status = how.pop("status", 200)
    described: Callable[[F], F] = extend_schema(responses={status: answer}, **how)
    return described
