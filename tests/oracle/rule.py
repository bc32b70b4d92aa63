"""The rule in plain Python: who reads what, at which tier (domain sections 3.6, 4.3, 4.4). Imports no product code."""

from __future__ import annotations

from typing import NamedTuple

from tests.oracle.world import Agency, Case, Note, Span, Who, World


class At(NamedTuple):
    """A place on a case as it counts now."""

    kind: str
    purpose: str
    manages: bool = False
    supervises: bool = False


def runs(span: Span) -> bool:
    """Whether the interval covers this moment."""
    return span[0] <= 0 < span[1]


def standing(w: World, who: Who) -> bool:
    """Active account, running membership of their own, agency takes part, newest code in force accepted, not lapsed."""
    m = who.membership
    codes = [c for c in w.codes if c.partnership == m.agency.partnership and c.since <= 0]
    newest = max(codes, key=lambda c: c.number, default=None)
    accepted = newest is not None and who.person in newest.accepted - newest.lapsed
    return m.person is who.person and who.person.active and runs(m.span) and m.agency.member and accepted


def agreed(w: World, one: Agency, two: Agency, purpose: str, category: str | None = None) -> bool:
    """One agreement in force that both signed and neither left, for this purpose and data category."""
    return any(
        runs(a.span) and not a.suspended and not a.ended and purpose in a.purposes
        and (category is None or category in a.categories)
        and all(side in a.parties and a.parties[side][0] and a.parties[side][1] > 0 for side in (one, two))
        for a in w.agreements
    )  # fmt: skip


def places(w: World, who: Who, case: Case) -> list[At]:
    """Every place from which they see the case now."""
    if not standing(w, who):
        return []
    m = who.membership
    found = [
        At(t.kind, t.purpose, t.manages, t.supervises)
        for t in w.places if t.case is case and t.membership is m and t.person is who.person and runs(t.span)
    ]  # fmt: skip
    if "supervisor" in m.duties:
        found += [At("permanent", g.purpose) for g in w.grants
                  if g.case is case and g.agency is m.agency and runs(g.span)]  # fmt: skip
    if "chair" in m.duties:
        found += [At("oversight", o.purpose) for o in w.oversights
                  if o.membership is m and o.person is who.person and runs(o.span)
                  and (o.partnership, o.area) == (case.partnership, case.area)]  # fmt: skip
    found = [at for at in found if m.agency is case.lead or agreed(w, m.agency, case.lead, at.purpose)]
    return found + [
        At("emergency", "staff_or_person_safety") for e in w.emergencies
        if e.case is case and e.membership is m and e.person is who.person and runs(e.span) and not e.ended
    ]  # fmt: skip


def tier_at(w: World, who: Who, note: Note, at: At) -> int:
    """The tier from one place: 4 full, 3 summary, 2 gist, 1 existence, 0 nothing."""
    agency = who.membership.agency
    core = at.kind in ("permanent", "emergency")
    ours = agency is note.agency and at.kind in ("permanent", "ad_hoc")
    knows = core or ours or at.manages
    if note.author is who.person:
        allowed = 4
    elif not (at.kind == "emergency" or agency is note.agency
              or agreed(w, agency, note.agency, at.purpose, note.category)):  # fmt: skip
        allowed = 0
    elif at.kind == "companion":
        allowed = min(3, note.released) if note.companions and note.handling == "team" else 0
    else:
        allowed = {
            "team": 4 if knows else 3,
            "core": 4 if core or ours else 3 if at.manages else 2,
            "named": 4 if who.person in note.listed else 2 if knows else 0,
            "sealed": 4 if who.person in note.listed else 1 if knows else 0,
        }[note.handling]
        if not ours:
            allowed = min(allowed, note.released, 1 if note.withdrawn else 4)
    lawful = {4: True, 3: note.summary, 2: note.gist, 1: knows, 0: True}
    return next(tier for tier in range(allowed, -1, -1) if lawful[tier])


def tier(w: World, who: Who, note: Note) -> int:
    """The best tier over all places."""
    return max((tier_at(w, who, note, at) for at in places(w, who, note.case)), default=0)


TEAM = ("permanent", "ad_hoc", "companion")


def may(w: World, who: Who, verb: str, case: Case) -> bool:
    """Whether a place on the case lets them do this."""
    return any(
        {
            "view": True,
            "write": at.kind in TEAM,
            "work": at.kind in ("permanent", "emergency"),
            "team": at.kind in ("permanent", "emergency", "oversight"),
            "edit": at.kind == "permanent",
            "manage": at.manages or at.supervises,
            "log": at.manages or at.supervises,
            "lead": at.manages,
            "supervise": at.supervises,
        }[verb]
        for at in places(w, who, case)
    )


def may_item(w: World, who: Who, verb: str, note: Note) -> bool:
    """Whether a place on the case lets them do this with the note."""
    for at in places(w, who, note.case):
        got = tier_at(w, who, note, at)
        mine = note.author is who.person or (at.kind == "permanent" and who.membership.agency is note.agency)
        if {"view": got >= 1, "read": got >= 2, "answer": got >= 2 and at.kind in TEAM,
            "change": got >= 4 and at.kind in TEAM and mine}[verb]:  # fmt: skip
            return True
    return False
