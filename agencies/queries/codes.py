"""The code of conduct: the text to accept, who has not accepted it, and what else good standing lacks."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone

from agencies.choices import AgencyStatus, Duty
from agencies.models import AgencyMembership, CodeAcceptance, CodeOfConduct
from agencies.queries.cadences import DEFAULTS, cadence
from agencies.queries.people import Unmet, code_holds, code_in_force, unmet_conditions
from agencies.renewing import again_on

if TYPE_CHECKING:
    from access.actor import Actor

MENDED_HERE = ("code", "no_code")
"""Conditions that accepting or publishing a code of conduct mends."""
EARLIEST = dt.timedelta(days=DEFAULTS["code_renewal_ahead"].most)
"""How long before its day a renewal may be asked for, whatever a partnership sets."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The version that comes into force next, which may be accepted before."""

    code_id: uuid.UUID
    number: int
    text: str
    from_on: dt.datetime
    accepted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class CodePage:
    """The code in force for the actor, or none; ``unmet`` are the other conditions that fail.

    ``again_by`` is the day by which the version in force is to be accepted again; ``asked``: that day is near or past;
    ``lapsed``: it was not accepted again in time, and closes what is about cases.
    """

    code_id: uuid.UUID | None
    number: int
    text: str
    in_force_from: dt.datetime | None
    accepted_at: dt.datetime | None
    unmet: list[Unmet]
    ask: list[str]
    coming: Coming | None
    again_by: dt.date | None
    asked: bool
    lapsed: bool

    @property
    def is_open(self) -> bool:
        """Whether there is something to accept: at the latest when a reminder may lead here."""
        near = self.again_by is not None and self.again_by <= timezone.localdate() + EARLIEST
        return self.accepted_at is None or self.lapsed or near


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """One version of the code with how many people accepted it."""

    number: int
    in_force_from: dt.datetime
    is_in_force: bool
    is_ahead: bool
    accepted: int
    text: str


@dataclass(frozen=True, slots=True)
class CodeHistory:
    """All versions, newest first, and who acts in the partnership today while their acceptance does not hold."""

    versions: list[CodeVersion]
    waiting: list[str]


def code_page(actor: Actor) -> CodePage:
    """What the gate shows to the actor."""
    membership = AgencyMembership.objects.select_related("user", "agency").get(pk=actor.membership_id)
    code = code_in_force(actor.partnership_id)
    accepted = CodeAcceptance.objects.filter(user=actor.user_id, code=code).first() if code else None
    unmet = unmet_conditions(membership.user, membership)
    again_by = _again_by(actor, accepted) if accepted else None
    ahead = cadence(actor.partnership_id, "code_renewal_ahead").days
    return CodePage(
        code_id=code.pk if code else None,
        number=code.number if code else 0,
        text=code.text if code else "",
        in_force_from=code.in_force_from if code else None,
        accepted_at=accepted.last_at if accepted else None,
        unmet=[one for one in unmet if one.code != "code"],
        ask=coordinators(actor),
        coming=_coming(actor),
        again_by=again_by,
        asked=again_by is not None and again_by <= timezone.localdate() + dt.timedelta(days=ahead),
        lapsed=accepted is not None and any(one.code == "code" for one in unmet),
    )


def coming_code(actor: Actor) -> CodeOfConduct | None:
    """The version that comes into force next, or None."""
    rows = CodeOfConduct.objects.filter(partnership=actor.partnership_id, in_force_from__gt=timezone.now())
    return rows.order_by("in_force_from", "-number").first()


def _coming(actor: Actor) -> Coming | None:
    code = coming_code(actor)
    if code is None:
        return None
    accepted = CodeAcceptance.objects.filter(user=actor.user_id, code=code).values_list("accepted_at", flat=True)
    return Coming(code.pk, code.number, code.text, code.in_force_from, accepted.first())


def _again_by(actor: Actor, accepted: CodeAcceptance) -> dt.date | None:
    """The day by which a version is to be accepted again, unless another one replaces it before."""
    day = again_on(accepted.last_at, cadence(actor.partnership_id, "code_renewal").days)
    coming = coming_code(actor)
    return None if coming and timezone.localdate(coming.in_force_from) <= day else day


def coordinators(actor: Actor) -> list[str]:
    """Whom to ask: position and agency of the coordinators of the actor's partnership; no names."""
    rows = (
        AgencyMembership.objects.current()
        .filter(agency__partnership=actor.partnership_id, agency__status=AgencyStatus.MEMBER, user__is_active=True)
        .filter(duties__contains=[Duty.COORDINATOR.value])
        .order_by("agency__name")
    )
    return [f"{position}, {agency}" for position, agency in rows.values_list("position__name", "agency__name")]


def code_history(actor: Actor) -> CodeHistory:
    """All versions of the code of the actor's partnership, for its coordinator."""
    now, current = timezone.now(), code_in_force(actor.partnership_id)
    rows = CodeOfConduct.objects.filter(partnership=actor.partnership_id).annotate(accepted=Count("acceptances"))
    versions = [
        CodeVersion(
            row.number, row.in_force_from, is_in_force=row == current, is_ahead=row.in_force_from > now,
            accepted=row.accepted, text=row.text,
        )
        for row in rows.order_by("-number")
    ]  # fmt: skip
    waiting = (
        AgencyMembership.objects.current()
        .filter(agency__partnership=actor.partnership_id, agency__status=AgencyStatus.MEMBER, user__is_active=True)
        .filter(~Q(code_holds(F("user_id"), current)))
        .order_by("user__full_name")
        .values_list("user__full_name", "agency__name")
    )
    named = [f"{person}, {agency}" for person, agency in waiting]
    return CodeHistory(versions=versions, waiting=list(dict.fromkeys(named)))


def may_publish(actor: Actor) -> bool:
    """Say whether the actor is a coordinator whose standing lacks nothing but a code or its acceptance."""
    return actor.has_duty(Duty.COORDINATOR) and all(one.code in MENDED_HERE for one in code_page(actor).unmet)
