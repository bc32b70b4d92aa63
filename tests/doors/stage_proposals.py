"""Proposed disclosures behind the doors: a draft, one handed in, one approved, one made; a word in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import (
    AdviceAnswerFactory,
    AdviceFactory,
    ProposalDecisionFactory,
    ProposalFactory,
    ProposalRecordFactory,
    ProposalWordsFactory,
)

if TYPE_CHECKING:
    from tests.doors.stage import Stage

TEXTS = ("text", "basis_words", "lawful", "necessary", "proportionate", "least", "telling")
INSIDE = ("supervisor", "manager", "officer", "clinician", "rescuer", "chair")
"""Places from which proposals are known."""
NAMED = ("supervisor", "officer", "chair")
"""Who reads words that rest on the named note: its agency, who is on its list, and who decides."""
READERS: dict[str, tuple[str, ...]] = {
    **{f"proposal {name}": NAMED for name in TEXTS},
    "proposal draft": ("supervisor", "officer"),
    "proposal recipient": INSIDE, "proposal contact": INSIDE, "proposal why": INSIDE,
    "proposal reason": INSIDE, "proposal advice": ("supervisor", "officer", "legal"),
    "proposal question": ("supervisor", "legal"),
}  # fmt: skip
"""Who may be told each word."""


def lay_proposals(stage: Stage) -> None:
    """Lay proposals at their steps; the first rests on a note that not everybody reads."""
    w, by = stage.world, stage.world.supervisor
    stage.more["proposal_waits"] = ProposalFactory(
        case=w.case, membership=by, state="checks", recipient=stage.hide("proposal recipient"), tier=4
    )
    ProposalWordsFactory(proposal=stage.proposal_waits, **{name: stage.hide(f"proposal {name}") for name in TEXTS})
    ProposalRecordFactory(proposal=stage.proposal_waits, note=stage.notes["named"], tier=4)
    stage.more["proposal_draft"] = ProposalFactory(case=w.case, membership=by, tier=4)
    ProposalWordsFactory(proposal=stage.proposal_draft, text=stage.hide("proposal draft"))
    ProposalRecordFactory(proposal=stage.proposal_draft, note=stage.notes["named"], tier=4)
    stage.more["proposal_approved"] = ProposalFactory(case=w.case, membership=by, state="checks")
    ProposalWordsFactory(proposal=stage.proposal_approved)
    ProposalDecisionFactory(proposal=stage.proposal_approved, membership=w.chair, reason=stage.hide("proposal reason"))
    stage.more["proposal_made"] = ProposalFactory(
        case=w.case, membership=by, state="made", contact=stage.hide("proposal contact")
    )
    ProposalWordsFactory(proposal=stage.proposal_made)
    stage.more["proposal_withdrawn"] = ProposalFactory(
        case=w.case, membership=by, state="withdrawn", ended_why=stage.hide("proposal why")
    )
    ProposalWordsFactory(proposal=stage.proposal_withdrawn)
    _lay_advice(stage)


def _lay_advice(stage: Stage) -> None:
    """A question about the draft, answered: whoever reads no words of the draft is told no answer about it."""
    w = stage.world
    about = {"about": "proposal", "about_id": stage.proposal_draft.pk, "proposal": stage.proposal_draft}
    asked = AdviceFactory(case=w.case, membership=w.supervisor, question=stage.hide("proposal question"), **about)
    stage.more["advice_on_draft"] = asked
    AdviceAnswerFactory(
        request=asked, membership=w.legal, proposal=stage.proposal_draft, words=stage.hide("proposal advice")
    )


def more_proposals(stage: Stage) -> None:
    """One more of everything that pages of proposals list."""
    from tests.factories import NoteFactory

    w = stage.world
    row = ProposalFactory(case=w.case, membership=w.officer, state="checks")
    ProposalWordsFactory(proposal=row)
    note = NoteFactory(case=w.case, by=w.supervisor, full="F", summary="S", gist="G")
    ProposalRecordFactory(proposal=stage.proposal_waits, note=note)
    asked = AdviceFactory(
        case=w.case,
        membership=w.supervisor,
        about="proposal",
        about_id=stage.proposal_waits.pk,
        proposal=stage.proposal_waits,
    )
    AdviceAnswerFactory(request=asked, membership=w.legal, proposal=stage.proposal_waits)
