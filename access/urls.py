"""Addresses of the access floor."""

from django.urls import URLPattern, path

from access.views import session, tokens

urlpatterns: list[URLPattern] = [
    path("session/", session.session_state, name="session_state"),
    path("account/tokens/", tokens.api_tokens, name="api_tokens"),
    path("account/tokens/<uuid:token>/revoke/", tokens.api_token_revoke, name="api_token_revoke"),
]
