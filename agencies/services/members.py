"""People at agencies: adding them, changing what they may do, ending it. Every change signs them out everywhere."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.choices import AgencyStatus
from agencies.days import begin_of, end_of
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import FAR_FUTURE, Agency, AgencyMembership, Position, User, save_next
from agencies.services.sessions import end_sessions
from agencies.services.steps import apply, locked, must_coordinate, recorded

GONE = (AgencyStatus.LEFT,)


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to add. The account is found by address, or made with ``full_name``; the last local day counts."""

    email: str
    full_name: str
    position: uuid.UUID
    duties: list[str]
    begins_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Added:
    """The new membership, and whether its person still needs a password."""

    membership_id: uuid.UUID
    needs_password: bool


@transaction.atomic
def add_member(actor: Actor, agency_id: uuid.UUID, new: NewMember) -> Added:
    """Let a person act for an agency from ``new.begins_on``; sign them out so that they choose anew.

    Raises:
        Http404: no such agency in the actor's partnership.
        NotAllowed: the actor is no coordinator.
        RuleBroken: the person is the actor, acts for the agency already, or dates, duties or agency forbid it.
    """
    must_coordinate(actor)
    agency = locked(Agency.objects.filter(partnership=actor.partnership_id), agency_id, None)
    if agency.status in GONE:
        raise RuleBroken(_("This agency has left the partnership. Take it back in first."))
    position = _position(new.position)
    _must_fit(position, new.duties)
    user = User.objects.filter(email=new.email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(new.email, full_name=new.full_name)
        recorded(actor, "account.opened", "account", [user.pk])
    elif user.pk == actor.user_id:
        raise RuleBroken(_("This is you. Ask another coordinator to give you a second membership."), "email")
    elif user.memberships.filter(agency=agency, valid_to__gt=timezone.now()).exists():
        raise RuleBroken(_("This person acts for the agency already. Change the membership instead."), "email")
    membership = AgencyMembership(
        user=user, agency=agency, position=position, duties=sorted(new.duties), valid_from=_beginning(new.begins_on),
        valid_to=_end(new.ends_on, new.begins_on), approver_id=actor.user_id,
    )  # fmt: skip
    membership.full_clean()
    membership.save(force_insert=True)
    recorded(
        actor, "membership.added", "membership", [membership.pk, user.pk, agency.pk],
        detail={"duties": membership.duties},
    )  # fmt: skip
    end_sessions(actor, user.pk)
    return Added(membership.pk, needs_password=not user.has_usable_password())


@transaction.atomic
def change_member(
    actor: Actor,
    membership_id: uuid.UUID,
    *,
    position: uuid.UUID,
    duties: list[str],
    ends_on: dt.date | None,
    version: int,
) -> None:
    """Change position, duties or last day of a membership and sign its person out everywhere.

    Raises:
        Http404: no such membership in the actor's partnership.
        NotAllowed: the actor is no coordinator, or it is the actor's own.
        RuleBroken: it has ended, or the position does not go with the duties.
        Conflict: somebody changed it since ``version``.
    """
    row = _theirs(actor, membership_id, version)
    if row.valid_to <= timezone.now():
        raise RuleBroken(_("This membership has ended. Add the person anew."))
    post = _position(position)
    _must_fit(post, duties)
    end = _end(ends_on, timezone.localdate(row.valid_from))
    changed = apply(
        row, {"position_id": post.pk, "duties": sorted(duties), "valid_to": end, "approver_id": actor.user_id}
    )
    told = [name for name in changed if name != "approver_id"]
    if not told:
        return
    save_next(row, *(name.removesuffix("_id") for name in changed))
    recorded(
        actor, "membership.changed", "membership", [row.pk, row.user_id],
        detail={"fields": sorted(told), "duties": row.duties},
    )  # fmt: skip
    end_sessions(actor, row.user_id)


@transaction.atomic
def end_member(actor: Actor, membership_id: uuid.UUID, *, reason: str, version: int) -> None:
    """End a membership now and sign its person out everywhere.

    Raises:
        Http404: no such membership in the actor's partnership.
        NotAllowed: the actor is no coordinator, or it is the actor's own.
        RuleBroken: it has ended already.
        Conflict: somebody changed it since ``version``.
    """
    row = _theirs(actor, membership_id, version)
    now = timezone.now()
    if row.valid_to <= now:
        raise RuleBroken(_("This membership has ended already."))
    row.valid_to = max(now, row.valid_from)
    save_next(row, "valid_to")
    recorded(actor, "membership.ended", "membership", [row.pk, row.user_id], reason=reason)
    end_sessions(actor, row.user_id)


def _theirs(actor: Actor, membership_id: uuid.UUID, version: int | None) -> AgencyMembership:
    must_coordinate(actor)
    rows = AgencyMembership.objects.filter(agency__partnership=actor.partnership_id)
    row = locked(rows, membership_id, version)
    if row.user_id == actor.user_id:
        raise NotAllowed(_("Nobody changes their own membership. Ask another coordinator."))
    return row


def _position(pk: uuid.UUID) -> Position:
    position = Position.objects.filter(pk=pk).first()
    if position is None:
        raise RuleBroken(_("Choose a position from the list."), "position")
    return position


def _must_fit(position: Position, duties: list[str]) -> None:
    if position.is_companion and duties:
        raise RuleBroken(_("A companion carries no duties. Clear them, or choose another position."), "duties")


def _beginning(day: dt.date) -> dt.datetime:
    now = timezone.now()
    if day < timezone.localdate(now):
        raise RuleBroken(_("The first day must be today or later."), "begins_on")
    return now if day == timezone.localdate(now) else begin_of(day)


def _end(day: dt.date | None, first: dt.date) -> dt.datetime:
    if day is None:
        return FAR_FUTURE
    if day < max(first, timezone.localdate()):
        raise RuleBroken(_("The last day must be today or later, and not before the first."), "ends_on")
    return end_of(day)
