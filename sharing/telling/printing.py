"""Short words that are printed beside a statement or below a report."""

import datetime as dt

from django.utils.translation import gettext as _

from access.choices import Nature, Tier
from agencies.models import AgencyMembership
from casework.due import day_words
from sharing.choices import SourceKind
from sharing.documents import report as printed
from sharing.models import ReportStatement


def nature_words(nature: str) -> str:
    """Return the one word that is printed before a statement for its nature."""
    return {Nature.FACT: _("Fact"), Nature.REPORTED: _("Reported"), Nature.OPINION: _("Opinion")}[Nature(nature)]


def source_words(row: ReportStatement, agency: str) -> str:
    """Say where a statement comes from: kind of record, agency, day, how full, and its key."""
    if row.source_kind == SourceKind.OWN:
        return str(SourceKind.OWN.label)
    tier = "" if row.note_id is None or row.tier >= Tier.FULL else str(Tier(row.tier).label)
    key = str(row.source_id)[:8] if row.source_id else ""
    edited = _("edited for this report") if row.is_edited else ""
    parts = [row.get_source_kind_display(), agency, day_words(row.source_on), tier, key, edited]
    return ", ".join(part for part in parts if part)


def signature_of(membership: AgencyMembership, on: dt.date) -> printed.Signature:
    """Return a signature line."""
    return printed.Signature(
        membership.user.full_name, membership.position.name, membership.agency.name, day_words(on)
    )  # fmt: skip
