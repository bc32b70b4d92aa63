"""Legal advice: asking with words at their tier, answering, what falls due, and who learns what of it."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from access.choices import Tier
from agencies.errors import NotAllowed
from casework.due import due_in_working_days
from casework.models import Deadline
from casework.services.reminder_receivers import Receivers
from devstack.testing import backstage
from sharing.advising import MOST_WORDS, NewAnswer, NewQuestion, Quoted
from sharing.choices import AdviceAbout, Conclusion
from sharing.models import AdviceAnswer, AdviceContext, LegalAdviceRequest
from sharing.queries.advice import advice_desk
from sharing.queries.advisers_ledger import advisers_ledger
from sharing.services.advice import answer_advice, ask_advice
from tests.api.caller import caller
from tests.casework.doors import lines, page
from tests.casework.test_services_refuse import refused
from tests.cast import acting
from tests.factories import AdviceAnswerFactory, AdviceFactory, CaseFactory, MembershipFactory, NoteFactory
from tests.factories.duty import DutyReportFactory
from tests.factories.reports import DisclosureFactory

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"
ASK = f"{CASE}advice/new/"


def asked() -> list[LegalAdviceRequest]:
    with backstage():
        return list(LegalAdviceRequest.objects.unguarded(because=WHY).order_by("asked_at"))


def due() -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because=WHY).filter(kind="legal_advice").order_by("pk"))


def context() -> list[AdviceContext]:
    with backstage():
        return list(AdviceContext.objects.unguarded(because=WHY).order_by("words"))


@pytest.fixture
def notes(world: Any) -> tuple[Any, Any]:
    """One's own note and one of the police, each in three wordings."""
    return tuple(
        NoteFactory(case=world.case, by=by, full=f"{name} full", summary=f"{name} summary", gist=f"{name} gist")
        for name, by in (("ours", world.supervisor), ("theirs", world.officer))
    )  # type: ignore[return-value]


def test_a_question_goes_to_the_advisers_with_the_words_that_were_chosen(
    world: Any, browse: Any, notes: tuple[Any, Any]
) -> None:
    ours, theirs = notes
    body = page(browse(world.supervisor), ASK)
    offered = set(re.findall(r'value="([0-9a-f-]{36}:\d)"', body))
    assert offered == {f"{ours.pk}:4", f"{ours.pk}:3", f"{ours.pk}:2", f"{theirs.pk}:3", f"{theirs.pk}:2"}
    form = {"question": "May the school know?", "quoted": [f"{ours.pk}:4", f"{theirs.pk}:3"], "form_key": uuid.uuid4()}
    for _twice in range(2):
        assert browse(world.supervisor).post(ASK, form)["Location"] == f"{CASE}advice/"
    (row,) = asked()
    assert (row.membership_id, row.agency_id, row.about) == (world.supervisor.pk, world.probation.pk, "general")
    assert row.due_on == due_in_working_days(3)
    assert [(one.words, one.tier, one.agency_id) for one in context()] == [
        ("ours full", 4, world.probation.pk), ("theirs summary", 3, world.police.pk),
    ]  # fmt: skip
    (line,) = lines("advice.asked")
    assert (line.recipients, line.subjects) == ([world.legal.pk], [row.pk, ours.pk, theirs.pk])
    shown = page(browse(world.legal), f"/advice/{row.pk}/")
    assert all(words in shown for words in ("May the school know?", "ours full", "theirs summary"))
    assert not any(words in shown for words in ("VRP-CEDAR", "Valcourt", "Cedar"))
    assert browse(world.legal).get(CASE).status_code == 404
    assert "May the school know?" in page(browse(world.supervisor), f"{CASE}advice/")
    assert "May the school know?" not in page(browse(world.manager), f"{CASE}advice/")


def test_words_go_no_fuller_than_they_may(world: Any, act: Any, notes: tuple[Any, Any]) -> None:
    ours, theirs = notes
    sealed = NoteFactory(case=world.case, by=world.officer, handling="sealed", full="F", gist="G")

    def ask(*quoted: Quoted, **more: Any) -> str:
        return refused(ask_advice, actor, "VRP-CEDAR", NewQuestion("Q", quoted=quoted, **more))

    with act(world.supervisor) as actor:
        assert "Choose from the wordings shown" in ask(Quoted(theirs.pk, Tier.FULL))
        assert "Choose from the wordings shown" in ask(Quoted(sealed.pk, Tier.GIST))
        assert "one wording of each note" in ask(Quoted(ours.pk, Tier.FULL), Quoted(ours.pk, Tier.GIST))
        many = [Quoted(uuid.uuid4(), Tier.GIST) for _n in range(MOST_WORDS + 1)]
        assert "at the most" in ask(*many)
        assert "a note of this case" in ask(about=AdviceAbout.NOTE, about_id=sealed.pk)
    assert (asked(), context(), due()) == ([], [], [])


