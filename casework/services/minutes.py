"""Clearing a note for the summary minutes of its case, and taking that back: by the agency that wrote it alone."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.errors import RuleBroken
from casework.fit import must_fit
from casework.minuting import check_minutable, check_text
from casework.models import Case, MinutesClearance, Note
from casework.queries.minutes import minuted_tier
from casework.queries.writers import current, own_note
from casework.restricting import must_not_be_restricted


def clear_for_minutes(actor: Actor, note_id: uuid.UUID, tier: Tier, reason: str) -> MinutesClearance:
    """Say which text of a note may stand in the summary minutes of its case; ``Tier.NONE`` takes it back.

    Nobody reads more of the note by it. A corrected note is cleared anew.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's.
        RuleBroken: no reason, nothing changes, it is no longer current, there is no such text, or its secrecy or
            handling forbids it.
    """
    if not reason.strip():
        raise RuleBroken(_("Say why. It stands on the ledger of the case."), "reason")
    with transaction.atomic():
        locked = Note.objects.select_for_update(of=("self",)).get_for(actor, "change", pk=note_id)
        note = current(actor, own_note(actor, locked))
        if tier == minuted_tier(actor, note.pk):
            raise RuleBroken(_("That is how it stands now. Choose what is to change."), "tier")
        if tier != Tier.NONE:
            must_not_be_restricted(actor, note.case_id, [note.pk], "tier")
            check_minutable(kind=note.kind, handling=note.handling, secrecy=note.secrecy)
            there = ((Tier.SUMMARY, note.has_summary), (Tier.GIST, note.has_gist))
            check_text(tier, released=note.released_tier, texts=tuple(int(one) for one, has in there if has))
        case = Case.objects.get_for(actor, "write", pk=note.case_id)
        row = MinutesClearance(
            case=case, note=note, agency_id=actor.agency_id, membership_id=actor.membership_id, tier=int(tier),
            reason=reason.strip(), made_at=timezone.now(),
        )  # fmt: skip
        must_fit(row)
        row.save(force_insert=True)
        trail.record(
            actor, "note.minuted" if tier else "note.unminuted", operation=Operation.ALTER, kind="note",
            subjects=[note.pk], case_id=case.pk, tier=int(tier), ground="originator",
        )  # fmt: skip
        return row
