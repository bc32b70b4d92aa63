"""Loads the contacts of the stories: a schedule of words before the notes, and their fields after them."""

import tomllib
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.utils import timezone

from casework.choices import Attended, ContactKind, DeadlineKind, Kept, Mode, NoteKind
from casework.contacting import NOTE_KIND
from casework.due import due_in_working_days
from casework.models import Condition, Contact, ContactCondition, Deadline
from sharing.demo.calendar import Calendar
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.notes import Written

KIND_OF_NOTE = {
    NoteKind.CONTACT: ContactKind.PERSON,
    NoteKind.FAMILY: ContactKind.FAMILY,
    NoteKind.CONVERSATION: ContactKind.CONVERSATION,
}
"""What the notes of the stories themselves were, where nothing else is said."""
CLOCKS = {DeadlineKind.CONTACT_LETTER: 2, DeadlineKind.EXPLANATION: 6}  # working days: domain section 3.7
MARK_OF = {Attended.YES: Kept.KEPT, Attended.LATE: Kept.PARTLY, Attended.NO_REASON: Kept.NOT_KEPT}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_events() -> dict[str, Any]:
    """Return the file of events and of the catalogue of signs."""
    return _read("events.toml")


def schedule(cast: Cast, stories: list[Story]) -> None:
    """Add the words of contacts and events to the notes of the stories, before these are loaded."""
    by_name = {story.facts["title"].casefold(): story for story in stories}
    contacts = _read("contacts.toml")
    for series in contacts["series"]:
        by_name[series["story"]].facts["note"] += _of_series(cast.calendar, series)
    for held in contacts["held"]:
        by_name[held["story"]].facts["note"].append(_fact(held, held["full"], held["summary"], held["day"], held))
    for event in read_events()["event"]:
        words = {
            "by": event["by"], "day": event["day"], "kind": "offence" if event["what"] == "incident" else "contact",
            "title": event["what"].capitalize() if event["what"] != "sign" else "Sign seen",
            "full": event["full"], "summary": event["summary"], "event": event,
        }  # fmt: skip
        by_name[event["story"]].facts["note"].append(words)


def _of_series(calendar: Calendar, series: dict[str, Any]) -> Iterator[dict[str, Any]]:
    lines, ends = cycle(series["lines"]), series["ends"]
    days = range(series["from"], series["to"] + 1, series["every"])
    for number, start in enumerate(days):
        day = start
        while calendar.day(day).weekday() > 4 or day in series.get("avoid", ()):  # Monday is 0
            day -= 1
        line = next(lines)
        late = number in series.get("late", ())
        full = f"{line[0]} {ends[(number + number // len(series['lines'])) % len(ends)]}"
        helps, modes = series.get("help", [[]]), series.get("modes", ["face_to_face"])
        more: dict[str, Any] = {
            "kind": series["kind"], "attended": "late" if late else "yes", "mode": modes[number % len(modes)],
            "help": helps[number % len(helps)], "skill": series.get("skills", {}).get(str(number), ""),
            "minutes": 15 + 5 * (number % 5),
            **{name: series[name] for name in ("setting", "place", "touch", "result", "court") if name in series},
        }  # fmt: skip
        fact = _fact(more, full, line[1], min(day, -2), more)
        yield {**fact, "by": series["by"][number % len(series["by"])]}


def _fact(of: dict[str, Any], full: str, summary: str, day: int, contact: dict[str, Any]) -> dict[str, Any]:
    kind = of["kind"]
    return {
        "by": of.get("by", ""), "day": day, "kind": NOTE_KIND[kind], "title": str(ContactKind(kind).label),
        "full": full, "summary": summary, "routine": True, "contact": contact,
        **({"court": contact["court"]} if "court" in contact else {}),
    }  # fmt: skip