def test_a_question_about_a_note_names_it(world: Any, browse: Any, notes: tuple[Any, Any]) -> None:
    _ours, theirs = notes
    body = page(browse(world.supervisor), f"/notes/{theirs.pk}/")
    assert f"{ASK}?note={theirs.pk}" in body
    assert browse(world.supervisor).post(f"{ASK}?note={theirs.pk}", {"question": "May I?"}).status_code == 303
    assert browse(world.supervisor).post(f"{ASK}?note={uuid.uuid4()}", {"question": "And this?"}).status_code == 303
    assert [(row.about, row.about_id) for row in asked()] == [("note", theirs.pk), ("general", None)]


def test_what_is_urgent_is_due_today_by_every_adviser_but_the_one_who_asks(world: Any, browse: Any) -> None:
    second = MembershipFactory(agency=world.probation, duties=["legal"])
    gone = MembershipFactory(agency=world.social, duties=["legal"], valid_to=timezone.now())
    assert browse(world.officer).post(ASK, {"question": "Now?", "urgent": "on"}).status_code == 303
    (row,) = asked()
    found = due()
    assert {one.responsible_id for one in found} == {world.legal.pk, second.pk}, gone
    assert {(one.due_on, one.case_id, one.subject_id) for one in found} == {(timezone.localdate(), None, row.pk)}
    assert f'href="/advice/{row.pk}/"' in page(browse(world.legal), "/")
    assert "Now?" not in page(browse(world.legal), "/")
    with backstage():
        first = Receivers().of(next(one for one in found if one.responsible_id == world.legal.pk), "due")
    assert [one.membership_id for one in first] == [world.legal.pk]


def test_an_answer_meets_what_was_due_and_stands_for_ever(world: Any, browse: Any) -> None:
    second = MembershipFactory(agency=world.police, duties=["legal"])
    browse(world.supervisor).post(ASK, {"question": "May I?"})
    (row,) = asked()
    at, said = f"/advice/{row.pk}/answer/", {"conclusion": "may_if", "words": "If he was told.", "reasoning": "Art. 5."}
    wrong = browse(world.legal).post(at, {"conclusion": "may_if", "words": "", "reasoning": "Art. 5."})
    assert wrong.status_code == 422
    assert "Art. 5." in wrong.content.decode()
    form = said | {"form_key": str(uuid.uuid4())}
    for _twice in range(2):
        assert browse(world.legal).post(at, form)["Location"] == f"/advice/{row.pk}/"
    with backstage():
        (answer,) = AdviceAnswer.objects.unguarded(because=WHY)
    assert (answer.conclusion, answer.user_id, answer.asker_id) == ("may_if", world.legal.user_id, row.user_id)
    assert {one.state for one in due()} == {"done"}
    assert len(due()) == 2
    for reader in (world.supervisor, second):
        told = page(browse(reader), f"/advice/{row.pk}/")
        assert "If he was told." in told
        assert "Art. 5." in told
    assert browse(world.manager).get(f"/advice/{row.pk}/").status_code == 404
    assert browse(second).post(at, said | {"conclusion": "may_not", "words": "On second thoughts."}).status_code == 303
    told = page(browse(world.supervisor), f"/advice/{row.pk}/")
    assert told.index("On second thoughts.") < told.index("If he was told.")
    assert [line.recipients for line in lines("advice.answered")] == [[world.supervisor.pk]] * 2


def test_nobody_advises_themselves(world: Any, act: Any, browse: Any) -> None:
    row = AdviceFactory(case=world.case, membership=world.legal)
    assert browse(world.legal).get(f"/advice/{row.pk}/").status_code == 200
    answer = browse(world.legal).get(f"/advice/{row.pk}/answer/")
    assert answer.status_code == 403
    assert "Another legal adviser answers it" in answer.content.decode()
    new = NewAnswer(Conclusion.MAY, "Yes.")
    with act(world.legal) as actor, pytest.raises(NotAllowed):
        answer_advice(actor, row.pk, new)
    with pytest.raises(IntegrityError, match="nobody_advises_themselves"):
        AdviceAnswerFactory(request=row, membership=world.legal)


def test_without_an_adviser_nothing_is_asked(world: Any, browse: Any) -> None:
    with backstage():
        world.legal.valid_to = timezone.now()
        world.legal.version += 1
        world.legal.save()
    assert "has no other legal adviser" in page(browse(world.supervisor), ASK)
    refusal = browse(world.supervisor).post(ASK, {"question": "May I?"})
    assert refusal.status_code == 422
    assert "May I?" in refusal.content.decode()
    assert asked() == []


def test_whoever_leaves_the_case_reads_their_question_no_more(world: Any, browse: Any) -> None:
    row = AdviceFactory(case=world.case, membership=world.past_guest)
    assert browse(world.past_guest).get(f"/advice/{row.pk}/").status_code == 404
    assert browse(world.legal).get(f"/advice/{row.pk}/").status_code == 200


