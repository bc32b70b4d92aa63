"""Loads proposed disclosures: one that was doubted, held, advised and refused, and one that was passed on."""

import contextlib
import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import ItemStatus, Operation, Tier
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Case, Deadline, NoteText
from sharing.demo.advice import TIERS
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.wall import without_trigger
from sharing.models import Disclosure, DisclosureProposal, ProposalDecision, ProposalRecord, ProposalWords

FACTS = ("recipient", "purpose", "basis", "categories", "state")
WORDS = ("text", "basis_words", "lawful", "necessary", "proportionate", "least", "telling")
MOVERS = (("sharing_proposaldecision", "decide_proposal"), ("sharing_disclosure", "make_proposal"))
"""Triggers that move a proposal on: here each row is loaded as it stands."""


def load_proposals(cast: Cast, stories: list[Story]) -> tuple[dict[str, DisclosureProposal], list[Told]]:
    """Load every proposal; return them by key, and their lines of the trail."""
    cases = {story.case.reference: story.case for story in stories}
    known = tomllib.loads((FOLDER / "proposals.toml").read_text(encoding="utf-8"))
    made: dict[str, DisclosureProposal] = {}
    lines: list[Told] = []
    with contextlib.ExitStack() as still:
        for table, trigger in MOVERS:
            still.enter_context(without_trigger(table, trigger))
        for fact in known["proposal"]:
            made[fact["key"]], told = _load(cast, cases[fact["case"]], fact)
            lines += told
    return made, lines


def _load(cast: Cast, case: Case, fact: dict[str, Any]) -> tuple[DisclosureProposal, list[Told]]:
    calendar, by = cast.calendar, cast.member(fact["by"])
    texts = [_text(case, title, TIERS[tier]) for title, tier in fact["records"]]
    row = DisclosureProposal(
        id=calendar.key(), case=case, user=by.user, membership=by, agency=by.agency,
        proposed_at=calendar.at(fact["day"], 10, 10), handed_in_at=calendar.at(fact["handed_in"], 16, 5),
        tier=max(text.tier for text in texts), how=fact.get("how", ""), contact=fact.get("contact", ""),
        **{name: fact[name] for name in FACTS},
    )  # fmt: skip
    row.save(force_insert=True)
    ProposalWords(
        id=calendar.key(), case=case, proposal=row, **{name: fact[name] for name in WORDS}
    ).save(force_insert=True)  # fmt: skip
    for text in texts:
        ProposalRecord(id=calendar.key(), case=case, proposal=row, note_id=text.note_id, tier=text.tier).save(
            force_insert=True
        )
    about: dict[str, Any] = {"kind": "disclosure_proposal", "subjects": [row.pk], "case_id": case.pk}
    lines: list[Told] = [
        (by, row.proposed_at, Operation.COLLECT, "proposal.drafted", about),
        (by, calendar.at(fact["handed_in"], 16, 5), Operation.ALTER, "proposal.handed_in", about),
        *_decide(cast, row, fact, about),
    ]
    if "made" in fact:
        lines.append(_make(cast, row, fact, about))
    return row, lines


def _text(case: Case, title: str, tier: Tier) -> NoteText:
    rows = NoteText._base_manager.filter(note__case=case, title=title, tier=tier, note__status=ItemStatus.CURRENT)
    return rows.get()


def _decide(cast: Cast, row: DisclosureProposal, fact: dict[str, Any], about: dict[str, Any]) -> Iterator[Told]:
    for number, said in enumerate(fact["decision"], start=1):
        by, at = cast.member(said["by"]), cast.calendar.at(said["day"], 9, 30)
        ProposalDecision(
            id=cast.calendar.key(), case_id=row.case_id, proposal=row, number=number, proposer=row.user, user=by.user,
            membership=by, approved=said["approved"], reason=said["reason"], decided_at=at,
        ).save(force_insert=True)  # fmt: skip
        yield by, at, Operation.ALTER, "proposal.approved" if said["approved"] else "proposal.refused", about


def _make(cast: Cast, row: DisclosureProposal, fact: dict[str, Any], about: dict[str, Any]) -> Told:
    calendar, at = cast.calendar, cast.calendar.at(fact["made"], 14, 20)
    disclosure = Disclosure(
        id=calendar.key(), case_id=row.case_id, purpose=row.purpose, recipient=row.recipient, proposal=row,
        tier=row.tier, items=len(fact["records"]), made_on=calendar.day(fact["made"]), membership=row.membership,
        recorded_at=at,
    )  # fmt: skip
    disclosure.save(force_insert=True)
    Deadline(
        id=calendar.key(), case_id=row.case_id, kind=DeadlineKind.NOTIFICATION, due_on=calendar.day(fact["tell_by"]),
        responsible=row.membership, agency=row.agency, state=DeadlineState.OPEN, subject_kind="disclosure",
        subject_id=disclosure.pk,
    ).save(force_insert=True)  # fmt: skip
    return row.membership, at, Operation.DISCLOSE, "proposal.made", about