def load_contacts(cast: Cast, stories: list[Story], written: list[Written]) -> list[Contact]:
    """Load a contact for every note of one, and those to come; after the conditions, which some of them mark."""
    contacts = _read("contacts.toml")
    known = {(one["story"], one["title"]): one for one in contacts["known"]}
    rows, marks, due = [], [], []
    for one in written:
        detail = one.facts.get("contact") or known.get((_story(one), one.facts.get("title", ""))) or {}
        if "event" in one.facts or one.note.kind not in KIND_OF_NOTE or one.note.status != "current":
            continue
        if one.note.contests is not None:
            continue
        row = _held(cast, one, detail, written)
        rows.append(row)
        marks += _marks(cast, row, detail)
        due += _clocks(cast, one.story, row) if detail.get("clocks") else []
    rows += [_planned(cast, stories, fact) for fact in contacts["planned"]]
    Contact.objects.bulk_create(rows)
    ContactCondition.objects.bulk_create(marks)
    Deadline.objects.bulk_create(due)
    return rows


def _story(one: Written) -> str:
    return str(one.story.facts["title"]).casefold()


def _held(cast: Cast, one: Written, detail: dict[str, Any], written: list[Written]) -> Contact:
    calendar, note = cast.calendar, one.note
    day = (note.occurred_on - calendar.today).days
    at = calendar.at(day, detail.get("hour", calendar.chance.randint(9, 16)), calendar.chance.choice((0, 15, 30)))
    row = Contact(
        id=calendar.key(), case=note.case, membership=one.writer, originator=one.writer.agency,
        kind=detail.get("kind", KIND_OF_NOTE[NoteKind(note.kind)]), happened_at=min(at, note.recorded_at),
        attended=detail.get("attended", Attended.YES), mode=detail.get("mode", Mode.FACE),
        setting=detail.get("setting", "custody" if _inside(one, day) else "community"), place=detail.get("place", ""),
        note=note,
        minutes=detail.get("minutes"), help_given=detail.get("help", []), skill_gained=detail.get("skill", ""),
        test_result=detail.get("result", ""),
    )  # fmt: skip
    if "letter" in detail:
        row.letter_on, row.letter_by = calendar.day(detail["letter"][0]), detail["letter"][1]
    if "explained" in detail:
        row.explained_on = calendar.day(detail["explained"])
        row.explanation = next(
            w.note for w in written if w.story is one.story and w.facts.get("title") == detail["explanation"]
        )
    return row


def _inside(one: Written, day: int) -> bool:
    return bool(one.story.facts["title"] == "Alder") and day < 0


def _marks(cast: Cast, row: Contact, detail: dict[str, Any]) -> list[ContactCondition]:
    """What a contact shows about the conditions of its order, by their categories."""
    kept = MARK_OF.get(Attended(row.attended))
    if kept is None or row.happened_at is None:
        return []
    day = timezone.localdate(row.happened_at)
    conditions = Condition._base_manager.filter(  # the owner's load asks past the guard, as past the wall
        case=row.case, category__in=detail.get("touch", ()), starts_on__lte=day
    )
    return [
        ContactCondition(id=cast.calendar.key(), contact=row, condition=condition, kept=kept)
        for condition in conditions.order_by("number", "edition", "pk")
        if condition.ends_on is None or condition.ends_on >= day
    ]


def _clocks(cast: Cast, story: Story, row: Contact) -> list[Deadline]:
    supervisor = next(place.membership for place in story.team.values() if place.is_order_supervisor)
    day = timezone.localdate(row.happened_at) if row.happened_at else cast.calendar.today
    return [
        Deadline(
            id=cast.calendar.key(), case=story.case, kind=kind, due_on=due_in_working_days(days, day),
            responsible=supervisor, agency=supervisor.agency, subject_kind="contact", subject_id=row.pk,
        )
        for kind, days in CLOCKS.items() if supervisor is not None
    ]  # fmt: skip


def _planned(cast: Cast, stories: list[Story], fact: dict[str, Any]) -> Contact:
    story = next(one for one in stories if one.facts["title"].casefold() == fact["story"])
    member, calendar = cast.member(fact["by"]), cast.calendar
    return Contact(
        id=calendar.key(), case=story.case, membership=member, originator=member.agency, kind=fact["kind"],
        planned_for=calendar.at(fact["day"], fact["hour"]), mode=fact.get("mode", Mode.FACE),
        place=fact.get("place", ""), setting=fact.get("setting", "community"),
    )  # fmt: skip
