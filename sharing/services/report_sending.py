"""Sending a report to the court: a disclosure, with what follows from it for the person."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Handling, Nature, Operation, Tier
from agencies.errors import RuleBroken
from agencies.models import only_once, save_next
from casework.choices import DeadlineKind, NoteKind
from casework.models import Case, CaseTeamMember
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.notes import store_note
from casework.writing import NewNote
from sharing.choices import DisclosurePurpose, FileFormat, ReportState, SentHow
from sharing.models import CourtReport, Disclosure, Notification, ReportDelivery, ReportStatement, ReportVersion
from sharing.reporting import Sending
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
        _tell_later(actor, report, disclosure)
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
        case_id=report.case_id, purpose=DisclosurePurpose.COURT, court_id=report.court_id, report=report, tier=tier,
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


def _tell_later(actor: Actor, report: CourtReport, disclosure: Disclosure) -> None:
    """The case manager tells the person of the disclosure (domain section 4.6)."""
    manager = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=report.case_id, is_case_manager=True)
    found = manager.values_list("membership_id", "agency_id").first()
    member, agency = found if found else (actor.membership_id, actor.agency_id)
    raise_deadline(
        actor, report.case, DeadlineKind.NOTIFICATION, due_after(report.case, "notification", disclosure.made_on),
        Subject(SUBJECT, report.pk), responsible_id=member, agency_id=agency or actor.agency_id,
    )  # fmt: skip


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


def tell_person(actor: Actor, report_id: uuid.UUID, told_on: dt.date, words: str, reaction: str) -> Notification:
    """Record that the person was told of the disclosure: the words used and the reaction become a note.

    Raises:
        Http404, NotAllowed: the report is unseen, or the actor is neither case manager nor order supervisor.
        RuleBroken: it was not sent, the person was told, or a word is missing.
        Conflict: somebody recorded it in this moment; nothing is saved.
    """
    with transaction.atomic():
        report: CourtReport = CourtReport.objects.get_for(actor, pk=report_id)
        case: Case = Case.objects.get_for(actor, "manage", pk=report.case_id)
        disclosure = Disclosure.objects.visible_to(actor).filter(report=report).first()
        if disclosure is None:
            raise RuleBroken(_("This report was not sent."))
        already = _("The person was told already.")
        if Notification.objects.visible_to(actor).filter(disclosure=disclosure).exists():
            raise RuleBroken(already)
        if not disclosure.made_on <= told_on <= timezone.localdate():
            raise RuleBroken(_("The person cannot have been told before it was sent, or in the future."), "told_on")
        if not words.strip():
            raise RuleBroken(_("Write what the person was told."), "words")
        note = store_note(actor, case, _as_note(told_on, words.strip(), reaction.strip()))
        told = Notification(
            disclosure=disclosure, told_on=told_on, membership_id=actor.membership_id, note=note,
            recorded_at=timezone.now(),
        )  # fmt: skip
        with only_once("sharing_notification_disclosure_id_key", already):
            told.save(force_insert=True)
        settle_deadlines(actor, report.pk, DeadlineKind.NOTIFICATION)
        trail.record(
            actor, "report.told", operation=Operation.COLLECT, kind=SUBJECT, subjects=[report.pk, note.pk],
            case_id=report.case_id, ground="manage",
        )  # fmt: skip
        return told


def _as_note(told_on: dt.date, words: str, reaction: str) -> NewNote:
    full = _("Told: %(words)s") % {"words": words}
    if reaction:
        full += "\n\n" + _("The person: %(reaction)s") % {"reaction": reaction}
    return NewNote(
        kind=NoteKind.CONTACT, occurred_on=told_on, nature=Nature.FACT, handling=Handling.TEAM,
        title=_("Told of a report to the court"), full=full,
    )  # fmt: skip
