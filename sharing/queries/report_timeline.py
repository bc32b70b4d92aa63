"""What reports give to the timeline of a case: the day each was signed, and the day it went to the court."""

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from casework.timeline import Entry, Source, Window
from sharing.models import CourtReport, ReportDelivery


def _signed(actor: Actor, window: Window) -> list[Entry]:
    rows = CourtReport.objects.visible_to(actor).filter(
        window.narrowed("signed_at", moment=True), case_id=window.case_id, signed_at__isnull=False
    )
    found = rows.select_related("agency", "court").order_by(TruncDate("signed_at").desc(), "pk")[: window.limit]
    return [
        Entry(
            row.pk, timezone.localdate(row.signed_at), _("%(kind)s signed") % {"kind": row.get_kind_display()},
            url=reverse("report_detail", args=[row.pk]), by=row.agency.name, agency_code=row.agency.code,
            tags=(row.court.name,),
        )
        for row in found
        if row.signed_at
    ]  # fmt: skip


def _sent(actor: Actor, window: Window) -> list[Entry]:
    rows = ReportDelivery.objects.visible_to(actor).filter(window.narrowed("sent_on"), report__case_id=window.case_id)
    found = rows.select_related("report__agency", "court").order_by("-sent_on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.sent_on, _("%(kind)s sent to the court") % {"kind": row.report.get_kind_display()},
            url=reverse("report_detail", args=[row.report_id]), by=row.report.agency.name,
            agency_code=row.report.agency.code, tags=(row.court.name,),
        )
        for row in found
    ]  # fmt: skip


LABEL = gettext_lazy("Reports to the court")
SOURCES = (
    Source("report_signed", "report", LABEL, _signed),
    Source("report_sent", "report", LABEL, _sent),
)
