"""Emergency access: ask, end, review. Short, reasoned and loud."""

import uuid
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import Duty
from agencies.errors import NotAllowed, RuleBroken
from casework.choices import DeadlineKind
from casework.models import Case, CaseTeamMember, Deadline, EmergencyAccess
from casework.services.deadlines import due_after

MAX_HOURS = 8
MOST_ASKS = 5  # of one person in an hour
ASKS_WINDOW = 3600  # seconds
MIN_REASON = 20  # letters: long enough for a sentence somebody can review


@dataclass(frozen=True, slots=True)
class Opened:
    """The case an emergency opened, and until when (UTC)."""

    reference: str
    access_id: uuid.UUID


def open_emergency(actor: Actor, reference: str, reason: str, hours: int) -> Opened:
    """Open a case for ``hours`` hours (1 to 8) and tell its case manager. The database writes the line of the trail.

    Raises:
        NotAllowed: the actor's membership does not carry the duty.
        RuleBroken: no reason, odd hours, open to the actor already, or nothing to open under that reference (the try
            is logged).
    """
    if not actor.has_duty(Duty.EMERGENCY):
        raise NotAllowed(_("Emergency access is for members who carry that duty. Telephone your focal point."))
    if len(reason.strip()) < MIN_REASON:
        raise RuleBroken(_("Say in a sentence who is in danger and why it cannot wait."), "reason")
    if not 1 <= hours <= MAX_HOURS:
        raise RuleBroken(_("Choose between 1 and 8 hours."), "hours")
    if Case.objects.visible_to(actor, "work").filter(reference=reference.strip().upper()).exists():
        raise RuleBroken(_("This case is open to you already: you need no emergency access."), "reference")
    with transaction.atomic():
        access_id = uuid.uuid4()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT casework_open_emergency(%s, %s, %s, %s)", [reference.strip(), reason.strip(), hours, access_id]
            )
            row = cursor.fetchone()
        if row is None or row[0] is None:
            case = None
        else:
            case = Case.objects.get_for(actor, pk=row[0])
            _tell(actor, case, access_id)
    if case is None:
        trail.refused(actor, "emergency.asked", ground="nothing_to_open", reason=reason.strip()[:500])
        raise RuleBroken(_("Nothing was opened under that reference. Check it, or telephone the agency."), "reference")
    return Opened(case.reference, access_id)


def _tell(actor: Actor, case: Case, access_id: uuid.UUID) -> None:
    manager = (
        CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, is_case_manager=True).first()
        or CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, is_order_supervisor=True).first()
    )
    Deadline(
        case_id=case.pk, kind=DeadlineKind.EMERGENCY_REVIEW,
        due_on=due_after(case, "emergency_review", timezone.localdate()),
        responsible_id=manager.membership_id if manager else None, agency_id=case.lead_agency_id,
        subject_kind="emergency", subject_id=access_id,
    ).save(force_insert=True)  # fmt: skip


def end_emergency(actor: Actor, access_id: uuid.UUID) -> EmergencyAccess:
    """End one's own emergency access now.

    Raises:
        Http404: it is not running, or not the actor's.
    """
    with transaction.atomic():
        row = EmergencyAccess.objects.get_for(
            actor, pk=access_id, user_id=actor.user_id, ended_at=None, expires_at__gt=timezone.now()
        )
        trail.record(
            actor, "emergency.ended", operation=Operation.ALTER, kind="emergency", subjects=[row.pk],
            case_id=row.case_id, ground="emergency",
        )  # fmt: skip
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        return row


def review_emergency(actor: Actor, access_id: uuid.UUID, finding: str) -> EmergencyAccess:
    """Record what the case manager or order supervisor found; the database meets every deadline about it.

    Raises:
        NotAllowed: the actor does not manage the case, or asked for the access themselves.
        RuleBroken: no finding, or reviewed already.
    """
    if not finding.strip():
        raise RuleBroken(_("Say whether the access was right, and what follows."), "finding")
    with transaction.atomic():
        row = EmergencyAccess.objects.get_for(actor, "manage", pk=access_id)
        if row.user_id == actor.user_id:
            raise NotAllowed(_("Nobody reviews their own emergency access."))
        if row.reviewed_at is not None:
            raise RuleBroken(_("This access was reviewed already."), "finding")
        row.reviewed_at, row.reviewer_id, row.review_finding = timezone.now(), actor.user_id, finding.strip()
        row.save(update_fields=["reviewed_at", "reviewer", "review_finding"])
        trail.record(
            actor, "emergency.reviewed", operation=Operation.ALTER, kind="emergency", subjects=[row.pk],
            case_id=row.case_id, ground="manage",
        )  # fmt: skip
        return row


def may_ask(actor: Actor) -> bool:
    """Count one more ask and say whether it is within the limit of an hour.

    Without the counter nobody is kept out: every ask is on the trail anyway, and somebody may be in danger.
    """
    key = f"emergency-asks:{actor.user_id}"
    try:
        cache.add(key, 0, ASKS_WINDOW)
        asks = cache.incr(key)
    except (RedisError, OSError, ValueError):  # the client's own errors are no OSError
        return True
    if asks > MOST_ASKS:
        trail.refused(actor, "emergency.asked", ground="too_many")
        return False
    return True
