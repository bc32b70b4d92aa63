"""The trail in plain words: what a line's verb, ground and kind mean to somebody who reads the access log."""

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from access.choices import Operation, Place

Words = str | Promise

SENTENCES: Final[dict[str, Words]] = {
    "access.explained": _("Asked why somebody can or cannot see it"),
    "access.explained_on_console": _("An operator asked why somebody can or cannot see it"),
    "access_log.read": _("Read this access log"),
    "access_log.exported": _("Downloaded this access log"),
    "case.changed": _("Changed the case"),
    "case.contact_read": _("Read where the person can be found"),
    "case.edit_read": _("Opened the case to change it"),
    "case.list_read": _("Read a list with the case in it"),
    "case.move_read": _("Opened the page that changes the status of the case"),
    "case.moved": _("Changed the status of the case"),
    "case.opened": _("Opened the case file for the first time"),
    "case.read": _("Looked at the case"),
    "case.team_read": _("Read who is on the team"),
    "contact_point.read": _("Read where the person can be found"),
    "contact_point.recorded": _("Recorded where the person can be found"),
    "deadline.list_read": _("Read the deadlines"),
    "deadline.met": _("Marked a deadline as done"),
    "deadline.raised": _("Set a deadline"),
    "emergency.asked": _("Asked for emergency access"),
    "emergency.ended": _("Ended emergency access"),
    "emergency.opened": _("Opened emergency access"),
    "emergency.read": _("Read about emergency access"),
    "emergency.reviewed": _("Reviewed emergency access"),
    "my_work.read": _("Looked at the start page"),
    "note.cleared": _("Said how far a note may go to the court"),
    "note.contested": _("Contested a note"),
    "note.corrected": _("Corrected a note"),
    "note.draft_read": _("Took up a draft again"),
    "note.draft_saved": _("Saved a draft"),
    "note.feed_read": _("Read the notes shared with their agency"),
    "note.list_read": _("Read the notes"),
    "note.narrowed": _("Narrowed who reads an earlier version of a note"),
    "note.opened_to_correct": _("Opened a note to correct it"),
    "note.previewed": _("Checked who would see a note"),
    "note.read": _("Read a note"),
    "note.recorded": _("Wrote a note"),
    "note.response_acting": _("Said that their agency is acting on a note"),
    "note.response_answer": _("Answered a question about a note"),
    "note.response_question": _("Asked a question about a note"),
    "note.response_read": _("Said that their agency has read a note"),
    "note.shared": _("Shared a note"),
    "note.withdrawn": _("Withdrew a note"),
    "note.written": _("Wrote a note"),
    "report.acknowledged": _("Recorded that the court has a report"),
    "report.assembled": _("Put a report to the court together from the record"),
    "report.changes_read": _("Compared a report to the court with the last one"),
    "report.check_asked": _("Asked agencies to check their words in a report to the court"),
    "report.check_read": _("Read their agency's words in a report to the court"),
    "report.checked": _("Answered for their agency's words in a report to the court"),
    "report.corrected": _("Began a corrected version of a report to the court"),
    "report.countersigned": _("Countersigned a report to the court"),
    "report.desk_read": _("Looked at which reports to the court can be begun"),
    "report.edited": _("Edited a report to the court"),
    "report.file_read": _("Downloaded a report to the court"),
    "report.list_read": _("Read which reports to the court there are"),
    "report.objection_answered": _("Answered an objection to a report to the court"),
    "report.part_read": _("Opened a part of a report to the court"),
    "report.preview_read": _("Read a report to the court through"),
    "report.read": _("Looked at a report to the court"),
    "report.returned": _("Returned a report to the court to its writer"),
    "report.sent": _("Sent a report to the court"),
    "report.signed": _("Signed a report to the court"),
    "report.started": _("Began a report to the court"),
    "report.taken_back": _("Took a report to the court back to the desk, because its words changed"),
    "report.told": _("Told the person of a report to the court"),
    "report.working_copy_read": _("Downloaded the working copy of a report to the court"),
    "person.changed": _("Changed what is recorded of the person"),
    "team.changed": _("Changed a place on the team"),
    "team.joined": _("Gave somebody a place on the team"),
    "team.place_ended": _("Ended somebody's place on the team"),
    "team.place_given": _("Gave somebody a place on the team"),
    "team.read": _("Read who is on the team"),
    "team.case_manager_appointed": _("Appointed a case manager"),
    "team.order_supervisor_appointed": _("Appointed an order supervisor"),
    "person.number_met": _("Opened a case with the same national number"),
    "token.created": _("Made an access token for a program"),
    "token.revoked": _("Ended an access token"),
    "trail.read": _("Read the trail"),
    "work.read": _("Looked at the start page"),
}

GROUNDS: Final[dict[str, Words]] = {
    **{place.value: place.label for place in Place},
    "unseen": _("No way in to this case"),
    "not_allowed": _("Their place does not allow it"),
    "shared": _("Shared with their agency"),
    "duty": _("Part of their duty"),
    "own": _("Their own"),
    "place": _("From their place on the case"),
    "handling": _("As its handling level allows"),
    "originator": _("As the agency that wrote it"),
    "reader": _("As a reader of the note"),
    "manage": _("As case manager or order supervisor"),
    "national_number": _("The same national number"),
    "supervise": _("As order supervisor"),
    "founder": _("As the one who opened the case"),
    "too_many": _("Too many asks in an hour"),
    "nothing_to_open": _("Nothing under that reference"),
    "console": _("By the operator of the system"),
    "worker": _("By the system itself"),
}


def sentence(verb: str, operation: str) -> str:
    """Say what happened; a verb without words of its own is told by its operation."""
    if verb.startswith("door."):
        return gettext("Tried to open a page of the case")
    if verb in SENTENCES:
        return str(SENTENCES[verb])
    return str(Operation(operation).label)


def ground_words(ground: str) -> str:
    """Say from which place, or why it was refused."""
    return str(GROUNDS.get(ground, ground.replace("_", " ")))


_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "note_response": lambda n: ngettext("%(n)s note", "%(n)s notes", 1) % {"n": 1},
    "note": lambda n: ngettext("%(n)s note", "%(n)s notes", n) % {"n": n},
    "place": lambda n: ngettext("%(n)s place on the team", "%(n)s places on the team", n) % {"n": n},
    "deadline": lambda n: ngettext("%(n)s deadline", "%(n)s deadlines", n) % {"n": n},
    "court_report": lambda n: ngettext("%(n)s record", "%(n)s records", n) % {"n": n},
    "case": lambda n: ngettext("The case", "%(n)s cases", n) % {"n": n},
}


def subject_words(kind: str, count: int) -> str:
    """Say what was concerned, and how many of it; nothing for what the sentence says already."""
    return _COUNTED[kind](count) if count and kind in _COUNTED else ""
