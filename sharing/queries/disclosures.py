"""One disclosure: what the ledger tells of it, and how the person was told."""

import uuid
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.queries.case_file import CaseFile, file_of
from sharing.models import Disclosure
from sharing.queries.ledger import SHOWN, LedgerLine, due_of, line_of, told_of


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """A disclosure and its case. ``note`` holds the words with which the person was told, None until then."""

    file: CaseFile
    line: LedgerLine
    note: uuid.UUID | None


def disclosure_page(actor: Actor, disclosure_id: uuid.UUID) -> DisclosurePage:
    """Return a disclosure and log that it was looked at.

    Raises:
        Http404: it is unseen; so it is for guests and companions.
    """
    row: Disclosure = Disclosure.objects.select_related("case", *SHOWN).get_for(actor, pk=disclosure_id)
    file = file_of(actor, row.case)
    told = told_of(actor, [row]).get(row.pk)
    trail.consulted(actor, "disclosure.read", "disclosure", [row.pk], file.id, file.place)
    return DisclosurePage(file, line_of(row, told, due_of(actor, file.id).get(row.pk)), told.note_id if told else None)
