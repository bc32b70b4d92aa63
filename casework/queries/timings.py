"""What the partnership has set about its days and reminders, beside the defaults and where those come from."""

from dataclasses import dataclass

from django.http import Http404

from access.actor import Actor
from agencies.models import Partnership
from agencies.queries.cadences import DEFAULTS
from casework.choices import DeadlineKind
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
    """How long something may take: what holds, and the default with its source."""

    name: str
    days: int
    usual: int
    working: bool
    source: str


@dataclass(frozen=True, slots=True)
class Times:
    """Everything of it."""

    kinds: tuple[KindRow, ...]
    spans: tuple[SpanRow, ...]
    rules: Rules


def times(actor: Actor) -> Times:
    """Return the days and reminders of the actor's partnership."""
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=actor.partnership_id) or {}
    rules, own = rules_of(kept), kept.get("cadences", {})
    spans = (
        SpanRow(name.replace("_", " "), own.get(name, usual.days), usual.days, usual.working, usual.source)
        for name, usual in DEFAULTS.items()
    )
    return Times(tuple(_row(rules, kind) for kind in DeadlineKind), tuple(spans), rules)


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
