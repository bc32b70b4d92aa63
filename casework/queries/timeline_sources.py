"""What the casework floor gives to the timeline of a case: one query for each source, cleared for who asks."""

import datetime as dt
import uuid

from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import PROPOSALS, DeadlineState
from casework.due import subject_page
from casework.models import (
    BreachStep,
    Case,
    Condition,
    Contact,
    CourtDecision,
    CustodyEpisode,
    Deadline,
    Decision,
    Exposure,
    FollowUp,
    Incident,
    Note,
    Order,
    Outcome,
    PlanVersion,
    SignObservation,
)
from casework.queries.work_lists import told
from casework.timeline import Entry, Source, Window


def _orders(actor: Actor, window: Window) -> list[Entry]:
    rows = Order.objects.visible_to(actor).filter(window.narrowed("starts_on"), case_id=window.case_id)
    found = rows.select_related("type", "case", "supervising_agency").order_by("-starts_on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.starts_on, _("Order begins: %(name)s %(n)s") % {"name": row.type.local_name, "n": row.number},
            url=reverse("order_list", args=[row.case.reference]) + f"#order-{row.pk}", by=row.supervising_agency.name,
            agency_code=row.supervising_agency.code,
        )
        for row in found
    ]  # fmt: skip


def _court_decisions(actor: Actor, window: Window) -> list[Entry]:
    rows = CourtDecision.objects.visible_to(actor).filter(window.narrowed("decided_on"), case_id=window.case_id)
    found = rows.select_related("court", "case").order_by("-decided_on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.decided_on, row.get_act_display(), row.words,
            tags=tuple(part for part in (row.court.name, row.number) if part),
            url=reverse("order_list", args=[row.case.reference]) + f"#decision-{row.pk}",
        )
        for row in found
    ]  # fmt: skip


def _conditions(actor: Actor, window: Window) -> list[Entry]:
    """Conditions from the day they bind, and proposals from the day they were made."""
    rows = Condition.objects.visible_to(actor).annotate(day=Coalesce("starts_on", "proposed_on"))
    rows = rows.filter(window.narrowed("day"), case_id=window.case_id, day__isnull=False)
    found = rows.select_related("case", "proposed_by__agency").order_by("-day", "pk")[: window.limit]
    return [_condition(row) for row in found]


def _condition(row: Condition) -> Entry:
    proposed = row.state in PROPOSALS
    label = row.get_category_display()
    title = _("Proposed: %(about)s") % {"about": label} if proposed else f"{row.number}. {label}"
    tags = [row.get_state_display()]
    if row.edition > 1 and not proposed:
        tags.append(_("Version %(n)d") % {"n": row.edition})
    agency = row.proposed_by.agency if row.proposed_by else None
    return Entry(
        row.pk, row.starts_on or row.proposed_on or timezone.localdate(), title, row.exact_text, tags=tuple(tags),
        url=reverse("order_list", args=[row.case.reference]) + f"#condition-{row.pk}",
        by=agency.name if agency else "", agency_code=agency.code if agency else "",
    )  # fmt: skip


def _custody_begun(actor: Actor, window: Window) -> list[Entry]:
    rows = CustodyEpisode.objects.visible_to(actor).filter(window.narrowed("began_on"), case_id=window.case_id)
    found = rows.select_related("case", "agency").order_by("-began_on", "pk")[: window.limit]
    return [_stay(row, row.began_on, _("Taken into custody")) for row in found]


def _custody_ended(actor: Actor, window: Window) -> list[Entry]:
    rows = CustodyEpisode.objects.visible_to(actor).filter(
        window.narrowed("ended_on"), case_id=window.case_id, ended_on__isnull=False
    )
    found = rows.select_related("case", "agency").order_by("-ended_on", "pk")[: window.limit]
    return [_stay(row, row.ended_on or row.began_on, _("Released from custody")) for row in found]


def _stay(row: CustodyEpisode, day: dt.date, title: str) -> Entry:
    return Entry(
        row.pk, day, title, tags=(row.get_reason_display(),),
        url=reverse("order_list", args=[row.case.reference]) + "#h-custody",
        by=row.agency.name if row.agency else "", agency_code=row.agency.code if row.agency else "",
    )  # fmt: skip


def _contacts(actor: Actor, window: Window) -> list[Entry]:
    """Contacts that took place or were missed; the day of a missed one is that for which it was planned."""
    rows = Contact.objects.visible_to(actor).held().annotate(at=Coalesce("happened_at", "planned_for"))
    rows = rows.filter(window.narrowed("at", moment=True), case_id=window.case_id)
    found = rows.select_related("originator").order_by(TruncDate("at").desc(), "pk")[: window.limit]
    return [
        Entry(
            row.pk, timezone.localdate(row.happened_at or row.planned_for), row.get_kind_display(), note_id=row.note_id,
            tags=(row.get_attended_display(),), by=row.originator.name, agency_code=row.originator.code,
            url=reverse("contact_detail", args=[row.pk]), at=row.happened_at or row.planned_for,
        )
        for row in found
    ]  # fmt: skip


