"""Who eases the way back (R59): named by the case manager; what they share with the person is theirs to say."""

import uuid

from django.db import connection, transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import NotAllowed, RuleBroken
from casework.models import Case, CaseTeamMember

LONGEST = 160


def name_facilitator(actor: Actor, reference: str, place_id: uuid.UUID, *, named: bool) -> None:
    """Name a member of the team re-entry facilitator, or take the role back; the one before is it no more.

    Raises:
        Http404, NotAllowed: the case or the place is not there, or the actor does not manage the case.
        RuleBroken: the place has ended.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        team = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk)
        row: CaseTeamMember = team.get_for(actor, pk=place_id)
        if not _done("SELECT casework_name_facilitator(%s, %s)", [row.pk, named]):
            raise RuleBroken(_("This place has ended meanwhile. Choose another member."))
        verb = "team.facilitator_named" if named else "team.facilitator_released"
        trail.record(
            actor, verb, operation=Operation.ALTER, kind="place", subjects=[row.pk], case_id=case.pk, ground="manage"
        )


def declare_shared(actor: Actor, reference: str, words: str) -> None:
    """Keep what the facilitator says they share with the person, such as a language; nobody has to say anything.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor is not its re-entry facilitator.
    """
    with transaction.atomic():
        case: Case = Case.objects.get_for(actor, reference=reference.upper())
        rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, user_id=actor.user_id)
        row = rows.filter(is_facilitator=True, membership_id=actor.membership_id).first()
        said = row is not None and _done("SELECT casework_declare_shared(%s, %s)", [row.pk, words.strip()])
        if row is None or not said:
            raise NotAllowed(_("Only the re-entry facilitator says what they share with the person."))
        trail.record(
            actor, "team.facilitator_declared", operation=Operation.ALTER, kind="place", subjects=[row.pk],
            case_id=case.pk, ground="own",
        )  # fmt: skip


def _done(statement: str, values: list[uuid.UUID | str | bool]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    return bool(found and found[0])
