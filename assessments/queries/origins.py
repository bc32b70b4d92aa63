"""An assessment and those it corrects: contributions and views that stayed different belong to all of them."""

import uuid

from access.actor import Actor
from assessments.models import Assessment


def corrected_line(actor: Actor, row: Assessment) -> list[uuid.UUID]:
    """Return the assessment with those it corrects, itself first; the last is the one to which agencies contributed."""
    found, before = [row.pk], row.corrects_id
    while before is not None and before not in found:
        found.append(before)
        before = Assessment.objects.visible_to(actor).filter(pk=before).values_list("corrects_id", flat=True).first()
    return found