def _incidents(actor: Actor, window: Window) -> list[Entry]:
    rows = Incident.objects.visible_to(actor).filter(window.narrowed("note__occurred_on"), case_id=window.case_id)
    found = rows.select_related("note__originator").order_by("-note__occurred_on", "pk")[: window.limit]
    return [_worded(row.pk, row.note, _("Incident: %(kind)s") % {"kind": row.get_kind_display()}) for row in found]


def _exposures(actor: Actor, window: Window) -> list[Entry]:
    rows = Exposure.objects.visible_to(actor).filter(window.narrowed("note__occurred_on"), case_id=window.case_id)
    found = rows.select_related("note__originator").order_by("-note__occurred_on", "pk")[: window.limit]
    return [
        _worded(row.pk, row.note, _("Exposure: %(who)s") % {"who": row.get_by_display()}, row.get_offer_display(),
                row.get_response_display())
        for row in found
    ]  # fmt: skip


def _signs(actor: Actor, window: Window) -> list[Entry]:
    rows = SignObservation.objects.visible_to(actor).filter(
        window.narrowed("note__occurred_on"), case_id=window.case_id
    )
    found = rows.select_related("note__originator", "entry").order_by("-note__occurred_on", "pk")[: window.limit]
    return [_worded(row.pk, row.note, row.entry.label, row.get_state_display()) for row in found]


def _worded(key: uuid.UUID, note: Note, title: str, *tags: str) -> Entry:
    return Entry(
        key, note.occurred_on, title, note_id=note.pk, tags=tags, url=reverse("note_detail", args=[note.pk]),
        by=note.originator.name, agency_code=note.originator.code,
    )  # fmt: skip


def _breaches(actor: Actor, window: Window) -> list[Entry]:
    rows = BreachStep.objects.visible_to(actor).filter(window.narrowed("on"), breach__case_id=window.case_id)
    rows = rows.select_related("breach__condition", "breach__case", "membership__agency")
    found = rows.order_by("-on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.on, row.get_kind_display(), note_id=row.note_id, tags=(str(row.breach.condition),),
            url=reverse("breach_detail", args=[row.breach.case.reference, row.breach_id]),
            by=row.membership.agency.name, agency_code=row.membership.agency.code, at=row.recorded_at,
        )
        for row in found
    ]  # fmt: skip


def _decisions(actor: Actor, window: Window) -> list[Entry]:
    rows = Decision.objects.visible_to(actor).filter(window.narrowed("decided_on"), case_id=window.case_id)
    found = rows.select_related("case").order_by("-decided_on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.decided_on, row.chosen, row.reasons, tags=(row.get_kind_display(),),
            url=reverse("decision_detail", args=[row.case.reference, row.pk]),
        )
        for row in found
    ]  # fmt: skip


def _plans(actor: Actor, window: Window) -> list[Entry]:
    rows = PlanVersion.objects.visible_to(actor).filter(
        window.narrowed("in_force_from"), case_id=window.case_id, in_force_from__isnull=False
    )
    found = rows.select_related("membership__agency").order_by("-in_force_from", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.in_force_from or timezone.localdate(), _("Plan %(n)d in force") % {"n": row.number},
            row.person_words, tags=(row.get_answer_display(),) if row.answer else (), by=row.membership.agency.name,
            agency_code=row.membership.agency.code,
        )
        for row in found
    ]  # fmt: skip


def _outcomes(actor: Actor, window: Window) -> list[Entry]:
    rows = Outcome.objects.visible_to(actor).filter(window.narrowed("recorded_on"), case_id=window.case_id)
    found = rows.select_related("case", "membership__agency").order_by("-recorded_on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.recorded_on, _("Outcome put right") if row.reason else _("Outcome recorded"), row.agreed,
            tags=_strands(row), url=reverse("closing", args=[row.case.reference]), by=row.membership.agency.name,
            agency_code=row.membership.agency.code,
        )
        for row in found
    ]  # fmt: skip


def _follow_ups(actor: Actor, window: Window) -> list[Entry]:
    """Follow-ups that were held; those to come stand among what is due."""
    rows = FollowUp.objects.visible_to(actor).filter(
        window.narrowed("held_on"), case_id=window.case_id, held_on__isnull=False
    )
    found = rows.select_related("case", "membership__agency").order_by("-held_on", "pk")[: window.limit]
    return [
        Entry(
            row.pk, row.held_on, _("Follow-up: %(which)s") % {"which": row.get_months_display()}, row.found,
            tags=_strands(row), url=reverse("closing", args=[row.case.reference]),
            by=row.membership.agency.name if row.membership else "",
            agency_code=row.membership.agency.code if row.membership else "",
        )
        for row in found
        if row.held_on
    ]  # fmt: skip


