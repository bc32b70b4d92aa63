"""Giving up a report or a correction that was begun."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.choices import DeadlineKind, DeadlineState
from casework.services.deadlines import settle_deadlines
from sharing.choices import ReportState
from sharing.services.reports import SUBJECT, writable


def give_up_report(actor: Actor, report_id: uuid.UUID, why: str) -> None:
    """Drop a report or a correction that was begun: nobody is asked about it any more. What is still due is due anew.

    Raises:
        Http404, NotAllowed: it is unseen, signed, or another's to write.
        RuleBroken: it was not begun, or there is no reason.
    """
    if not why.strip():
        raise RuleBroken(_("Say why the report is given up."), "why")
    with transaction.atomic():
        report = writable(actor, report_id)
        if report.state == ReportState.DUE:
            raise RuleBroken(_("This report is due and not begun yet."))
        report.move_to(ReportState.DROPPED)
        report.given_up = why.strip()
        save_next(report, "state", "given_up")
        kinds = (DeadlineKind.COURT_REPORT, DeadlineKind.REPORT_CHECK)
        settle_deadlines(actor, report.pk, *kinds, state=DeadlineState.DROPPED)
        trail.record(
            actor, "report.given_up", operation=Operation.ALTER, kind=SUBJECT, subjects=[report.pk],
            case_id=report.case_id, ground="supervise",
        )  # fmt: skip
