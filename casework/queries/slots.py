"""Where an intervention meets the others of its case and the end of the order."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from casework.models import ClinicalPart, Intervention, Order
from casework.overlaps import Clash, Slot, clashes_of


def _slot(actor: Actor, row: Intervention, part: ClinicalPart | None = None) -> Slot:
    """Put an intervention into its hours; why another agency's treatment may overlap is that agency's to say."""
    accepted = row.overlap_accepted
    if accepted and row.is_clinical and row.provider_id != actor.agency_id:
        accepted = _("known to the agency that provides it")
    return Slot(
        id=row.pk, type=row.type, name=part.title if part and part.title else str(row), provider=row.provider.name,
        starts_on=row.starts_on, ends_on=row.ends_on, weekday=row.weekday, begins_at=row.begins_at,
        ends_at=row.ends_at, accepted=accepted,
    )  # fmt: skip


def treatment_words(actor: Actor, rows: Sequence[Intervention]) -> dict[uuid.UUID, ClinicalPart]:
    """Return the clinical words of those interventions whose agency the actor acts for, by intervention."""
    wanted = [row.pk for row in rows if row.is_clinical and row.provider_id == actor.agency_id]
    if not wanted:
        return {}
    parts = ClinicalPart.objects.visible_to(actor).filter(intervention_id__in=wanted)
    return {part.intervention_id: part for part in parts}


def slots_of(actor: Actor, rows: Sequence[Intervention]) -> list[Slot]:
    """Return when and by whom those cleared interventions are held that run now or will, as the actor may call them."""
    today = timezone.localdate()
    running = [row for row in rows if row.runs_on(today)]
    words = treatment_words(actor, running)
    return [_slot(actor, row, words.get(row.pk)) for row in running]


def order_ends_on(actor: Actor, case_id: uuid.UUID) -> dt.date | None:
    """Return the last day of the orders that run, or None without an order or without an end."""
    orders = Order.objects.visible_to(actor).running().filter(case_id=case_id)
    found = orders.aggregate(open_end=Max("starts_on", filter=Q(ends_on__isnull=True)), last=Max("ends_on"))
    last: dt.date | None = found["last"]
    return None if found["open_end"] else last


def clashes_with(actor: Actor, row: Intervention) -> list[Clash]:
    """Return what is wrong about an intervention being written, beside those the actor sees of its case."""
    if not row.runs_on(timezone.localdate()):
        return []
    rows = Intervention.objects.visible_to(actor).filter(case_id=row.case_id).exclude(pk=row.pk)
    others = slots_of(actor, list(rows.select_related("provider")))
    return clashes_of(_slot(actor, row), others, order_ends_on(actor, row.case_id))
