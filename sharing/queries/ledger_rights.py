"""Lines of the ledger about rights of the person: recipients who were told, what was restricted, what was lifted."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from access.actor import Actor
from casework.due import day_words, moment_words
from sharing.choices_restricting import RestrictionGround, RestrictionWordKind
from sharing.ledgering import Entry, EntryKind, LedgerFilters, Way
from sharing.models import CorrectionNotice, RestrictionWord


def told_rows(actor: Actor, filters: LedgerFilters) -> Any:
    """Return recipients who were told that something they got is contested, or was put right."""
    rows = CorrectionNotice.objects.visible_to(actor).filter(told_on__isnull=False)
    if filters.other:
        rows = rows.filter(disclosure__to_agency=filters.other)
    return rows.select_related("case", "membership__agency", "disclosure__court", "disclosure__to_agency")


def told_entry(actor: Actor, row: CorrectionNotice) -> Entry:
    """Return the line of a recipient who was told."""
    by = row.membership.agency if row.membership else None
    return Entry(
        row.pk, EntryKind.CORRECTION, row.raised_at, day_words(row.told_on), row.case.reference, row.case_id,
        _given(actor, by.pk if by else None), by.name if by else "", row.disclosure.to_whom,
        _("Contested, or put right"), "", str(row.get_outcome_display()), "green", "", "disclosure_detail",
        row.disclosure_id,
    )  # fmt: skip


def restricted_rows(actor: Actor, filters: LedgerFilters) -> Any:
    """Return what was said when something was restricted, and when that was lifted."""
    rows = RestrictionWord.objects.visible_to(actor)
    if filters.other:
        rows = rows.filter(membership__agency=filters.other)
    return rows.select_related("case", "membership__agency", "restriction")


def restricted_entry(actor: Actor, row: RestrictionWord) -> Entry:
    """Return the line of a restriction that was placed, or lifted."""
    placed, by, at = row.kind == RestrictionWordKind.PLACED, row.membership.agency, row.at
    return Entry(
        row.pk, EntryKind.RESTRICTION, at, moment_words(at).partition(",")[0], row.case.reference, row.case_id, "",
        by.name, "", _("Restricted") if placed else _("No longer restricted"), "",
        str(RestrictionGround(row.restriction.ground).label), "orange" if placed else "grey", "", "restriction_detail",
        row.restriction_id,
    )  # fmt: skip


def _given(actor: Actor, agency: uuid.UUID | None) -> str:
    return Way.GIVEN.value if agency == actor.agency_id else ""
