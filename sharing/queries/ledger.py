"""The ledger of a case: what left the case team, to whom, and whether the person was told of it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Tier
from access.guarded import GuardedQuerySet
from agencies.choices import Purpose
from agencies.errors import NotAllowed
from casework.choices import DeadlineKind
from casework.due import day_words, due_state
from casework.models import Deadline
from casework.queries.case_file import CaseFile, case_file
from sharing.choices import DeferralState
from sharing.models import Deferral, Disclosure, Notification
from sharing.queries.request_lines import RequestLine, lines_of, of_case
from sharing.queries.rights import RightsLine, handed_to_person

PAGE = 50
SHOWN = ("court", "to_agency", "report", "membership__user", "membership__agency")
"""What a line of the ledger tells of a disclosure, beside its own columns."""
At = tuple[dt.date, dt.datetime, uuid.UUID]
"""Where a disclosure stands in the list."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One disclosure. ``tell_by`` is the day by which the person must be told; None once they were.

    ``fullest`` is the fullest tier of the words that were told, empty where only counts and labels were.
    """

    id: uuid.UUID
    report: uuid.UUID | None
    duty_report: uuid.UUID | None
    what: str
    period: str
    recipient: str
    purpose: Purpose
    items: int
    fullest: str
    made_on: dt.date
    on: str
    by: str
    agency: str
    told_on: dt.date | None
    told: str
    told_by: str
    tell_by: dt.date | None
    tell: str
    tell_state: str
    put_off: str = ""

    @property
    def purpose_words(self) -> str:
        """What it was passed on for."""
        return str(self.purpose.label)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of the disclosures of a case, the newest first, with the cursors of its neighbours.

    ``total`` counts all of the case, ``untold`` those of them of which the person does not know, ``put_off`` those of
    these of which they are told later. ``asked`` are the requests between agencies, which stay inside the team;
    ``handed`` is what the person got of their own record.
    """

    file: CaseFile
    lines: tuple[LedgerLine, ...]
    total: int
    untold: int
    put_off: int
    older: str
    newer: str
    asked: tuple[RequestLine, ...]
    handed: tuple[RightsLine, ...]


def case_ledger(actor: Actor, reference: str, after: str = "", before: str = "") -> Ledger:
    """Return one page of the ledger of a case, and log it once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show what left the case team.
    """
    file = case_file(actor, reference)
    if "team" not in file.may:  # guests and companions
        raise NotAllowed(_("From your place it is not shown what was passed on. Ask the case manager."))
    found, older, newer = _page(actor, file.id, _parse(after), _parse(before))
    told = told_of(actor, found)
    due, later = _due(actor, file.id), put_off_until(actor, found)
    asked, handed = of_case(actor, file.id), handed_to_person(actor, file.id)
    trail.consulted(
        actor, "ledger.read", "disclosure", [row.pk for row in (*found, *asked)], file.id, file.place
    )  # fmt: skip
    lines = tuple(_line(row, told.get(row.pk), due.get(row.pk), later.get(row.pk)) for row in found)
    untold = [line for line in lines if line.told_on is None]
    counts = (len(lines), len(untold), sum(bool(line.put_off) for line in untold))
    if older or newer:
        counts = _counts(actor, file.id)
    return Ledger(file, lines, *counts, older, newer, lines_of(actor, asked), handed)


def _page(actor: Actor, case_id: uuid.UUID, at: At | None, back: At | None) -> tuple[list[Disclosure], str, str]:
    """The rows beyond the cursor, and the cursors of the neighbours."""
    rows = Disclosure.objects.visible_to(actor).filter(case_id=case_id)
    rows = rows.select_related(*SHOWN)
    if back is not None:
        found = list(rows.filter(_beyond(back, "gt")).order_by("made_on", "recorded_at", "pk")[: PAGE + 1])
    else:
        rows = rows.filter(_beyond(at, "lt")) if at is not None else rows
        found = list(rows.order_by("-made_on", "-recorded_at", "-pk")[: PAGE + 1])
    more, page = len(found) > PAGE, found[:PAGE]
    if back is not None:
        page.reverse()
    older = _cursor(page[-1]) if page and (more or back is not None) else ""
    newer = _cursor(page[0]) if page and (more if back is not None else at is not None) else ""
    return page, older, newer


