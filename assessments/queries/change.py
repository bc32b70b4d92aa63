"""Change over time: what the standing assessments of a case say, one after the other, and what happened between."""

import datetime as dt
import itertools
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from access import trail
from access.actor import Actor
from assessments.changing import Look, Move, has_own_answers, label_of, move_between, moved
from assessments.choices import AssessmentKind, Relevance
from assessments.definition import NOT_KNOWN, Definition, Item, Section
from assessments.models import Assessment
from assessments.queries.happened import Happened, happened
from assessments.queries.looks import Looks, looks_of
from casework.choices import Setting
from casework.due import day_words
from casework.queries.case_file import CaseFile, case_file

DRAWN = 6
"""How many assessments, the newest, stand in the pictures; a telephone has room for no more."""


@dataclass(frozen=True, slots=True)
class LookLine:
    """One assessment of the row."""

    id: uuid.UUID
    kind: str
    as_of: dt.date
    on: str
    setting: str
    custody: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """One item at one assessment, in words. ``raters``: codes of the agencies that rated it, as far as readable."""

    answer: str
    code: str
    relevance: str
    raters: tuple[str, ...]
    move: Move


@dataclass(frozen=True, slots=True)
class ItemTrail:
    """One item over time; None where it was not answered."""

    item: Item
    looks: tuple[Answered | None, ...]
    own_answers: bool

    @property
    def newest(self) -> str:
        """The words of its newest answer."""
        return next((one.answer for one in reversed(self.looks) if one), "")


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer that differs from the one before, with the reason the team gave and the records behind it."""

    name: str
    before: str
    after: str
    move: Move
    reason: str
    records: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What changed from one assessment to the next."""

    before: LookLine
    after: LookLine
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How the answers of one section were spread, assessment by assessment: counts, never an average.

    ``looks`` holds, for each assessment, code and words of an answer, and how many items have it.
    """

    section: Section
    looks: tuple[tuple[tuple[str, str, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known at one assessment: agreed to be unknown, not answered, and how many items it asks."""

    look: LookLine
    unknown: int
    silent: int
    asked: int


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What the standing assessments of a case tell together. ``left_out``: how many another instrument was used for."""

    file: CaseFile
    definition: Definition | None
    looks: tuple[LookLine, ...]
    strengths: tuple[ItemTrail, ...]
    concerns: tuple[ItemTrail, ...]
    steady: tuple[ItemTrail, ...]
    counted: tuple[Counted, ...]
    gaps: tuple[Gap, ...]
    steps: tuple[Step, ...]
    events: tuple[Happened, ...]
    left_out: int
    earlier: int


def assessment_change(actor: Actor, reference: str) -> ChangePage:
    """Return what changed over the standing assessments of a case, and log the page with every record that is named.

    Raises:
        Http404: there is no such case that the actor knows from inside.
    """
    file = case_file(actor, reference)
    if "team" not in file.may:
        raise Http404
    rows = list(
        Assessment.objects.visible_to(actor)
        .filter(case_id=file.id)
        .standing()
        .select_related("instrument")
        .order_by("as_of", "signed_at")
    )
    same = [row for row in rows if row.instrument.code == rows[-1].instrument.code]
    shown = same[-DRAWN:]
    looks = looks_of(actor, shown)
    events = happened(actor, file.id, shown[0].as_of) if shown else ()
    subjects = [*(row.pk for row in shown), *sorted(looks.notes | {one.note for one in events if one.note})]
    trail.consulted(actor, "assessment.change_read", "assessment", subjects or [file.id], file.id, file.place)
    left_out, earlier = len(rows) - len(same), len(same) - len(shown)
    if not shown:
        return ChangePage(file, None, (), (), (), (), (), (), (), (), left_out, earlier)
    definition, lines = shown[-1].instrument.read(), tuple(_line(row) for row in shown)
    trails = [_trail(item, lines, looks) for item in definition.items if not (item.health or item.scale.text)]
    moving = [one for one in trails if moved(one.item, [looks.at(line.id, one.item.code) for line in lines])]
    return ChangePage(
        file, definition, lines,
        tuple(one for one in moving if one.item.kind == "protective"),
        tuple(one for one in moving if one.item.kind != "protective"),
        tuple(one for one in trails if one not in moving and any(one.looks)),
        tuple(_counted(section, lines, looks) for section in definition.sections if _counts(section)),
        tuple(_gap(definition, row, line, looks) for row, line in zip(shown, lines, strict=True)),
        _steps(definition, lines, looks), events, left_out, earlier,
    )  # fmt: skip


def _line(row: Assessment) -> LookLine:
    return LookLine(
        row.pk, str(AssessmentKind(row.kind).label), row.as_of, day_words(row.as_of),
        str(Setting(row.setting).label), row.setting == Setting.CUSTODY,
    )  # fmt: skip


def _trail(item: Item, lines: Sequence[LookLine], looks: Looks) -> ItemTrail:
    found: list[Answered | None] = []
    before: tuple[Look, dt.date] | None = None
    for line in lines:
        look = looks.at(line.id, item.code)
        if look is None or not look.answer:
            found.append(None)
            continue
        move = move_between(before[0], look, before[1]) if before else Move.NONE
        found.append(
            Answered(label_of(item, look.answer), look.answer, _relevance(look), tuple(sorted(look.raters)), move)
        )
        before = look, line.as_of
    return ItemTrail(item, tuple(found), has_own_answers(item))


def _relevance(look: Look) -> str:
    return str(Relevance(look.relevance).label) if look.relevance else ""


def _counts(section: Section) -> bool:
    return not section.health and any(not item.scale.text for item in section.items)


def _counted(section: Section, lines: Sequence[LookLine], looks: Looks) -> Counted:
    """Only items on the scale of the section: an item with answers of its own is told in words."""
    items = [item for item in section.items if not has_own_answers(item)]
    spread = []
    for line in lines:
        found = (looks.at(line.id, item.code) for item in items)
        counts = Counter(look.answer for look in found if look and look.answer)
        answers = items[0].scale.answers
        spread.append(tuple((one.code, one.label, counts[one.code]) for one in answers if counts[one.code]))
    return Counted(section, tuple(spread))


def _gap(definition: Definition, row: Assessment, line: LookLine, looks: Looks) -> Gap:
    asked = [
        item for item in definition.items
        if not (item.scale.text or item.health or (item.custody and row.no_custody))
    ]  # fmt: skip
    found = [looks.at(row.pk, item.code) for item in asked]
    unknown = sum(look is not None and look.answer == NOT_KNOWN for look in found)
    return Gap(line, unknown, sum(look is None or not look.answer for look in found), len(asked))


def _steps(definition: Definition, lines: Sequence[LookLine], looks: Looks) -> tuple[Step, ...]:
    """Return what changed from each assessment to the next, the newest step first."""
    steps = []
    for before, after in itertools.pairwise(lines):
        changed = []
        for item in definition.items:
            old, new = looks.at(before.id, item.code), looks.at(after.id, item.code)
            move = Move.NONE if item.scale.text else move_between(old, new, before.as_of)
            if move is not Move.NONE:
                records = looks.records.get((after.id, item.code), ())
                changed.append(_changed(item, old, new, move, records))
        steps.append(Step(before, after, tuple(changed)))
    return tuple(reversed(steps))


def _changed(
    item: Item, old: Look | None, new: Look | None, move: Move, records: tuple[tuple[uuid.UUID, str], ...]
) -> Changed:
    return Changed(
        f"{item.code} {item.label}", label_of(item, old.answer) if old else "",
        label_of(item, new.answer) if new else "", move, new.reason if new else "", records,
    )  # fmt: skip
