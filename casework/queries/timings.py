"""What the partnership has set about its days and reminders, beside the defaults and where those come from."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from access.actor import Actor
from access.errors import NotAllowed
from agencies.models import Partnership
from agencies.queries.cadences import (
    DEFAULTS,
    ERASE_KEY,
    ERASE_SOURCE,
    FOLLOW_UPS,
    FOLLOW_UPS_KEY,
    FOLLOW_UPS_SOURCE,
    KEY,
    Cadence,
)
from casework.choices import DeadlineKind, FollowUpMonth
from casework.reminding import TIMINGS, USUAL, Rules, Timing, rules_of


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of deadline: what holds, what the default is, and whether it was changed."""

    kind: str
    label: str
    now: Timing
    usual: Timing

    @property
    def changed(self) -> bool:
        """Whether the partnership set its own figures."""
        return self.now != self.usual


@dataclass(frozen=True, slots=True)
class SpanRow:
    """How long something may take: what holds, and the default with its bounds and its source."""

    name: str
    days: int
    usual: Cadence

    @property
    def changed(self) -> bool:
        """Whether the partnership set its own figure."""
        return self.days != self.usual.days


@dataclass(frozen=True, slots=True)
class Times:
    """Everything of it."""

    kinds: tuple[KindRow, ...]
    spans: tuple[SpanRow, ...]
    rules: Rules
    follow_ups: tuple[str, ...]
    months: tuple[int, ...]
    erase_after: int | None
    version: int
    follow_ups_source: str = FOLLOW_UPS_SOURCE
    erase_source: str = ERASE_SOURCE


def times(actor: Actor) -> Times:
    """Return the days and reminders of the actor's partnership.

    Raises:
        NotAllowed: the actor is a companion.
    """
    if actor.is_companion:
        raise NotAllowed(_("This page is for the agencies' staff. Ask the case manager."))
    kept, version = Partnership.objects.values_list("settings", "version").get(pk=actor.partnership_id)
    rules, own = rules_of(kept), (kept or {}).get(KEY, {})
    months = tuple((kept or {}).get(FOLLOW_UPS_KEY, FOLLOW_UPS))
    return Times(
        tuple(_row(rules, kind) for kind in DeadlineKind),
        tuple(SpanRow(name, own.get(name, usual.days), usual) for name, usual in DEFAULTS.items()), rules,
        tuple(str(FollowUpMonth(one).label) for one in months), months, (kept or {}).get(ERASE_KEY), version,
    )  # fmt: skip


def span_row(actor: Actor, name: str) -> tuple[SpanRow, int]:
    """Return one cadence and the version of the settings that was read.

    Raises:
        Http404: there is none of that name.
    """
    found = times(actor)
    row = next((one for one in found.spans if one.name == name), None)
    if row is None:
        raise Http404
    return row, found.version


def kind_row(actor: Actor, kind: str) -> KindRow:
    """Return one kind of deadline.

    Raises:
        Http404: there is no such kind.
    """
    if kind not in DeadlineKind.values:
        raise Http404
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=actor.partnership_id)
    return _row(rules_of(kept), DeadlineKind(kind))


def _row(rules: Rules, kind: DeadlineKind) -> KindRow:
    return KindRow(kind.value, str(kind.label), rules.of(kind), TIMINGS.get(kind, USUAL))
