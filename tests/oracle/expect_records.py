"""What the rule says the tables of supervision and plan show to somebody: the same through both walls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.oracle.advice import advice_seen, advises
from tests.oracle.asking import asking_done, asking_seen
from tests.oracle.contested import contested_done, contested_seen
from tests.oracle.cycle import cycle_seen, rates
from tests.oracle.duties import duties_done, duties_seen
from tests.oracle.erasing import erasing_done, erasing_seen
from tests.oracle.leaks import leaks_done, leaks_seen
from tests.oracle.lessons import lessons_seen, lessons_to_weigh, lessons_to_withdraw
from tests.oracle.proposals import proposals_done, proposals_seen
from tests.oracle.publications import publications_done, publications_seen
from tests.oracle.records import INSIDE, KEPT, PARTS, TOLD, WORKED, Contact, Part, key, records
from tests.oracle.restrictions import restricted_done, restricted_seen
from tests.oracle.rights import files_done, rights_seen
from tests.oracle.rule import At, may, places, standing, tier
from tests.oracle.world import Case, Who, World

Seen = dict[str, set[Any]]
VERBS = ("write", "edit", "manage", "lead", "supervise")
"""What may be done with a row of the record, besides seeing it; asked of one table for all that share its rule."""


def accompanies(w: World, who: Who, case: Case) -> bool:
    """Whether they hold a companion's place on the case."""
    return any(at.kind == "companion" for at in places(w, who, case))


def guests(w: World, who: Who, case: Case) -> bool:
    """Whether they hold a guest's place on the case."""
    return any(at.kind == "ad_hoc" for at in places(w, who, case))


def reads_contact(w: World, who: Who, contact: Contact) -> bool:
    """A contact is read with the summary of its words; a planned one where the case is worked on, and by its maker."""
    if contact.note is not None:
        return tier(w, who, contact.note) >= 3
    return may(w, who, "work", contact.case) or (contact.by is who.membership and may(w, who, "view", contact.case))


def makes_contact(w: World, who: Who, contact: Contact) -> bool:
    """Whether their agency made it and they may change it: a permanent member, or whoever made it."""
    mine = contact.by is who.membership and may(w, who, "write", contact.case)
    return contact.by.agency is who.membership.agency and (may(w, who, "edit", contact.case) or mine)


def follows_contact(w: World, who: Who, contact: Contact) -> bool:
    """Whether they may note what became of a missed contact: those who made it, and who manages the case and reads."""
    if makes_contact(w, who, contact):
        return True
    return reads_contact(w, who, contact) and may(w, who, "manage", contact.case)


def sees_part(w: World, who: Who, part: Part) -> bool:
    """Whether they see a part of the plan: from inside; else guests what is marked for them or is their agency's,
    companions what is marked for them or is an action that they do.

    An objective is nobody's own, and open only while its version is in force.
    """
    if may(w, who, "team", part.case):
        return True
    objective = part.name == "objective"
    counts = part.in_force or not objective
    ours = part.agency is who.membership.agency and not objective
    mine = part.by is who.membership and part.name == "action"
    as_guest = guests(w, who, part.case) and (ours or (part.for_guests and counts))
    as_companion = accompanies(w, who, part.case) and (mine or (part.for_companions and counts))
    return as_guest or as_companion


def sees_clinical(w: World, who: Who, part: Part) -> bool:
    """Whether they read clinical words: their agency's own, from a professional's place."""
    professional = may(w, who, "edit", part.case) or guests(w, who, part.case)
    return part.agency is who.membership.agency and professional


def _ids(rows: Iterable[Any]) -> set[Any]:
    return {row.id for row in rows}