def test_the_desk_shows_the_late_first_and_what_was_answered(world: Any, browse: Any) -> None:
    assert "No question waits" in page(browse(world.legal), "/advice/")
    late = timezone.localdate() - dt.timedelta(days=1)
    AdviceFactory(case=world.case, membership=world.supervisor, question="Later")
    AdviceFactory(case=world.case, membership=world.officer, question="Sooner", due_on=late)
    done = AdviceFactory(case=world.case, membership=world.manager, question="Settled")
    AdviceAnswerFactory(request=done, membership=world.legal)
    shown = page(browse(world.legal), "/advice/")
    assert shown.index("Sooner") < shown.index("Later") < shown.index("Settled")
    assert "1 question overdue" in shown
    assert "It may not be shared" in shown
    assert browse(world.chair).get("/advice/").status_code == 403


def test_programs_ask_and_answer_by_the_same_rules(world: Any, notes: tuple[Any, Any]) -> None:
    ours, theirs = notes
    client = caller(world.supervisor)
    body = {"question": "May I?", "note": str(ours.pk), "quoted": [{"note": str(theirs.pk), "tier": "summary"}]}
    key = {"Idempotency-Key": "c0ffee00-0000-4000-8000-000000000001"}
    told = client.post("/cases/VRP-CEDAR/advice/", body, key)
    assert told.status_code == 201
    assert told.json()["quoted"][0]["words"] == "theirs summary"
    assert client.post("/cases/VRP-CEDAR/advice/", body, key).json()["question"]["id"] == told.json()["question"]["id"]
    full = body | {"quoted": [{"note": str(theirs.pk), "tier": "full"}]}
    assert client.post("/cases/VRP-CEDAR/advice/", full).status_code == 422
    at = f"/advice/{told.json()['question']['id']}/"
    answer = caller(world.legal).post(f"{at}answer/", {"conclusion": "may", "words": "Yes.", "reasoning": "Art. 6."})
    assert answer.status_code == 201
    (said,) = client.get(at).json()["answers"]
    assert (said["conclusion"], said["words"], said["reasoning"]) == ("may", "Yes.", "Art. 6.")
    assert client.get("/cases/VRP-CEDAR/advice/").json()["questions"][0]["conclusion"] == "It may be shared"
    assert caller(world.officer).get(at).status_code == 404
    desk = caller(world.legal).get("/advice/").json()
    assert (len(desk["open"]), len(desk["answered"])) == (0, 1)


def _marks(reader: Any) -> dict[uuid.UUID, str]:
    with acting(reader) as actor:
        return {line.id: line.case_mark for line in advice_desk(actor).open}


def test_the_mark_of_a_case_is_its_readers_and_comes_from_no_key(world: Any, browse: Any) -> None:
    one, two = (AdviceFactory(case=world.case, membership=who) for who in (world.supervisor, world.officer))
    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    apart = AdviceFactory(case=other, membership=world.manager)
    second = MembershipFactory(agency=world.social, duties=["legal"])
    marks = _marks(world.legal)
    assert marks[one.pk] == marks[two.pk] != marks[apart.pk]
    assert re.fullmatch("C-[0-9A-F]{8}", marks[one.pk])
    assert set(marks.values()).isdisjoint(_marks(second).values())
    shown = page(browse(world.legal), "/advice/") + page(browse(world.legal), f"/advice/{one.pk}/")
    assert marks[one.pk] in shown
    assert world.case.pk.hex[:6] not in shown.lower()


def test_bare_sql_makes_marks_of_questions_that_one_reads_alone(world: Any) -> None:
    row = AdviceFactory(case=world.case, membership=world.supervisor)
    told = {}
    for who in ("legal", "supervisor", "officer", "manager", "chair", "stranger"):
        with acting(getattr(world, who)), connection.cursor() as cursor:
            cursor.execute("SELECT case_mark FROM sharing_advice_marks(%s::uuid[])", [[row.pk, world.case.pk]])
            told[who] = cursor.fetchall()
    assert {who for who, found in told.items() if found} == {"legal", "supervisor"}
    assert told["legal"] != told["supervisor"]


def test_a_question_joins_no_line_of_the_advisers_ledger(world: Any) -> None:
    DisclosureFactory(
        report=None, case=world.case, court=None, membership=world.supervisor, to_agency=world.police,
        duty_report=DutyReportFactory(case=world.case, membership=world.supervisor, to_agency=world.police),
    )  # fmt: skip
    AdviceFactory(case=world.case, membership=world.supervisor)
    with acting(world.legal) as actor:
        ledger = {line.case_mark for line in advisers_ledger(actor).lines}
    assert ledger
    assert ledger.isdisjoint(_marks(world.legal).values())
