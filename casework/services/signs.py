"""The catalogue of signs of a partnership, kept by its coordinators."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import Duty
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import only_once, save_next
from casework.eventing import SignWords
from casework.models import SignEntry

TAKEN = "sign_code_is_unique_in_its_partnership"
FIELDS = ("code", "sign_class", "label", "guidance", "is_belief", "is_active")


def add_sign(actor: Actor, new: SignWords) -> SignEntry:
    """Add a sign to the catalogue of the actor's partnership.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: its code is taken.
    """
    if not actor.has_duty(Duty.COORDINATOR):
        raise NotAllowed(_("The catalogue is kept by the coordinators of the partnership."))
    with transaction.atomic():
        _free(actor, new.code)
        entry = SignEntry(partnership_id=actor.partnership_id)
        _put(entry, new)
        with only_once(TAKEN, _same(), "code"):
            entry.save(force_insert=True)
        _record(actor, "sign_entry.added", entry)
        return entry


def change_sign(actor: Actor, entry_id: uuid.UUID, new: SignWords, version: int) -> SignEntry:
    """Change the words of a sign, or take it out of use. ``version`` is the one the form was opened with.

    Raises:
        Http404, NotAllowed: it is not the actor's to change.
        RuleBroken: its code is taken.
        Conflict: somebody else changed it meanwhile.
    """
    with transaction.atomic():
        entry: SignEntry = SignEntry.objects.select_for_update().get_for(actor, "edit", pk=entry_id)
        if entry.version != version:
            raise Conflict(_("Somebody else changed this sign meanwhile. Check what stands there, then save again."))
        if entry.code != new.code.strip():
            _free(actor, new.code)
        _put(entry, new)
        with only_once(TAKEN, _same(), "code"):
            save_next(entry, *FIELDS)
        _record(actor, "sign_entry.changed", entry)
        return entry


def _free(actor: Actor, code: str) -> None:
    if SignEntry.objects.visible_to(actor).filter(code=code.strip()).exists():
        raise RuleBroken(_same(), "code")


def _same() -> str:
    return _("Another sign has this code already.")


def _put(entry: SignEntry, new: SignWords) -> None:
    entry.code, entry.sign_class, entry.label = new.code.strip(), new.sign_class, new.label.strip()
    entry.guidance, entry.is_belief, entry.is_active = new.guidance.strip(), new.is_belief, new.is_active


def _record(actor: Actor, verb: str, entry: SignEntry) -> None:
    trail.record(
        actor, verb, operation=Operation.ADMINISTER, kind="sign_entry", subjects=[entry.pk], ground="duty",
        detail={"code": entry.code},
    )  # fmt: skip
