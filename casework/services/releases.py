"""Releasing a note further, or less far, after it was written: by the agency that wrote it, and by no other."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.errors import RuleBroken
from casework.fit import must_fit
from casework.models import Case, Note, NoteRelease
from casework.queries.case_file import file_of
from casework.queries.releases import changes
from casework.queries.writers import current, own_note
from casework.releasing import Release, check_release
from casework.restricting import must_not_be_restricted


def release_note(actor: Actor, note_id: uuid.UUID, after: Release, reason: str) -> NoteRelease:
    """Release a note further or less far from now on; it stands on the ledger, with who newly reads it.

    What somebody has read already is not taken back by it. No earlier version goes further than the newest.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to release.
        RuleBroken: no reason, nothing changes, it is no longer current, or its secrecy or handling forbids it, or it
            is restricted and would go further.
    """
    if not reason.strip():
        raise RuleBroken(_("Say why. It stands on the ledger of the case."), "reason")
    with transaction.atomic():
        locked = Note.objects.select_for_update(of=("self",)).get_for(actor, "change", pk=note_id)
        note = current(actor, own_note(actor, locked))
        before = Release(Tier(note.released_tier), note.told_to_companions)
        check_release(before, after, kind=note.kind, handling=note.handling, secrecy=note.secrecy)
        case = Case.objects.get_for(actor, "write", pk=note.case_id)
        if after.tier > before.tier or (after.companions and not before.companions):
            must_not_be_restricted(actor, case.pk, [note.pk], "tier")
        newly = [one for one in changes(actor, file_of(actor, case), note_id, after) if one.gains]
        row = NoteRelease(
            case=case, note=note, agency_id=actor.agency_id, membership_id=actor.membership_id,
            tier_before=int(before.tier), tier=int(after.tier), companions_before=before.companions,
            companions=after.companions, reason=reason.strip(), made_at=timezone.now(),
            newly=[{"membership": str(one.membership_id), "tier": int(one.after)} for one in newly],
        )  # fmt: skip
        must_fit(row)
        row.save(force_insert=True)  # the database changes the note by this line
        trail.record(
            actor, "note.released" if row.widens else "note.held_back",
            operation=Operation.DISCLOSE if newly else Operation.ALTER, kind="note", subjects=[note.pk],
            case_id=case.pk, recipients=[one.membership_id for one in newly], tier=int(after.tier), ground="originator",
            detail={"before": int(before.tier), "after": int(after.tier), "companions": after.companions},
        )  # fmt: skip
        return row
