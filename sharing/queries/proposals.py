"""Proposed disclosures as one reader may know them: of a case, one with its steps, those that wait for a decision."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Tier
from access.guarded import GuardedQuerySet
from agencies.choices import DataCategory, Purpose
from agencies.errors import NotAllowed
from casework.contesting import Dispute, disputes_of
from casework.due import day_words, moment_words
from casework.models import NoteText
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.choices import OPEN_PROPOSAL, Conclusion, LawfulBasis, PassedHow, ProposalState
from sharing.models import (
    AdviceAnswer,
    Disclosure,
    DisclosureProposal,
    LegalAdviceRequest,
    ProposalDecision,
    ProposalRecord,
    ProposalWords,
)
from sharing.queries.advice import TONES as CONCLUDED

TONES = {
    ProposalState.DRAFT: "grey", ProposalState.CHECKS: "blue", ProposalState.APPROVED: "green",
    ProposalState.REFUSED: "red", ProposalState.MADE: "green", ProposalState.ACKNOWLEDGED: "green",
    ProposalState.CLOSED: "grey", ProposalState.WITHDRAWN: "grey",
}  # fmt: skip
MOST = 200


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal in a list. ``word`` says where it stands; ``held``: a question to the advisers is open."""

    id: uuid.UUID
    case: str
    reference: str
    recipient: str
    purpose: str
    state: ProposalState
    word: str
    tone: str
    held: bool
    findable: bool
    by: str
    agency: str
    proposed: str

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN_PROPOSAL


