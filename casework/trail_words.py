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
    "calendar.feed_read": _("A calendar program read their planned contacts"),
    "calendar.read": _("Looked at the calendar"),
    "breach.accepted": _("Accepted the explanation of a breach"),
    "breach.closed": _("Recorded what the court decided about a breach"),
    "breach.desk_read": _("Opened the page that records a breach"),
    "breach.explanation_asked": _("Asked for the explanation of a breach"),
    "breach.explanation_recorded": _("Recorded the explanation of a breach"),
    "breach.heard": _("Recorded that a breach was heard"),
    "breach.hearing_set": _("Recorded the day of a hearing"),
    "breach.list_read": _("Read the breaches"),
    "breach.not_accepted": _("Did not accept the explanation of a breach"),
    "breach.proof_added": _("Added proof to a breach"),
    "breach.proposed": _("Recorded what is proposed to the court about a breach"),
    "breach.read": _("Read a breach"),
    "breach.referred": _("Referred a breach to the court"),
    "breach.step_read": _("Opened a page to act on a breach"),
    "breach.suspected": _("Recorded a suspected breach"),
    "breach.term_dropped": _("Dropped a term proposed to the court"),
    "breach.term_proposed": _("Proposed a term to the court"),
    "breach.warned": _("Recorded a warning"),
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
    "condition.proposed": _("Proposed a condition"),
    "condition.set_aside": _("Set a proposed condition aside"),
    "court.added": _("Added a court"),
    "court.changed": _("Changed a court"),
    "custody.changed": _("Changed a stay in custody"),
    "custody.recorded": _("Recorded a stay in custody"),
    "contact.called_off": _("Called off a planned contact"),
    "contact.changed": _("Put right what is recorded of a contact"),
    "contact.explained": _("Recorded why the person did not come"),
    "contact.letter_sent": _("Recorded the letter about a missed contact"),
    "contact.list_read": _("Read the contacts"),
    "contact.moved": _("Changed a planned contact"),
    "contact.opened_to_change": _("Opened a contact to record or change it"),
    "contact.planned": _("Planned a contact"),
    "contact.recorded": _("Recorded a contact"),
    "deadline.list_read": _("Read the deadlines"),
    "deadline.met": _("Marked a deadline as done"),
    "deadline.raised": _("Set a deadline"),
    "decision.recorded": _("Recorded a court decision"),
    "emergency.asked": _("Asked for emergency access"),
    "emergency.ended": _("Ended emergency access"),
    "emergency.opened": _("Opened emergency access"),
    "emergency.read": _("Read about emergency access"),
    "emergency.reviewed": _("Reviewed emergency access"),
    "forecast.read": _("Read what is coming: releases and ends of orders"),
    "event.list_read": _("Read incidents, exposure and signs"),
    "exposure.recorded": _("Recorded an exposure"),
    "incident.recorded": _("Recorded an incident"),
    "joint_decision.desk_read": _("Opened the page that records a joint decision"),
    "joint_decision.list_read": _("Read the joint decisions"),
    "joint_decision.position_taken": _("Took a position on a joint decision"),
    "joint_decision.read": _("Read a joint decision"),
    "joint_decision.recorded": _("Recorded a joint decision"),
    "my_work.read": _("Looked at the start page"),
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
    "note.safety_read": _("Was shown a note on the safety of staff"),
    "note.shared": _("Shared a note"),
    "note.withdrawn": _("Withdrew a note"),
    "note.written": _("Wrote a note"),
    "order.desk_read": _("Opened a page that records something about an order"),
    "order.list_read": _("Read the orders, conditions and stays in custody"),
    "order.recorded": _("Recorded an order"),
    "order_type.added": _("Added a type of order"),
    "order_type.changed": _("Changed a type of order"),
    "person.changed": _("Changed what is recorded of the person"),
    "sign.recorded": _("Recorded a sign"),
    "sign_entry.added": _("Added a sign to the catalogue"),
    "sign_entry.changed": _("Changed a sign of the catalogue"),
    "team.changed": _("Changed a place on the team"),
    "team.joined": _("Gave somebody a place on the team"),
    "team.place_ended": _("Ended somebody's place on the team"),
    "team.place_given": _("Gave somebody a place on the team"),
    "team.read": _("Read who is on the team"),
    "team.case_manager_appointed": _("Appointed a case manager"),
    "team.order_supervisor_appointed": _("Appointed an order supervisor"),
    "person.number_met": _("Opened a case with the same national number"),
    "timeline.read": _("Read the timeline of the case"),
    "token.created": _("Made an access token for a program"),
    "token.ended": _("Access tokens ended by themselves"),
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
    "new_password": _("With a new password"),
    "switched_off": _("With the account, which was switched off"),
    "new_role": _("With the role, which changed"),
    "signed_out_everywhere": _("By signing out everywhere"),
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
    "contact": lambda n: ngettext("%(n)s contact", "%(n)s contacts", n) % {"n": n},
    "breach": lambda n: ngettext("%(n)s breach", "%(n)s breaches", n) % {"n": n},
    "joint_decision": lambda n: ngettext("%(n)s joint decision", "%(n)s joint decisions", n) % {"n": n},
    "place": lambda n: ngettext("%(n)s place on the team", "%(n)s places on the team", n) % {"n": n},
    "order": lambda n: ngettext("%(n)s order", "%(n)s orders", n) % {"n": n},
    "condition": lambda n: ngettext("%(n)s condition", "%(n)s conditions", n) % {"n": n},
    "deadline": lambda n: ngettext("%(n)s deadline", "%(n)s deadlines", n) % {"n": n},
    "case": lambda n: ngettext("The case", "%(n)s cases", n) % {"n": n},
}


def subject_words(kind: str, count: int) -> str:
    """Say what was concerned, and how many of it; nothing for what the sentence says already."""
    return _COUNTED[kind](count) if count and kind in _COUNTED else ""
