"""Is the person still signed in? Asked by the script that keeps drafts."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe


@require_safe
def session_state(request: HttpRequest) -> JsonResponse:
    """Say whether somebody is signed in, who (by a random key), and the token that a form needs today.

    Answers signed out as well: that is the question. Another site's script cannot read the answer.
    """
    user = request.user
    state = {
        "signed_in": user.is_authenticated,
        "csrf": get_token(request),
        "user": str(user.pk) if user.is_authenticated else "",
    }
    return JsonResponse(state, headers={"Cache-Control": "no-store"})
