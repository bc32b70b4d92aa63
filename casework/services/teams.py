"""Places on a case: joining, ending, appointing. The grant is stored by guardian and read by the policy."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Place
from access.grants import grant
from agencies.days import end_of
from agencies.errors import RuleBroken
from agencies.models import AgencyMembership, only_once, save_next
from agencies.models.base import FAR_FUTURE
from agencies.queries.cadences import cadence
from agencies.queries.people import code_in_force, unmet_conditions
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Case, CaseTeamMember, Deadline
from casework.models.deadline import DeadlineQuerySet
from casework.services.hand_over import hand_over_clocks

PERMISSION = "casework.be_on_team"
FLAGS = {"case_manager": "is_case_manager", "order_supervisor": "is_order_supervisor"}


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


def place_on(actor: Actor, case: Case, new: NewPlace, *, founding: bool = False) -> CaseTeamMember:
    """Fill in the guardian row of a new place on a cleared case and log it; raises like ``give_place``.

    ``founding`` is for the first place of a case: its holder is case manager and order supervisor.
    """
    people = AgencyMembership.objects.select_related("agency", "position", "user")
    membership = people.filter(pk=new.membership_id).first()
    if membership is None:
        raise RuleBroken(_("Choose who joins the team."), "membership")
    _check(case, membership, new)
    row: CaseTeamMember = grant(PERMISSION, membership.user, case)
    if row.valid_to > timezone.now():
        raise RuleBroken(_("This person has a place on the team already."), "membership")
    code = code_in_force(membership.agency.partnership_id)
    row.membership, row.kind, row.purpose = membership, Place(new.kind), new.purpose
    row.valid_from, row.valid_to = timezone.now(), _end_of(new.until)
    row.code_number, row.decision = code.number if code else 0, new.decision.strip()
    row.is_case_manager = row.is_order_supervisor = founding
    row.is_facilitator, row.shares = False, ""
    save_next(
        row, "membership", "kind", "purpose", "valid_from", "valid_to", "code_number", "decision", "is_case_manager",
        "is_order_supervisor", "is_facilitator", "shares",
    )  # fmt: skip
    if new.until is not None:
        _warn_of_end(actor, case, row, new.until)
    trail.record(
        actor, "team.place_given", operation=Operation.DISCLOSE, kind="place", subjects=[row.pk], case_id=case.pk,
        recipients=[membership.pk], ground="manage", detail={"kind": new.kind},
    )  # fmt: skip
    return row


def end_place(actor: Actor, reference: str, place_id: uuid.UUID, reason: str) -> CaseTeamMember:
    """End a place now: the door closes at the next request.

    Raises:
        RuleBroken: no reason, over already, or the holder is case manager or order supervisor (appoint another first).
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
        if row.valid_to <= timezone.now():
            raise RuleBroken(_("This place has ended already."), "reason")
        row.valid_to = timezone.now()
        save_next(row, "valid_to")
        for warning in _warnings(actor, case, row):
            warning.state, warning.done_at = DeadlineState.DROPPED, row.valid_to
            save_next(warning, "state", "done_at")
        trail.record(
            actor, "team.place_ended", operation=Operation.ALTER, kind="place", subjects=[row.pk], case_id=case.pk,
            ground="manage", reason=reason.strip(),
        )  # fmt: skip
        return row


def appoint(actor: Actor, reference: str, place_id: uuid.UUID, role: str, decision: str) -> CaseTeamMember:
    """Make a permanent member case manager or order supervisor; the one before stays on the team.

    What is due from the role goes with it.

    Raises:
        RuleBroken: not a permanent place, or no joint decision behind a case manager from outside the lead agency
            (toolkit L422).
        Conflict: another member was appointed in this moment.
    """
    flag = FLAGS[role]
    with transaction.atomic():
        case = Case.objects.get_for(actor, "manage", reference=reference.upper())
        team = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk)
        row: CaseTeamMember = team.get_for(actor, pk=place_id)
        if row.kind != Place.PERMANENT or row.valid_to <= timezone.now():
            raise RuleBroken(_("Only a permanent member can take this role."), "place")
        if row.agency_id != case.lead_agency_id and not decision.strip():
            raise RuleBroken(_("Name the joint decision behind this appointment."), "decision")
        if getattr(row, flag):
            raise RuleBroken(_("This person has the role already."), "place")
        row.decision = decision.strip() or row.decision
        before = [key for key in team.filter(**{flag: True}).values_list("membership_id", flat=True) if key]
        words = _("Another member was appointed in this moment. Load the page again before you decide.")
        with only_once(f"one_{role}", words, "place"), connection.cursor() as cursor:
            cursor.execute("SELECT casework_hand_over(%s, %s, %s)", [row.pk, role, row.decision])
            done = cursor.fetchone()
        if not (done and done[0]):
            raise RuleBroken(_("This place has ended meanwhile. Choose another member."), "place")
        setattr(row, flag, True)
        moved = hand_over_clocks(actor, case, role, before, row)
        trail.record(
            actor, f"team.{role}_appointed", operation=Operation.ALTER, kind="place", subjects=[row.pk],
            case_id=case.pk, ground="manage", reason=decision.strip(), detail={"deadlines": moved},
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
    minor = case.person.is_minor_on(timezone.localdate())
    if new.kind == Place.COMPANION and minor and not new.decision.strip():
        raise RuleBroken(_("The person is under 18: say when the guardian agreed to this companion."), "decision")
    unmet = unmet_conditions(membership.user, membership)
    if unmet:
        raise RuleBroken(unmet[0].sentence, "membership")


def _end_of(day: dt.date | None) -> dt.datetime:
    """Return the end of a local day, or the far future."""
    return FAR_FUTURE if day is None else end_of(day)


def _warnings(actor: Actor, case: Case, row: CaseTeamMember) -> DeadlineQuerySet:
    rows: DeadlineQuerySet = Deadline.objects.visible_to(actor).open()
    return rows.filter(case_id=case.pk, kind=DeadlineKind.PLACE_ENDS, subject_id=row.pk)


def _warn_of_end(actor: Actor, case: Case, row: CaseTeamMember, until: dt.date) -> None:
    """Remind whoever manages the case before the place ends; a renewed place moves its reminder."""
    ahead = cadence(case.partnership_id, "place_ends_ahead").days
    due_on = max(timezone.localdate(), until - dt.timedelta(days=ahead))
    warning = _warnings(actor, case, row).first()
    if warning is not None:
        warning.due_on = due_on
        save_next(warning, "due_on")
        return
    holder = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, is_case_manager=True).first()
    Deadline(
        case_id=case.pk, kind=DeadlineKind.PLACE_ENDS, due_on=due_on,
        responsible_id=holder.membership_id if holder else None, agency_id=case.lead_agency_id,
        subject_kind="place", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
