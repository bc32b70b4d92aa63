"""What is coming: releases and ends of orders in the next twelve months, and what is still missing for each (R66)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from casework.choices import DeadlineKind, PlanState
from casework.due import day_words, due_state
from casework.models import Case, CustodyEpisode, Deadline, NetworkLink, Order, PlanVersion
from casework.order_rows import days_left_words, release_words
from casework.queries.networks import network_members

AHEAD = dt.timedelta(days=365)
MOST = 200
"""Releases, and ends of orders, shown at the most."""
WATCHED = (DeadlineKind.NETWORK, DeadlineKind.COURT_REPORT, DeadlineKind.FIRST_PLAN, DeadlineKind.PLAN_REVIEW)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is still to be done; ``on`` and ``state`` where it has a day."""

    what: str
    on: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """One release or end of an order."""

    kind: str
    what: str
    detail: str
    on: str
    left: str
    state: str
    case: str
    title: str
    reference: str
    url: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What comes in one month; the first may be what is past already."""

    label: str
    rows: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next twelve months. ``cut`` says that there is more than is shown."""

    months: tuple[Month, ...]
    releases: int
    ends: int
    past: int
    cut: bool


def forecast(actor: Actor) -> Forecast:
    """Return coming releases and ends of orders of the cases that the actor reads from inside; log them by case."""
    until = timezone.localdate() + AHEAD
    stays = list(
        CustodyEpisode.objects.visible_to(actor)
        .filter(ended_on__isnull=True, release_on__lte=until)
        .select_related("case__person", "agency")
        .order_by("release_on", "pk")[: MOST + 1]
    )
    orders = list(
        Order.objects.visible_to(actor)
        .running()
        .filter(ends_on__lte=until, ended_on__isnull=True)
        .select_related("case__person", "type")
        .order_by("ends_on", "pk")[: MOST + 1]
    )
    cut = len(stays) > MOST or len(orders) > MOST
    stays, orders = stays[:MOST], orders[:MOST]
    leaving = {row.case_id for row in stays}
    missing = _missing(actor, leaving | {row.case_id for row in orders}, leaving)
    today = timezone.localdate()
    dated = [(row.release_on, _release(row, missing, today)) for row in stays if row.release_on]
    dated += [(row.ends_on, _end(row, missing, today)) for row in orders if row.ends_on]
    shown: dict[uuid.UUID, list[uuid.UUID]] = {}
    for case_id, key in [(row.case_id, row.pk) for row in stays] + [(row.case_id, row.pk) for row in orders]:
        shown.setdefault(case_id, []).append(key)
    trail.consulted_across(actor, "forecast.read", "order", shown, "place")
    past = sum(1 for day, _row in dated if day < today)
    return Forecast(_by_month(dated, today), len(stays), len(orders), past, cut)


def _by_month(dated: Iterable[tuple[dt.date, Coming]], today: dt.date) -> tuple[Month, ...]:
    months: dict[str, list[Coming]] = {}
    for day, row in sorted(dated, key=lambda pair: (pair[0], pair[1].reference, pair[1].kind)):
        label = _("Past already") if day < today else date_format(day, "F Y")
        months.setdefault(label, []).append(row)
    return tuple(Month(label, tuple(rows)) for label, rows in months.items())


def _release(row: CustodyEpisode, missing: dict[uuid.UUID, list[Missing]], today: dt.date) -> Coming:
    day = row.release_on or today
    return Coming(
        kind="release", what=_("Release"), detail=row.agency.name if row.agency else "", on=day_words(day),
        left=release_words(row.release_on, today), state=due_state(day, today), case=str(row.case.person),
        title=row.case.neutral_title, reference=row.case.reference,
        url=reverse("order_list", args=[row.case.reference]) + "#h-custody",
        missing=tuple(one for one in missing.get(row.case_id, [])),
    )  # fmt: skip


def _end(row: Order, missing: dict[uuid.UUID, list[Missing]], today: dt.date) -> Coming:
    day = row.ends_on or today
    return Coming(
        kind="end", what=_("Order ends"), detail=f"{row.type.local_name} {row.number}", on=day_words(day),
        left=days_left_words(row.ends_on, today), state=due_state(day, today), case=str(row.case.person),
        title=row.case.neutral_title, reference=row.case.reference,
        url=reverse("order_list", args=[row.case.reference]) + f"#order-{row.pk}",
        missing=tuple(one for one in missing.get(row.case_id, []) if one.what != _network_label()),
    )  # fmt: skip


def _network_label() -> str:
    return str(DeadlineKind.NETWORK.label)


def _missing(actor: Actor, cases: set[uuid.UUID], leaving: set[uuid.UUID]) -> dict[uuid.UUID, list[Missing]]:
    """Return by case what is open of plan, network and report, as far as the actor reads it."""
    today, found = timezone.localdate(), dict[uuid.UUID, list[Missing]]()
    if not cases:
        return found
    due = Deadline.objects.visible_to(actor).open().filter(case_id__in=cases, kind__in=WATCHED)
    seen: set[tuple[uuid.UUID | None, str]] = set()
    for row in due.order_by("due_on", "pk"):
        if row.case_id is not None and (row.case_id, row.kind) not in seen:  # the nearest of each kind
            seen.add((row.case_id, row.kind))
            line = Missing(row.get_kind_display(), day_words(row.due_on), due_state(row.due_on, today))
            found.setdefault(row.case_id, []).append(line)
    plans = PlanVersion.objects.visible_to(actor).filter(case_id__in=cases, state=PlanState.IN_FORCE)
    planned = set(plans.values_list("case_id", flat=True))
    for case_id in cases - planned:
        found.setdefault(case_id, []).append(Missing(_("No plan in force")))
    counted = _network(actor, leaving)
    enough = network_members(actor) if counted else 0
    for case_id, yes in counted.items():
        if yes < enough:
            words = _("Network: %(n)d of %(all)d said yes") % {"n": yes, "all": enough}
            found.setdefault(case_id, []).append(Missing(words))
    return found


def _network(actor: Actor, cases: set[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many said yes, for the cases whose network the actor reads: an overseer reads none."""
    worked = Case.objects.visible_to(actor, "work").filter(pk__in=cases).values_list("pk", flat=True)
    counts = dict.fromkeys(worked, 0)
    links = NetworkLink.objects.visible_to(actor).filter(
        case_id__in=cases, accepted_on__isnull=False, ended_on__isnull=True
    )
    for case_id, yes in links.order_by().values_list("case_id").annotate(yes=Count("pk")):
        counts[case_id] = yes
    return counts
