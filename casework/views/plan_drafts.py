"""Drafts of the long texts of a plan: kept while somebody types, thrown away on request."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse

from access.actor import Actor
from access.services.drafts import drop_draft, save_draft
from agencies.errors import Conflict, RuleBroken
from casework.views.onward import see_other

SKIPPED = ("csrfmiddlewaretoken", "draft_version", "version", "save")
LONGEST_REVISION = 9  # digits


def keep_draft(
    request: HttpRequest, actor: Actor, form: str, case_id: uuid.UUID, subject: uuid.UUID, page: tuple[str, ...]
) -> HttpResponse:
    """Keep what was typed in ``form`` about ``subject``, or throw it away and open ``page`` again."""
    if "discard" in request.POST:
        drop_draft(actor, form, subject)
        return see_other(*page)
    fields = {name: [str(v) for v in values] for name, values in request.POST.lists() if name not in SKIPPED}
    try:
        draft = save_draft(actor, form, case_id, subject, fields, _revision(request.POST.get("draft_version", "0")))
    except Conflict as error:
        return JsonResponse({"detail": error.sentence}, status=409)
    except RuleBroken as error:
        return JsonResponse({"detail": error.sentence}, status=422)
    return JsonResponse({"saved_at": draft.saved_at.isoformat(), "fields": {"draft_version": str(draft.revision)}})


def _revision(text: str) -> int:
    """The revision the writer began from; 0 for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_REVISION else 0
