"""What requests give to the timeline of a case: the days they were asked and answered, and no word of them."""

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from casework.timeline import Entry, Source, Window
from sharing.models import SharingRequest


def _asked(actor: Actor, window: Window) -> list[Entry]:
    rows = SharingRequest.objects.visible_to(actor).filter(
        window.narrowed("asked_at", moment=True), case_id=window.case_id
    )
    found = rows.select_related("agency", "asked").order_by(TruncDate("asked_at").desc(), "pk")[: window.limit]
    return [
        Entry(
            row.pk, timezone.localdate(row.asked_at), _("%(agency)s was asked") % {"agency": row.asked.name},
            url=reverse("request_detail", args=[row.pk]), by=row.agency.name, agency_code=row.agency.code,
        )
        for row in found
    ]  # fmt: skip


def _answered(actor: Actor, window: Window) -> list[Entry]:
    rows = SharingRequest.objects.visible_to(actor).filter(
        window.narrowed("answered_at", moment=True), case_id=window.case_id, answered_at__isnull=False
    )
    found = rows.select_related("agency", "asked").order_by(TruncDate("answered_at").desc(), "pk")[: window.limit]
    return [
        Entry(
            row.pk, timezone.localdate(row.answered_at), _("A request was answered"),
            url=reverse("request_detail", args=[row.pk]), by=row.asked.name, agency_code=row.asked.code,
        )
        for row in found
        if row.answered_at
    ]  # fmt: skip


LABEL = gettext_lazy("Requests between agencies")
SOURCES = (
    Source("request_asked", "request", LABEL, _asked),
    Source("request_answered", "request", LABEL, _answered),
)
