"""The list of reminders of one person: what needs them, what they put off, and where each is done."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from casework.choices import MET_BY_HAND, DeadlineKind, ReminderStep, SnoozeReason
from casework.due import day_words, due_state, subject_page
from casework.models import Case, Deadline, Reminder
from casework.queries.plan_due import Lead, leads_of
from casework.queries.work_lists import MANY, titles_of, told

OF_AGREEMENT = (DeadlineKind.AGREEMENT_REVIEW, DeadlineKind.AGREEMENT_ENDS)
STEPS = list(ReminderStep)
"""In the order in which a deadline reaches them."""


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One deadline that somebody is reminded of, at the furthest step it has reached.

    ``what`` is the title of what is due where the reader knows one, and ``kind`` then says what is to be done with it.
    ``done``: what the button says that settles it, and ``done_url`` its address; empty where its own page does.
    ``note``: the note whose title is shown. ``reached``: the step, of which ``step`` are the words.
    ``by_hand``: it is settled by saying that it is done.
    """

    id: uuid.UUID
    what: str
    kind: str
    note: uuid.UUID | None
    url: str
    case: str
    reference: str
    on: str
    state: str
    step: str
    done: str
    done_url: str
    until: str
    why: str
    due_on: dt.date
    reached: ReminderStep
    asleep_until: dt.date | None
    by_hand: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What was not met in one case and was passed on; what belongs to no case stands alone."""

    items: tuple[ReminderItem, ...]

    @property
    def oldest(self) -> ReminderItem:
        """What has waited longest."""
        return self.items[0]


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """What needs somebody now, and what they put off."""

    now: tuple[ReminderItem, ...]
    later: tuple[ReminderItem, ...]

    @property
    def own(self) -> tuple[ReminderItem, ...]:
        """What the person is to do, without what others did not meet."""
        return tuple(item for item in self.now if item.reached != ReminderStep.ESCALATION)

    @property
    def passed_on(self) -> tuple[PassedOn, ...]:
        """What others did not meet, by case; the case that has waited longest first."""
        found: dict[str, list[ReminderItem]] = {}
        for item in self.now:
            if item.reached == ReminderStep.ESCALATION:
                found.setdefault(item.reference or str(item.id), []).append(item)
        return tuple(PassedOn(tuple(items)) for items in found.values())


def reminder_page(actor: Actor) -> ReminderPage:
    """Return the actor's reminders and log what is shown."""
    rows = _furthest(Reminder.objects.visible_to(actor).standing().order_by("due_on", "raised_at")[:MANY])
    items = dict(zip((row.pk for row in rows), _items(actor, rows), strict=True))
    today = timezone.localdate()
    asleep = {row.pk for row in rows if row.snoozed_until and row.snoozed_until > today}
    by_case: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in rows:
        if row.case_id:
            by_case.setdefault(row.case_id, []).extend(_shown(row, items[row.pk]))
    trail.consulted_across(actor, "reminder.list_read", "deadline", by_case, "place")
    return ReminderPage(
        tuple(item for key, item in items.items() if key not in asleep),
        tuple(item for key, item in items.items() if key in asleep),
    )


def reminder_to_snooze(actor: Actor, reminder_id: uuid.UUID) -> ReminderItem:
    """Return one of the actor's standing reminders, and log that it was shown.

    Raises:
        Http404: it is not the actor's, or no longer stands.
    """
    row = Reminder.objects.all().standing().get_for(actor, "view", pk=reminder_id)
    item = _items(actor, [row])[0]
    if row.case_id:
        trail.consulted(actor, "reminder.list_read", "deadline", _shown(row, item), row.case_id, "place")
    return item


def _shown(row: Reminder, item: ReminderItem) -> list[uuid.UUID]:
    return [row.deadline_id, item.note] if item.note else [row.deadline_id]


