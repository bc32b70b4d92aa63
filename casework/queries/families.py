"""People around the person, and who of the team contacts them."""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import Place
from casework.choices import Influence, RelationshipKind
from casework.models import CaseTeamMember, Relationship
from casework.queries.case_file import CaseFile, case_file
from casework.queries.plan_desks import Choice, Desk


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody around the person; ``contact`` is the member who contacts them without asking first."""

    id: uuid.UUID
    name: str
    kind: RelationshipKind
    influence: Influence
    contact_id: uuid.UUID | None
    contact: str
    words: str
    version: int


def people_around(actor: Actor, reference: str) -> tuple[Near, ...]:
    """Return who is around the person today, and log the reading.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not work on it.
    """
    file = case_file(actor, reference, "work")
    rows = Relationship.objects.visible_to(actor).filter(person_id=file.person_id)
    rows = rows.exclude(valid_to__lt=timezone.localdate()).select_related("contact_member__user")
    found = list(rows.order_by("kind", "name", "pk").distinct())
    trail.consulted(actor, "network.read", "relationship", [row.pk for row in found] or [file.id], file.id, file.place)
    return tuple(
        Near(
            row.pk, row.name, RelationshipKind(row.kind), Influence(row.influence), row.contact_member_id,
            row.contact_member.user.full_name if row.contact_member else "", row.may_be_contacted_by, row.version,
        )
        for row in found
    )  # fmt: skip


def family_desk(actor: Actor, reference: str, relationship_id: uuid.UUID) -> Desk:
    """Return what the form that names a relative's contact starts from, and log the reading.

    Raises:
        Http404, NotAllowed: the case or the person around is not there, or the actor does not manage the case.
    """
    file = case_file(actor, reference, "lead")
    rows = Relationship.objects.visible_to(actor).filter(person_id=file.person_id, pk=relationship_id)
    row = rows.distinct().first()  # a person may have several cases
    if row is None:
        raise Http404
    trail.consulted(actor, "network.read", "relationship", [row.pk], file.id, file.place)
    values = {
        "member": str(row.contact_member_id or ""), "words": row.may_be_contacted_by, "version": row.version
    }  # fmt: skip
    return Desk(file, row.pk, values, {"member": _members(actor, file)}, title=str(row))


def _members(actor: Actor, file: CaseFile) -> list[Choice]:
    """Permanent members alone: to others people around the person are not shown."""
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=file.id, kind=Place.PERMANENT, valid_from__lte=now, valid_to__gt=now,
        membership__isnull=False, is_case_manager=False,
    )  # fmt: skip
    found = rows.select_related("user", "agency").order_by("user__full_name", "pk")
    return [(str(row.membership_id), f"{row.user.full_name}, {row.agency}") for row in found]
