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
    "achievement.recorded": _("Recorded something that went well"),
    "action.added": _("Added an action"),
    "action.changed": _("Changed an action"),
    "action.moved": _("Said what became of an action"),
    "action.read": _("Read an action"),
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
    "ending.added": _("Added a step of the ending plan"),
    "ending.changed": _("Changed a step of the ending plan"),
    "ending.read": _("Read a step of the ending plan"),
    "intervention.added": _("Added an intervention"),
    "intervention.changed": _("Changed an intervention"),
    "intervention.read": _("Read an intervention"),
    "my_work.read": _("Looked at the start page"),
    "network.added": _("Added somebody to the network"),
    "network.changed": _("Changed the network"),
    "network.read": _("Read the network"),
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
    "objective.added": _("Added an objective"),
    "objective.changed": _("Changed an objective"),
    "objective.moved": _("Said what became of an objective"),
    "objective.proposed": _("Proposed an objective"),
    "objective.read": _("Read an objective"),
    "person.changed": _("Changed what is recorded of the person"),
    "plan.answered": _("Recorded the person's answer to the plan"),
    "plan.changed": _("Wrote the plan"),
    "plan.compared": _("Compared two versions of the plan"),
    "plan.court_approved": _("Recorded that the court approved the plan"),
    "plan.opened_to_write": _("Opened the plan to write it"),
    "plan.read": _("Read the plan"),
    "plan.reviewed": _("Recorded that the plan was reviewed and stands"),
    "plan.safety_changed": _("Wrote the safety plan"),
    "plan.sent_to_court": _("Sent the plan to the court"),
    "plan.sheet_printed": _("Opened the sheet “My plan” for the person"),
    "plan.shown": _("Recorded that the plan was shown to the person"),
    "plan.started": _("Began a version of the plan"),
    "plan.step_read": _("Opened a step of the plan"),
    "plan.supervisor_agreed": _("Agreed to the plan as order supervisor"),
    "plan.taken_back": _("Took a version of the plan back to draft"),
    "plan.took_force": _("Let a version of the plan take force"),
    "plan.versions_read": _("Read the versions of the plan"),
    "session.recorded": _("Recorded a session"),
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
    "action": lambda n: ngettext("%(n)s action", "%(n)s actions", n) % {"n": n},
    "objective": lambda n: ngettext("%(n)s objective", "%(n)s objectives", n) % {"n": n},
    "intervention": lambda n: ngettext("%(n)s intervention", "%(n)s interventions", n) % {"n": n},
    "deadline": lambda n: ngettext("%(n)s deadline", "%(n)s deadlines", n) % {"n": n},
    "case": lambda n: ngettext("The case", "%(n)s cases", n) % {"n": n},
}


def subject_words(kind: str, count: int) -> str:
    """Say what was concerned, and how many of it; nothing for what the sentence says already."""
    return _COUNTED[kind](count) if count and kind in _COUNTED else ""
