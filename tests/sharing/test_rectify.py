"""A request to put something right: the note that is named, the answer of its agency, both versions side by side."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from access.models import Event
from agencies.errors import Conflict, NotAllowed, RuleBroken
from casework.contesting import disputes_of
from casework.models import Deadline, Note
from casework.queries.notes import note_detail
from casework.services.notes import correct_note, withdraw_note
from casework.writing import NewNote
from devstack.testing import backstage
from sharing.choices import PassedHow
from sharing.choices_contested import ContestedOutcome
from sharing.choices_rights import RightsState
from sharing.models import ContestedFact, CorrectionNotice, RightsRequest
from sharing.queries.contested import contested_page
from sharing.rectifying import ContestAnswer, NewContest, ToldRecipient
from sharing.rights import RightsDecision
from sharing.services.rectifying import add_recipient, answer_contested, contest_fact, tell_recipient
from sharing.services.rights import decide_request
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.contested import ContestedFactFactory, ContestedWordFactory
from tests.factories.duty import DutyReportFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory
from tests.factories.reports import DisclosureFactory
from tests.factories.rights import RightsRequestFactory

WORDS = "I was at work that day."


@pytest.fixture
def asked(world: Any) -> RightsRequest:
    """A request to put something right, of somebody who is known."""
    return RightsRequestFactory(
        case=world.case, membership=world.officer, kind="rectification", identity="known",
        identity_on=timezone.localdate(),
    )  # fmt: skip


def note(world: Any, **more: Any) -> Note:
    facts = {
        "by": world.officer,
        "full": "He met M. at the gym.",
        "summary": "He met somebody.",
        "gist": "Keep in touch.",
    }
    return NoteFactory(case=world.case, **{**facts, **more})


def named(world: Any, asked: RightsRequest, about: Note, words: str = WORDS) -> ContestedFact:
    with acting(world.manager) as actor:
        return contest_fact(actor, asked.pk, NewContest(about.pk, words))


def fresh(row: Any) -> Any:
    with backstage():
        return type(row).objects.unguarded(because="test").get(pk=row.pk)


def due(kind: str) -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because="test").filter(kind=kind))


def answered(world: Any, fact: ContestedFact, outcome: str = "stands", who: str = "officer") -> ContestedFact:
    with acting(getattr(world, who)) as actor:
        new = ContestAnswer(ContestedOutcome(outcome), "We saw him there.")
        return answer_contested(actor, fact.pk, fresh(fact).version, new)


def corrected(world: Any, about: Note, **more: Any) -> Note:
    facts: dict[str, Any] = {
        "kind": "contact", "occurred_on": about.occurred_on, "nature": "fact", "handling": "team", "title": "A title",
        "full": "He met somebody else.", "summary": "He met somebody.", "gist": "",
    }  # fmt: skip
    with acting(world.officer) as actor:
        return correct_note(actor, about.pk, NewNote(**{**facts, **more}))


def read(world: Any, who: str, about: Note) -> Any:
    with acting(getattr(world, who)) as actor:
        return disputes_of(actor, [about.pk]).get(about.pk, ())


def test_the_agency_that_wrote_the_note_is_asked(world: Any, asked: RightsRequest) -> None:
    fact = named(world, asked, note(world))
    (line,) = due("contested_fact")
    assert (line.responsible_id, line.agency_id, line.case_id) == (world.officer.pk, world.police.pk, world.case.pk)
    assert line.due_on == fact.due_on <= asked.due_on
    with backstage():
        event = Event.objects.unguarded(because="test").get(verb="contested.named")
    assert event.subjects == [fact.pk]
    assert WORDS not in str(event.detail)


def test_somebody_else_of_the_agency_is_asked_when_the_writer_has_left(world: Any, asked: RightsRequest) -> None:
    named(world, asked, note(world, by=world.analyst, author=world.analyst.user))
    assert [line.responsible_id for line in due("contested_fact")] == [world.officer.pk]


def test_both_versions_stand_for_whoever_reads_in_full_and_a_mark_for_the_others(
    world: Any, asked: RightsRequest
) -> None:  # fmt: skip
    about = note(world)
    fact = named(world, asked, about)
    for who in ("officer", "supervisor", "manager", "clinician"):
        assert [one.words for one in read(world, who, about)] == [WORDS]
    for who in ("teacher", "chair"):  # they read the summary
        (mark,) = read(world, who, about)
        assert (mark.words, mark.reason, mark.stands) == ("", "", True)
    answered(world, fact)
    (seen,) = read(world, "supervisor", about)
    assert (seen.words, seen.reason, seen.stands) == (WORDS, "We saw him there.", True)
    (mark,) = read(world, "teacher", about)
    assert (mark.words, mark.reason) == ("", "")
    for who in ("stranger", "colleague", "mentor", "border"):
        assert read(world, who, about) == ()


@pytest.mark.parametrize("handling", ["named", "sealed"])
def test_nobody_is_told_of_it_who_reads_no_words_of_the_note(world: Any, asked: RightsRequest, handling: str) -> None:
    about = note(world, handling=handling, gist="" if handling == "named" else "G", listed=(world.manager.user,))
    named(world, asked, about)
    assert [one.words for one in read(world, "manager", about)] == [WORDS]
    for who in ("supervisor", "clinician", "teacher"):
        assert read(world, who, about) == ()


def test_whoever_knows_only_the_gist_names_it_and_does_not_read_the_words_again(
    world: Any, asked: RightsRequest
) -> None:  # fmt: skip
    about = note(world, handling="named", listed=(world.officer.user,))
    fact = named(world, asked, about)
    (mark,) = read(world, "manager", about)
    assert (mark.id, mark.words) == (fact.pk, "")
    assert [one.words for one in read(world, "officer", about)] == [WORDS]


def test_what_was_never_released_makes_nothing_due_on_the_case(world: Any, asked: RightsRequest) -> None:
    about = note(world, by=world.manager, released_tier=0)
    named(world, asked, about)
    assert [(line.case_id, line.agency_id) for line in due("contested_fact")] == [(None, world.charity.pk)]


def test_a_correction_takes_the_contest_with_it_and_opens_its_words_to_nobody(world: Any, asked: RightsRequest) -> None:
    about = note(world, handling="named", listed=(world.officer.user,))
    fact = named(world, asked, about)
    answered(world, fact)
    newest = corrected(world, about)  # wider than the contested version
    assert fresh(fact).newest_id == newest.pk
    assert [one.words for one in read(world, "officer", newest)] == [WORDS]
    (mark,) = read(world, "supervisor", newest)  # reads the newest in full, and not what the person speaks of
    assert (mark.stands, mark.words, mark.reason) == (True, "", "")
    with acting(world.officer) as actor:
        page = contested_page(actor, fact.pk)
        assert page.earlier is not None
        assert (page.newest.id, page.earlier.id) == (newest.pk, about.pk)
        assert note_detail(actor, newest.pk).entry.disputes[0].words == WORDS


def test_it_is_put_right_only_by_a_correction(world: Any, asked: RightsRequest) -> None:
    about = note(world)
    fact = named(world, asked, about)
    with pytest.raises(RuleBroken) as wrong:
        answered(world, fact, "corrected")
    assert wrong.value.field == "outcome"
    answered(world, fact)
    newest = corrected(world, about)
    answered(world, fact, "corrected")
    (seen,) = read(world, "supervisor", newest)
    assert (seen.stands, seen.words) == (False, WORDS)
    with pytest.raises(RuleBroken):
        answered(world, fact, "corrected")
    assert [line.state for line in due("contested_fact")] == ["done"]


def test_a_withdrawn_note_was_put_right_too(world: Any, asked: RightsRequest) -> None:
    about = note(world)
    fact = named(world, asked, about)
    with acting(world.officer) as actor:
        withdraw_note(actor, about.pk, "It was somebody else.")
    assert answered(world, fact, "corrected").outcome == "corrected"


@pytest.mark.parametrize("who", ["supervisor", "manager", "clinician", "teacher", "chair"])
def test_nobody_answers_for_another_agency(world: Any, asked: RightsRequest, who: str) -> None:
    fact = named(world, asked, note(world))
    with pytest.raises(NotAllowed):
        answered(world, fact, who=who)


def test_it_is_answered_once_and_as_it_was_read(world: Any, asked: RightsRequest) -> None:
    fact = named(world, asked, note(world))
    with acting(world.officer) as actor, pytest.raises(Conflict):
        answer_contested(actor, fact.pk, 7, ContestAnswer(ContestedOutcome.STANDS, "Because."))
    with acting(world.officer) as actor, pytest.raises(RuleBroken) as wrong:
        answer_contested(actor, fact.pk, 1, ContestAnswer(ContestedOutcome.STANDS, " "))
    assert wrong.value.field == "reason"
    answered(world, fact)
    with pytest.raises(RuleBroken):
        answered(world, fact, "unclear")


def test_a_note_is_named_by_who_manages_the_case_once_and_on_such_a_request(world: Any, asked: RightsRequest) -> None:
    about = note(world)
    new = NewContest(about.pk, WORDS)
    with acting(world.officer) as actor, pytest.raises(NotAllowed):
        contest_fact(actor, asked.pk, new)
    with acting(world.stranger) as actor, pytest.raises(Http404):
        contest_fact(actor, asked.pk, new)
    with acting(world.manager) as actor:
        other = RightsRequestFactory(case=world.case, membership=world.officer, kind="erasure")
        for request, wanted in ((other, new), (asked, NewContest(asked.pk, WORDS))):
            with pytest.raises(RuleBroken) as wrong:
                contest_fact(actor, request.pk, wanted)
            assert wrong.value.field == "note"
        with pytest.raises(RuleBroken) as wrong:
            contest_fact(actor, asked.pk, NewContest(about.pk, " "))
        assert wrong.value.field == "words"
        contest_fact(actor, asked.pk, new)
        with pytest.raises(Conflict):
            contest_fact(actor, asked.pk, new)


def test_a_note_that_is_not_read_cannot_be_named(world: Any, asked: RightsRequest) -> None:
    hidden = note(world, handling="sealed", listed=(world.officer.user,))
    with pytest.raises(RuleBroken):
        named(world, asked, hidden)


def test_the_request_is_decided_when_every_agency_has_answered(world: Any, asked: RightsRequest) -> None:
    decision = RightsDecision(RightsState.GRANTED, "It was put right.")
    with acting(world.manager) as actor, pytest.raises(RuleBroken) as wrong:
        decide_request(actor, asked.pk, 1, decision)  # nothing is named
    assert wrong.value.field == "state"
    fact = named(world, asked, note(world))
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        decide_request(actor, asked.pk, 1, decision)
    answered(world, fact)
    with acting(world.manager) as actor:
        assert decide_request(actor, asked.pk, 1, decision).state == "granted"


def test_what_the_person_takes_back_is_contested_no_more(world: Any, asked: RightsRequest) -> None:
    about = note(world)
    fact = named(world, asked, about)
    with acting(world.manager) as actor:
        decide_request(actor, asked.pk, 1, RightsDecision(RightsState.WITHDRAWN, "He thought of another day."))
    assert fresh(fact).outcome == "dropped"
    assert read(world, "supervisor", about) == ()
    assert [line.state for line in due("contested_fact")] == ["done"]


def test_whoever_got_it_is_told(world: Any, asked: RightsRequest) -> None:
    before = note(world)
    proposal = ProposalFactory(case=world.case, membership=world.manager, state="made", how="mail", contact="C")
    ProposalRecordFactory(proposal=proposal, note=before, tier=2)
    given = DisclosureFactory(
        case=world.case, proposal=proposal, report=None, court=None, recipient=proposal.recipient,
        membership=world.manager,
    )  # fmt: skip
    about = corrected(world, before)  # what went out was the version before
    fact = named(world, asked, about)
    answered(world, fact)
    with backstage():
        notice = CorrectionNotice.objects.unguarded(because="test").get()
    assert (notice.disclosure_id, notice.outcome, notice.told_on) == (given.pk, "stands", None)
    assert [line.responsible_id for line in due("correction_told")] == [world.manager.pk]
    new = ToldRecipient(timezone.localdate(), PassedHow.MAIL)
    with acting(world.officer) as actor, pytest.raises(NotAllowed):
        tell_recipient(actor, notice.pk, 1, new)
    with acting(world.manager) as actor:
        with pytest.raises(Conflict):
            tell_recipient(actor, notice.pk, 9, new)
        with pytest.raises(RuleBroken) as wrong:
            tell_recipient(
                actor, notice.pk, 1, ToldRecipient(timezone.localdate() + dt.timedelta(days=1), PassedHow.MAIL)
            )
        assert wrong.value.field == "told_on"
        tell_recipient(actor, notice.pk, 1, new)
        with pytest.raises(RuleBroken):
            tell_recipient(actor, notice.pk, 2, new)
        assert contested_page(actor, fact.pk).notices[0].told
    assert [line.state for line in due("correction_told")] == ["done"]


def test_others_who_got_it_are_named(world: Any, asked: RightsRequest) -> None:
    given = DisclosureFactory(
        case=world.case, report=None, court=None, to_agency=world.police, membership=world.manager,
        duty_report=DutyReportFactory(case=world.case, membership=world.manager, to_agency=world.police),
    )  # fmt: skip
    fact = named(world, asked, note(world))
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        add_recipient(actor, fact.pk, given.pk)  # nothing was answered
    answered(world, fact)
    assert due("correction_told") == []  # a duty report names no note
    with acting(world.clinician) as actor, pytest.raises(NotAllowed):
        add_recipient(actor, fact.pk, given.pk)
    with acting(world.supervisor) as actor:
        with pytest.raises(RuleBroken):
            add_recipient(actor, fact.pk, fact.pk)
        add_recipient(actor, fact.pk, given.pk)
        with pytest.raises(Conflict):
            add_recipient(actor, fact.pk, given.pk)
    assert [line.responsible_id for line in due("correction_told")] == [world.manager.pk]


def test_the_pages_show_both_and_take_the_answer(world: Any, browse: Any, asked: RightsRequest) -> None:
    about = note(world)
    manager, officer = browse(world.manager), browse(world.officer)
    assert "A title" in manager.get(f"/rights/{asked.pk}/contest/").content.decode()
    bad = manager.post(f"/rights/{asked.pk}/contest/", {"note": str(about.pk), "words": ""})
    assert bad.status_code == 422
    good = manager.post(f"/rights/{asked.pk}/contest/", {"note": str(about.pk), "words": WORDS})
    assert good.status_code == 303
    with backstage():
        fact = ContestedFact.objects.unguarded(because="test").get()
    assert WORDS in officer.get(f"/notes/{about.pk}/").content.decode()
    summary = browse(world.teacher).get(f"/notes/{about.pk}/").content.decode()
    assert "The person contests this" in summary
    assert WORDS not in summary
    form = {"version": 1, "outcome": "unclear", "reason": "Nobody remembers."}
    assert officer.post(f"/contested/{fact.pk}/answer/", {**form, "reason": ""}).status_code == 422
    assert officer.post(f"/contested/{fact.pk}/answer/", form).status_code == 303
    page = browse(world.supervisor).get(f"/contested/{fact.pk}/").content.decode()
    assert "Nobody remembers." in page
    assert WORDS in page


def test_words_are_told_to_nobody_new_when_the_place_is_wider(world: Any, asked: RightsRequest) -> None:
    about = note(world, handling="core")
    fact = ContestedFactFactory(request=asked, note=about, membership=world.manager)
    ContestedWordFactory(fact=fact, text="Hidden words.")
    page = {who: read(world, who, about) for who in ("officer", "manager", "teacher", "chair")}
    assert {who: bool(seen and seen[0].words) for who, seen in page.items()} == {
        "officer": True, "manager": True, "teacher": False, "chair": False,
    }  # fmt: skip
