"""Accepting the code of conduct and publishing its next version."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.days import begin_of
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import CodeAcceptance, CodeOfConduct, Partnership
from agencies.queries.codes import coming_code, may_publish
from agencies.queries.people import code_in_force
from agencies.services.steps import must_coordinate, recorded


@transaction.atomic
def accept_code(actor: Actor, code_id: uuid.UUID) -> None:
    """Store that the actor accepts the version shown, that in force or the one that comes next.

    On a later day it is accepted anew, and holds as long again from then; a second time on one day changes nothing.

    Raises:
        RuleBroken: another version has come into force since it was shown.
    """
    ours = (code_in_force(actor.partnership_id), coming_code(actor))
    code = next((one for one in ours if one is not None and one.pk == code_id), None)
    if code is None:
        raise RuleBroken(_("A new version came into force meanwhile. Read it below, then accept it."))
    row, made = CodeAcceptance.objects.get_or_create(user_id=actor.user_id, code=code)
    again = not made and timezone.localdate(row.last_at) < timezone.localdate() and renew(actor, row)
    if made or again:
        recorded(actor, "code.accepted", "code_of_conduct", [code.pk], detail={"number": code.number})


def renew(actor: Actor, row: CodeAcceptance) -> bool:
    """Renew the actor's acceptance as it was read; False where the same form sent twice did in this moment."""
    same = CodeAcceptance.objects.filter(pk=row.pk, user_id=actor.user_id, renewed_at=row.renewed_at)
    return bool(same.update(renewed_at=timezone.now()))


@transaction.atomic
def publish_code(actor: Actor, text: str, begins_on: dt.date) -> int:
    """Publish the next version, in force from ``begins_on`` (at once when that is today); return its number.

    From then on nobody sees case content before accepting it.

    Raises:
        NotAllowed: the actor is no coordinator in standing, the code aside.
        RuleBroken: the day is past, before another version's, or the text is the one in force.
    """
    must_coordinate(actor)
    if not may_publish(actor):
        raise NotAllowed(_("Your own standing must be in order before you publish a code of conduct."))
    Partnership.objects.select_for_update().get(pk=actor.partnership_id)  # one number after the other
    now = timezone.now()
    if begins_on < timezone.localdate(now):
        raise RuleBroken(_("The first day must be today or later."), "begins_on")
    begin = now if begins_on == timezone.localdate(now) else begin_of(begins_on)
    latest = CodeOfConduct.objects.filter(partnership=actor.partnership_id).order_by("-number").first()
    if latest and latest.in_force_from > begin:
        raise RuleBroken(_("Another version begins later than this day. Choose a day after it."), "begins_on")
    if latest and latest.text.strip() == text.strip():
        raise RuleBroken(_("This is the text of the latest version. Change it, or leave it as it is."), "text")
    number = latest.number + 1 if latest else 1
    code = CodeOfConduct.objects.create(
        partnership_id=actor.partnership_id, number=number, text=text, in_force_from=begin
    )
    recorded(actor, "code.published", "code_of_conduct", [code.pk], detail={"number": number})
    return number