def _strands(row: Outcome | FollowUp) -> tuple[str, ...]:
    return (
        _("Disengagement: %(result)s") % {"result": row.get_disengagement_display()},
        _("Reintegration: %(result)s") % {"result": row.get_reintegration_display()},
    )


def _notes(actor: Actor, window: Window) -> list[Entry]:
    """Notes by the day they were recorded, which a gist does not hide, without those that are words of something."""
    rows = Note.objects.visible_to(actor, "read").filter(
        window.narrowed("recorded_at", moment=True), case_id=window.case_id
    )
    rows = rows.exclude(status=ItemStatus.CORRECTED).exclude(pk__in=_words_of_something(actor, window.case_id))
    found = rows.select_related("originator").order_by(TruncDate("recorded_at").desc(), "pk")[: window.limit]
    return [
        Entry(
            row.pk, timezone.localdate(row.recorded_at), "", note_id=row.pk, url=reverse("note_detail", args=[row.pk]),
            tags=(row.get_kind_display(), *((_("Withdrawn"),) if row.status == ItemStatus.WITHDRAWN else ())),
            by=row.originator.name, agency_code=row.originator.code,
        )
        for row in found
    ]  # fmt: skip


def _words_of_something(actor: Actor, case_id: uuid.UUID) -> list[uuid.UUID]:
    """Notes that stand on the timeline already, as the words of a contact, an incident or a step."""
    parts = [
        kind.objects.visible_to(actor).filter(case_id=case_id, note_id__isnull=False).order_by()
        for kind in (Contact, Incident, Exposure, SignObservation)
    ]
    steps = BreachStep.objects.visible_to(actor).filter(breach__case_id=case_id, note_id__isnull=False).order_by()
    first, *others = [rows.values_list("note_id", flat=True) for rows in (*parts, steps)]
    return list(first.union(*others))


def _met(actor: Actor, window: Window) -> list[Entry]:
    rows = Deadline.objects.visible_to(actor).filter(
        window.narrowed("done_at", moment=True), case_id=window.case_id, state=DeadlineState.DONE,
        done_at__isnull=False,
    )  # fmt: skip
    rows = told(actor, rows).select_related("agency", "case")
    return [
        Entry(
            row.pk, timezone.localdate(row.done_at), row.get_kind_display(), tags=(_("Done"),),
            url=subject_page(row.subject_kind, row.subject_id, row.case.reference if row.case else ""),
            by=row.agency.name, agency_code=row.agency.code, at=row.done_at,
        )
        for row in rows.order_by(TruncDate("done_at").desc(), "pk")[: window.limit]
    ]  # fmt: skip


def _stage(actor: Actor, window: Window) -> list[Entry]:
    """The stage of the cycle in which the case is now; earlier ones stand on the trail."""
    rows = Case.objects.visible_to(actor, "team").filter(window.narrowed("stage_since"), pk=window.case_id)
    return [
        Entry(row.pk, row.stage_since, _("Stage: %(stage)s") % {"stage": row.get_stage_display()})
        for row in rows.filter(stage_since__isnull=False)[: window.limit]
        if row.stage_since
    ]  # fmt: skip


SOURCES = (
    Source("court_decision", "court", gettext_lazy("Court decision"), _court_decisions),
    Source("order", "court", gettext_lazy("Court decision"), _orders),
    Source("condition", "condition", gettext_lazy("Condition"), _conditions),
    Source("custody_begun", "custody", gettext_lazy("Custody"), _custody_begun),
    Source("custody_ended", "custody", gettext_lazy("Custody"), _custody_ended),
    Source("breach", "breach", gettext_lazy("Breach"), _breaches),
    Source("decision", "decision", gettext_lazy("Joint decision"), _decisions),
    Source("incident", "incident", gettext_lazy("Incident"), _incidents),
    Source("exposure", "exposure", gettext_lazy("Exposure"), _exposures),
    Source("sign", "sign", gettext_lazy("Sign"), _signs),
    Source("contact", "contact", gettext_lazy("Contact"), _contacts),
    Source("plan", "plan", gettext_lazy("Plan"), _plans),
    Source("outcome", "outcome", gettext_lazy("Outcome"), _outcomes),
    Source("follow_up", "outcome", gettext_lazy("Outcome"), _follow_ups),
    Source("note", "note", gettext_lazy("Note"), _notes),
    Source("deadline", "deadline", gettext_lazy("Deadline met"), _met),
    Source("stage", "stage", gettext_lazy("Stage of the cycle"), _stage),
)
"""Entries of one day stand in this order."""
