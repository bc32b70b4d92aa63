"""Telling recipients that something was erased: when and how they were told, or why they cannot be."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from sharing.erasing import ToldOfErasure
from sharing.models import ErasureNotice
from sharing.services.erasures import CHANGED, SUBJECT


def tell_of_erasure(actor: Actor, notice_id: uuid.UUID, version: int, new: ToldOfErasure) -> ErasureNotice:
    """Record that a recipient was told of an erasure, on which local day and how; or why they cannot be told.

    Raises:
        Http404: the erasure is unseen.
        RuleBroken: it was recorded already, both or neither is said, or the day is odd.
        Conflict: somebody recorded it meanwhile.
    """
    with transaction.atomic():
        row: ErasureNotice = ErasureNotice.objects.select_related("erasure").get_for(actor, pk=notice_id)
        if row.settled_at is not None:
            raise RuleBroken(_("It was recorded already."))
        if row.version != version:
            raise Conflict(str(CHANGED))
        _check(row, new)
        row.told_on, row.how, row.not_told = new.told_on, new.how or "", new.not_told or ""
        row.settled_at, row.membership_id = timezone.now(), actor.membership_id
        save_next(row, "told_on", "how", "not_told", "settled_at", "membership")
        trail.record(
            actor, "erasure.recipient_told" if new.told_on else "erasure.recipient_not_told",
            operation=Operation.DISCLOSE if new.told_on else Operation.ALTER, kind=SUBJECT, subjects=[row.erasure_id],
            case_id=row.erasure.case_id, ground="duty", detail={"recipient": row.kind},
        )  # fmt: skip
        return row


def _check(row: ErasureNotice, new: ToldOfErasure) -> None:
    if bool(new.told_on) == bool(new.not_told):
        raise RuleBroken(_("Enter the day on which they were told; none where they cannot be told."), "told_on")
    if bool(new.told_on) != bool(new.how):
        raise RuleBroken(_("Choose how they were told; nothing where they cannot be told."), "how")
    if new.told_on and not timezone.localdate(row.raised_at) <= new.told_on <= timezone.localdate():
        raise RuleBroken(_("Enter the day on which they were told: not ahead, and after it was erased."), "told_on")
