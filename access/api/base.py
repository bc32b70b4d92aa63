"""The one base class of the programming interface. Everything behind it acts for somebody, or not at all."""

from typing import Any, ClassVar, NoReturn, TypeVar

from django.http import HttpRequest
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

from access.actor import Actor
from access.api.errors import BadQuery, flat
from access.api.fields import Body, Query
from access.api.identity import PageAuthentication, TokenAuthentication, admitted
from access.api.parsing import StrictJSONParser
from access.api.schema import GuardedSchema
from access.api.throttles import PerCaller
from access.errors import Unguarded

B = TypeVar("B", bound=Body)

FIXED = (
    "authentication_classes", "permission_classes", "throttle_classes", "initial", "dispatch", "initialize_request",
    "check_permissions", "check_throttles", "perform_authentication", "get_queryset", "queryset", "actor",
)  # fmt: skip
"""What no endpoint may say differently from the base."""


class Endpoint(ViewSet):
    """A viewset that holds an actor and never a queryset.

    It asks queries and services, which take the actor first and answer 404 for what the actor may not see. Nobody
    gets past ``initial`` without acting for an agency in good standing.
    """

    authentication_classes = [TokenAuthentication, PageAuthentication]
    permission_classes = [IsAuthenticated]
    throttle_classes = [PerCaller]
    parser_classes = [StrictJSONParser]
    renderer_classes = [JSONRenderer]
    metadata_class = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    schema = GuardedSchema()
    actor: Actor
    guarded: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse an endpoint that would open its own way in."""
        super().__init_subclass__(**kwargs)
        own = [name for name in FIXED if name in vars(cls)]
        if own:
            raise TypeError(f"{cls.__name__} may not say {', '.join(own)} differently from its base")

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Read the address and the body as UTF-8, whatever the caller says they are."""
        self.said_encoding = (request.content_params or {}).get("charset", "")
        request.encoding = "utf-8"
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in who acts for an agency in good standing, at a bearable pace.

        Raises:
            NotAuthenticated, AuthenticationFailed, PermissionDenied, Throttled: each says which.
        """
        super().initial(request, *args, **kwargs)
        self.actor = admitted(request)
        if self.said_encoding and self.said_encoding.lower() not in ("utf-8", "utf8"):
            raise UnsupportedMediaType(self.said_encoding)

    def get_queryset(self) -> NoReturn:
        """Never: rows come from queries, cleared and logged.

        Raises:
            Unguarded: always.
        """
        raise Unguarded("an endpoint holds no queryset: ask a query")

    def asked(self, query: type[Query]) -> dict[str, Any]:
        """Return the filters of the address.

        Raises:
            BadQuery: one of them cannot be read.
        """
        form = query(data=self.request.query_params.dict())
        if not form.is_valid():
            raise BadQuery(flat(form.errors))
        return dict(form.validated_data)

    def sent(self, body: type[Body]) -> dict[str, Any]:
        """Return the values of the body.

        Raises:
            ValidationError: 422, with a sentence for each field.
            ParseError: 400, not JSON.
        """
        form = body(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)
