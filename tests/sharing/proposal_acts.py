"""What the second wall of proposed disclosures shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from devstack.testing import backstage
from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import (
    AdviceFactory,
    CaseFactory,
    MembershipFactory,
    NoteFactory,
    OversightFactory,
    PlaceFactory,
    ProposalDecisionFactory,
    ProposalFactory,
    ProposalRecordFactory,
    ProposalWordsFactory,
)
from tests.factories.restrictions import lift
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import Act

TABLES = ("disclosureproposal", "proposalwords", "proposalrecord", "proposaldecision")
PERMANENT = {"supervisor", "manager", "officer", "clinician", "assistant"}
WORKING = PERMANENT | {"rescuer"}
OVERSEEING = {"chair", "second_chair"}
KEEPERS = {"supervisor", "manager"}
NEXT = "version = version + 1"


def lay(world: Any) -> Stage:
    """Proposals at each step, a colleague of the proposer, a second chair, and rows that tell the conditions apart."""
    s = build(world)
    w, by = world, world.supervisor
    lift(s.restriction_sealed)
    s.more["assistant"] = MembershipFactory(agency=w.probation)
    PlaceFactory(case=w.case, membership=s.assistant)
    s.more["second_chair"] = MembershipFactory(agency=w.social, duties=["chair"])
    OversightFactory(membership=s.second_chair)
    states = ("draft", "checks", "approved", "made", "acknowledged", "closed", "refused", "withdrawn")
    for name in states:
        s.more[f"p_{name}"] = ProposalFactory(case=w.case, membership=by, state=name, tier=3)
        ProposalWordsFactory(proposal=s.more[f"p_{name}"])
    s.more["p_gaps"] = ProposalFactory(case=w.case, membership=by)
    ProposalWordsFactory(proposal=s.p_gaps, necessary="")
    s.more["p_two"] = ProposalFactory(case=w.case, membership=by, state="checks", findable=True)
    s.more["p_half"] = ProposalFactory(case=w.case, membership=by, state="checks", findable=True)
    s.more["p_lone"] = ProposalFactory(case=w.case, membership=by, state="checks", findable=True)
    s.more["p_kept"] = ProposalFactory(case=w.case, membership=by, state="checks", findable=True)
    s.more["p_held_checks"] = ProposalFactory(case=w.case, membership=by, state="checks")
    s.more["p_held_approved"] = ProposalFactory(case=w.case, membership=by, state="approved")
    s.more["p_held_draft"] = ProposalFactory(case=w.case, membership=by)
    for name in ("two", "half", "lone", "kept", "held_checks", "held_approved", "held_draft"):
        ProposalWordsFactory(proposal=s.more[f"p_{name}"])
    _lay_strangers(s)
    _lay_notes(s)
    ProposalRecordFactory(proposal=s.p_kept, note=s.notes["sealed"], tier=4)
    for name in ("half", "lone", "kept"):  # of two who approve, the first
        ProposalDecisionFactory(proposal=s.more[f"p_{name}"], membership=w.chair)
    with backstage():
        lone = sh.DisclosureProposal.objects.unguarded(because="test").get(pk=s.p_lone.pk)
        lone.findable, lone.version = False, lone.version + 1
        lone.save()
    for name in ("checks", "approved", "draft"):
        row = s.more[f"p_held_{name}"]
        AdviceFactory(case=w.case, membership=by, about="proposal", about_id=row.pk, proposal=row)
    return s


def _lay_strangers(s: Stage) -> None:
    """Proposals of people from whose place nothing is proposed, and one to an agency."""
    w = s.world
    s.more["p_rescued"] = ProposalFactory(case=w.case, membership=s.rescuer)
    s.more["p_officers"] = ProposalFactory(case=w.case, membership=w.officer)
    s.more["p_guests"] = ProposalFactory(case=w.case, membership=w.teacher)
    s.more["p_agency"] = ProposalFactory(
        case=w.case, membership=w.supervisor, state="approved", recipient="", to_agency=w.port
    )
    for name in ("guests", "agency"):
        ProposalWordsFactory(proposal=s.more[f"p_{name}"])


def _lay_notes(s: Stage) -> None:
    w = s.world
    kept = {"full": "F", "summary": "S", "gist": "G"}
    s.more["own_note"] = NoteFactory(case=w.case, by=w.supervisor, **kept)
    s.more["theirs"] = NoteFactory(case=w.case, by=w.officer, released_tier=3, **kept)
    s.more["secret"] = NoteFactory(case=w.case, by=w.supervisor, secrecy="investigation", **kept)
    s.more["health_secret"] = NoteFactory(case=w.case, by=w.officer, secrecy="health", **kept)
    s.more["health_data"] = NoteFactory(case=w.case, by=w.officer, data_category="health", **kept)
    s.more["own_health"] = NoteFactory(case=w.case, by=w.supervisor, secrecy="health", **kept)
    s.more["authored"] = NoteFactory(case=w.case, by=w.officer, author=w.supervisor.user, released_tier=3, **kept)
    s.more["elsewhere"] = CaseFactory(reference="VRP-ASH", partnership=w.partnership, lead_agency=w.probation)
    s.more["open_record"] = ProposalRecordFactory(proposal=s.p_draft, note=s.own_note)
    s.more["kept_record"] = ProposalRecordFactory(proposal=s.p_checks, note=s.own_note)
    s.more["sealed_record"] = ProposalRecordFactory(proposal=s.p_withdrawn, note=s.notes["sealed"], tier=4)
    s.more["gone_record"] = ProposalRecordFactory(
        proposal=s.p_refused, note=s.notes["sealed"], tier=4, is_current=False
    )
    s.more["put_aside"] = ProposalRecordFactory(proposal=s.p_gaps, note=s.own_note, is_current=False)
    s.more["stale"] = ProposalRecordFactory(proposal=s.p_gaps, note=s.secret, tier=2)
    s.more["loose"] = ProposalRecordFactory(proposal=s.p_draft, note=s.secret, is_current=False)


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "assistant", "second_chair")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    with backstage():
        words = {row.proposal_id: row.pk for row in sh.ProposalWords.objects.unguarded(because="test")}
        decided = {row.proposal_id: row.pk for row in sh.ProposalDecision.objects.unguarded(because="test")}
    yield "disclosureproposal", s.p_draft.pk, WORKING | OVERSEEING
    yield "proposalwords", words[s.p_draft.pk], WORKING
    yield "proposalwords", words[s.p_checks.pk], WORKING | OVERSEEING
    yield "proposalwords", words[s.p_withdrawn.pk], {"supervisor", "assistant", "officer"} | OVERSEEING
    yield "proposalwords", words[s.p_refused.pk], WORKING | OVERSEEING
    yield "proposalwords", words[s.p_guests.pk], WORKING
    yield "proposalrecord", s.open_record.pk, WORKING
    yield "proposalrecord", s.kept_record.pk, WORKING | OVERSEEING
    yield "proposalrecord", s.sealed_record.pk, {"supervisor", "assistant", "officer"}
    yield "proposaldecision", decided[s.p_half.pk], WORKING | OVERSEEING
    yield "proposaldecision", decided[s.p_kept.pk], {"supervisor", "assistant", "officer"} | OVERSEEING


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _propose(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.DisclosureProposal(**{
        "case": s.case, "user_id": who.user_id, "membership": who, "agency_id": who.agency_id, "recipient": "R",
        "purpose": "court", "basis": "vital", "categories": ["housing"], "proposed_at": timezone.now(),
        "handed_in_at": timezone.now(), **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _word(proposal: str) -> Callable[[Stage, Any], str]:
    def sql(s: Stage, who: Any) -> str:
        row = ProposalFactory(case=s.case, membership=s.world.supervisor, state=proposal)
        return inserted(sh.ProposalWords(case=s.case, proposal=row, text="T"), True).statement

    return sql


def _record(note: str, tier: int, to: str = "draft") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ProposalRecord(
        case=s.case, proposal=s.more[f"p_{to}"], note=s.more.get(note) or s.notes[note], tier=tier
    ))  # fmt: skip


def _decide(to: str, number: int = 1, **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ProposalDecision(**{
        "case": s.case, "proposal": s.more[f"p_{to}"], "number": number, "proposer_id": s.more[f"p_{to}"].user_id,
        "user_id": who.user_id, "membership": who, "approved": True, "reason": "R", "decided_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _make(of: str = "approved", **more: Any) -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        row = s.more[f"p_{of}"]
        given = {name: value(s) if callable(value) else value for name, value in more.items()}
        return sh.Disclosure(**{
            "case": s.case, "purpose": row.purpose, "recipient": row.recipient, "proposal": row, "tier": row.tier,
            "items": 1, "made_on": "2026-01-05", "membership": who, "recorded_at": timezone.now(), **given,
        })  # fmt: skip

    def sql(s: Stage, who: Any) -> str:
        with backstage():  # what was passed on says how
            rows = sh.DisclosureProposal.objects.unguarded(because="test").filter(pk=s.more[f"p_{of}"].pk, how="")
            for row in rows:
                row.how, row.contact, row.version = "phone", "C", row.version + 1
                row.save()
        return inserted(make(s, who), True).statement

    return sql


def _turn(of: str, change: str) -> Callable[[Stage, Any], str]:
    def sql(s: Stage, who: Any) -> str:
        what = change.format(me=who.pk, spare=s.spare.pk, elsewhere=s.elsewhere.pk)
        return f"UPDATE sharing_disclosureproposal SET {NEXT}, {what} WHERE id = '{s.more[f'p_{of}'].pk}'"

    return sql


def _change(table: str, of: str, change: str) -> Callable[[Stage, Any], str]:
    return lambda s, _who: f"UPDATE sharing_{table} SET {change} WHERE proposal_id = '{s.more[f'p_{of}'].pk}'"


def _row(change: str, row: str) -> Callable[[Stage, Any], str]:
    return lambda s, _who: f"UPDATE sharing_proposalrecord SET {change} WHERE id = '{s.more[row].pk}'"


P, W, R, D = TABLES
ME = {"supervisor"}
ACTS = (
    Act("propose", P, _propose(), PERMANENT),
    Act("propose for another", P, _propose(membership=lambda s: s.spare), set()),
    Act("propose as another", P, _propose(user_id=lambda s: s.spare.user_id), set()),
    Act("propose for another agency", P, _propose(agency_id=lambda s: s.port.pk), set()),
    Act("propose what is approved", P, _propose(state=lambda s: "approved"), set()),
    Act("propose what is held", P, _propose(held=lambda s: True), set()),
    Act("word a draft", W, _word("draft"), ME),
    Act("word what was handed in", W, _word("checks"), set()),
    Act("word one's own without a place for it", W, _new(
        lambda s, who: sh.ProposalWords(case=s.case, proposal=s.p_rescued, text="T")), set()),
    Act("go on wording", W, _change(W, "draft", f"{NEXT}, text = 'U'"), ME),
    Act("reword what was handed in", W, _change(W, "checks", f"{NEXT}, text = 'U'"), set()),
    Act("base it on one's own", R, _record("own_note", 4), ME),
    Act("base it on another's", R, _record("theirs", 3), ME),
    Act("base it on more than was released", R, _record("theirs", 4), set()),
    Act("base it on more than was released to its author", R, _record("authored", 4), set()),
    Act("base it on what one does not read", R, _record("sealed", 2), set()),
    Act("base it on an investigation", R, _record("secret", 2), set()),
    Act("base it on another's health secret", R, _record("health_secret", 2), set()),
    Act("base it on another's health data", R, _record("health_data", 2), set()),
    Act("base it on one's own health note", R, _record("own_health", 2), ME),
    Act("base what was handed in", R, _record("own_note", 4, "checks"), set()),
    Act("take a record out", R, _row("is_current = false", "open_record"), ME),
    Act("take out what may not stand there any more", R, _row("is_current = false", "stale"), ME),
    Act("bring a record back", R, _row("is_current = true", "put_aside"), ME),
    Act("put another record in its place", R, _row("tier = 2", "open_record"), set()),
    Act("carry the words to another", W, lambda s, _who: (
        f"UPDATE sharing_proposalwords SET {NEXT}, proposal_id = '{s.p_rescued.pk}'"
        f" WHERE proposal_id = '{s.p_gaps.pk}'"), set()),
    Act("take a record out later", R, _row("is_current = false", "kept_record"), set()),
    Act("bring an investigation in", R, _row("is_current = true", "loose"), set()),
    Act("decide", D, _decide("checks"), OVERSEEING),
    Act("decide for another", D, _decide("checks", membership=lambda s: s.spare), set()),
    Act("decide as another", D, _decide("checks", user_id=lambda s: s.spare.user_id), set()),
    Act("decide as if another proposed", D, _decide("checks", proposer_id=lambda s: s.spare.user_id), set()),
    Act("decide on a draft", D, _decide("draft"), set()),
    Act("decide again", D, _decide("approved"), set()),
    Act("decide while it is held", D, _decide("held_checks"), set()),
    Act("decide second", D, _decide("half", 2), {"second_chair", "manager"}),
    Act("decide second where one is enough", D, _decide("lone", 2), set()),
    Act("decide second before the first", D, _decide("two", 2), set()),
    Act("decide second unread", D, _decide("kept", 2), {"second_chair"}),
    Act("record it", "disclosure", _make(), KEEPERS),
    Act("record it for another", "disclosure", _make(membership=lambda s: s.spare), set()),
    Act("record what is not approved", "disclosure", _make("checks"), set()),
    Act("record what is held", "disclosure", _make("held_approved"), set()),
    Act("record another recipient", "disclosure", _make(recipient="Somebody else"), set()),
    Act("record an agency", "disclosure", _make(recipient="", to_agency_id=lambda s: s.port.pk), set()),
    Act("record another purpose", "disclosure", _make(purpose="court"), set()),
    Act("record it fuller", "disclosure", _make(tier=4), set()),
    Act("record it to the agency", "disclosure", _make("agency", to_agency_id=lambda s: s.port.pk), KEEPERS),
    Act("record it to another agency", "disclosure", _make("agency", to_agency_id=lambda s: s.social.pk), set()),
    Act("withdraw one's own without a place for it", P, _turn("rescued", "state = 'withdrawn'"), KEEPERS),
    Act("hand in", P, _turn("draft", "state = 'checks', handed_in_at = now()"), ME),
    Act("hand in gaps", P, _turn("gaps", "state = 'checks', handed_in_at = now()"), set()),
    Act("hand in what is held", P, _turn("held_draft", "state = 'checks', handed_in_at = now()"), set()),
    Act("approve one's own draft", P, _turn("draft", "state = 'approved', handed_in_at = now()"), set()),
    Act("withdraw as a member who proposed", P, _turn("officers", "state = 'withdrawn'"), KEEPERS | {"officer"}),
    Act("hand in again", P, _turn("refused", "state = 'checks'"), set()),
    Act("approve by hand", P, _turn("checks", "state = 'approved'"), set()),
    Act("make by hand", P, _turn("approved", "state = 'made', how = 'mail', contact = 'C'"), set()),
    Act("withdraw", P, _turn("draft", "state = 'withdrawn'"), KEEPERS),
    Act("withdraw what was handed in", P, _turn("checks", "state = 'withdrawn'"), KEEPERS),
    Act("withdraw what was made", P, _turn("made", "state = 'withdrawn'"), set()),
    Act("acknowledge", P, _turn("made", "state = 'acknowledged', acknowledged_on = now()"), KEEPERS),
    Act("acknowledge nothing", P, _turn("approved", "state = 'acknowledged', how = 'mail', contact = 'C'"), set()),
    Act("close", P, _turn("acknowledged", "state = 'closed'"), KEEPERS),
    Act("close what was made", P, _turn("made", "state = 'closed'"), KEEPERS),
    Act("close nothing", P, _turn("approved", "state = 'closed', how = 'mail', contact = 'C'"), set()),
    Act("take back", P, _turn("checks", "state = 'draft'"), set()),
    Act("rename the recipient", P, _turn("draft", "recipient = 'U'"), ME),
    Act("rename it later", P, _turn("checks", "recipient = 'U'"), set()),
    Act("say how", P, _turn("approved", "how = 'mail', contact = 'C'"), KEEPERS),
    Act("say how while it is held", P, _turn("held_approved", "how = 'mail'"), set()),
    Act("say how too early", P, _turn("checks", "how = 'mail'"), set()),
    Act("let it go on", P, _turn("held_draft", "held = false"), set()),
    Act("give it away", P, _turn("draft", "membership_id = '{spare}'"), set()),
    Act("carry it off", P, _turn("draft", "case_id = '{elsewhere}'"), set()),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
