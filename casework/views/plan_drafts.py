"""Drafts of what is written of a plan: kept while somebody types, given back, thrown away on request."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from access.actor import Actor
from access.queries.drafts import SavedDraft
from access.services.drafts import drop_draft, save_draft
from agencies.errors import Conflict, RuleBroken
from casework.views.onward import see_other

SKIPPED = ("csrfmiddlewaretoken", "draft_version", "save", "form_key")
"""Not kept. The version that the writer read is: going on later must not write over what others did meanwhile."""
LONGEST_REVISION = 9  # digits


def begun(stored: Mapping[str, Any], draft: SavedDraft | None, boxes: tuple[str, ...] = (),
          settled: tuple[str, ...] = ()) -> dict[str, Any]:  # fmt: skip
    """Return what a form begins with: what is ``stored``, and over it the draft.

    ``boxes``: those that a draft does not name are not ticked. ``settled``: fields that no draft may say anything of.
    """
    if draft is None:
        return dict(stored)
    typed = {name: value for name, value in draft.initial().items() if name not in settled}
    return {**stored, **dict.fromkeys(boxes, False), **typed}


def draft_words(request: HttpRequest, draft: SavedDraft | None, url: str) -> dict[str, Any]:
    """Return what the page of a form needs to keep its draft at the address ``url``."""
    revision = request.POST.get("draft_version") or (draft.revision if draft else 0)
    return {"draft": draft, "draft_url": url, "draft_version": revision}


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
