"""Putting a report together from the record: which parts of it feed which kind."""

from access.actor import Actor
from sharing.assembly import Found, Gathered, Scope
from sharing.choices import BODY, ReportKind, SourceKind
from sharing.queries.report_sources.record import read_record
from sharing.telling.assessment import fill_assessment
from sharing.telling.breach import fill_breach, fill_failures
from sharing.telling.custody import fill_release
from sharing.telling.notes import fill_notes
from sharing.telling.plan import (
    fill_achievements,
    fill_difficulties,
    fill_ending,
    fill_network,
    fill_next,
    fill_objectives,
    fill_person,
    fill_victims,
)
from sharing.telling.supervision import fill_conditions, fill_contacts, fill_help, fill_order

_PERIODIC = (
    fill_order, fill_contacts, fill_conditions, fill_failures, fill_help, fill_objectives, fill_achievements,
    fill_network, fill_victims, fill_difficulties, fill_person, fill_assessment, fill_notes,
)  # fmt: skip
FILLS = {
    ReportKind.PROGRESS: (*_PERIODIC, fill_next),
    ReportKind.COMPLETION: (*_PERIODIC, fill_ending),
    ReportKind.BREACH: (
        fill_breach, fill_contacts, fill_conditions, fill_network, fill_difficulties, fill_victims, fill_person,
        fill_assessment, fill_notes,
    ),
    ReportKind.PRE_RELEASE: (
        fill_release, fill_help, fill_network, fill_victims, fill_person, fill_assessment, fill_notes,
    ),
}  # fmt: skip


def gather(actor: Actor, scope: Scope) -> Gathered:
    """Return what the record gives ``actor`` for a report of this scope. Saves and logs nothing.

    The number of statements does not grow with the record. Only what was cleared for the court comes out, at the tier
    that was cleared; the rest is named with the reason, as far as the actor may know of it.
    """
    record, out = read_record(actor, scope), Gathered()
    kind = ReportKind(scope.kind)
    for fill in FILLS[kind]:
        fill(record, out)
    for part, text in out.missing.items():  # a statement as any other: its writer may word it or leave it out
        out.statements.append(Found(part, text, SourceKind.CASE, None))
    wanted = set(BODY[kind])
    out.statements = _once([one for one in out.statements if one.part in wanted or one.part not in _BODIES])
    out.left_out = list({(one.kind, one.id): one for one in out.left_out}.values())
    return out


_BODIES = {part for parts in BODY.values() for part in parts}


def _once(rows: list[Found]) -> list[Found]:
    """Keep the first of each part and source."""
    found: dict[object, Found] = {}
    for row in rows:
        found.setdefault(row.key, row)
    return list(found.values())
