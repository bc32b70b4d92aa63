"""The whole ledger of a case and that of an agency, as pages and as files that leave the system."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Place
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import Agency
from casework.queries.case_file import CaseFile, case_file
from sharing.ledgering import Entry, LedgerFilters, cursor_of
from sharing.narrowing import Scope
from sharing.queries.ledger_entries import entries

PAGE = 50
MOST = 500
"""Lines of a file: more are asked for by days."""
KIND = "ledger"


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page, the newest first; ``older`` is the cursor of the next. ``file`` is the case, None of an agency."""

    file: CaseFile | None
    lines: tuple[Entry, ...]
    older: str
    agencies: tuple[tuple[str, str], ...]
    may_export: bool


@dataclass(frozen=True, slots=True)
class LedgerExport:
    """Every line that fits, newest first. ``file`` is the case, None of an agency."""

    file: CaseFile | None
    lines: tuple[Entry, ...]


def agency_ledger(actor: Actor, filters: LedgerFilters, after: str = "") -> LedgerPage:
    """Return what the actor's agency gave, received, asked and answered, over the cases that the actor may see.

    Logged once for each case.

    Raises:
        NotAllowed: the actor is a companion.
    """
    must_read_ledger(actor)
    found, more = entries(actor, Scope(), filters, after, PAGE)
    _consulted(actor, found, "ledger.agency_read")
    return LedgerPage(None, tuple(found), cursor_of(found[-1]) if more else "", _others(actor), not actor.is_guest)


def whole_ledger(actor: Actor, reference: str, filters: LedgerFilters, after: str = "") -> LedgerPage:
    """Return what agencies asked each other about a case, what was proposed and what left the team; logged once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show what left the case team.
    """
    file = _file(actor, reference)
    found, more = entries(actor, Scope(file.id), filters, after, PAGE)
    trail.consulted(actor, "ledger.read", KIND, [entry.id for entry in found] or [file.id], file.id, file.place)
    older = cursor_of(found[-1]) if more else ""
    return LedgerPage(file, tuple(found), older, _others(actor, own=True), _may_export(actor, file))


def ledger_export(actor: Actor, reference: str, filters: LedgerFilters, reason: str) -> LedgerExport:
    """Return every line that fits for a file, and log it as disclosed with the reason; no reference: the agency's.

    Raises:
        Http404, NotAllowed: as for the pages; guests and emergency access take nothing out.
        RuleBroken: no reason is given, or more lines fit than a file holds.
    """
    file = must_export(actor, reference)
    if not reason.strip():
        raise RuleBroken(_("Say what the file is for."), "reason")
    found, more = entries(actor, Scope(file.id if file else None), filters, "", MOST)
    if more:
        raise RuleBroken(_("More than %(n)s lines fit. Narrow the ledger by days.") % {"n": MOST}, "since")
    trail.record(
        actor, "ledger.exported", operation=Operation.DISCLOSE, kind=KIND,
        subjects=[entry.id for entry in found], case_id=file.id if file else None, reason=reason.strip(),
        recipients=[actor.membership_id], ground=file.place if file else "member", detail={"rows": len(found)},
    )  # fmt: skip
    if file is None:
        _consulted(actor, found, "ledger.agency_read")
    return LedgerExport(file, tuple(found))


def must_read_ledger(actor: Actor) -> None:
    """Refuse companions.

    Raises:
        NotAllowed: always then.
    """
    if actor.is_companion:
        raise NotAllowed(_("From your place it is not shown what was passed on. Ask the case manager."))


def must_export(actor: Actor, reference: str) -> CaseFile | None:
    """Return the case whose ledger the actor may take out; None where no reference is given and the agency's is meant.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: guests, companions and emergency access take no ledger out.
    """
    must_read_ledger(actor)
    file = _file(actor, reference) if reference else None
    if not (_may_export(actor, file) if file else not actor.is_guest):
        raise NotAllowed(_("From your place no ledger is taken out. Ask the case manager."))
    return file


def _may_export(actor: Actor, file: CaseFile) -> bool:
    return not actor.is_guest and file.place in (Place.PERMANENT, "oversight")


def _file(actor: Actor, reference: str) -> CaseFile:
    file = case_file(actor, reference)
    if "team" not in file.may:  # guests and companions
        raise NotAllowed(_("From your place it is not shown what was passed on. Ask the case manager."))
    return file


def _consulted(actor: Actor, found: Sequence[Entry], verb: str) -> None:
    by_case: dict[uuid.UUID, list[uuid.UUID]] = {}
    without = [entry.id for entry in found if entry.case_id is None]
    for entry in found:
        if entry.case_id is not None:
            by_case.setdefault(entry.case_id, []).append(entry.id)
    trail.consulted_across(actor, verb, KIND, by_case, "place")
    if without:
        trail.consulted(actor, verb, KIND, without, None, "duty_report")


def _others(actor: Actor, *, own: bool = False) -> tuple[tuple[str, str], ...]:
    """Agencies to narrow by."""
    rows = Agency.objects.filter(partnership=actor.partnership_id).order_by("name")
    found = rows if own else rows.exclude(pk=actor.agency_id)
    return tuple((str(key), name) for key, name in found.values_list("pk", "name"))
