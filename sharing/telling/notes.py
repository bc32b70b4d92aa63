"""Cleared notes, each in the section of its kind; the others are named to the writer with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from access.choices import Tier
from casework.choices import NoteKind
from sharing.assembly import Found, Gathered, LeftOut
from sharing.choices import ReportKind, ReportPart, SourceKind
from sharing.queries.contested import SaidAgainst
from sharing.queries.report_sources.items import Item
from sharing.queries.report_sources.record import Record
from sharing.telling.words import sentence

P = ReportPart
_PERIODIC: Final[dict[str, ReportPart]] = {
    NoteKind.CONTACT: P.CONTACTS, NoteKind.PROGRESS: P.OBJECTIVES, NoteKind.CONVERSATION: P.HELP,
    NoteKind.FAMILY: P.EVERYDAY, NoteKind.EDUCATION_WORK: P.EVERYDAY, NoteKind.HOUSING: P.EVERYDAY,
    NoteKind.HEALTH: P.HELP, NoteKind.CONVICTION: P.EVERYDAY, NoteKind.POLICE: P.EXPOSURE,
    NoteKind.OFFENCE: P.EXPOSURE, NoteKind.SAFETY: P.RISK, NoteKind.VICTIM: P.VICTIMS,
    NoteKind.COMPANION: P.EVERYDAY,
}  # fmt: skip
WHERE: Final[dict[str, dict[str, ReportPart]]] = {
    ReportKind.PROGRESS: _PERIODIC,
    ReportKind.COMPLETION: _PERIODIC,
    ReportKind.BREACH: {
        **dict.fromkeys(_PERIODIC, P.CIRCUMSTANCES), NoteKind.CONTACT: P.COMPLIANCE, NoteKind.POLICE: P.EFFECT,
        NoteKind.OFFENCE: P.EFFECT, NoteKind.SAFETY: P.EFFECT, NoteKind.VICTIM: P.EFFECT,
    },
    ReportKind.PRE_RELEASE: {
        **dict.fromkeys(_PERIODIC, P.WORK_DONE), NoteKind.FAMILY: P.WHO_MATTERED, NoteKind.HOUSING: P.PATHWAYS,
        NoteKind.EDUCATION_WORK: P.PATHWAYS, NoteKind.HEALTH: P.PATHWAYS, NoteKind.POLICE: P.GATE,
        NoteKind.OFFENCE: P.GATE, NoteKind.SAFETY: P.GATE, NoteKind.VICTIM: P.VICTIMS,
    },
}  # fmt: skip
"""The section in which a cleared note stands, by kind of report and of note."""

HAPPENED: Final[dict[str, ReportPart]] = {
    ReportKind.PROGRESS: P.EXPOSURE, ReportKind.COMPLETION: P.EXPOSURE, ReportKind.BREACH: P.EFFECT,
    ReportKind.PRE_RELEASE: P.GATE,
}  # fmt: skip
"""Where incidents and exposure stand."""


def words_of(record: Record, item: Item, part: ReportPart, *, before: str = "", kind: str = "") -> Found:
    """Return the cleared words of one note as a statement of ``part``."""
    return Found(
        part=part, text=sentence(before, item.text) if before else item.text, kind=SourceKind(kind or SourceKind.NOTE),
        id=item.id, on=item.on, originator=item.originator, nature=item.nature, tier=item.tier, note=item.id,
        quoted=True,
    )  # fmt: skip


def fill_notes(record: Record, out: Gathered) -> None:
    """Add the notes of the period that were cleared and are not told yet, and say of the others why they stay out."""
    scope, where = record.scope, WHERE[record.scope.kind]
    told = {one.note for one in out.statements if one.note}
    for item in record.items.cleared.values():
        if not scope.covers(item.happened_on) or item.id in told:
            continue
        out.statements += _of_item(record, item, where)
    for kept in record.items.kept.values():
        if scope.covers(kept.happened_on) and kept.kind != NoteKind.CONTEST:
            out.left_out.append(LeftOut(SourceKind.NOTE, kept.id, kept.originator, kept.why, kept.id))


def _of_item(record: Record, item: Item, where: dict[str, ReportPart]) -> Iterator[Found]:
    incident, exposure = record.incidents.get(item.id), record.exposures.get(item.id)
    happened = HAPPENED[record.scope.kind]
    if incident is not None:
        yield words_of(record, item, happened, before=str(incident.get_kind_display()), kind=SourceKind.INCIDENT)
    elif exposure is not None:
        facts = sentence(
            str(exposure.get_by_display()),
            _("Offered: %(what)s") % {"what": exposure.get_offer_display()},
            _("The person: %(what)s") % {"what": exposure.get_response_display()},
        )
        yield words_of(record, item, happened, before=facts, kind=SourceKind.EXPOSURE)
    elif item.kind in where:
        found = words_of(record, item, where[item.kind])
        counted = found.part == P.COMPLIANCE  # the table tells it; the writer may bring in the words of a day
        yield replace(found, kept=False) if counted else found
    if item.id in record.items.contested:
        yield Found(
            part=P.NOT_VERIFIED, kind=SourceKind.NOTE, id=item.id, on=item.on, originator=item.originator,
            note=item.id, tier=item.tier,
            text=_("Another agency holds that a record of %(agency)s used here is not right.")
            % {"agency": record.agencies.get(item.originator, "")},
        )  # fmt: skip
    if item.id in record.items.said:
        yield _said(record, item, record.items.said[item.id])


def _said(record: Record, item: Item, against: SaidAgainst) -> Found:
    """That the person holds a record for wrong; their words where the record itself is told in full."""
    text = _("The person holds that a record of %(agency)s used here is not right.") % {"agency": against.agency}
    if item.tier == Tier.FULL and against.same and against.dispute.words:
        text = sentence(text, _("They say: %(words)s") % {"words": against.dispute.words})
    return Found(
        part=P.NOT_VERIFIED, kind=SourceKind.NOTE, id=against.dispute.id, on=item.on, originator=item.originator,
        note=item.id, tier=item.tier, text=text,
    )  # fmt: skip
