"""One intervention with its sessions."""

import uuid
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.choices import Attended
from casework.due import day_words
from casework.models import Intervention, Objective, Session
from casework.overlaps import Clash
from casework.queries.case_file import CaseFile, file_of
from casework.queries.intervention_parts import InterventionLine, intervention_lines
from casework.queries.slots import clashes_with

MOST = 60


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: its day, whether the person came, and who recorded it."""

    on: str
    attended: Attended
    agency: str


@dataclass(frozen=True, slots=True)
class InterventionPage:
    """One intervention as one reader knows it."""

    file: CaseFile
    line: InterventionLine
    objective: str
    sessions: tuple[SessionLine, ...]
    clashes: tuple[Clash, ...]


def intervention_page(actor: Actor, intervention_id: uuid.UUID) -> InterventionPage:
    """Return an intervention with its latest sessions (60) and log the page once.

    Raises:
        Http404: there is none that the actor may know of.
    """
    rows = Intervention.objects.select_related("case__person", "case__lead_agency", "provider", "condition")
    row: Intervention = rows.get_for(actor, pk=intervention_id)
    file = file_of(actor, row.case)
    line = intervention_lines(actor, file, [row])[0]
    sessions = Session.objects.visible_to(actor).filter(intervention_id=row.pk).select_related("agency")
    found = list(sessions.order_by("-on")[:MOST])
    served = Objective.objects.visible_to(actor).filter(case_id=file.id, line=line.line) if line.line else None
    objective = served.order_by("-plan__number").first() if served is not None else None
    trail.consulted(actor, "intervention.read", "intervention", [row.pk], file.id, file.place)
    return InterventionPage(
        file, line, objective.text if objective else "",
        tuple(SessionLine(day_words(s.on), Attended(s.attended), s.agency.name) for s in found),
        tuple(clashes_with(actor, row)),
    )  # fmt: skip
