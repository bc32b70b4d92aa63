"""Signing a report, countersigning it, or returning it to its writer."""

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Operation, Tier
from agencies.choices import Duty, Secrecy
from agencies.errors import Conflict, RuleBroken
from agencies.models import AgencyMembership, save_next
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Note
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from sharing.choices import ReportPart, ReportState, SourceKind
from sharing.models import CourtReport, ReportCheck, ReportSection, ReportStatement
from sharing.queries.report_sources.judged import told_now
from sharing.services.assembling import differs
from sharing.services.report_files import freeze
from sharing.services.reports import SUBJECT, writable

SIGNABLE = ("case__person", "court", "order__type", "agency", "author__user", "author__position", "author__agency")


def not_cleared_any_more(actor: Actor, report: CourtReport, *, unseen: bool = True) -> list[ReportStatement]:
    """Return kept statements whose item was withdrawn, corrected or is no longer cleared as far as it is told.

    ``unseen`` says whether an item of which the actor knows nothing is among them: a senior need not know of each.
    """
    rows = ReportStatement.objects.visible_to(actor).filter(report=report, is_kept=True)
    judged = {"source_kind": SourceKind.ASSESSMENT}
    able_to_tell = told_now(actor, report.case_id) if rows.filter(**judged).exists() else set()
    lost = [row.pk for row in rows.filter(**judged).exclude(source_id__in=able_to_tell)]
    found = [row for row in rows.select_related("section") if row.note_id or row.is_gone or row.pk in lost]
    able: dict[uuid.UUID | None, int] = {
        note.pk: note.court_tier
        if note.status == ItemStatus.CURRENT and note.secrecy != Secrecy.INVESTIGATION
        else int(Tier.NONE)
        for note in Note.objects.visible_to(actor).filter(pk__in=[row.note_id for row in found if row.note_id])
    }
    return [
        row for row in found
        if row.is_gone or row.pk in lost or (row.note_id and _told(row, able, unseen=unseen) < row.tier)
    ]  # fmt: skip


def _told(row: ReportStatement, able: dict[uuid.UUID | None, int], *, unseen: bool) -> int:
    return able.get(row.note_id, int(Tier.NONE) if unseen else row.tier)


def sign_report(actor: Actor, report_id: uuid.UUID) -> CourtReport:
    """Sign: the text is frozen, both files are made, their hashes stand on the trail; the senior is asked.

    Raises:
        Http404, NotAllowed: the report is unseen, signed already, or another's to write.
        RuleBroken: an agency has not answered, the record changed, something is not cleared, or a part is missing.
    """
    with transaction.atomic():
        writable(actor, report_id)
        report: CourtReport = CourtReport.objects.select_related(*SIGNABLE).get_for(actor, "write", pk=report_id)
        _must_be_ready(actor, report)
        kept = ReportStatement.objects.visible_to(actor).filter(report=report)
        # the court is told the others, and so is everybody
        kept.exclude(newer="").update(newer="", newer_tier=None, newer_nature="")
        report.move_to(ReportState.SIGNED)
        report.is_frozen, report.signed_at, report.author_id = True, timezone.now(), actor.membership_id
        report.returned = ""
        save_next(report, "state", "is_frozen", "signed_at", "author", "returned")
        signer = _member(actor)
        hashes = freeze(actor, report, signer, None)
        raise_deadline(
            actor, report.case, DeadlineKind.COUNTERSIGN, due_after(report.case, "countersign", timezone.localdate()),
            Subject(SUBJECT, report.pk), responsible_id=_senior(actor), agency_id=actor.agency_id,
        )  # fmt: skip
        _log(actor, "report.signed", report, hashes)
        return report


