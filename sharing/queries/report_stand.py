"""Where a report stands after an act: nothing of its words."""

import uuid
from dataclasses import dataclass

from access.actor import Actor
from sharing.choices import ReportState
from sharing.models import CourtReport


@dataclass(frozen=True, slots=True)
class Stand:
    """State of a report and version of its row."""

    id: uuid.UUID
    state: ReportState
    version: int


def report_stand(actor: Actor, report_id: uuid.UUID) -> Stand:
    """Return where a report stands for whoever just acted on it; the act itself is on the trail.

    Raises:
        Http404: it is unseen.
    """
    report: CourtReport = CourtReport.objects.get_for(actor, pk=report_id)
    return Stand(report.pk, ReportState(report.state), report.version)
