"""Keeping what somebody types, so that nothing is lost: one draft per person, form and subject."""

import json
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.models import Draft
from access.queries.drafts import SavedDraft
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once

MAX_CHARACTERS = 60_000  # a form with all its texts at full length


def save_draft(
    actor: Actor,
    form: str,
    case_id: uuid.UUID | None,
    subject_id: uuid.UUID,
    fields: Mapping[str, list[str]],
    base: int,
) -> SavedDraft:
    """Save what was typed. ``base`` is the revision the writer began from (0: none).

    Raises:
        Conflict: a newer draft was saved from elsewhere; nothing is overwritten.
    """
    content = json.dumps(dict(fields))
    if len(content) > MAX_CHARACTERS:
        raise RuleBroken(_("This is too long to keep as a draft. Shorten it, or save it as a note."))
    with transaction.atomic():
        newer = _("A newer draft of this was saved from another window.")
        row = Draft.objects.visible_to(actor).select_for_update().filter(form=form, subject_id=subject_id).first()
        if row is None:
            row = Draft(
                user_id=actor.user_id, membership_id=actor.membership_id, form=form, case_id=case_id,
                subject_id=subject_id, content=content, saved_at=timezone.now(), revision=base + 1,
            )  # fmt: skip
            with only_once("one_draft_per_person_form_and_subject", newer):
                row.save(force_insert=True)
        else:
            if row.revision != base:
                raise Conflict(newer)
            row.content, row.saved_at, row.revision = content, timezone.now(), row.revision + 1
            row.save(update_fields=["content", "saved_at", "revision"])
        return SavedDraft(json.loads(content), row.revision, row.saved_at)


def drop_draft(actor: Actor, form: str, subject_id: uuid.UUID) -> None:
    """Remove the actor's draft, because it was saved as a note or thrown away."""
    Draft.objects.visible_to(actor).filter(form=form, subject_id=subject_id).delete()
