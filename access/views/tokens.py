"""The page on which somebody makes and revokes their own API tokens."""

import uuid

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from access.actor import Actor
from access.doors import door
from access.errors import RuleBroken
from access.forms.tokens import TokenForm
from access.queries.tokens import my_tokens
from access.services.tokens import NewToken, create_token, revoke_token


@door("GET", "POST")
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
@sensitive_variables("made")
def api_tokens(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List one's tokens and make one. It is answered at once and not after a redirect: the secret is kept nowhere."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made: NewToken | None = None
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                made = create_token(actor, form.cleaned_data["name"], form.cleaned_data["days"])
                form, status = TokenForm(), 201
        except RuleBroken as error:
            form.add_error(error.field, error.sentence)
        status = status if made else 422
    context = {"form": form, "made": made, "tokens": my_tokens(actor)}
    return render(request, "access/tokens.html", context, status=status)


@door("POST")
def api_token_revoke(request: HttpRequest, actor: Actor, token: uuid.UUID) -> HttpResponse:
    """End one of one's own tokens at once."""
    revoke_token(actor, token)
    messages.success(request, _("The token is revoked. Nothing opens with it any more."))
    answer = redirect("api_tokens")
    answer.status_code = 303
    return answer
