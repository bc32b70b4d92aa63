"""Loading instruments and taking them out of use: kept by the coordinators of the partnership."""

import json
import pathlib
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import Duty
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import save_next
from assessments.loading import parse
from assessments.models import Instrument

SHIPPED = pathlib.Path(__file__).parent.parent / "instruments" / "srdr-1.0.json"


def load_instrument(actor: Actor, raw: bytes) -> Instrument:
    """Load an instrument from the bytes of its file for the actor's partnership.

    Raises:
        NotAllowed: the actor is no coordinator.
        Refused: something in the file is wrong; it says the line and the reason.
        RuleBroken: this version is loaded already.
    """
    if not actor.has_duty(Duty.COORDINATOR):
        raise NotAllowed(_("Instruments are kept by the coordinators of the partnership."))
    found = parse(raw)
    with transaction.atomic():
        same = Instrument.objects.visible_to(actor).filter(code=found["code"], number=found["version"])
        if same.exists():
            words = {"title": found["short_title"], "version": found["version"]}
            raise RuleBroken(
                _("%(title)s %(version)s is loaded already and never changes. Give the next one a new version.")
                % words,
                "file",
            )
        row = Instrument(
            partnership_id=actor.partnership_id, code=found["code"], number=found["version"], title=found["title"],
            definition=found, membership_id=actor.membership_id, loaded_at=timezone.now(),
        )  # fmt: skip
        row.save(force_insert=True)
        _record(actor, "instrument.loaded", row)
        return row


def load_shipped(actor: Actor) -> Instrument:
    """Load the instrument that comes with the product. Raises as ``load_instrument``."""
    return load_instrument(actor, SHIPPED.read_bytes())


def shipped_version(actor: Actor) -> tuple[str, str]:
    """Return code and version of the instrument that comes with the product."""
    found = json.loads(SHIPPED.read_text())
    return found["code"], found["version"]


def use_instrument(actor: Actor, instrument_id: uuid.UUID, in_use: bool, version: int) -> Instrument:
    """Take an instrument out of use, or back into it. Assessments that were made with it stay as they are.

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no coordinator.
        Conflict: somebody else changed it meanwhile.
    """
    with transaction.atomic():
        row: Instrument = Instrument.objects.select_for_update().get_for(actor, "edit", pk=instrument_id)
        if row.version != version:
            raise Conflict(_("Somebody else changed this meanwhile. Look at the list again."))
        row.is_active = in_use
        save_next(row, "is_active")
        _record(actor, "instrument.used" if in_use else "instrument.set_aside", row)
        return row


def _record(actor: Actor, verb: str, row: Instrument) -> None:
    trail.record(
        actor, verb, operation=Operation.ADMINISTER, kind="instrument", subjects=[row.pk], ground="duty",
        detail={"code": row.code, "version": row.number},
    )  # fmt: skip
