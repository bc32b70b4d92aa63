"""The trail in plain words: what members pass on, how far a note goes, and what reached somebody it should not."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORTED: Final[dict[str, str | Promise]] = {
    "duty.acknowledged": _("Acknowledged a duty report"),
    "duty.answered": _("Said what became of a duty report"),
    "duty.filed": _("Made a duty report to law enforcement"),
    "duty.list_read": _("Looked at the duty reports"),
    "duty.read": _("Looked at a duty report"),
    "duty.received_read": _("Read what a duty report passed on"),
    "hold.kept": _("Kept a legal hold"),
    "hold.lifted": _("Lifted a legal hold"),
    "hold.listed": _("Looked at legal holds"),
    "hold.placed": _("Placed a legal hold"),
    "hold.read": _("Read a legal hold"),
    "leak.closed": _("Closed a report of a leak"),
    "leak.decided_on_authority": _("Decided whether the supervisory authority is told of a leak"),
    "leak.decided_on_person": _("Decided whether the person is told of a leak"),
    "leak.listed": _("Looked at reports of leaks"),
    "leak.measured": _("Put down a measure after a leak"),
    "leak.read": _("Read a report of a leak"),
    "leak.reported": _("Reported a leak"),
    "leak.told": _("Told the person of a leak"),
    "note.held_back": _("Let a note go less far"),
    "note.response_minutes": _("Proposed a note for the summary minutes"),
    "note.response_propose": _("Proposed that companions be told of a note"),
    "ledger.read_by_adviser": _("Read the ledger of the partnership"),
    "minutes.read": _("Read what the summary minutes may say"),
    "note.minuted": _("Cleared a note for the summary minutes"),
    "note.released": _("Let a note go further"),
    "publication.asked_for": _("Asked to publish a text"),
    "publication.asked_person": _("Recorded what the person says to a text for the public"),
    "publication.decided_by_adviser": _("Decided as legal adviser whether a text is published"),
    "publication.decided_by_chair": _("Decided as chair whether a text is published"),
    "publication.lapsed": _("A text for the public was refused: nobody answered in time"),
    "publication.listed": _("Looked at texts for the public"),
    "publication.published": _("Recorded that a text was published"),
    "publication.read": _("Looked at a text for the public"),
    "publication.withdrawn": _("Withdrew a text for the public"),
    "note.unminuted": _("Took a note back from the summary minutes"),
}  # fmt: skip