@dataclass(frozen=True, slots=True)
class Check:
    """One question of the human-rights check, with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a proposal: exactly what the recipient gets, and why."""

    text: str
    law: str
    checks: tuple[Check, ...]
    telling: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a proposal; ``title`` is empty for who may not read it."""

    note: uuid.UUID
    title: str
    tier: str
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision."""

    word: str
    tone: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Advised:
    """What a legal adviser concluded about it."""

    word: str
    tone: str
    words: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal. ``wording`` is None for who knows of it and may not read its words."""

    file: CaseFile
    line: ProposalLine
    version: int
    basis: str
    categories: tuple[str, ...]
    fullest: str
    wording: Wording | None
    behind: tuple[Behind, ...]
    decisions: tuple[Decided, ...]
    advice: tuple[Advised, ...]
    asked: uuid.UUID | None
    disclosure: uuid.UUID | None
    how: str
    contact: str
    acknowledged: str
    closed: str
    ended_why: str
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProposalList:
    """The proposals of a case, the newest first."""

    file: CaseFile
    lines: tuple[ProposalLine, ...]
    may_propose: bool


@dataclass(frozen=True, slots=True)
class ProposalQueue:
    """What waits for the decision of the actor, the oldest first."""

    lines: tuple[ProposalLine, ...]


def proposal_list(actor: Actor, reference: str) -> ProposalList:
    """Return the proposals of a case, and log them once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show what leaves the case team.
    """
    file = case_file(actor, reference, "team")
    rows = DisclosureProposal.objects.visible_to(actor).filter(case_id=file.id)
    found = list(_shown(rows).order_by("-proposed_at", "-pk")[:MOST])
    shown = [row.pk for row in found] or [file.id]
    trail.consulted(actor, "proposal.listed", "disclosure_proposal", shown, file.id, file.place)
    return ProposalList(file, tuple(_line(row) for row in found), "edit" in file.may)


def proposal_queue(actor: Actor) -> ProposalQueue:
    """Return what was handed in and waits for the actor's decision; logged by case.

    Raises:
        NotAllowed: companions and guests decide nothing.
    """
    if actor.is_companion:
        raise NotAllowed(_("From your place it is not shown what was passed on. Ask the case manager."))
    waiting = {"state": ProposalState.CHECKS, "held": False}
    given = ProposalDecision.objects.visible_to(actor).filter(proposal__state=ProposalState.CHECKS)
    once = dict(given.values_list("proposal_id", "user_id"))
    first = DisclosureProposal.objects.visible_to(actor, "decide").filter(**waiting).exclude(pk__in=list(once))
    halves = [key for key, user in once.items() if user != actor.user_id]
    second = DisclosureProposal.objects.visible_to(actor, "second").filter(**waiting, pk__in=halves)
    found = sorted([*_shown(first)[:MOST], *_shown(second)[:MOST]], key=lambda row: row.handed_in_at or row.proposed_at)
    by_case = trail.by_case(found)
    trail.consulted_across(actor, "proposal.listed", "disclosure_proposal", by_case, "oversight")
    return ProposalQueue(tuple(_line(row) for row in found))


def proposal_page(actor: Actor, proposal_id: uuid.UUID) -> ProposalPage:
    """Return one proposal as far as the actor may read it, and log the page once.

    Raises:
        Http404: it is not there for the actor.
    """
    rows = _shown(DisclosureProposal.objects.all()).select_related("case__lead_agency")
    row: DisclosureProposal = rows.get_for(actor, "view", pk=proposal_id)
    file = file_of(actor, row.case)
    words = ProposalWords.objects.visible_to(actor).filter(proposal=row).first()
    decisions = ProposalDecision.objects.visible_to(actor).filter(proposal=row).select_related("membership__user")
    given = list(decisions.order_by("number"))
    asked = LegalAdviceRequest.objects.visible_to(actor).filter(proposal=row).order_by("-asked_at")
    made = Disclosure.objects.visible_to(actor).filter(proposal=row)
    trail.consulted(actor, "proposal.read", "disclosure_proposal", [row.pk], row.case_id, file.place)
    return ProposalPage(
        file=file, line=_line(row), version=row.version, basis=str(LawfulBasis(row.basis).label),
        categories=tuple(str(DataCategory(one).label) for one in row.categories),
        fullest=str(Tier(row.tier).label) if row.tier > Tier.EXISTENCE else "",
        wording=_wording(words) if words else None, behind=_behind(actor, row) if words else (),
        decisions=tuple(_decided(one) for one in given), advice=_advised(actor, row),
        asked=asked.values_list("pk", flat=True).first(), disclosure=made.values_list("pk", flat=True).first(),
        how=str(PassedHow(row.how).label) if row.how else "", contact=row.contact,
        acknowledged=day_words(row.acknowledged_on), closed=day_words(row.closed_on), ended_why=row.ended_why,
        may=_may(actor, row, file, given, bool(words)),
    )  # fmt: skip


def _shown(rows: GuardedQuerySet[DisclosureProposal]) -> GuardedQuerySet[DisclosureProposal]:
    return rows.select_related("case__person", "to_agency", "membership__user", "agency")


def _may(
    actor: Actor, row: DisclosureProposal, file: CaseFile, given: list[ProposalDecision], reads: bool
) -> frozenset[str]:
    """What the actor may do with it now; each service asks again."""
    mine, found = row.membership_id == actor.membership_id, set()
    keeps = (mine and "edit" in file.may) or "manage" in file.may
    if row.state == ProposalState.DRAFT and mine and "edit" in file.may:
        found |= {"write", "hand_in"}
    if reads and row.state in OPEN_PROPOSAL and "edit" in file.may:
        found.add("doubt")
    if keeps and row.state in (ProposalState.DRAFT, ProposalState.CHECKS, ProposalState.APPROVED):
        found.add("withdraw")
    if keeps:
        steps = {ProposalState.APPROVED: {"make"}, ProposalState.MADE: {"acknowledge", "close"},
                 ProposalState.ACKNOWLEDGED: {"close"}}  # fmt: skip
        found |= steps.get(ProposalState(row.state), set())
    other = row.user_id != actor.user_id and all(one.user_id != actor.user_id for one in given)
    able = file.place == "oversight" or (bool(given) and row.findable and "manage" in file.may)
    if row.state == ProposalState.CHECKS and reads and other and able:
        found.add("decide")
    return frozenset(found - ({"hand_in", "decide", "make"} if row.held else set()))


def _wording(words: ProposalWords) -> Wording:
    names = ("lawful", "necessary", "proportionate", "least")
    asked = (
        _("Is it lawful?"),
        _("Is it necessary?"),
        _("Is it proportionate?"),
        _("Would nothing less intrusive do?"),
    )
    checks = tuple(Check(question, getattr(words, name)) for name, question in zip(names, asked, strict=True))
    return Wording(words.text, words.basis_words, checks, words.telling)


def _behind(actor: Actor, row: DisclosureProposal) -> tuple[Behind, ...]:
    rows = list(ProposalRecord.objects.visible_to(actor).filter(proposal=row, is_current=True).order_by("pk"))
    texts = NoteText.objects.visible_where(actor, note_id__in=[one.note_id for one in rows]).order_by("tier")
    titles = dict(texts.values_list("note_id", "title"))
    said = disputes_of(actor, [one.note_id for one in rows if titles.get(one.note_id)])
    return tuple(
        Behind(one.note_id, titles.get(one.note_id, ""), str(Tier(one.tier).label), tuple(said.get(one.note_id, ())))
        for one in rows
    )


def _decided(row: ProposalDecision) -> Decided:
    return Decided(
        word=str(row), tone="green" if row.approved else "red", by=row.membership.user.full_name,
        at=moment_words(row.decided_at), reason=row.reason,
    )  # fmt: skip


def _advised(actor: Actor, row: DisclosureProposal) -> tuple[Advised, ...]:
    rows = AdviceAnswer.objects.visible_to(actor, "told").filter(proposal=row).select_related("membership__user")
    return tuple(
        Advised(
            word=str(Conclusion(one.conclusion).label), tone=CONCLUDED[Conclusion(one.conclusion)], words=one.words,
            by=one.membership.user.full_name, at=moment_words(one.answered_at),
        )
        for one in rows.order_by("-answered_at", "-pk")
    )  # fmt: skip


def _line(row: DisclosureProposal) -> ProposalLine:
    state = ProposalState(row.state)
    return ProposalLine(
        id=row.pk, case=f"{row.case.person}, {row.case.neutral_title}", reference=row.case.reference,
        recipient=row.to_whom, purpose=str(Purpose(row.purpose).label), state=state,
        word=_("Waits for legal advice") if row.held else str(state.label), tone="orange" if row.held else TONES[state],
        held=row.held, findable=row.findable, by=row.membership.user.full_name, agency=row.agency.name,
        proposed=moment_words(row.proposed_at),
    )  # fmt: skip
