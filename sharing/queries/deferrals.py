"""Deferrals: what waits to be decided, what runs, and one of them with what may be done."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.sight_deferrals import DECIDE, DECIDE_AGAIN
from agencies.errors import NotAllowed
from casework.due import day_words, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import DeferralGround, DeferralState
from sharing.models import Deferral, Disclosure

S = DeferralState
SHOWN = ("proposed_by__user", "proposed_by__agency", "decided_by__user", "second_by__user")
TONES = {S.PROPOSED: "orange", S.SECOND: "orange", S.APPROVED: "green", S.REFUSED: "red", S.ENDED: "grey"}


@dataclass(frozen=True, slots=True)
class DeferralLine:
    """One deferral in words. ``runs``: the person is not told today, by this one."""

    id: uuid.UUID
    disclosure: uuid.UUID | None
    title: str
    what: str
    to: str
    made: str
    ground: str
    facts: str
    until_on: dt.date
    until: str
    state: DeferralState
    state_words: str
    tone: str
    runs: bool
    twice: bool
    reason: str
    reviewed: str
    proposed: str
    proposed_by: str
    agency: str
    decided: str
    decided_by: str
    seconded: str
    seconded_by: str
    version: int


@dataclass(frozen=True, slots=True)
class DeferralPage:
    """A deferral with what the actor may do; ``file`` is None for whoever decides without seeing the case."""

    line: DeferralLine
    may: frozenset[str]
    file: CaseFile | None


@dataclass(frozen=True, slots=True)
class DeferralList:
    """What waits for a decision, what runs, and what is over, of a partnership."""

    waiting: tuple[DeferralLine, ...]
    running: tuple[DeferralLine, ...]
    over: tuple[DeferralLine, ...]


MOST = 100
"""Deferrals that a list shows: the latest."""


def deferral_list(actor: Actor) -> DeferralList:
    """Return the deferrals of the partnership for whoever decides of them, the latest ones.

    Raises:
        NotAllowed: the actor is neither chair, coordinator nor legal adviser.
    """
    if not any(actor.has_duty(duty) for duty in (*DECIDE, DECIDE_AGAIN)):
        raise NotAllowed(_("This page is for the chair, the coordinator and the legal adviser."))
    rows = Deferral.objects.visible_to(actor).filter(partnership_id=actor.partnership_id).select_related(*SHOWN)
    found = list(rows.order_by("-proposed_at", "pk")[:MOST])
    by_case = trail.by_case(found)
    trail.consulted_across(actor, "deferral.list_read", "deferral", by_case, "defer")
    lines = [_line(row) for row in found]
    waiting = tuple(line for line in lines if line.state in (S.PROPOSED, S.SECOND))
    running = tuple(line for line in lines if line.runs)
    return DeferralList(waiting, running, tuple(one for one in lines if one not in waiting and one not in running))


def deferral_page(actor: Actor, deferral_id: uuid.UUID) -> DeferralPage:
    """Return one deferral and log that it was looked at.

    Raises:
        Http404: it is unseen.
    """
    row: Deferral = Deferral.objects.select_related(*SHOWN).get_for(actor, pk=deferral_id)
    line = _line(row)
    case = Case.objects.visible_to(actor).filter(pk=row.case_id).first()
    file = file_of(actor, case) if case is not None else None
    verbs = {S.PROPOSED: ("decide",), S.SECOND: ("second",)}.get(line.state, ("decide", "end") if line.runs else ())
    may = frozenset(verb for verb in verbs if Deferral.objects.visible_to(actor, verb).filter(pk=row.pk).exists())
    trail.consulted(actor, "deferral.read", "deferral", [row.pk], row.case_id, file.place if file else "defer")
    return DeferralPage(line, may, file)


def deferral_desk(actor: Actor, disclosure_id: uuid.UUID) -> CaseFile:
    """Return the head of the case for whoever proposes a deferral of a disclosure.

    Raises:
        Http404, NotAllowed: the disclosure is unseen, or the actor does not work on the case.
    """
    row: Disclosure = Disclosure.objects.get_for(actor, pk=disclosure_id)
    case: Case = Case.objects.select_related("person").get_for(actor, "edit", pk=row.case_id)
    return file_of(actor, case)


@dataclass(frozen=True, slots=True)
class NoticeDeferrals:
    """What put off the notice of a case, the newest first. ``open_to``: whether one may be proposed now."""

    file: CaseFile
    lines: tuple[DeferralLine, ...]
    open_to: bool


def notice_deferrals(actor: Actor, reference: str) -> NoticeDeferrals:
    """Return the deferrals of a case's transparency notice and log the page once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not read its record.
    """
    case: Case = Case.objects.select_related("person").get_for(actor, "team", reference=reference.upper())
    file = file_of(actor, case)
    rows = Deferral.objects.visible_to(actor).filter(case_id=case.pk, disclosure=None).select_related(*SHOWN)
    lines = tuple(_line(row) for row in rows.order_by("-proposed_at", "pk"))
    trail.consulted(
        actor, "deferral.list_read", "deferral", [one.id for one in lines] or [case.pk], case.pk, file.place
    )
    waits = any(one.state in (S.PROPOSED, S.SECOND) for one in lines)
    return NoticeDeferrals(file, lines, "edit" in file.may and case.notice_given_on is None and not waits)


def deferrals_of(actor: Actor, disclosures: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[DeferralLine]]:
    """Return the deferrals of each disclosure, the newest first."""
    rows = Deferral.objects.visible_to(actor).filter(disclosure_id__in=list(disclosures)).select_related(*SHOWN)
    found: dict[uuid.UUID, list[DeferralLine]] = {}
    for row in rows.order_by("-proposed_at", "pk"):
        if row.disclosure_id:
            found.setdefault(row.disclosure_id, []).append(_line(row))
    return found


NOTICE_GIVEN = "The notice was given."
"""What the database writes when a notice ends its deferral (sharing/sql/notice_deferrals.sql)."""


def _title(row: Deferral) -> str:
    if row.disclosure_id is None:
        return _("Transparency notice, owed since %(day)s") % {"day": day_words(row.made_on)}
    return _("%(what)s to %(to)s, %(day)s") % {"what": row.what, "to": row.to_whom, "day": day_words(row.made_on)}


def _line(row: Deferral) -> DeferralLine:
    """Put a deferral into words. Whether it runs is judged by today."""
    state, over = S(row.state), row.until_on <= timezone.localdate()
    lapsed = state == S.APPROVED and over
    return DeferralLine(
        id=row.pk, disclosure=row.disclosure_id, title=_title(row),
        what=row.what, to=row.to_whom, made=day_words(row.made_on),
        ground=str(DeferralGround(row.ground).label), facts=row.facts, until_on=row.until_on,
        until=day_words(row.until_on), state=state, state_words=_("Over") if lapsed else str(state.label),
        tone="grey" if lapsed else TONES[state], runs=state == S.APPROVED and not over, twice=row.needs_second,
        reason=_("The notice was given.") if row.reason == NOTICE_GIVEN else row.reason,
        reviewed=day_words(row.reviewed_on), proposed=moment_words(row.proposed_at),
        proposed_by=row.proposed_by.user.full_name, agency=row.proposed_by.agency.name,
        decided=moment_words(row.decided_at) if row.decided_at else "",
        decided_by=row.decided_by.user.full_name if row.decided_by else "",
        seconded=moment_words(row.second_at) if row.second_at else "",
        seconded_by=row.second_by.user.full_name if row.second_by else "", version=row.version,
    )  # fmt: skip
