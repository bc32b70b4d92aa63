"""The directory: which agencies there are, group by group, and where nobody has been found yet."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils import timezone

from agencies.choices import AgencyGroup, AgencyStatus, Duty, Level
from agencies.models import Agency, AgreementParty, Partnership

if TYPE_CHECKING:
    from access.actor import Actor

STATUS_TONES = {
    AgencyStatus.MEMBER: "green",
    AgencyStatus.SUSPENDED: "red",
    AgencyStatus.IN_TALKS: "blue",
    AgencyStatus.CONTACTED: "blue",
}


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency as the directory shows it; ``agreement`` says whether one is in force with anybody."""

    id: uuid.UUID
    name: str
    code: str
    sub_type: str
    area: str
    involvement: str
    status: str
    tone: str
    is_local: bool
    is_ours: bool
    agreement: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One of the five groups: its agencies as filtered, and how many take part at all, are here, and serve here."""

    value: str
    label: str
    agencies: list[AgencyLine]
    taking_part: int
    local: int
    serving: int


@dataclass(frozen=True, slots=True)
class Directory:
    """All groups, with figures before filtering; ``gaps`` are groups of which nobody takes part for this area."""

    partnership: str
    area: str
    groups: list[GroupLine]
    shown: int
    total: int
    gaps: list[str]
    may_manage: bool


def sees_names(actor: Actor) -> bool:
    """Say whether the actor reads the names of staff: coordinators, and professionals of permanent agencies.

    Companions and guests get positions only.
    """
    return actor.has_duty(Duty.COORDINATOR) or not (actor.is_companion or actor.is_guest)


def directory(actor: Actor, *, group: str = "", status: str = "", text: str = "") -> Directory:
    """The agencies of the actor's partnership, the local ones first, in three queries whatever their number."""
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    figures = {
        row["group"]: row
        for row in Agency.objects.filter(partnership=partnership)
        .order_by()
        .values("group")
        .annotate(
            total=Count("pk"),
            taking_part=Count("pk", filter=Q(status=AgencyStatus.MEMBER)),
            local=Count("pk", filter=Q(status=AgencyStatus.MEMBER) & _here(partnership)),
            serving=Count("pk", filter=Q(status=AgencyStatus.MEMBER) & _serves(partnership)),
        )
    }
    rows = list(_filtered(_listed(partnership), group, status, text))
    groups = [
        GroupLine(
            choice.value,
            str(choice.label),
            [_line(row, actor) for row in rows if row.group == choice],
            figures[choice]["taking_part"] if choice in figures else 0,
            figures[choice]["local"] if choice in figures else 0,
            figures[choice]["serving"] if choice in figures else 0,
        )
        for choice in AgencyGroup
        if not group or choice == group
    ]
    return Directory(
        partnership=partnership.name,
        area=partnership.area,
        groups=groups,
        shown=len(rows),
        total=sum(row["total"] for row in figures.values()),
        gaps=[line.label for line in groups if not line.serving],
        may_manage=actor.has_duty(Duty.COORDINATOR),
    )


def _here(partnership: Partnership) -> Q:
    """The agency's area is the partnership's or a part of it: its name stands in it, however it is spaced or cased."""
    name = r"\s+".join(re.escape(word) for word in partnership.area.split())
    return Q(area__iregex=rf"(^|\W){name}(\W|$)")


def _serves(partnership: Partnership) -> Q:
    """The agency is here, reaches further than one place, or does not say where it works."""
    return _here(partnership) | Q(level__in=(Level.REGIONAL, Level.NATIONAL)) | Q(area__regex=r"^\s*$")


def _listed(partnership: Partnership) -> QuerySet[Agency]:
    now = timezone.now()
    other = (
        AgreementParty.objects.signed(now).filter(agreement=OuterRef("agreement")).exclude(agency=OuterRef("agency"))
    )
    binding = AgreementParty.objects.binding(now).filter(Exists(other), agency=OuterRef("pk"))
    local = Case(When(_here(partnership), then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        Agency.objects.filter(partnership=partnership)
        .annotate(agreement=Exists(binding), distance=local)
        .order_by("distance", Lower("name"))
    )


def _filtered(rows: QuerySet[Agency], group: str, status: str, text: str) -> QuerySet[Agency]:
    if group:
        rows = rows.filter(group=group)
    if status:
        rows = rows.filter(status=status)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__iexact=word) | Q(sub_type__icontains=word))
    return rows


def _line(row: Agency, actor: Actor) -> AgencyLine:
    return AgencyLine(
        id=row.pk,
        name=row.name,
        code=row.code,
        sub_type=row.sub_type,
        area=row.area,
        involvement=row.get_involvement_display(),
        status=row.get_status_display(),
        tone=STATUS_TONES.get(AgencyStatus(row.status), "grey"),
        is_local=row.distance == 0,  # type: ignore[attr-defined]
        is_ours=row.pk == actor.agency_id,
        agreement=row.agreement,  # type: ignore[attr-defined]
    )
