"""What an objective answers is written with it, in a row of its own."""

import uuid

from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.models import Finding, Objective
from casework.planning import NewObjective
from casework.queries.findings import note_in_case, readable_notes


def write_finding(actor: Actor, objective: Objective, new: NewObjective) -> None:
    """Store what ``objective`` answers, in this transaction.

    A note that the writer does not read stays named: they know of none, so they cannot have meant to take it away.

    Raises:
        RuleBroken: neither words nor a note are given, or the note is none of this case that the actor reads.
        Conflict: it was changed since; nothing is saved.
    """
    row = Finding.objects.visible_to(actor).filter(objective_id=objective.pk).first()
    text, note = new.finding.strip(), _note(actor, objective, row, new.finding_note)
    if not text and new.finding_note is None:
        words = _("Say what in the assessment or the record it answers, or choose the note that says it.")
        raise RuleBroken(words, "finding")
    if row is None:
        Finding(case_id=objective.case_id, objective=objective, text=text, note_id=note).save(force_insert=True)
    elif (row.text, row.note_id) != (text, note):
        row.text, row.note_id = text, note
        save_next(row, "text", "note")


def _note(actor: Actor, objective: Objective, row: Finding | None, chosen: uuid.UUID | None) -> uuid.UUID | None:
    before = row.note_id if row is not None else None
    if chosen is None:
        return before if before is not None and not readable_notes(actor, [before]) else None
    stays = chosen == before and bool(readable_notes(actor, [chosen]))
    if not stays and not note_in_case(actor, objective.case_id, chosen):
        raise RuleBroken(_("Choose one of the notes shown."), "finding_note")
    return chosen
