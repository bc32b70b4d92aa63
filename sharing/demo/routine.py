"""Composes routine notes out of a story's threads: each line becomes one note on a day of its own."""

from typing import Any

from casework.choices import NoteKind
from sharing.demo.calendar import Calendar

OPENINGS: dict[str, tuple[str, ...]] = {
    NoteKind.CONTACT: (
        "Met {name} at the office as planned.", "{name} came on time.", "{name} telephoned before the appointment.",
        "Half an hour with {name}, at the agreed time.", "Saw {name} outside, on a bench, as the weather allowed.",
        "{name} was ten minutes late and had sent word.", "Short appointment with {name}.",
    ),
    NoteKind.PROGRESS: (
        "We looked at the plan together.", "One step on the plan.", "Looked back at the month with {name}.",
        "On the plan this week:", "What has moved since last time:",
    ),
    NoteKind.CONVERSATION: (
        "Telephone call between us, a quarter of an hour.", "Talked before the meeting.",
        "After the meeting, among us:", "Agreed by telephone:", "Brief exchange on the work with {name}.",
    ),
    NoteKind.FAMILY: (
        "Spoke with the family, with {name} knowing.", "Visit to the family.", "The family telephoned.",
    ),
    NoteKind.EDUCATION_WORK: ("From the week:", "From the trainer:", "Attendance as planned.", "In short:"),
    NoteKind.HOUSING: ("On the home:", "A word on the home.", "Housing, as it stands:"),
}  # fmt: skip
CLOSINGS: dict[str, tuple[str, ...]] = {
    NoteKind.CONTACT: (
        "Next appointment in a week, same hour.", "Next appointment in two weeks.", "The next date is in the calendar.",
        "We meet again next week.", "", "",
    ),
    NoteKind.PROGRESS: ("The next step is written down.", "To be looked at again in a month.", "", ""),
    NoteKind.CONVERSATION: ("Nothing else was exchanged.", "The case manager knows.", "", ""),
    NoteKind.FAMILY: ("{name} was told what was said.", "", ""),
}  # fmt: skip
LABELS = ("handling", "nature", "grades", "named", "secrecy", "released", "court")
LATEST = -2  # days: the load leaves today to the people who look at it


def compose(calendar: Calendar, thread: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return one note, as a story's file would spell it, for each line of ``thread``; evenly spread and jittered."""
    lines, kind = thread["lines"], thread["kind"]
    span = thread["to"] - thread["from"]
    notes = []
    for number, line in enumerate(lines):
        day = thread["from"] + span * number // max(1, len(lines) - 1) + calendar.chance.randint(-2, 2)
        note: dict[str, Any] = {key: thread[key] for key in LABELS if key in thread}
        more: dict[str, Any] = {
            "by": thread["by"][number % len(thread["by"])],
            "day": min(day, LATEST),
            "kind": kind,
            "title": thread["titles"][number % len(thread["titles"])],
            "full": _dress(calendar, kind, line[0], name),
            "summary": line[1] if len(line) > 1 else "",
            "companions": thread.get("companions", False) and len(line) > 1,
            "routine": True,
        }
        notes.append(note | more)
    return notes


def _dress(calendar: Calendar, kind: str, core: str, name: str) -> str:
    opening = calendar.chance.choice(OPENINGS.get(kind, ("",)))
    closing = calendar.chance.choice(CLOSINGS.get(kind, ("",)))
    return " ".join(part for part in (opening, core, closing) if part).format(name=name)
