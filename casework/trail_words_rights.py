"""The trail in plain words: what persons ask about their record, and the file that they are given."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_RIGHTS: Final[dict[str, str | Promise]] = {
    "access_file.assembled": _("Put together what the person may be given"),
    "access_file.copy_read": _("Read what was handed over to the person"),
    "access_file.entry_kept_out": _("Kept something out of the file for the person"),
    "access_file.handed_in": _("Handed the file for the person in for review"),
    "access_file.handed_over": _("Handed the file over to the person"),
    "access_file.read": _("Read the file for the person"),
    "access_file.reviewed": _("Reviewed the file for the person"),
    "contested.corrected": _("Answered that a contested note was put right"),
    "contested.named": _("Named a note that the person contests"),
    "contested.notice_read": _("Looked at who is told of what is contested or corrected"),
    "contested.opened_to_name": _("Opened the list of notes to name what the person contests"),
    "contested.read": _("Read what the person contests"),
    "contested.recipient_added": _("Named who else is told of what is contested or corrected"),
    "contested.recipient_told": _("Told a recipient of what is contested or corrected"),
    "contested.stands": _("Answered that a contested note stands"),
    "contested.unclear": _("Answered that nobody can find out about a contested note"),
    "restriction.lifted": _("Lifted a restriction"),
    "restriction.opened_to_place": _("Opened the list of notes to restrict one"),
    "restriction.placed": _("Restricted what is used"),
    "restriction.read": _("Read a restriction"),
    "restriction.reviewed": _("Looked at a restriction again and let it go on"),
    "rights.decided": _("Decided what the person asked about their record"),
    "rights.desk_read": _("Looked at the clocks of requests of persons"),
    "rights.extended": _("Recorded that an answer to the person takes longer"),
    "rights.identity_checked": _("Recorded how it is known that the person asked"),
    "rights.list_read": _("Looked at what the person asked about their record"),
    "rights.read": _("Read a request of the person"),
    "rights.recorded": _("Recorded that the person asks about their record"),
}
"""Words of each verb."""
