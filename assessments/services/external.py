"""Recording that an assessment was made with a licensed tool, and putting such a reference right."""

import re
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import NotAllowed, RuleBroken
from assessments.assessing import NewExternal
from assessments.models import ExternalAssessment
from assessments.models.external import FIGURE
from casework.fit import must_fit
from casework.models import Case
from casework.services.once import insert_once, key_of, made_before


def record_external(
    actor: Actor, reference: str, new: NewExternal, form: uuid.UUID | None = None
) -> ExternalAssessment:  # fmt: skip
    """Record for the actor's agency that an assessment was made with a licensed tool: by reference alone.

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: the day lies ahead, something is missing, or the conclusion holds a figure.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, ExternalAssessment, form)) is not None:
            return before
        row = _row(actor, case.pk, new, key_of(actor, form))
        if (there := insert_once(actor, row)) is not row:
            return there
        _record(actor, "external.recorded", row, Operation.COLLECT)
        return row


def correct_external(actor: Actor, external_id: uuid.UUID, new: NewExternal, reason: str) -> ExternalAssessment:
    """Put a reference right: a further one that names it and takes its place.

    Raises:
        Http404, NotAllowed: the actor does not work for the agency that recorded it, from a permanent place.
        RuleBroken: no reason, it was corrected before, or as ``record_external``.
    """
    with transaction.atomic():
        old: ExternalAssessment = ExternalAssessment.objects.get_for(actor, "edit", pk=external_id)
        if old.agency_id != actor.agency_id:
            raise NotAllowed(_("Only the agency that recorded it puts it right."))
        if not reason.strip():
            raise RuleBroken(_("Say what is corrected, and why."), "correction_reason")
        row = _row(actor, old.case_id, new, uuid.uuid4())
        row.corrects, row.correction_reason = old, reason.strip()
        must_fit(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise RuleBroken(_("It was corrected before. Correct the newest one.")) from None
        _record(actor, "external.corrected", row, Operation.ALTER)
        return row


def _row(actor: Actor, case_id: uuid.UUID, new: NewExternal, key: uuid.UUID) -> ExternalAssessment:
    if new.made_on > timezone.localdate():
        raise RuleBroken(_("The day lies ahead."), "made_on")
    if re.search(FIGURE, new.conclusion):
        raise RuleBroken(
            _("Write the conclusion in words. A score, a level or a share as a figure stays with the original."),
            "conclusion",
        )
    row = ExternalAssessment(
        id=key, case_id=case_id, tool=new.tool.strip(), made_on=new.made_on, assessor=new.assessor.strip(),
        kept_at=new.kept_at.strip(), conclusion=new.conclusion.strip(), agency_id=actor.agency_id,
        membership_id=actor.membership_id, recorded_at=timezone.now(),
    )  # fmt: skip
    must_fit(row)
    return row


def _record(actor: Actor, verb: str, row: ExternalAssessment, operation: Operation) -> None:
    trail.record(
        actor, verb, operation=operation, kind="external_assessment", subjects=[row.pk], case_id=row.case_id,
        ground="place",
    )  # fmt: skip
