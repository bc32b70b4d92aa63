"""Proposed disclosures made out of a world: one on each case, its words, a record behind it, a decision."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.advice import asker
from tests.oracle.records import key
from tests.oracle.rule import may, places, tier
from tests.oracle.world import Case, Membership, Note, Who, World

PROPOSALS = ("disclosureproposal", "proposalwords", "proposalrecord", "proposaldecision")
"""One row for each case; a record only where the case has a note, a decision where somebody else can have given it."""
RECORD = 3


def _state(w: World, case: Case) -> str:
    return ("checks", "draft", "refused")[w.cases.index(case) % 3]


def _notes(w: World) -> dict[Case, Note]:
    return {note.case: note for note in reversed(w.notes)}


def _decider(w: World, case: Case) -> Membership | None:
    """Somebody else. What they decided leaves each state as it is: the first of two approves, or one refuses."""
    return next((m for m in w.memberships if m.person is not asker(w, case).person), None)


def _oversees(w: World, who: Who, case: Case) -> bool:
    return any(at.kind == "oversight" for at in places(w, who, case))


def _reads(w: World, who: Who, case: Case) -> bool:
    """Words: the agency that proposes, whoever reads the record as far, and once handed in who oversees."""
    note = _notes(w).get(case)
    ours = asker(w, case).agency is who.membership.agency
    if may(w, who, "work", case) and (ours or note is None or tier(w, who, note) >= RECORD):
        return True
    return _state(w, case) != "draft" and _oversees(w, who, case)


def proposals_seen(w: World, who: Who) -> dict[str, set[Any]]:
    """What both walls must show of proposals."""
    notes = _notes(w)
    read = [c for c in w.cases if _reads(w, who, c)]
    return {
        "disclosureproposal": {key(c.id, PROPOSALS[0]) for c in w.cases if may(w, who, "team", c)},
        "proposalwords": {key(c.id, PROPOSALS[1]) for c in read},
        "proposalrecord": {key(c.id, PROPOSALS[2]) for c in read if c in notes and tier(w, who, notes[c]) >= 1},
        "proposaldecision": {key(c.id, PROPOSALS[3]) for c in read if _state(w, c) != "draft" and _decider(w, c)},
    }


def proposals_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done with proposals."""

    def cleared(test: Any) -> set[Any]:
        return {key(c.id, PROPOSALS[0]) for c in w.cases if test(c)}

    def own(case: Case) -> bool:
        return asker(w, case) is who.membership and may(w, who, "edit", case)

    def other(case: Case) -> bool:
        return asker(w, case).person is not who.person and _reads(w, who, case)

    return {
        "disclosureproposal:read": cleared(lambda c: _reads(w, who, c)),
        "disclosureproposal:write": cleared(lambda c: own(c) and _state(w, c) == "draft"),
        "disclosureproposal:keep": cleared(lambda c: own(c) or may(w, who, "manage", c)),
        "disclosureproposal:decide": cleared(lambda c: other(c) and _oversees(w, who, c)),
        "disclosureproposal:second": cleared(lambda c: other(c) and (_oversees(w, who, c) or may(w, who, "manage", c))),
    }


def lay_proposals(w: World, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    store(sh.DisclosureProposal, [
        sh.DisclosureProposal(
            id=key(c.id, PROPOSALS[0]), case_id=c.id, user_id=asker(w, c).person.id, membership_id=asker(w, c).id,
            agency_id=asker(w, c).agency.id, recipient="R", purpose="court", basis="vital", categories=["housing"],
            state=_state(w, c), findable=True, proposed_at=now, handed_in_at=now,
        ) for c in w.cases
    ])  # fmt: skip
    about = {c: {"case_id": c.id, "proposal_id": key(c.id, PROPOSALS[0])} for c in w.cases}
    store(sh.ProposalWords, [sh.ProposalWords(id=key(c.id, PROPOSALS[1]), text="T", **about[c]) for c in w.cases])
    store(sh.ProposalRecord, [
        sh.ProposalRecord(id=key(c.id, PROPOSALS[2]), note_id=note.id, tier=RECORD, **about[c])
        for c, note in _notes(w).items()
    ])  # fmt: skip
    store(sh.ProposalDecision, [
        sh.ProposalDecision(
            id=key(c.id, PROPOSALS[3]), number=1, proposer_id=asker(w, c).person.id, user_id=by.person.id,
            membership_id=by.id, approved=_state(w, c) == "checks", reason="R", decided_at=now, **about[c],
        ) for c in w.cases if (by := _decider(w, c)) and _state(w, c) != "draft"
    ])  # fmt: skip
