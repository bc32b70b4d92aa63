"""Who calls: a session of this product's pages, or a bearer token. Both were resolved by the middleware."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request

from access.actor import Actor
from access.api.throttles import count_wrong_token
from access.bearer import carries_token
from access.queries.standing import what_is_missing


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>``. A token that does not hold is refused, whatever session came with it."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """Return the token's person.

        Raises:
            AuthenticationFailed: unknown, expired or revoked, or its membership or account ended.
            Throttled: too many wrong ones from one address.
        """
        if not carries_token(request._request):
            return None
        if not request._request.user.is_authenticated:
            count_wrong_token(request)
            raise exceptions.AuthenticationFailed
        return request._request.user, None

    def authenticate_header(self, request: Request) -> str:
        """What a caller without any is asked for."""
        return 'Bearer realm="Throughcare"'


class PageAuthentication(SessionAuthentication):
    """A signed-in browser. Whatever changes something must carry the token against forged forms."""

    def enforce_csrf(self, request: Request) -> None:
        """Refuse a forged form.

        Raises:
            PermissionDenied: the CSRF token is missing or wrong.
        """
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied:
            sentence = _("The token against forged forms is missing or old. Load the page again.")
            raise exceptions.PermissionDenied(sentence) from None


def admitted(request: Request) -> Actor:
    """Return who acts.

    Raises:
        PermissionDenied: the person acts for no agency, or is not in good standing; the sentence says what to do.
    """
    actor: Actor | None = request._request.actor  # type: ignore[attr-defined]
    if actor is None:
        raise exceptions.PermissionDenied(_("You act for no agency today. Ask the partnership coordinator."))
    if not request._request.in_standing:  # type: ignore[attr-defined]
        raise exceptions.PermissionDenied(what_is_missing(actor))
    return actor