def records_seen(w: World, who: Who, closed: bool) -> Seen:
    """What both walls must show. ``closed``: whoever is not in good standing is shown no catalogue either."""
    made = records(w)
    inside = [c for c in w.cases if may(w, who, "team", c)]
    working = [c for c in w.cases if may(w, who, "work", c)]
    ending = [c for c in w.cases if may(w, who, "team", c) or may(w, who, "manage", c)]
    home = who.membership.agency.partnership
    open_to_them = standing(w, who) or not closed
    return {
        **{name: {key(c.id, name) for c in inside} for name in INSIDE},
        "outcome": {key(c.id, "outcome") for c in ending},
        "followup": {key(c.id, name) for c in ending for name in ("followup", "held")},
        **{name: {key(c.id, name) for c in working} for name in WORKED},
        **{name: {key(f"{home}", name)} if open_to_them else set() for name in KEPT},
        **{name: _ids(p for p in made.parts if p.name == name and sees_part(w, who, p)) for name in PARTS},
        "clinicalpart": _ids(p for p in made.clinical if sees_clinical(w, who, p)),
        "contact of": _ids(c for c in made.contacts if reads_contact(w, who, c)),
        "contactcondition": {c.mark for c in made.contacts if reads_contact(w, who, c)},
        **cycle_seen(w, who, open_to_them),
        **advice_seen(w, who, open_to_them),
        **proposals_seen(w, who),
        **rights_seen(w, who, open_to_them),
        **contested_seen(w, who),
        **restricted_seen(w, who),
        **duties_seen(w, who, closed),
        **leaks_seen(w, who, closed),
        **publications_seen(w, who, closed),
        **erasing_seen(w, who, closed),
        **asking_seen(w, who),
        **lessons_seen(w, who),
        "minutesclearance": {
            key(n.id, "minutes") for n in w.notes if tier(w, who, n) >= 1 and may(w, who, "team", n.case)
        },
        "noterelease": {key(n.id, "release") for n in w.notes if tier(w, who, n) >= 1 and may(w, who, "work", n.case)},
        **{name: _ids(t for t in made.told if t.table == name and tier(w, who, t.note) >= 3) for name in TOLD},
    }  # fmt: skip


def records_by_orm(w: World, who: Who) -> Seen:
    """What the guarded querysets must show, and what they must let be done."""
    made, duties = records(w), who.membership.duties
    home = who.membership.agency.partnership
    acts: Seen = {
        f"order:{verb}": {
            key(c.id, "order") for c in w.cases
            if any(_at(at.kind) and _lets(at, verb) for at in places(w, who, c))
        } for verb in VERBS
    }  # fmt: skip
    return {
        **records_seen(w, who, closed=False), **acts,
        "contribution:rate": rates(w, who),
        "legaladvicerequest:advise": advises(w, who),
        **proposals_done(w, who),
        **files_done(w, who),
        **contested_done(w, who),
        **restricted_done(w, who),
        **duties_done(w, who),
        **leaks_done(w, who),
        **publications_done(w, who),
        **erasing_done(w, who),
        **asking_done(w, who),
        "lessondraft:weigh": lessons_to_weigh(w, who), "lesson:withdraw": lessons_to_withdraw(w, who),
        "contact:edit": _ids(c for c in made.contacts if makes_contact(w, who, c)),
        "contact:follow": _ids(c for c in made.contacts if follows_contact(w, who, c)),
        "action:edit": _ids(p for p in made.parts if p.name == "action" and _edits_part(w, who, p)),
        "objective:edit": _ids(p for p in made.parts if p.name == "objective" and _edits_inside(w, who, p)),
        "clinicalpart:edit": _ids(p for p in made.clinical if _edits_clinical(w, who, p)),
        "court:edit": {key(f"{home}", "court")} if "coordinator" in duties else set(),
    }  # fmt: skip


def _at(kind: str) -> bool:
    return kind in ("permanent", "emergency", "oversight")


def _lets(at: At, verb: str) -> bool:
    """Whether this place from inside lets its holder do this."""
    return {
        "write": at.kind == "permanent", "edit": at.kind == "permanent", "manage": at.manages or at.supervises,
        "lead": at.manages, "supervise": at.supervises,
    }[verb]  # fmt: skip


def _edits_inside(w: World, who: Who, part: Part) -> bool:
    return any(at.kind == "permanent" for at in places(w, who, part.case))


def _edits_part(w: World, who: Who, part: Part) -> bool:
    own = part.agency is who.membership.agency and guests(w, who, part.case)
    return own or _edits_inside(w, who, part)


def _edits_clinical(w: World, who: Who, part: Part) -> bool:
    return part.agency is who.membership.agency and _edits_inside(w, who, part)
