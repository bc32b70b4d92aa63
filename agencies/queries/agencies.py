"""One agency: who they are, who speaks for them, what they may see and why."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from agencies.choices import MOVES_OF_STATUS, AgencyStatus, Duty
from agencies.days import last_day
from agencies.models import FAR_FUTURE, Agency, AgencyMembership, Partnership
from agencies.queries.agreements import AgreementLine, Party, agreements_of_agency
from agencies.queries.directory import STATUS_TONES, sees_names

if TYPE_CHECKING:
    from access.actor import Actor

EDITED = (
    "name", "code", "group", "sub_type", "level", "area", "mandate", "powers", "limits", "resources",
    "controller_regime", "secrecy_default", "involvement",
)  # fmt: skip
"""Columns of an agency that its form edits."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person at an agency; ``name`` is empty where the reader gets positions only."""

    id: uuid.UUID
    name: str
    position: str
    duties: list[str]
    is_companion: bool
    is_me: bool
    is_active: bool
    until: dt.date | None
    may_edit: bool


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency whole. ``opening`` are the agreements under which something may be shared with it now."""

    id: uuid.UUID
    version: int
    name: str
    code: str
    group: str
    sub_type: str
    level: str
    area: str
    involvement: str
    status: str
    tone: str
    takes_part: bool
    mandate: str
    powers: str
    limits: str
    resources: str
    regime: str
    secrecy: str
    focal_point: MemberLine | None
    deputy: MemberLine | None
    members: list[MemberLine]
    names_shown: bool
    agreements: list[AgreementLine]
    is_ours: bool
    may_manage: bool
    may_read_agreements: bool

    @property
    def opening(self) -> list[tuple[AgreementLine, list[Party]]]:
        """Agreements in force that bind the agency, each with the other agencies it binds."""
        return [
            (line, [party for party in line.bound if party.agency_id != self.id])
            for line in self.agreements
            if line.opens and line.binds(self.id)
        ]

    @property
    def sorted_agreements(self) -> list[tuple[AgreementLine, list[Party]]]:
        """Every agreement, those that open something first, each with the agencies it opens to."""
        opening = {line.id: others for line, others in self.opening}
        lines = sorted(self.agreements, key=lambda line: line.id not in opening)
        return [(line, opening.get(line.id, [])) for line in lines]

    @property
    def partners(self) -> list[str]:
        """Names of all agencies with which something may be shared now, each once."""
        return sorted({party.name for _line, others in self.opening for party in others})


def agency_page(actor: Actor, agency_id: uuid.UUID) -> AgencyPage:
    """One agency of the actor's partnership.

    Raises:
        Http404: there is none, here or anywhere.
    """
    row = _agency(actor, agency_id)
    manage, names = actor.has_duty(Duty.COORDINATOR), sees_names(actor)
    staff: dict[uuid.UUID | None, MemberLine] = {
        member.pk: _member(member, actor, names, manage) for member in _members(row)
    }
    return AgencyPage(
        id=row.pk,
        version=row.version,
        name=row.name,
        code=row.code,
        group=row.get_group_display(),
        sub_type=row.sub_type,
        level=row.get_level_display(),
        area=row.area,
        involvement=row.get_involvement_display(),
        status=row.get_status_display(),
        tone=STATUS_TONES.get(AgencyStatus(row.status), "grey"),
        takes_part=row.status == AgencyStatus.MEMBER,
        mandate=row.mandate,
        powers=row.powers,
        limits=row.limits,
        resources=row.resources,
        regime=row.get_controller_regime_display(),
        secrecy=row.get_secrecy_default_display(),
        focal_point=staff.get(row.focal_point_id),
        deputy=staff.get(row.deputy_id),
        members=list(staff.values()),
        names_shown=names,
        agreements=agreements_of_agency(actor, row.pk),
        is_ours=row.pk == actor.agency_id,
        may_manage=manage,
        may_read_agreements=not actor.is_companion,
    )


def _agency(actor: Actor, agency_id: uuid.UUID) -> Agency:
    row = Agency.objects.filter(partnership=actor.partnership_id, pk=agency_id).first()
    if row is None:
        raise Http404
    return row


def _members(agency: Agency) -> QuerySet[AgencyMembership]:
    rows = AgencyMembership.objects.current().filter(agency=agency).select_related("user", "position")
    return rows.order_by("position__is_companion", "user__full_name", "id")


def _member(row: AgencyMembership, actor: Actor, names: bool, manage: bool) -> MemberLine:
    mine = row.user_id == actor.user_id
    shown = manage or mine or (names and not row.position.is_companion)
    return MemberLine(
        id=row.pk,
        name=row.user.full_name if shown else "",
        position=row.position.name,
        duties=[str(Duty(duty).label) for duty in row.duties],
        is_companion=row.position.is_companion,
        is_me=mine,
        is_active=row.user.is_active,
        until=last_day(row.valid_to, FAR_FUTURE) if shown else None,
        may_edit=manage and not mine,
    )


def agency_values(actor: Actor, agency_id: uuid.UUID) -> dict[str, object]:
    """What the form of an agency starts from.

    Raises:
        Http404: there is none in the actor's partnership.
    """
    row = _agency(actor, agency_id)
    return {
        **{name: getattr(row, name) for name in EDITED},
        "focal_point": str(row.focal_point_id or ""),
        "deputy": str(row.deputy_id or ""),
        "version": row.version,
    }


def new_agency_values(actor: Actor) -> dict[str, object]:
    """What the form of a new agency starts from: the partnership's own area."""
    return {"area": Partnership.objects.get(pk=actor.partnership_id).area}


def speaker_choices(actor: Actor, agency_id: uuid.UUID) -> list[tuple[str, str]]:
    """Current professional members of the agency as form choices for focal point and deputy."""
    rows = _members(_agency(actor, agency_id)).filter(position__is_companion=False)
    return [(str(row.pk), f"{row.user.full_name}, {row.position.name}") for row in rows]


def status_choices(actor: Actor, agency_id: uuid.UUID) -> list[tuple[str, str]]:
    """Where the agency may go from its present status, as form choices."""
    return [(status.value, str(status.label)) for status in MOVES_OF_STATUS[_agency(actor, agency_id).status]]
