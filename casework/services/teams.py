"""Places on a case: joining, ending, appointing. The grant is stored by guardian and read by the policy."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Place
from access.grants import grant
from agencies.errors import RuleBroken
from agencies.models import AgencyMembership, save_next
from agencies.models.base import FAR_FUTURE
from agencies.queries.people import code_in_force, unmet_conditions
from casework.choices import DeadlineKind
from casework.models import Case, CaseTeamMember, Deadline

PERMISSION = "casework.be_on_team"
NOTICE_DAYS = 14  # days before a guest's place ends that the case manager is told


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to give: for whom, of which kind, for which purpose, until which local date, decided how."""

    membership_id: uuid.UUID
    kind: str
    purpose: str
    until: dt.date | None = None
    decision: str = ""


def give_place(actor: Actor, reference: str, new: NewPlace) -> CaseTeamMember:
    """Give somebody a place on the team, or renew one that ended.

    Raises:
        Http404, NotAllowed: the case is not the actor's to staff.
        RuleBroken: no end date for a guest or companion, the person is not in good standing, or has a place already.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "manage", reference=reference.upper())
        return place_on(actor, case, new)


def place_on(actor: Actor, case: Case, new: NewPlace) -> CaseTeamMember:
    """Fill in the guardian row of a new place on a cleared case and log it; raises like ``give_place``."""
    membership = AgencyMembership.objects.select_related("agency", "position", "user").get(pk=new.membership_id)
    _check(case, membership, new)
    row: CaseTeamMember = grant(PERMISSION, membership.user, case)
    if row.valid_to > timezone.now():
        raise RuleBroken(_("This person has a place on the team already."), "membership")
    code = code_in_force(membership.agency.partnership_id)
    row.membership, row.kind, row.purpose = membership, Place(new.kind), new.purpose
    row.valid_from, row.valid_to = timezone.now(), _end_of(new.until)
    row.code_number, row.decision = code.number if code else 0, new.decision
    save_next(row, "membership", "kind", "purpose", "valid_from", "valid_to", "code_number", "decision")
    if new.until is not None:
        _warn_of_end(actor, case, row, new.until)
    trail.record(
        actor, "team.place_given", operation=Operation.DISCLOSE, kind="place", subjects=[row.pk], case_id=case.pk,
        recipients=[membership.pk], ground="manage", reason=new.decision, detail={"kind": new.kind},
    )  # fmt: skip
    return row


def end_place(actor: Actor, reference: str, place_id: uuid.UUID, reason: str) -> CaseTeamMember:
    """End a place now: the door closes at the next request.

    Raises:
        RuleBroken: no reason, or the holder is case manager or order supervisor (appoint another first).
    """
    if not reason.strip():
        raise RuleBroken(_("Say why the place ends."), "reason")
    with transaction.atomic():
        case = Case.objects.get_for(actor, "manage", reference=reference.upper())
        row: CaseTeamMember = (
            CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk).get_for(actor, pk=place_id)
        )
        if row.is_case_manager or row.is_order_supervisor:
            raise RuleBroken(_("Appoint a successor first: a case is never without this role."), "reason")
        row.valid_to = timezone.now()
        save_next(row, "valid_to")
        trail.record(
            actor, "team.place_ended", operation=Operation.ALTER, kind="place", subjects=[row.pk], case_id=case.pk,
            ground="manage", reason=reason.strip(),
        )  # fmt: skip
        return row


def appoint(actor: Actor, reference: str, place_id: uuid.UUID, role: str, decision: str) -> CaseTeamMember:
    """Make a permanent member case manager or order supervisor; the one before stays on the team.

    Raises:
        RuleBroken: not a permanent place, or no joint decision behind a case manager from outside the lead agency
            (toolkit L422).
    """
    flag = {"case_manager": "is_case_manager", "order_supervisor": "is_order_supervisor"}[role]
    with transaction.atomic():
        case = Case.objects.get_for(actor, "manage", reference=reference.upper())
        team = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk)
        row: CaseTeamMember = team.get_for(actor, pk=place_id)
        if row.kind != Place.PERMANENT or row.valid_to <= timezone.now():
            raise RuleBroken(_("Only a permanent member can take this role."), "place")
        if row.agency_id != case.lead_agency_id and not decision.strip():
            raise RuleBroken(_("Name the joint decision behind this appointment."), "decision")
        for before in team.filter(**{flag: True}).exclude(pk=row.pk):
            setattr(before, flag, False)
            save_next(before, flag)
        setattr(row, flag, True)
        row.decision = decision.strip() or row.decision
        save_next(row, flag, "decision")
        trail.record(
            actor, f"team.{role}_appointed", operation=Operation.ALTER, kind="place", subjects=[row.pk],
            case_id=case.pk, ground="manage", reason=decision.strip(),
        )  # fmt: skip
        return row


def _check(case: Case, membership: AgencyMembership, new: NewPlace) -> None:
    if new.kind not in (Place.PERMANENT, Place.AD_HOC, Place.COMPANION):
        raise RuleBroken(_("Choose permanent member, guest or companion."), "kind")
    if membership.agency.partnership_id != case.partnership_id:
        raise RuleBroken(_("This person belongs to another partnership."), "membership")
    if membership.position.is_companion != (new.kind == Place.COMPANION):
        raise RuleBroken(_("A companion joins as companion, and nobody else does."), "kind")
    if new.kind != Place.PERMANENT and new.until is None:
        raise RuleBroken(_("A guest's or companion's place needs an end date."), "until")
    if new.until is not None and new.until < timezone.localdate():
        raise RuleBroken(_("The end date has passed already."), "until")
    unmet = unmet_conditions(membership.user, membership)
    if unmet:
        raise RuleBroken(unmet[0].sentence, "membership")


def _end_of(day: dt.date | None) -> dt.datetime:
    """Return the end of a local day, or the far future."""
    if day is None:
        return FAR_FUTURE
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def _warn_of_end(actor: Actor, case: Case, row: CaseTeamMember, until: dt.date) -> None:
    manager = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, is_case_manager=True)
    holder = manager.first()
    Deadline(
        case_id=case.pk, kind=DeadlineKind.PLACE_ENDS,
        due_on=max(timezone.localdate(), until - dt.timedelta(days=NOTICE_DAYS)),
        responsible_id=holder.membership_id if holder else None, agency_id=case.lead_agency_id,
        subject_kind="place", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