def _must_be_ready(actor: Actor, report: CourtReport) -> None:
    if report.state != ReportState.CHECK:
        raise RuleBroken(_("First ask the agencies whose words are quoted."))
    waiting = [
        row.agency.name
        for row in ReportCheck.objects.visible_to(actor).filter(report=report).select_related("agency")
        if row.stands_in_the_way
    ]
    if waiting:
        raise RuleBroken(_("Not settled yet with: %(agencies)s.") % {"agencies": ", ".join(sorted(waiting))})
    lost = not_cleared_any_more(actor, report)
    if lost:
        raise RuleBroken(
            ngettext(
                "%(n)d statement comes from something that is no longer there or no longer cleared. Bring in what "
                "changed, and leave it out or take the newer words.",
                "%(n)d statements come from something that is no longer there or no longer cleared. Bring in what "
                "changed, and leave them out or take the newer words.",
                len(lost),
            )
            % {"n": len(lost)}
        )
    if report.corrects_id is None and differs(actor, report):  # a correction tells of its period what the first one did
        raise RuleBroken(_("The record changed since it was brought in. Bring in what changed, and read the report."))
    words = {row.key: row.body for row in ReportSection.objects.visible_to(actor).filter(report=report)}
    said = ReportStatement.objects.visible_to(actor).filter(report=report, is_kept=True)
    said = said.filter(section__key=ReportPart.PERSONS_VIEW)
    fresh = Q(source_kind=SourceKind.OWN) | Q(source_on__gte=report.period_from)  # not an answer to a plan of before
    if not words.get(ReportPart.PERSONS_VIEW) and not said.filter(fresh).exists():
        raise RuleBroken(_("Write the person's view, or why the person could not be asked."))
    if not words.get(ReportPart.RECOMMENDATION):
        raise RuleBroken(_("Write the recommendation."))


def countersign_report(actor: Actor, report_id: uuid.UUID, version: int) -> CourtReport:
    """Countersign as the senior: files with both signatures are made beside the first ones.

    ``version`` is the one that the senior read.

    Raises:
        Http404, NotAllowed: the report is unseen, or the actor is not the senior or is its author.
        Conflict: it was returned and signed anew meanwhile; nothing is saved.
        RuleBroken: it does not wait for a countersignature, or something in it is no longer cleared.
    """
    with transaction.atomic():
        report = _waiting(actor, report_id)
        if report.version != version:
            raise Conflict(_("The report was signed anew since you opened this page. Read it, then countersign."))
        if not_cleared_any_more(actor, report, unseen=False):
            raise RuleBroken(
                _("Something in it was taken back or corrected since it was signed. Return it to its writer.")
            )
        report.countersigner_id, report.countersigned_at = actor.membership_id, timezone.now()
        save_next(report, "countersigner", "countersigned_at")
        signer = AgencyMembership.objects.select_related("user", "position", "agency").get(pk=str(report.author_id))
        hashes = freeze(actor, report, signer, _member(actor))
        settle_deadlines(actor, report.pk, DeadlineKind.COUNTERSIGN)
        _log(actor, "report.countersigned", report, hashes)
        return report


def return_report(actor: Actor, report_id: uuid.UUID, why: str) -> CourtReport:
    """Return a signed report to its writer with words; what was signed stays as a file.

    Raises:
        Http404, NotAllowed: the report is unseen, or the actor is not the senior or is its author.
        RuleBroken: it does not wait for a countersignature, or there are no words.
    """
    if not why.strip():
        raise RuleBroken(_("Say what the writer should change."), "why")
    with transaction.atomic():
        report = _waiting(actor, report_id)
        report.move_to(ReportState.DRAFT)
        report.is_frozen, report.signed_at, report.returned = False, None, why.strip()
        save_next(report, "state", "is_frozen", "signed_at", "returned")
        settle_deadlines(actor, report.pk, DeadlineKind.COUNTERSIGN, state=DeadlineState.DROPPED)
        _log(actor, "report.returned", report, {})
        return report


def _waiting(actor: Actor, report_id: uuid.UUID) -> CourtReport:
    rows = CourtReport.objects.select_for_update(of=("self",)).select_related(*SIGNABLE)
    report: CourtReport = rows.get_for(actor, "countersign", pk=report_id)
    if report.state != ReportState.SIGNED or report.countersigned_at is not None:
        raise RuleBroken(_("This report does not wait for a countersignature."))
    return report


def _member(actor: Actor) -> AgencyMembership:
    return AgencyMembership.objects.select_related("user", "position", "agency").get(pk=actor.membership_id)


def _senior(actor: Actor) -> uuid.UUID | None:
    """Whoever supervises the cases of the actor's agency, and is not the actor."""
    rows = AgencyMembership.objects.current().filter(agency_id=actor.agency_id, duties__contains=[Duty.SUPERVISOR])
    return rows.exclude(pk=actor.membership_id).order_by("valid_from", "pk").values_list("pk", flat=True).first()


def _log(actor: Actor, verb: str, report: CourtReport, hashes: dict[str, str]) -> None:
    trail.record(
        actor, verb, operation=Operation.ALTER, kind=SUBJECT, subjects=[report.pk], case_id=report.case_id,
        ground="supervise", detail={"sha256": hashes} if hashes else {},
    )  # fmt: skip
