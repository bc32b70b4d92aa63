"""One disclosure: what the ledger tells of it, and how the person was told."""

import uuid
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import DeferralState
from sharing.models import Disclosure
from sharing.queries.deferrals import DeferralLine, deferrals_of
from sharing.queries.ledger import SHOWN, LedgerLine, ledger_line


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """A disclosure and its case. ``note`` holds the words with which the person was told, None until then."""

    file: CaseFile
    line: LedgerLine
    note: uuid.UUID | None
    deferrals: tuple[DeferralLine, ...] = ()

    @property
    def put_off(self) -> DeferralLine | None:
        """The deferral that runs."""
        return max((line for line in self.deferrals if line.runs), key=lambda line: line.until_on, default=None)

    @property
    def waits(self) -> bool:
        """Whether a deferral waits for a decision."""
        return any(line.state in (DeferralState.PROPOSED, DeferralState.SECOND) for line in self.deferrals)


def disclosure_page(actor: Actor, disclosure_id: uuid.UUID) -> DisclosurePage:
    """Return a disclosure and log that it was looked at.

    Raises:
        Http404: it is unseen; so it is for guests and companions.
    """
    row: Disclosure = Disclosure.objects.select_related("case", *SHOWN).get_for(actor, pk=disclosure_id)
    file = file_of(actor, row.case)
    trail.consulted(actor, "disclosure.read", "disclosure", [row.pk], file.id, file.place)
    deferrals = tuple(deferrals_of(actor, [row.pk]).get(row.pk, ()))
    line, note = ledger_line(actor, row)
    return DisclosurePage(file, line, note, deferrals)
