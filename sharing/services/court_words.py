"""Saying that the court may be told of an assessment, and taking that back as long as no signed report tells of it."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from assessments.choices import AssessmentState
from assessments.models import Assessment
from assessments.services.assessments import record
from sharing.queries.court_words import is_told


def clear_for_court(actor: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    """Say that the court may be told of a countersigned assessment; reports are put together with it from then on.

    Raises:
        Http404, NotAllowed: the actor neither manages the case nor supervises the order.
        Conflict: it was changed since.
        RuleBroken: it is not countersigned, a correction took its place, or the court may be told already.
    """
    with transaction.atomic():
        row = _row(actor, assessment_id, version)
        if row.state != AssessmentState.COUNTERSIGNED:
            raise RuleBroken(_("The court is told only of an assessment that is countersigned and stands."))
        if row.for_court_at is not None:
            raise RuleBroken(_("The court may be told of it already."))
        row.for_court_at, row.for_court_by_id = timezone.now(), actor.membership_id
        save_next(row, "for_court_at", "for_court_by")
        record(actor, "assessment.cleared_for_court", row, Operation.ALTER)
        return row


def keep_from_court(actor: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    """Take that back: no report is signed with words of the assessment any more.

    Raises:
        Http404, NotAllowed: the actor neither manages the case nor supervises the order.
        Conflict: it was changed since.
        RuleBroken: the court may not be told of it, or a signed report tells of it.
    """
    with transaction.atomic():
        row = _row(actor, assessment_id, version)
        if not row.is_for_court:
            raise RuleBroken(_("The court may not be told of it."))
        if is_told(actor, row.pk):
            raise RuleBroken(
                _("A signed report tells of this assessment. It cannot be taken back; what is wrong becomes a "
                  "correction.")
            )  # fmt: skip
        row.for_court_at = row.for_court_by_id = None
        save_next(row, "for_court_at", "for_court_by")
        record(actor, "assessment.kept_from_court", row, Operation.ALTER)
        return row


def _row(actor: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    row: Assessment = Assessment.objects.select_for_update().get_for(actor, "manage", pk=assessment_id)
    if row.version != version:
        raise Conflict(_("Somebody else changed this assessment meanwhile. Load the page again."))
    return row
