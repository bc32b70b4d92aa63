"""Assembling a report from the record, and bringing in later what changed; edited text is never overwritten."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.models import save_next
from casework.models import Case
from sharing.assembly import Found, Gathered, Scope
from sharing.choices import ReportPart, SourceKind, parts_of
from sharing.models import CourtReport, ReportOmission, ReportSection, ReportStatement
from sharing.queries.report_sources.gather import gather
from sharing.reporting import STEP

CHANGED = ("text", "assembled", "newer", "newer_tier", "newer_nature", "nature", "tier", "is_gone", "source_on")


@dataclass(frozen=True, slots=True)
class Brought:
    """How many statements are new, changed, and without a source since the last look at the record."""

    new: int
    changed: int
    gone: int


def scope_of(actor: Actor, report: CourtReport) -> Scope:
    """Return which record the report is made from."""
    person = Case.objects.visible_to(actor).values_list("person_id", flat=True).get(pk=report.case_id)
    return Scope(
        kind=report.kind, case_id=report.case_id, person_id=person, agency_id=report.agency_id,
        order_id=report.order_id, breach_id=report.breach_id, custody_id=report.custody_id,
        period_from=report.period_from, period_to=report.period_to,
    )  # fmt: skip


def assemble(actor: Actor, report: CourtReport) -> Brought:
    """Fill ``report`` from the record, or bring in what changed, in the caller's transaction; one line on the trail.

    ``report`` was fetched for the actor and the verb ``write``.
    """
    first = report.assembled_at is None
    found = gather(actor, scope_of(actor, report))
    sections = _sections(actor, report, found)
    brought = _merge(actor, report, sections, found, first=first)
    _omissions(actor, report, found)
    report.assembled_at = timezone.now()
    save_next(report, "assembled_at")
    notes = [one.note for one in found.statements if one.note]
    trail.record(
        actor, "report.assembled", operation=Operation.COMBINE, kind="court_report",
        subjects=[report.pk, *dict.fromkeys(notes)], case_id=report.case_id, ground="supervise",
        detail={"new": brought.new, "changed": brought.changed, "gone": brought.gone, "out": len(found.left_out)},
    )  # fmt: skip
    return brought


def differs(actor: Actor, report: CourtReport) -> bool:
    """Say whether the record gives something else now than when it was brought in last. Saves and logs nothing."""
    found = gather(actor, scope_of(actor, report))
    tables = dict(ReportSection.objects.visible_to(actor).filter(report=report).values_list("key", "tables"))
    rows = list(ReportStatement.objects.visible_to(actor).filter(report=report).select_related("section"))
    there = {(row.section.key, row.source_kind, row.source_id): row for row in rows}
    seen: set[object] = set()
    for part in parts_of(report.kind):
        if tables.get(part) != [grid.stored() for grid in found.tables.get(part, [])]:
            return True
        for one in found.of(part):
            seen.add(one.key)
            known = there.get(one.key)
            if known is None or _update(known, one):
                return True
    return bool(_gone(rows, seen))


def _sections(actor: Actor, report: CourtReport, found: Gathered) -> dict[str, ReportSection]:
    """Return the sections by key, made or brought up to date with their tables."""
    there = {row.key: row for row in ReportSection.objects.visible_to(actor).filter(report=report)}
    new = []
    for n, part in enumerate(parts_of(report.kind)):
        tables = [grid.stored() for grid in found.tables.get(part, [])]
        missing = found.missing.get(part, "")
        row = there.get(part)
        if row is None:
            row = there[part] = ReportSection(
                report=report, key=part, position=n * STEP, tables=tables, missing=missing
            )
            new.append(row)
        elif row.tables != tables or row.missing != missing:
            row.tables, row.missing = tables, missing
            save_next(row, "tables", "missing")
    ReportSection.objects.bulk_create(new)
    return there


def _merge(
    actor: Actor, report: CourtReport, sections: dict[str, ReportSection], found: Gathered, *, first: bool
) -> Brought:
    rows = list(ReportStatement.objects.visible_to(actor).filter(report=report).select_related("section"))
    there = {(row.section.key, row.source_kind, row.source_id): row for row in rows}
    last: dict[uuid.UUID, int] = defaultdict(int)
    for row in rows:
        last[row.section_id] = max(last[row.section_id], row.position)
    new: list[ReportStatement] = []
    changed: list[ReportStatement] = []
    seen: set[object] = set()
    for section in sections.values():
        for one in found.of(ReportPart(section.key)):
            seen.add(one.key)
            known = there.get(one.key)
            if known is None:
                last[section.pk] += STEP
                new.append(_statement(report, section, one, last[section.pk], first=first))
            elif _update(known, one):
                changed.append(known)
    gone = _gone(rows, seen)
    ReportStatement.objects.bulk_create(new)
    if changed or gone:
        ReportStatement.objects.visible_to(actor).bulk_update([*changed, *gone], CHANGED)
    return Brought(len(new), len(changed), len(gone))


def _statement(report: CourtReport, section: ReportSection, one: Found, at: int, *, first: bool) -> ReportStatement:
    return ReportStatement(
        report=report, section=section, position=at, text=one.text, assembled=one.text, source_kind=one.kind,
        source_id=one.id, source_on=one.on, note_id=one.note, originator_id=one.originator, nature=one.nature,
        tier=one.tier, is_quoted=one.quoted, is_kept=one.kept, is_new=not first,
    )  # fmt: skip


def _update(row: ReportStatement, one: Found) -> bool:
    """Take the record's present words where nobody edited them; else keep the text and put the newer beside it."""
    before = tuple(getattr(row, name) for name in CHANGED)
    row.is_gone = False
    row.source_on = one.on
    if (row.is_edited and one.text != row.assembled) or (row.is_edited and one.tier < row.tier):
        row.newer, row.newer_tier, row.newer_nature = one.text, one.tier, one.nature
    elif row.is_edited:
        row.newer, row.newer_tier, row.newer_nature = "", None, ""
    else:
        row.text = row.assembled = one.text
        row.newer, row.newer_tier, row.newer_nature = "", None, ""
        row.nature, row.tier = one.nature, one.tier
    return before != tuple(getattr(row, name) for name in CHANGED)


def _gone(rows: list[ReportStatement], seen: set[object]) -> list[ReportStatement]:
    """Mark statements whose source is no longer there, or no longer cleared."""
    lost = []
    for row in rows:
        key = (row.section.key, row.source_kind, row.source_id)
        if row.source_kind != SourceKind.OWN and key not in seen and not row.is_gone:
            row.is_gone = True
            lost.append(row)
    return lost


def _omissions(actor: Actor, report: CourtReport, found: Gathered) -> None:
    """Say anew what is left out; what was and is no longer stays as history."""
    there = {
        (row.source_kind, row.source_id): row for row in ReportOmission.objects.visible_to(actor).filter(report=report)
    }
    new, keys = [], set()
    for one in found.left_out:
        keys.add((one.kind.value, one.id))
        row = there.get((one.kind.value, one.id))
        if row is None:
            new.append(
                ReportOmission(
                    report=report, source_kind=one.kind, source_id=one.id, note_id=one.note,
                    originator_id=one.originator, why=one.why,
                )
            )  # fmt: skip
        elif row.why != one.why or not row.is_current:
            row.why, row.is_current = one.why, True
            row.save(update_fields=["why", "is_current"])
    ReportOmission.objects.bulk_create(new)
    past = [row.pk for key, row in there.items() if key not in keys and row.is_current]
    if past:
        ReportOmission.objects.visible_to(actor).filter(pk__in=past).update(is_current=False)