def _beyond(at: At, way: str) -> Q:
    day, moment, key = at
    later = Q(made_on=day, recorded_at=moment, **{f"pk__{way}": key})
    return Q(**{f"made_on__{way}": day}) | Q(made_on=day, **{f"recorded_at__{way}": moment}) | later


def _cursor(row: Disclosure) -> str:
    return f"{row.made_on}_{row.recorded_at.timestamp():.6f}_{row.pk}"


def _parse(cursor: str) -> At | None:
    try:
        day, moment, key = cursor.split("_")
        return dt.date.fromisoformat(day), dt.datetime.fromtimestamp(float(moment), dt.UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


def _counts(actor: Actor, case_id: uuid.UUID) -> tuple[int, int, int]:
    told = Q(pk__in=Notification.objects.visible_to(actor).filter(disclosure__case_id=case_id).values("disclosure_id"))
    later = Q(pk__in=_deferred(actor).filter(disclosure__case_id=case_id).values("disclosure_id"))
    rows = Disclosure.objects.visible_to(actor).filter(case_id=case_id)
    got = rows.aggregate(total=Count("pk"), untold=Count("pk", filter=~told), later=Count("pk", filter=later & ~told))
    return got["total"], got["untold"], got["later"]


def told_of(actor: Actor, found: list[Disclosure]) -> dict[uuid.UUID, Notification]:
    """Return by disclosure how the person was told of it."""
    rows = Notification.objects.visible_to(actor).filter(disclosure_id__in=[row.pk for row in found])
    return {row.disclosure_id: row for row in rows.select_related("membership__user")}


def put_off_until(actor: Actor, found: list[Disclosure]) -> dict[uuid.UUID, dt.date]:
    """Return by disclosure the day until which a deferral runs."""
    rows = _deferred(actor).filter(disclosure_id__in=[row.pk for row in found])
    return dict(rows.order_by("until_on").values_list("disclosure_id", "until_on"))


def _deferred(actor: Actor) -> GuardedQuerySet[Deferral]:
    rows: GuardedQuerySet[Deferral] = Deferral.objects.visible_to(actor)
    return rows.filter(state=DeferralState.APPROVED, until_on__gt=timezone.localdate())


def _due(actor: Actor, case_id: uuid.UUID) -> dict[uuid.UUID | None, dt.date]:
    """Return by disclosure the day by which the person must be told."""
    rows = Deadline.objects.visible_to(actor).open().filter(case_id=case_id, kind=DeadlineKind.NOTIFICATION)
    return dict(rows.order_by("-due_on").values_list("subject_id", "due_on"))


def _line(
    row: Disclosure, told: Notification | None, tell_by: dt.date | None, later: dt.date | None = None
) -> LedgerLine:
    """Put a disclosure into words."""
    what, period = _went_out_with(row)
    return LedgerLine(
        id=row.pk, report=row.report_id, duty_report=row.duty_report_id, what=what, period=period,
        recipient=row.to_whom,
        purpose=Purpose(row.purpose), items=row.items,
        fullest=str(Tier(row.tier).label) if row.tier > Tier.EXISTENCE else "",
        made_on=row.made_on, on=day_words(row.made_on), by=row.membership.user.full_name,
        agency=row.membership.agency.name, told_on=told.told_on if told else None,
        told=day_words(told.told_on) if told else "", told_by=told.membership.user.full_name if told else "",
        tell_by=None if told else tell_by, tell="" if told else day_words(tell_by),
        tell_state=due_state(tell_by, timezone.localdate()) if tell_by and not told else "",
        put_off="" if told else day_words(later),
    )  # fmt: skip


def ledger_line(actor: Actor, row: Disclosure) -> tuple[LedgerLine, uuid.UUID | None]:
    """Return the line of one cleared disclosure, and the note with which the person was told."""
    told = told_of(actor, [row]).get(row.pk)
    line = _line(row, told, _due(actor, row.case_id).get(row.pk), put_off_until(actor, [row]).get(row.pk))
    return line, told.note_id if told else None


def _went_out_with(row: Disclosure) -> tuple[str, str]:
    """Return what was passed on, and the days that it is about."""
    if row.report is None:
        return row.what, ""
    what = row.what
    if row.report.number > 1:
        what = _("%(kind)s, version %(n)s") % {"kind": what, "n": row.report.number}
    days = {"first": day_words(row.report.period_from), "last": day_words(row.report.period_to)}
    return what, _("%(first)s to %(last)s") % days