def _furthest(rows: Iterable[Reminder]) -> list[Reminder]:
    """One reminder of each deadline: that of the furthest step."""
    found: dict[uuid.UUID, Reminder] = {}
    for row in rows:
        before = found.get(row.deadline_id)
        if before is None or STEPS.index(ReminderStep(row.step)) > STEPS.index(ReminderStep(before.step)):
            found[row.deadline_id] = row
    return list(found.values())


def _items(actor: Actor, rows: list[Reminder]) -> list[ReminderItem]:
    wanted = [row.deadline_id for row in rows]
    seen = Deadline.objects.visible_to(actor).filter(pk__in=wanted).select_related("case")
    known = {due.pk: due for due in told(actor, seen)}
    keys = {row.case_id for row in rows if row.case_id}
    found = Case.objects.visible_where(actor, pk__in=keys).select_related("person")
    cases: dict[uuid.UUID | None, Case] = {case.pk: case for case in found}
    leads, today = leads_of(actor, list(known.values())), timezone.localdate()
    notes = [due.subject_id for due in known.values() if due.kind == DeadlineKind.NOTE_ANSWER and due.subject_id]
    titles = titles_of(actor, notes) if notes else {}
    for key, due in known.items():
        if due.kind == DeadlineKind.NOTE_ANSWER and due.subject_id in titles:
            leads[key] = Lead(reverse("note_detail", args=[due.subject_id]), titles[due.subject_id])
    return [
        _item(actor, row, known.get(row.deadline_id), cases.get(row.case_id), leads.get(row.deadline_id), today)
        for row in rows
    ]


def _item(
    actor: Actor, row: Reminder, due: Deadline | None, case: Case | None, lead: Lead | None, today: dt.date
) -> ReminderItem:
    title, kind = lead.what if lead else "", str(due.get_kind_display()) if due else ""
    what = title or kind or _("Something is overdue. Ask why.")
    answer = due is not None and due.kind == DeadlineKind.NOTE_ANSWER
    passed_on = row.step == ReminderStep.ESCALATION
    by_hand = passed_on or (due is not None and due.kind in MET_BY_HAND)
    done_url = reverse("reminder_done", args=[row.pk]) if by_hand else lead.done if lead else ""
    return ReminderItem(
        id=row.pk, what=str(what), kind=kind if title else "",
        note=due.subject_id if due and title and answer else None, url=lead.url if lead else _address(due, case),
        case=_label(actor, case) if case else "", reference=case.reference if case else "",
        on=day_words(row.due_on), state=due_state(row.due_on, today), step=str(row.get_step_display()),
        done=_("I take it up") if passed_on else _("Done") if done_url else "", done_url=done_url,
        until=day_words(row.snoozed_until),
        why=str(SnoozeReason(row.snooze_reason).label) if row.snooze_reason else "",
        due_on=row.due_on, reached=ReminderStep(row.step), asleep_until=row.snoozed_until,
        by_hand=by_hand,
    )  # fmt: skip


def _label(actor: Actor, case: Case) -> str:
    """Name the case: the given name for a companion, whose places show no more."""
    return f"{case.person.given_name if actor.is_companion else case.person}, {case.neutral_title}"


def _address(due: Deadline | None, case: Case | None) -> str:
    """Where it is done: the page of its subject, else that of the case, else nowhere."""
    if due is not None and due.kind in OF_AGREEMENT and due.subject_id:
        return reverse("agreement_detail", args=[due.subject_id])
    if due is not None and due.kind == DeadlineKind.EMERGENCY_REVIEW and due.subject_id:
        return reverse("emergency_review", args=[due.subject_id]) if case else reverse("trail")
    if due is not None and due.kind == DeadlineKind.LEGAL_ADVICE and due.subject_id:
        return reverse("advice_detail", args=[due.subject_id])
    if due is not None and due.kind == DeadlineKind.CODE:
        return reverse("code_of_conduct")
    if case is None:
        return subject_page(due.subject_kind, due.subject_id, "") if due else ""
    there = subject_page(due.subject_kind, due.subject_id, case.reference) if due else ""
    return there or reverse("case_overview", args=[case.reference])
