"""What left the teams of a partnership, for its legal advisers: the line and its lawfulness, never the case."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.choices import Duty, Purpose
from agencies.errors import NotAllowed
from agencies.models import Agency
from casework.due import day_words
from sharing.choices import LawfulBasis, ReportKind
from sharing.ledgering import Cursor, parse

SHOWN = 50
"""Lines of a page."""


@dataclass(frozen=True, slots=True)
class AdviserLine:
    """One disclosure as an adviser reads it.

    ``case_mark`` is the same for each line of a case, to this reader in this month; it matches nothing else.
    """

    id: uuid.UUID
    mark: str
    case_mark: str
    on: str
    what: str
    giver: str
    recipient: str
    purpose: str
    basis: str
    tier: str
    told: str
    tone: str


@dataclass(frozen=True, slots=True)
class AdvisersLedger:
    """One page, the newest first; ``older`` begins the next one, empty on the last."""

    lines: tuple[AdviserLine, ...]
    older: str


def advisers_ledger(actor: Actor, untold: bool = False, after: str = "") -> AdvisersLedger:
    """Return what left the teams, those alone of which the person does not know if ``untold``, and log the reading.

    ``after`` is the cursor of an earlier page.

    Raises:
        NotAllowed: only legal advisers read it.
    """
    if not actor.has_duty(Duty.LEGAL):
        raise NotAllowed(_("The ledger of the partnership is for its legal advisers. Ask one of them."))
    rows = _rows(untold, parse(after))
    shown = rows[:SHOWN]
    agencies = {row[key] for row in shown for key in ("giver", "agency") if row[key]}
    names = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name"))
    trail.record(
        actor, "ledger.read_by_adviser", operation=Operation.CONSULT, kind="disclosure",
        subjects=[row["id"] for row in shown], ground="duty",
    )  # fmt: skip
    last = shown[-1] if shown else None
    older = f"{last['recorded_at'].timestamp():.6f}_{last['id']}" if last and len(rows) > SHOWN else ""
    return AdvisersLedger(tuple(_line(row, names) for row in shown), older)


def _rows(untold: bool, at: Cursor | None) -> list[dict[str, Any]]:
    moment, key = at or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM sharing_advisers_ledger(%s, %s::timestamptz, %s::uuid, %s)",
            [untold, moment, str(key) if key else None, SHOWN + 1],
        )
        columns = [column.name for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _line(row: dict[str, Any], names: dict[uuid.UUID, str]) -> AdviserLine:
    told, tone = _told(row["told_on"], row["later"])
    return AdviserLine(
        id=row["id"], mark=f"D-{row['id'].hex[:6].upper()}", case_mark=row["case_mark"],
        on=day_words(row["made_on"]), what=_what(row["kind"], row["report"]), giver=names[row["giver"]],
        recipient=row["court"] or names.get(row["agency"]) or row["recipient"],
        purpose=str(Purpose(row["purpose"]).label),
        basis=str(LawfulBasis(row["basis"]).label) if row["basis"] else "", tier=str(Tier(row["tier"]).label),
        told=told, tone=tone,
    )  # fmt: skip


def _what(kind: str, report: str | None) -> str:
    if kind == "duty":
        return _("Duty report")
    return str(ReportKind(report).label) if report else _("Words that were approved")


def _told(told_on: dt.date | None, later: dt.date | None) -> tuple[str, str]:
    if told_on is not None:
        return _("Told %(day)s") % {"day": day_words(told_on)}, "green"
    if later is not None:
        return _("Put off until %(day)s") % {"day": day_words(later)}, "orange"
    return _("Not told yet"), "red"
