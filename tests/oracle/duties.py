"""Duty reports made out of a world: one on each case by everybody who was ever on its team, and one by an opener."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rule import may, runs, standing
from tests.oracle.world import Case, Membership, Who, World

DUTIES = ("dutyreport", "dutyword", "dutypassed")
"""What was made, the writer's words, what passed: of every second report, with leave for whoever works on the case."""


def _reports(w: World) -> Iterator[tuple[Any, Case, Membership, bool]]:
    """Key, case, writer, and whether the words that passed are released to the team."""
    for case in w.cases:
        seats = [p.membership for p in w.places if p.case is case]
        opened = [e.membership for e in w.emergencies if e.case is case]
        for n, writer in enumerate(dict.fromkeys((*seats[:3], *opened[:2]))):
            yield key(case.id, f"duty {n}"), case, writer, n % 2 == 0


def seated(w: World, who: Who, case: Case) -> bool:
    """On the team today or in by an emergency, whatever the agreements say; or writing on it by a grant."""
    mine = [(p.span, True) for p in w.places if (p.case, p.membership, p.person) == (case, who.membership, who.person)]
    mine += [
        (e.span, not e.ended) for e in w.emergencies
        if (e.case, e.membership, e.person) == (case, who.membership, who.person)
    ]  # fmt: skip
    return standing(w, who) and (any(open_ and runs(span) for span, open_ in mine) or may(w, who, "write", case))


def _own(w: World, who: Who, case: Case, writer: Membership) -> bool:
    return writer is who.membership and writer.person is who.person and seated(w, who, case)


def duties_seen(w: World, who: Who, closed: bool) -> dict[str, set[Any]]:
    """What both walls must show. ``closed``: nothing without a case, either, to whoever is not in good standing."""
    told = {"chair", "legal"} & who.membership.duties and (standing(w, who) or not closed)
    itself, words, passed = set(), set(), set()
    for report, case, writer, released in _reports(w):
        own = _own(w, who, case, writer)
        ours = writer.agency is who.membership.agency and may(w, who, "edit", case)
        here = case.partnership == who.membership.agency.partnership
        if own or may(w, who, "team", case) or (told and here):
            itself.add(report)
        if own or ours:
            words.add(report)
        if own or ours or (released and may(w, who, "work", case)):
            passed.add(report)
    return dict(zip(DUTIES, (itself, words, passed), strict=True))


def duties_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done with them."""
    return {"dutyreport:correct": duties_seen(w, who, closed=False)["dutyword"]}


def lay_duties(w: World, partnership_key: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    made = list(_reports(w))
    store(sh.DutyReport, [
        sh.DutyReport(
            id=report, case_id=case.id, partnership_id=partnership_key(case.partnership), to_agency_id=case.lead.id,
            agency_id=by.agency.id, membership_id=by.id, user_id=by.person.id, how_soon="days", rests_on=["behaviour"],
            made_at=now,
        ) for report, case, by, _released in made
    ])  # fmt: skip
    store(sh.DutyWord, [
        sh.DutyWord(id=report, report_id=report, feared="F", at_risk="R", known="K", thought="")
        for report, _case, _by, _released in made
    ])  # fmt: skip
    store(sh.DutyPassed, [
        sh.DutyPassed(
            id=report, report_id=report, to_agency_id=case.lead.id, text="T", how_soon="days", sent_at=now, sender="S",
            sender_agency_id=by.agency.id, is_released=released,
        ) for report, case, by, released in made
    ])  # fmt: skip
