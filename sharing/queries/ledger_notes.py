"""Lines of the ledger about notes, which the agency that wrote them alone puts down."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Tier
from casework.due import day_words
from casework.models import MinutesClearance, NoteRelease
from sharing.ledgering import Cursor, Entry, EntryKind, LedgerFilters, Way
from sharing.narrowing import Scope, between, older_than


def _by_originator(
    model: type[NoteRelease] | type[MinutesClearance], actor: Actor, scope: Scope, filters: LedgerFilters,
    at: Cursor | None, most: int,
) -> list[Any]:  # fmt: skip
    """Lines about notes that the agency that wrote them alone puts down."""
    if filters.told or filters.way in (Way.ASKED, Way.WAS_ASKED, Way.RECEIVED):
        return []
    rows = model.objects.visible_to(actor)
    rows = rows.filter(case_id=scope.case_id) if scope.case_id else rows.filter(agency_id=actor.agency_id)
    if filters.way:
        rows = rows.filter(agency_id=actor.agency_id)
    if filters.other:
        rows = rows.filter(agency_id=filters.other)
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    return older_than(between(rows, "made_at", filters).select_related("case", "agency"), "made_at", at, most)


def releases(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """Notes that the agency that wrote them let go further, or less far."""
    return [_release(actor, row) for row in _by_originator(NoteRelease, actor, scope, filters, at, most)]


def minutes(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """Notes that may stand in summary minutes, or may no more."""
    return [_minute(actor, row) for row in _by_originator(MinutesClearance, actor, scope, filters, at, most)]


def _minute(actor: Actor, row: MinutesClearance) -> Entry:
    stands = row.tier != Tier.NONE
    return Entry(
        row.pk, EntryKind.MINUTES, row.made_at, day_words(timezone.localdate(row.made_at)), row.case.reference,
        row.case_id, Way.GIVEN.value if row.agency_id == actor.agency_id else "", row.agency.name,
        _("the summary minutes"), _("Cleared for the minutes") if stands else _("Taken back from the minutes"),
        row.reason, str(Tier(row.tier).label) if stands else _("Nothing"), "orange" if stands else "grey", "",
        "case_minutes", row.case.reference, knows=False,
    )  # fmt: skip


def _release(actor: Actor, row: NoteRelease) -> Entry:
    told = _("Companions may be told") if row.companions else str(Tier(row.tier).label)
    return Entry(
        row.pk, EntryKind.RELEASE, row.made_at, day_words(timezone.localdate(row.made_at)), row.case.reference,
        row.case_id, Way.GIVEN.value if row.agency_id == actor.agency_id else "", row.agency.name, _("the team"),
        _("A note goes further") if row.widens else _("A note goes less far"), row.reason, told,
        "orange" if row.widens else "grey", "", "case_ledger_whole", row.case.reference, knows=False,
    )  # fmt: skip
