"""Lists of reports: those of a case, and those an agency must write, the late ones first."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from agencies.errors import NotAllowed
from casework.due import day_words, due_state
from casework.queries.case_file import CaseFile, case_file
from sharing.choices import DONE_WITH, CheckState, ReportKind, ReportState
from sharing.models import CourtReport, ReportCheck, ReportDelivery
from sharing.models.report import CourtReportQuerySet

MANY = 200
TONES = {
    ReportState.DUE: "grey", ReportState.ASSEMBLING: "grey", ReportState.DRAFT: "blue", ReportState.CHECK: "orange",
    ReportState.SIGNED: "blue", ReportState.SENT: "green", ReportState.ACKNOWLEDGED: "green",
    ReportState.DROPPED: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list. ``late``: its day is past and it is not with the court."""

    id: uuid.UUID
    kind: ReportKind
    state: ReportState
    state_words: str
    tone: str
    late: bool
    due_on: dt.date
    due: str
    due_state: str
    period: str
    author: str
    mine: bool
    number: int
    case: str
    reference: str
    person: str
    court: str
    sent: str
    period_from: dt.date
    period_to: dt.date


def line_of(actor: Actor, row: CourtReport, sent: dict[uuid.UUID, dt.date]) -> ReportLine:
    """Put a cleared report, fetched with its case, court and author, into a line."""
    today, state = timezone.localdate(), ReportState(row.state)
    waits = state == ReportState.SIGNED and row.countersigned_at is None
    done = state in DONE_WITH
    return ReportLine(
        id=row.pk, kind=ReportKind(row.kind), state=state,
        state_words=_("Waits for the countersignature") if waits else str(state.label), tone=TONES[state],
        late=row.is_late(today), due_on=row.due_on, due=day_words(row.due_on),
        due_state="done" if done else due_state(row.due_on, today),
        period=_("%(first)s to %(last)s") % {"first": day_words(row.period_from), "last": day_words(row.period_to)},
        author=row.author.user.full_name if row.author else "", mine=row.author_id == actor.membership_id,
        number=row.number, case=row.case.neutral_title, reference=row.case.reference, person=str(row.case.person),
        court=row.court.name, sent=day_words(sent.get(row.pk)), period_from=row.period_from, period_to=row.period_to,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportList:
    """The reports of a case, the newest period first."""

    file: CaseFile
    rows: tuple[ReportLine, ...]
    may_start: bool


def report_list(actor: Actor, reference: str) -> ReportList:
    """Return the reports of a case and log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show reports.
    """
    file = case_file(actor, reference)
    if "team" not in file.may:  # guests and companions
        raise NotAllowed(_("From your place the reports to the court are not shown. Ask the case manager."))
    rows = CourtReport.objects.visible_to(actor).filter(case_id=file.id)
    found = list(_whole(rows).order_by("-period_to", "-number", "pk")[:MANY])
    sent = _sent(actor, found)
    shown = [row.pk for row in found]
    trail.consulted(actor, "report.list_read", "court_report", shown, file.id, file.place)
    return ReportList(file, tuple(line_of(actor, row, sent) for row in found), "supervise" in file.may)


def _whole(rows: CourtReportQuerySet) -> CourtReportQuerySet:
    return rows.select_related("case__person", "court", "author__user")


def _sent(actor: Actor, found: list[CourtReport]) -> dict[uuid.UUID, dt.date]:
    rows = ReportDelivery.objects.visible_to(actor).filter(report_id__in=[row.pk for row in found])
    return dict(rows.order_by("sent_on").values_list("report_id", "sent_on"))


@dataclass(frozen=True, slots=True)
class Queue:
    """What an agency owes to courts, the late first; and reports in which it should check its own words."""

    rows: tuple[ReportLine, ...]
    to_check: tuple[ReportLine, ...]
    late: int
    total: int


def report_queue(actor: Actor, *, mine: bool = False, everything: bool = False) -> Queue:
    """Return the reports of the actor's agency on cases they see, and log the page by case.

    ``mine`` narrows to reports of cases the actor supervises; ``everything`` adds those that are with the court.
    """
    rows = CourtReport.objects.visible_to(actor, "keep" if mine else "view").filter(agency=actor.agency_id)
    if not everything:
        rows = rows.open()
    found = list(_whole(rows).order_by("due_on", "pk")[:MANY])
    asked = ReportCheck.objects.visible_to(actor, "answer").filter(state=CheckState.WAITING)
    checks = CourtReport.objects.visible_to(actor).filter(pk__in=asked.values("report_id"), state=ReportState.CHECK)
    to_check = list(_whole(checks).order_by("due_on", "pk")[:MANY])
    sent = _sent(actor, found)
    by_case = trail.by_case((*found, *to_check))
    trail.consulted_across(actor, "report.list_read", "court_report", by_case, "place")
    lines = sorted((line_of(actor, row, sent) for row in found), key=lambda line: (not line.late, line.due_on))
    return Queue(
        tuple(lines), tuple(line_of(actor, row, {}) for row in to_check), sum(line.late for line in lines), len(lines)
    )
