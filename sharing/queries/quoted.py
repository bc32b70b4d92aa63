"""Whose words stand in a report: the notes that whoever reads it reads with it, for the line on the trail."""

import uuid

from access.actor import Actor
from sharing.models import CourtReport, ReportStatement


def quoted_notes(actor: Actor, *reports: CourtReport) -> list[uuid.UUID]:
    """Return the notes whose words are kept in cleared ``reports``, each once: one statement. Logs nothing."""
    rows = ReportStatement.objects.visible_to(actor).filter(report__in=reports, is_kept=True, note__isnull=False)
    return list(rows.order_by("note_id").values_list("note_id", flat=True).distinct())
