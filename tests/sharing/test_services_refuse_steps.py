"""What is refused on the way of a proposal, a file, an erasure and a report; what was not done stays undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from access.choices import Tier
from agencies.errors import Conflict
from agencies.models import save_next
from devstack.databases import OWNER
from devstack.testing import as_role, backstage
from sharing import models as sh
from sharing.advising import Quoted
from sharing.asking import NewAnswer
from sharing.choices import PassedHow
from sharing.choices_rights import HandedHow, KeptOut, RightsState
from sharing.proposing import Passed
from sharing.reporting import Edit, PartEdit
from sharing.rights import RightsDecision
from sharing.services import access_files, erasures, proposal_steps, proposals, reports, request_answers, rights
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.casework.test_services_refuse import refused
from tests.factories import CaseFactory, NoteFactory, PlaceFactory
from tests.factories.contested import ContestedFactFactory
from tests.factories.erasing import ErasureFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory, ProposalWordsFactory
from tests.factories.reports import CourtReportFactory, ReportSectionFactory, ReportStatementFactory
from tests.factories.requests import SharingRequestFactory
from tests.factories.restrictions import RestrictionFactory, lift
from tests.factories.rights import RightsRequestFactory
from tests.sharing.erasing_scene import carried_out, close, decided, granted, is_there, proposed, stored
from tests.sharing.reporting import with_record
from tests.sharing.sent import in_days, new_proposal
from tests.sharing.test_access_files import reviewed
from tests.sharing.test_services_refuse import must_refuse

CONTESTED = "The person says that something in this is not right."


def proposal(world: Any, state: str = "draft", **words: Any) -> Any:
    """A proposal of the order supervisor with its words, and a note behind it."""
    row = ProposalFactory(case=world.case, membership=world.supervisor, state=state, tier=4)
    ProposalWordsFactory(proposal=row, **words)
    note = NoteFactory(case=world.case, by=world.supervisor, full="F.", summary="S.", gist="G.")
    world.record = ProposalRecordFactory(proposal=row, note=note, tier=4)
    return row


def test_a_proposal_is_decided_as_it_stands_and_for_a_reason(world: Any, act: Any) -> None:
    row = proposal(world, "checks")
    with act(world.chair) as actor:
        sentence = refused(
            proposal_steps.decide_proposal, actor, row.pk, approved=True, reason="It helps.", version=row.version - 1,
            kind=Conflict,
        )  # fmt: skip
        assert "It was changed meanwhile" in sentence
        for approved in (True, False):
            sentence = refused(
                proposal_steps.decide_proposal, actor, row.pk, approved=approved, reason=" ", version=row.version
            )
            assert "Give your reason" in sentence
    assert rows(sh.ProposalDecision) == []
    assert [one.state for one in rows(sh.DisclosureProposal)] == ["checks"]
    assert lines("proposal.approved") == lines("proposal.refused") == []


def test_what_was_approved_is_passed_to_somebody_on_a_day_that_was(world: Any, act: Any) -> None:
    row = proposal(world, "approved")
    with act(world.supervisor) as actor:
        for new, says, at in (
            (Passed(in_days(0), PassedHow.PHONE, " "), "Say to whom", "contact"),
            (Passed(in_days(1), PassedHow.PHONE, "The foreman"), "not in the future", "made_on"),
            (Passed(in_days(-2), PassedHow.PHONE, "The foreman"), "after it was handed in", "made_on"),
        ):
            must_refuse(proposal_steps.make_disclosure, actor, row.pk, new, says=says, at=at)
        must_refuse(proposals.withdraw_proposal, actor, row.pk, "", says="Say why it is withdrawn", at="why")
    assert rows(sh.Disclosure) == []
    assert [(one.state, one.contact) for one in rows(sh.DisclosureProposal)] == [("approved", "")]
    assert lines("proposal.made") == lines("proposal.withdrawn") == []


def test_a_record_that_stays_behind_a_proposal_is_linked_once(world: Any, act: Any) -> None:
    row = proposal(world)
    kept = (Quoted(world.record.note_id, Tier.FULL),)
    with act(world.supervisor) as actor:
        proposals.write_proposal(actor, row.pk, new_proposal(text="He works well.", records=kept), row.version)
    assert [(one.pk, one.is_current) for one in rows(sh.ProposalRecord)] == [(world.record.pk, True)]
    assert [one.text for one in rows(sh.ProposalWords)] == ["He works well."]


@pytest.mark.parametrize("text", ["He works well.", f"He works well.\n\n{CONTESTED}"])
def test_that_a_record_is_contested_is_said_once(world: Any, act: Any, text: str) -> None:
    row = proposal(world, text=text)
    request = RightsRequestFactory(case=world.case, membership=world.officer, kind="rectification")
    ContestedFactFactory(request=request, note=world.record.note, membership=world.manager)
    with act(world.supervisor) as actor:
        proposals.hand_in_proposal(actor, row.pk, row.version)
    assert [one.text for one in rows(sh.ProposalWords)] == [f"He works well.\n\n{CONTESTED}"]


@pytest.fixture
def asks(world: Any) -> Any:
    """A request for access of somebody who is known."""
    return RightsRequestFactory(
        case=world.case, membership=world.officer, identity="known", identity_on=in_days(0)
    )  # fmt: skip


def test_after_the_review_nothing_more_is_kept_out(world: Any, act: Any, asks: Any) -> None:
    row = reviewed(world, asks)
    key = row.entries[0]["key"]
    with act(world.manager) as actor:
        must_refuse(access_files.keep_out, actor, row.pk, key, KeptOut.OTHERS, "A name.", says="It was reviewed")
    assert rows(sh.AccessOmission) == []
    assert lines("access_file.entry_kept_out") == []


def test_a_file_of_a_request_that_was_taken_back_is_not_handed_over(world: Any, act: Any, asks: Any) -> None:
    row = reviewed(world, asks)
    with act(world.manager) as actor:
        rights.decide_request(actor, asks.pk, 1, RightsDecision(RightsState.WITHDRAWN, "They do not want it now."))
        must_refuse(
            access_files.hand_over, actor, row.pk, row.version, in_days(0), HandedHow.HAND, says="decided already"
        )  # fmt: skip
    assert [one.state for one in rows(sh.AccessFile)] == ["reviewed"]
    assert lines("access_file.handed_over") == []


def test_a_file_names_nobody_to_ask_where_there_is_no_adviser(world: Any, act: Any, asks: Any) -> None:
    row = reviewed(world, asks)
    with backstage():
        world.legal.duties = []
        save_next(world.legal, "duties")
    with act(world.manager) as actor:
        handed = access_files.hand_over(actor, row.pk, row.version, in_days(0), HandedHow.HAND)
    assert '"contacts": []' in handed.form("json").decode()
    assert handed.form("pdf").startswith(b"%PDF-")


def test_what_is_restricted_is_not_taken_into_a_report_anew(world: Any, act: Any) -> None:
    court = with_record(world)
    note = NoteFactory(case=world.case, by=world.supervisor, full="They met.", summary="S.", gist="G.")
    report = CourtReportFactory(order=court.record.order, author=world.supervisor)
    section = ReportSectionFactory(report=report)
    left_out = ReportStatementFactory(section=section, note=note, is_kept=False)
    edit = PartEdit(1, "", (Edit(left_out.pk, left_out.text, True, 1),))
    request = RightsRequestFactory(case=world.case, membership=world.officer, kind="restriction")
    restriction = RestrictionFactory(request=request, membership=world.manager, note=note)
    with act(world.supervisor) as actor:
        sentence = refused(reports.edit_part, actor, report.pk, section.key, edit)
        assert "It is restricted" in sentence
    assert [one.is_kept for one in rows(sh.ReportStatement)] == [False]
    assert lines("report.edited") == []
    lift(restriction)
    with act(world.supervisor) as actor:
        reports.edit_part(actor, report.pk, section.key, edit)
    assert [one.is_kept for one in rows(sh.ReportStatement)] == [True]


def test_the_note_that_answers_is_one_of_the_agency_on_this_case(world: Any, act: Any) -> None:
    request = SharingRequestFactory(case=world.case, membership=world.supervisor, asked=world.police)
    birch = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    PlaceFactory(case=birch, membership=world.officer)
    note = NoteFactory(case=birch, by=world.officer, full="F.", released_tier=4)
    with act(world.officer) as actor:
        for new, says, at in (
            (NewAnswer("full", note=note.pk), "one of your agency's own notes on this case", "existing"),
            (NewAnswer("full"), "Write the words, or choose a note", "words"),
        ):
            must_refuse(request_answers.answer, actor, request.pk, new, says=says, at=at)
    assert rows(sh.SharingAnswer) == []
    assert lines("request.answered") == []


def approved(world: Any) -> Any:
    """An erasure of one note that the adviser approved."""
    note = NoteFactory(case=world.case, by=world.manager, full="F.")
    return ErasureFactory(
        case=world.case, membership=world.manager, source_id=granted(world).pk, note_id=note.pk, state="approved",
        decided_at=note.recorded_at, decided_by=world.legal, decider=world.legal.user, decision_words="Yes.",
    )  # fmt: skip


def test_an_approved_erasure_is_taken_back_in_words_and_by_one_at_a_time(world: Any, act: Any) -> None:
    row = approved(world)

    def other_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "FOR UPDATE" in sql:
            with backstage(), connection.cursor() as cursor:
                cursor.execute("UPDATE sharing_erasure SET version = version + 1 WHERE id = %s", [row.pk])
        return execute(sql, params, many, context)

    with act(world.legal) as actor:
        must_refuse(erasures.withdraw_erasure, actor, row.pk, row.version, " ", says="Write why", at="words")
        with connection.execute_wrapper(other_first):
            taken = (actor, row.pk, row.version, "Not his.")
            assert "Somebody changed it" in refused(erasures.withdraw_erasure, *taken, kind=Conflict)
    assert [(one.state, one.withdrawal_words) for one in rows(sh.Erasure)] == [("approved", "")]
    assert lines("erasure.taken_back") == []


TRAP = """CREATE FUNCTION test_trap() RETURNS trigger LANGUAGE plpgsql AS
 $$BEGIN RAISE EXCEPTION 'no space left for Idris Valcourt' USING ERRCODE = '53100'; END$$;
CREATE TRIGGER test_trap BEFORE DELETE ON casework_note EXECUTE FUNCTION test_trap()"""


def test_what_the_database_cannot_erase_stays_approved_and_is_logged_without_a_name(
    world: Any, browse: Any, caplog: pytest.LogCaptureFixture
) -> None:
    close(world)
    row = proposed(world, browse, granted(world))
    assert decided(world, browse, row) == 303
    NoteFactory(case=world.case, by=world.manager, full="F.")
    with as_role(OWNER), connection.cursor() as cursor:
        cursor.execute(TRAP)
    assert carried_out() == 0
    assert is_there(world)
    assert stored(row).state == "approved"
    assert lines("erasure.carried_out") == []
    (said,) = [one for one in caplog.records if one.name == "sharing.services.erasures"]
    facts = vars(said)
    assert (said.getMessage(), facts["erasure"], facts["sqlstate"]) == ("erasure_not_carried_out", str(row.pk), "53100")
    assert "Valcourt" not in str(facts)
    with as_role(OWNER), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER test_trap ON casework_note")
    assert carried_out() == 1
    assert not is_there(world)
