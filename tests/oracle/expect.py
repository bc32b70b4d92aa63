"""What the rule says each table shows to somebody. Where the walls promise different things, both are said."""

from __future__ import annotations

from typing import Any

from tests.oracle.expect_records import records_by_orm, records_seen
from tests.oracle.lay import partnership_key, tiers_written
from tests.oracle.rule import may, may_item, places, standing, tier, tier_at
from tests.oracle.world import Note, Who, World

CASE_VERBS = ("view", "write", "work", "team", "edit", "manage", "log", "lead", "supervise")
NOTE_VERBS = ("view", "read", "answer", "change")
Seen = dict[str, set[Any]]
"""Name of a question -> the keys (or pairs of key and tier) of the rows that answer it."""


def reminded(w: World, who: Who, caseless: bool) -> set[Any]:
    """Reminders: one of each deadline, to whoever answers for it; of a case while they see it."""
    return {
        d.id for d in w.dues
        if d.responsible is who.membership and d.responsible.person is who.person
        and (may(w, who, "view", d.case) if d.case else caseless)
    }  # fmt: skip


def coordinated(who: Who) -> set[Any]:
    """The ledger of messages: the one of the partnership, to its coordinators."""
    m = who.membership
    return {partnership_key(m.agency.partnership)} if "coordinator" in m.duties else set()


def common(w: World, who: Who, caseless: bool) -> Seen:
    """What both walls must show, no more and no less. ``caseless``: deadlines of no case are shown to them."""
    tiers = {n: tier(w, who, n) for n in w.notes}
    view = {c for c in w.cases if may(w, who, "view", c)}
    work = {c.id for c in w.cases if may(w, who, "work", c)}
    agency = who.membership.agency
    return {
        **{f"case:{verb}": {c.id for c in w.cases if may(w, who, verb, c)} for verb in CASE_VERBS},
        "person": {c.id for c in view},
        "contact": work,
        "relationship": work,
        "tier": {(n.id, t) for n, t in tiers.items() if t},
        "text": {(n.id, t) for n, best in tiers.items() for t in tiers_written(n) if t <= best},
        "response": {r.id for r in w.responses if tiers[r.note] >= 2 and agency in (r.agency, r.note.agency)},
        "due_note": {n.id for n, t in tiers.items() if t >= 2 and n.case.id in work} | {
            r.id for r in w.responses
            if r.note.case.id in work and tiers[r.note] >= 2 and agency in (r.agency, r.note.agency)
        },
        "reminder": reminded(w, who, caseless),
        "mail": coordinated(who) if caseless else set(),
        "due": {
            d.id for d in w.dues
            if (d.case and (d.case.id in work or (d.responsible is who.membership and d.case in view)))
            or (d.case is None and caseless and (
                d.responsible is who.membership
                or (d.agency is agency and (d.responsible is None or "supervisor" in who.membership.duties))))
        },
    }  # fmt: skip


def _team(w: World, who: Who, own: bool) -> Seen:
    """Places on seen cases; the second wall also shows a person their own rows, for the planner and for guardian."""
    m = who.membership
    view, work = ({c for c in w.cases if may(w, who, verb, c)} for verb in ("view", "work"))
    ours = own and standing(w, who)
    return {
        "team": {p.id for p in w.places if p.case in view or (own and p.person is who.person)},
        "agency_grant": {g.id for g in w.grants if g.case in view or (ours and g.agency is m.agency)},
        "emergency": {e.id for e in w.emergencies if e.case in work or (own and e.person is who.person)},
    }


def _listing(w: World, who: Who, note: Note) -> bool:
    return any(
        got >= 4 or (got >= 1 and at.manages)
        for at in places(w, who, note.case) for got in (tier_at(w, who, note, at),)
    )  # fmt: skip


def _audience(w: World, who: Who, note: Note) -> bool:
    return any(
        tier_at(w, who, note, at) >= 4 and at.kind in ("permanent", "emergency") for at in places(w, who, note.case)
    )


BEST = ("permanent", "emergency", "oversight", "ad_hoc", "companion")


def _standing(w: World, who: Who) -> set[Any]:
    found = set()
    for case in w.cases[:6]:  # one question per case: a few are enough
        if ways := places(w, who, case):
            kind = min((at.kind for at in ways), key=BEST.index)
            found.add((case.id, kind, tuple(sorted(v for v in CASE_VERBS if may(w, who, v, case)))))
    return found


def by_orm(w: World, who: Who) -> Seen:
    """What the guarded querysets must show.

    What no case holds (caseless deadlines, the adviser's lines) is closed to people not in good standing by the
    doors and by the second wall, not here.
    """
    legal = "legal" in who.membership.duties
    seen: Seen = {
        **common(w, who, caseless=True), **_team(w, who, own=False), **records_by_orm(w, who),
        **{f"note:{verb}": {n.id for n in w.notes if may_item(w, who, verb, n)} for verb in NOTE_VERBS},
        "standing": _standing(w, who),
        "case:apart": {c.id for c in w.cases if may(w, who, "view", c)},
        "listing": {(n.id, p.id) for n in w.notes if _listing(w, who, n) for p in n.listed},
        "audience": {n.id for n in w.notes if _audience(w, who, n)},
        "mark": {(r.note.id, r.by.id) for r in w.responses if r.by is who.membership and r.by.person is who.person},
        "line": {
            (r.note.id, r.by.id) for r in w.responses
            if r.by.person is who.person
            or (r.note.case.partnership == who.membership.agency.partnership if legal
                else may(w, who, "log", r.note.case))
        },
    }  # fmt: skip
    pointed = [f"note:{verb}" for verb in NOTE_VERBS] + [f"case:{verb}" for verb in CASE_VERBS]
    pointed += ["text", "response", "listing", "audience", "contact", "team", "agency_grant", "emergency"]
    return seen | {f"{name}:point": seen[name] for name in pointed}


def by_sql(w: World, who: Who) -> Seen:
    """What the policies of the database must show: rows a person holds several places on are judged together."""
    legal = "legal" in who.membership.duties and standing(w, who)
    tiers = {n: tier(w, who, n) for n in w.notes}
    manages = {c for c in w.cases if may(w, who, "manage", c)}
    return {
        **common(w, who, caseless=standing(w, who)), **_team(w, who, own=True),
        **records_seen(w, who, closed=True),
        "listing": {
            (n.id, p.id) for n, t in tiers.items() for p in n.listed if t >= 4 or (t >= 1 and n.case in manages)
        },
        "audience": {n.id for n, t in tiers.items() if t >= 4 and may(w, who, "work", n.case)},
        "mark": {(r.note.id, r.by.id) for r in w.responses if r.by.person is who.person},
        "line": {
            (r.note.id, r.by.id) for r in w.responses
            if r.by.person is who.person or r.note.case in manages
            or (legal and r.note.case.partnership == who.membership.agency.partnership)
        },
        "oversight": {
            o.id for o in w.oversights if standing(w, who) and o.partnership == who.membership.agency.partnership
        },
    }  # fmt: skip
