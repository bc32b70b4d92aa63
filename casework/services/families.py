"""Who contacts a relative (R106): one member of the team is named, so that families do not meet several."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Place
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.models import Case, CaseTeamMember, Relationship


@dataclass(frozen=True, slots=True)
class FamilyContact:
    """Who contacts somebody without asking first, and words beside it; nobody: only the case manager does."""

    member_id: uuid.UUID | None = None
    words: str = ""


def name_family_contact(
    actor: Actor, reference: str, relationship_id: uuid.UUID, new: FamilyContact, version: int
) -> Relationship:
    """Name the member who contacts somebody around the person without asking the case manager first.

    Raises:
        Http404, NotAllowed: the case or the person around is not there, or the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: the member has no permanent place on the team now.
    """
    with transaction.atomic():
        case: Case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        rows = Relationship.objects.visible_to(actor).filter(person_id=case.person_id, pk=relationship_id)
        row = rows.distinct().first()  # a person may have several cases
        if row is None:
            raise Http404
        if row.version != version:
            raise Conflict(_("Somebody else changed this while you were writing. Nothing was saved yet."))
        if new.member_id is not None and not _on_team(actor, case, new.member_id):
            raise RuleBroken(_("Choose a permanent member of the team."), "member")
        row.contact_member_id, row.may_be_contacted_by = new.member_id, new.words.strip()
        save_next(row, "contact_member", "may_be_contacted_by")
        trail.record(
            actor, "network.contact_named", operation=Operation.ALTER, kind="relationship", subjects=[row.pk],
            case_id=case.pk, ground="manage", recipients=[new.member_id] if new.member_id else [],
        )  # fmt: skip
        return row


def _on_team(actor: Actor, case: Case, member_id: uuid.UUID) -> bool:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case.pk, membership_id=member_id, kind=Place.PERMANENT, valid_from__lte=now, valid_to__gt=now
    )
    return bool(rows.exists())
