"""Sending a report to the court: a disclosure, with what follows from it for the person."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.choices import Purpose
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.choices import DeadlineKind
from casework.models import Case
from casework.services.deadlines import settle_deadlines
from sharing.choices import FileFormat, ReportState, SentHow
from sharing.models import CourtReport, Disclosure, Notification, ReportDelivery, ReportStatement, ReportVersion
from sharing.reporting import Sending
from sharing.services.notifying import Telling, tell_later, tell_person
from sharing.services.report_signing import not_cleared_any_more
from sharing.services.reports import SUBJECT


def send_report(actor: Actor, report_id: uuid.UUID, new: Sending) -> Disclosure:
    """Record that the report went to its court; the disclosure, its line on the trail, and that the person be told.

    Raises:
        Http404, NotAllowed: the report is unseen, or another's to send.
        RuleBroken: it is not countersigned, was sent already, something in it is no longer cleared, the person was not
            told before although no court ordered so, or a day is odd.
    """
    sent_on = new.sent_on
    with transaction.atomic():
        report = _kept(actor, report_id)
        if report.countersigned_at is None:
            raise RuleBroken(_("The report is not countersigned yet."))
        if not timezone.localdate(report.countersigned_at) <= sent_on <= timezone.localdate():
            raise RuleBroken(_("It cannot have been sent before it was countersigned, or in the future."), "sent_on")
        _must_be_told(report, new)
        report.move_to(ReportState.SENT)
        if not_cleared_any_more(actor, report):
            raise RuleBroken(
                _(
                    "Something in it was taken back or corrected since it was signed, so it does not go to the court. "
                    "Begin a corrected version: it takes the place of this one."
                )
            )
        save_next(report, "state")
        ReportDelivery(
            report=report, court_id=report.court_id, how=SentHow(new.how), sent_on=sent_on, told_on=new.told_on,
            untold_by_order=new.untold_by_order, membership_id=actor.membership_id,
        ).save(force_insert=True)  # fmt: skip
        disclosure = _disclose(actor, report, sent_on)
        about = [key for key in (report.pk, report.order_id, report.breach_id, report.custody_id) if key]
        for key in about:
            settle_deadlines(actor, key, DeadlineKind.COURT_REPORT)
        tell_later(actor, disclosure, report.case)
        return disclosure


def _must_be_told(report: CourtReport, new: Sending) -> None:
    """The person is told before what a report says, unless the court orders otherwise (domain section 6)."""
    if new.untold_by_order == (new.told_on is not None):
        raise RuleBroken(
            _("Enter the day on which the person was told what it says, or tick that the court ordered otherwise."),
            "told_on",
        )
    if new.told_on is not None and not report.period_from <= new.told_on <= new.sent_on:
        raise RuleBroken(
            _("The person is told within the period of the report or after it, before it is sent."), "told_on"
        )


def _kept(actor: Actor, report_id: uuid.UUID) -> CourtReport:
    rows = CourtReport.objects.select_for_update(of=("self",)).select_related("case")
    report: CourtReport = rows.get_for(actor, "keep", pk=report_id)
    return report


def _disclose(actor: Actor, report: CourtReport, sent_on: dt.date) -> Disclosure:
    rows = ReportStatement.objects.visible_to(actor).filter(report=report, is_kept=True, source_id__isnull=False)
    told = list(rows.values_list("note_id", "tier", "source_kind", "source_id"))
    tier = max((tier for note, tier, _kind, _id in told if note), default=int(Tier.EXISTENCE))
    disclosure = Disclosure(
        case_id=report.case_id, purpose=Purpose.COURT, court_id=report.court_id, report=report, tier=tier,
        items=len({(kind, key) for _note, _tier, kind, key in told}), made_on=sent_on,
        membership_id=actor.membership_id, recorded_at=timezone.now(),
    )  # fmt: skip
    disclosure.save(force_insert=True)
    files = ReportVersion.objects.visible_to(actor).filter(report=report, format=FileFormat.PDF).order_by("-edition")
    trail.record(
        actor, "report.sent", operation=Operation.DISCLOSE, kind=SUBJECT,
        subjects=[report.pk, disclosure.pk, *dict.fromkeys(note for note, *_more in told if note)],
        case_id=report.case_id, tier=tier, ground="supervise",
        detail={
            "court": str(report.court_id), "purpose": "court", "items": disclosure.items,
            "sha256": files.values_list("sha256", flat=True).first() or "",
        },
    )  # fmt: skip
    return disclosure


def acknowledge_report(actor: Actor, report_id: uuid.UUID, on: dt.date) -> None:
    """Record that the court has the report.

    Raises:
        Http404, NotAllowed: the report is unseen, or another's to keep.
        RuleBroken: it was not sent, or the day is odd.
    """
    with transaction.atomic():
        report = _kept(actor, report_id)
        report.move_to(ReportState.ACKNOWLEDGED)
        delivery = ReportDelivery.objects.visible_to(actor).filter(report=report).order_by("-sent_on").first()
        if delivery is None or not delivery.sent_on <= on <= timezone.localdate():
            raise RuleBroken(_("It cannot be acknowledged before it was sent, or in the future."), "acknowledged_on")
        delivery.acknowledged_on = on
        save_next(delivery, "acknowledged_on")
        save_next(report, "state")
        trail.record(
            actor, "report.acknowledged", operation=Operation.ALTER, kind=SUBJECT, subjects=[report.pk],
            case_id=report.case_id, ground="supervise",
        )  # fmt: skip


def tell_of_report(actor: Actor, report_id: uuid.UUID, new: Telling) -> Notification:
    """Record that the person was told of the disclosure of a report.

    Raises:
        Http404, NotAllowed: the report is unseen, or the actor is neither case manager nor order supervisor.
        RuleBroken: it was not sent, the person was told, or a word is missing.
        Conflict: somebody recorded it in this moment; nothing is saved.
    """
    report: CourtReport = CourtReport.objects.get_for(actor, pk=report_id)
    Case.objects.get_for(actor, "manage", pk=report.case_id)
    found = Disclosure.objects.visible_to(actor).filter(report=report).values_list("pk", flat=True).first()
    if found is None:
        raise RuleBroken(_("This report was not sent."))
    return tell_person(actor, found, new)
