"""What still stands between a case and a state it should move to (domain section 3.8, rules 2, 9 and 10)."""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actor import Actor
from agencies.models import AgreementParty
from agencies.queries.cadences import cadence
from casework.choices import MOVES, Basis, CaseStatus, DeadlineKind, PlanState
from casework.due import day_words
from casework.models import (
    Case,
    CaseTeamMember,
    Deadline,
    EmergencyAccess,
    EndingStep,
    FollowUp,
    Order,
    Outcome,
    PlanVersion,
)

MOST = 10
"""Steps of the ending plan that are named at the most."""


def moves_of(actor: Actor, case: Case) -> list[tuple[CaseStatus, tuple[str, ...]]]:
    """Return the states that a cleared case may move to, each with what is missing for it."""
    return [(CaseStatus(status), unmet_for(actor, case, CaseStatus(status))) for status in MOVES[case.status]]


def unmet_for(actor: Actor, case: Case, status: CaseStatus) -> tuple[str, ...]:
    """Return the sentences that say what is missing before a cleared case becomes ``status``."""
    if status == CaseStatus.ACTIVE:
        return tuple(_for_active(actor, case))
    if status == CaseStatus.CLOSED:
        return tuple(_for_closing(actor, case))
    if status == CaseStatus.ARCHIVED:
        return tuple(_for_archive(actor, case))
    return ()


def _for_active(actor: Actor, case: Case) -> list[str]:
    today, found = timezone.localdate(), []
    recorded = case.basis != Basis.NONE and bool(case.basis_text.strip())
    if not recorded and not Order.objects.visible_to(actor).running().filter(case_id=case.pk).exists():
        found.append(_("Record the order or the voluntary basis."))
    deferred = case.notice_deferred_to is not None and case.notice_deferred_to >= today
    if case.notice_given_on is None and not deferred:
        found.append(_("Give the transparency notice (“What the person knows”), or propose there to give it later."))
    now = timezone.now()
    team = list(
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=case.pk, valid_from__lte=now, valid_to__gt=now)
        .select_related("agency")
    )
    if not any(row.is_case_manager for row in team):
        found.append(_("Appoint a case manager."))
    tied = _agreed_with(case.lead_agency_id)
    outside = {
        row.agency.name
        for row in team
        if row.agency and row.agency_id != case.lead_agency_id and (row.agency_id, row.purpose) not in tied
    }
    found += [
        _("Bring an agreement with %(agency)s into force, or end its places on the team.") % {"agency": name}
        for name in sorted(outside)
    ]
    if case.person.is_minor_on(today) and not case.person.guardian.strip():
        found.append(_("The person is under 18: record the guardian, or why there is none."))
    return found


def _for_closing(actor: Actor, case: Case) -> list[str]:
    found = []
    left = (
        Deadline.objects.visible_to(actor)
        .open()
        .filter(case_id=case.pk)
        .exclude(kind__in=(DeadlineKind.FOLLOW_UP, DeadlineKind.CASE_REVIEW, DeadlineKind.PLACE_ENDS))
        .count()
    )
    if left:
        found.append(
            ngettext(
                "%(n)d deadline of this case is still open: meet it first.",
                "%(n)d deadlines of this case are still open: meet them first.",
                left,
            )
            % {"n": left}
        )
    if review := lacks_review(actor, case):
        found.append(review)
    outcome = open_outcome(actor, case.pk)
    if outcome is None:
        found.append(_("Record the outcome on both strands, with feedback, follow-ups and how long it is kept."))
    steps = EndingStep.objects.visible_to(actor).filter(case_id=case.pk)
    if outcome is not None and not outcome.nothing_ends and not steps.exists():
        found.append(_("Write the ending plan, or say in the outcome that no professional support ends."))
    going_on = steps.filter(done_on=None).order_by("by_on", "pk")
    found += [
        _("Ending plan: hand over “%(support)s”, or say who or what comes after it.") % {"support": step.support}
        for step in going_on[:MOST]
    ]
    if EmergencyAccess.objects.visible_to(actor).filter(case_id=case.pk, reviewed_at=None).exists():
        found.append(_("Review every emergency access first."))
    return found


def lacks_review(actor: Actor, case: Case) -> str:
    """Return the sentence that asks for the final review (domain section 3.8, rule 9); empty when it was held.

    It looks at the plan in force, so it is held since that took force and within the days after which a plan is
    reviewed anyway (the cadence ``plan_review``, 90 days unless the partnership says otherwise). A case without a plan
    has nothing to review.
    """
    plan = PlanVersion.objects.visible_to(actor).filter(case_id=case.pk, state=PlanState.IN_FORCE).first()
    if plan is None:
        return ""
    days = cadence(case.partnership_id, "plan_review").days
    since = max(timezone.localdate() - dt.timedelta(days=days), plan.in_force_from or dt.date.min)
    if case.reviewed_on is not None and case.reviewed_on >= since:
        return ""
    return _("Hold the final review first: none was held since %(day)s.") % {"day": day_words(since)}


def _for_archive(actor: Actor, case: Case) -> list[str]:
    waiting = FollowUp.objects.visible_to(actor).waiting().filter(case_id=case.pk).order_by("due_on")
    return [
        _("Hold the follow-up that is due on %(day)s first.") % {"day": day_words(row.due_on)} for row in waiting
    ]  # fmt: skip


def open_outcome(actor: Actor, case_id: uuid.UUID) -> Outcome | None:
    """Return the outcome with which a case can close now: the newest one, unless the case closed with it already."""
    row: Outcome | None = Outcome.objects.visible_to(actor).filter(case_id=case_id).order_by("-number").first()
    if row is None:
        return None
    used = FollowUp.objects.visible_to(actor).filter(case_id=case_id, closing=row.closing)
    return None if used.exists() else row


def _agreed_with(agency_id: uuid.UUID) -> set[tuple[uuid.UUID, str]]:
    """Return the agencies that an agreement in force ties to this one, each with every purpose it covers."""
    binding = AgreementParty.objects.binding(timezone.now())
    rows = binding.filter(agreement__in=binding.filter(agency_id=agency_id).values("agreement_id"))
    return {
        (row.agency_id, purpose)
        for row in rows.exclude(agency_id=agency_id).select_related("agreement")
        for purpose in row.agreement.purposes
    }
