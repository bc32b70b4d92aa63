"""Keeping what is typed, for every page with a long text."""

import uuid

from django.http import HttpRequest, JsonResponse

from access.actor import Actor
from access.services.drafts import save_draft
from agencies.errors import Conflict, RuleBroken

SKIPPED = ("csrfmiddlewaretoken", "draft_version", "preview", "save", "form_key", "version")
LONGEST_REVISION = 9  # digits


def keep_draft(
    request: HttpRequest, actor: Actor, form: str, case_id: uuid.UUID, subject: uuid.UUID
) -> JsonResponse:  # fmt: skip
    """Keep what was posted as the actor's draft of ``form`` about ``subject``, and answer as drafts.js expects."""
    fields = {name: [str(v) for v in values] for name, values in request.POST.lists() if name not in SKIPPED}
    version = request.POST.get("draft_version", "0")
    try:
        draft = save_draft(actor, form, case_id, subject, fields, _revision(version))
    except Conflict as error:
        return JsonResponse({"detail": error.sentence}, status=409)
    except RuleBroken as error:
        return JsonResponse({"detail": error.sentence}, status=422)
    return JsonResponse({"saved_at": draft.saved_at.isoformat(), "fields": {"draft_version": str(draft.revision)}})


def _revision(text: str) -> int:
    """The revision the writer began from; 0 for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_REVISION else 0
