"""Drafts of the forms of breaches and decisions: what a page shows of one, keeping it, throwing it away."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse

from access.actor import Actor
from access.queries.drafts import SavedDraft, draft_of
from access.services.drafts import drop_draft
from casework.views.drafting import keep_draft


def drafted(
    request: HttpRequest, actor: Actor, form: str, case_id: uuid.UUID, subject: uuid.UUID, back: HttpResponse
) -> HttpResponse:
    """Keep what was posted as the actor's draft, or throw the draft away and go ``back``."""
    if "discard" in request.POST:
        drop_draft(actor, form, subject)
        return back
    return keep_draft(request, actor, form, case_id, subject)


def draft_context(
    request: HttpRequest, actor: Actor, form: str, subject: uuid.UUID, url: str
) -> tuple[SavedDraft | None, dict[str, Any]]:
    """Return the actor's draft and what a page with a drafted form shows of it."""
    draft = draft_of(actor, form, subject)
    revision = request.POST.get("draft_version") or (draft.revision if draft else 0)
    return draft, {"draft": draft, "draft_url": url, "draft_version": revision}
