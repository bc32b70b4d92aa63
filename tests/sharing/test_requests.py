"""Requests between agencies: asked under an agreement, seen, answered in six ways, asked again."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import Agency, Agreement
from casework.models import Deadline, Note
from casework.writing import NewNote
from devstack.testing import backstage
from sharing.asking import NewAnswer, NewRequest
from sharing.models import AnswerSilence, RequestRemark, RequestWords, SharingAnswer, SharingRequest
from sharing.services.request_answers import answer
from sharing.services.requests import ask, note_effect, see
from tests.casework.doors import lines
from tests.cast import acting
from tests.factories import MembershipFactory, NoteFactory, PlaceFactory, answered, asked

PARTS = (SharingRequest, RequestWords, SharingAnswer, AnswerSilence, RequestRemark)


def _new(world: Any, **more: Any) -> NewRequest:
    first = {
        "asked": world.police.pk, "purpose": "reintegration", "tier": 3, "question": "Was he seen at the hall?",
        "reason": "He asks to train there.",
    }  # fmt: skip
    return NewRequest(**{**first, **more})


def _words(**more: Any) -> NewNote:
    first = {
        "kind": "professional_conversation", "occurred_on": timezone.localdate(), "nature": "fact", "handling": "team",
        "title": "Answer to a request", "full": "Seen twice.", "summary": "Seen now and then.", "gist": "Ask him.",
        "action": "Ask where he trains.",
    }  # fmt: skip
    return NewNote(**{**first, **more})


def _asked(world: Any, **more: Any) -> SharingRequest:
    with acting(world.supervisor) as actor:
        return ask(actor, "VRP-CEDAR", _new(world, **more))


def _due(row: SharingRequest) -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because="test").filter(subject_id=row.pk))


def _counts(world: Any, who: Any) -> list[int]:
    with acting(who) as actor:
        return [model.objects.visible_to(actor).count() for model in PARTS]


def test_a_request_falls_due_in_five_working_days_with_whoever_answers(world: Any) -> None:
    row = _asked(world)
    assert (row.state, row.agency_id, row.asked_id) == ("sent", world.probation.pk, world.police.pk)
    assert row.due_on >= timezone.localdate() + dt.timedelta(days=7)
    due = _due(row)
    assert [(one.responsible_id, one.agency_id, one.due_on, one.state) for one in due] == [
        (world.officer.pk, world.police.pk, row.due_on, "open")
    ]
    line = lines(verb="request.asked")[0]
    assert line.recipients == [world.officer.pk]


def test_an_urgent_request_is_for_today_and_the_same_form_asks_once(world: Any) -> None:
    key = MembershipFactory(agency=world.police).pk
    with acting(world.supervisor) as actor:
        row = ask(actor, "vrp-cedar", _new(world, is_urgent=True), key)
        again = ask(actor, "VRP-CEDAR", _new(world, is_urgent=True), key)
    assert row.due_on == timezone.localdate()
    assert again.pk == row.pk
    assert len(_due(row)) == 1


def test_the_focal_point_answers_where_it_is_on_the_case(world: Any) -> None:
    PlaceFactory(case=world.case, membership=world.analyst)
    with backstage():
        Agency.objects.filter(pk=world.police.pk).update(focal_point=world.analyst, version=F("version") + 1)
    assert _due(_asked(world))[0].responsible_id == world.analyst.pk


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"asked": "port"}, "asked"),
        ({"asked": "social"}, "asked"),
        ({"asked": "probation"}, "asked"),
        ({"purpose": "curiosity"}, "purpose"),
        ({"question": " "}, "question"),
        ({"reason": ""}, "reason"),
        ({"tier": 1}, "tier"),
        ({"due_on": dt.date(2020, 1, 1)}, "due_on"),
    ],
)
def test_what_may_not_be_asked(world: Any, more: dict[str, Any], field: str) -> None:
    if isinstance(more.get("asked"), str):
        more = {"asked": getattr(world, more["asked"]).pk}
    with pytest.raises(RuleBroken) as broken:
        _asked(world, **more)
    assert broken.value.field == field


def test_who_may_not_ask(world: Any) -> None:
    for who, wrong in (("teacher", NotAllowed), ("mentor", NotAllowed), ("chair", NotAllowed), ("stranger", Http404)):
        with acting(getattr(world, who)) as actor, pytest.raises(wrong):
            ask(actor, "VRP-CEDAR", _new(world))


def test_it_is_seen_once_and_by_the_asked_agency_alone(world: Any) -> None:
    row = _asked(world)
    for who in (world.manager, world.supervisor, world.officer, world.officer):
        with acting(who) as actor:
            see(actor, row.pk)
    with backstage():
        row = SharingRequest.objects.unguarded(because="test").get(pk=row.pk)
    assert (row.state, row.seen_by_id) == ("seen", world.officer.pk)
    assert len(lines(verb="request.seen")) == 1
    with acting(world.stranger) as actor, pytest.raises(Http404):
        see(actor, row.pk)


@pytest.mark.parametrize(("code", "released"), [("full", 4), ("summary", 3), ("gist", 2)])
def test_an_answer_in_words_is_a_note_that_the_asking_agency_reads_as_it_says(
    world: Any, code: str, released: int
) -> None:
    row = _asked(world)
    with acting(world.officer) as actor:
        given = answer(actor, row.pk, NewAnswer(code, words=_words()))
    assert given.note is not None
    assert (given.given, given.note.released_tier, given.note.court_tier) == (code, released, 0)
    assert [one.state for one in _due(row)] == ["done"]
    line = lines(verb="request.answered")[0]
    assert (line.detail, line.recipients) == ({"given": code}, [world.supervisor.pk])
    with acting(world.officer) as actor, pytest.raises(RuleBroken):
        answer(actor, row.pk, NewAnswer("nothing_held"))


def test_a_note_that_is_there_already_answers_too(world: Any) -> None:
    row = _asked(world)
    note = NoteFactory(case=world.case, by=world.officer, full="F.", summary="S.", released_tier=3)
    foreign = NoteFactory(case=world.case, by=world.supervisor, full="F.")
    with acting(world.officer) as actor:
        with pytest.raises(RuleBroken) as broken:
            answer(actor, row.pk, NewAnswer("full", note=note.pk))
        assert broken.value.field == "code"
        with pytest.raises((NotAllowed, RuleBroken)):
            answer(actor, row.pk, NewAnswer("full", note=foreign.pk))
        assert answer(actor, row.pk, NewAnswer("summary", note=note.pk)).note_id == note.pk


def test_what_the_asking_agency_would_not_read_is_no_answer(world: Any) -> None:
    row = _asked(world)
    with acting(world.officer) as actor:
        with pytest.raises(RuleBroken) as broken:
            answer(actor, row.pk, NewAnswer("summary", words=_words(handling="sealed")))
        assert "would read" in broken.value.sentence
    with backstage():
        assert not Note.objects.unguarded(because="test").exists()


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewAnswer("refused"), "reason"),
        (NewAnswer("cannot_say"), "action"),
        (NewAnswer("gist"), "words"),
    ],
)
def test_what_an_answer_must_say(world: Any, new: NewAnswer, field: str) -> None:
    row = _asked(world)
    with acting(world.officer) as actor, pytest.raises(RuleBroken) as broken:
        answer(actor, row.pk, new)
    assert broken.value.field == field


def test_health_says_on_what_ground_and_only_health_answers(world: Any) -> None:
    row = _asked(world, asked=world.health.pk)
    words = _words(kind="health", secrecy="health", handling="core", checked_by=None, gist="", action="")
    with acting(world.clinician) as actor:
        with pytest.raises(RuleBroken) as broken:
            answer(actor, row.pk, NewAnswer("summary", words=words))
        assert broken.value.field == "basis"
        assert answer(actor, row.pk, NewAnswer("summary", words=words, basis="agrees")).basis == "agrees"
    other = _asked(world, asked=world.health.pk)
    for who in (world.manager, world.officer, world.supervisor):
        with acting(who) as actor, pytest.raises(NotAllowed):
            answer(actor, other.pk, NewAnswer("nothing_held"))


def test_cannot_say_keeps_its_line_and_a_refusal_its_effect(world: Any) -> None:
    silent, refused = _asked(world), _asked(world)
    with acting(world.officer) as actor:
        answer(actor, silent.pk, NewAnswer("cannot_say", action="Call before you visit."))
        answer(actor, refused.pk, NewAnswer("refused", reason="An inquiry would suffer."))
        with pytest.raises(NotAllowed):
            note_effect(actor, refused.pk, "None.")
    with acting(world.manager) as actor:
        with pytest.raises(RuleBroken):
            note_effect(actor, refused.pk, " ")
        note_effect(actor, refused.pk, "Evening visits wait.")
        with pytest.raises(Conflict):
            note_effect(actor, refused.pk, "Twice.")
        assert set(RequestRemark.objects.visible_to(actor).values_list("kind", "text")) == {
            ("action", "Call before you visit."), ("effect", "Evening visits wait."),
        }  # fmt: skip
    told = _asked(world)
    with acting(world.officer) as actor:
        answer(actor, told.pk, NewAnswer("full", words=_words()))
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken):
        note_effect(actor, told.pk, "It helps.")


def test_who_reads_what_of_a_request(world: Any) -> None:
    guest = MembershipFactory(agency=world.probation)
    PlaceFactory(case=world.case, membership=guest, kind="ad_hoc")
    row = asked(world.case, world.supervisor, world.police)
    answered(row, world.officer, "cannot_say")
    two = [1, 1, 1, 1, 0]
    assert _counts(world, world.supervisor) == two
    assert _counts(world, world.officer) == two
    assert _counts(world, world.manager) == two
    assert _counts(world, guest) == [1, 1, 1, 0, 0]
    assert _counts(world, world.clinician) == [1, 0, 0, 0, 0]  # a third agency knows that it was asked
    assert _counts(world, world.chair) == [1, 0, 0, 1, 0]  # which silence, for the review of the quarter
    for who in ("teacher", "mentor", "border", "stranger", "legal", "coordinator", "colleague", "past_guest"):
        assert _counts(world, getattr(world, who)) == [0, 0, 0, 0, 0], who


def test_without_the_agreement_only_the_asking_agency_keeps_its_words(world: Any) -> None:
    row = _asked(world)
    with acting(world.officer) as actor:
        answer(actor, row.pk, NewAnswer("nothing_held"))
    other = agree_without_police(world)
    assert _counts(world, world.supervisor)[1:4] == [1, 1, 1]
    assert _counts(world, world.manager) == [1, 0, 0, 0, 0]
    assert _counts(world, world.officer) == [0, 0, 0, 0, 0]  # without it the case itself is closed to the police
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken):
        ask(actor, "VRP-CEDAR", _new(world))
    assert other.pk


def agree_without_police(world: Any) -> Agreement:
    """Suspend the agreement of all, and let all but the police sign another."""
    from tests.factories import agree

    with backstage():
        Agreement.objects.filter(pk=world.agreement.pk).update(
            suspended_at=timezone.now(), version=F("version") + 1
        )  # fmt: skip
    return agree(world.probation, world.charity, world.college, world.health, world.social)


def test_a_second_request_goes_to_the_same_agency_once_the_first_is_over(world: Any) -> None:
    first = _asked(world)
    with pytest.raises(RuleBroken):
        _asked(world, second_to=first.pk)
    with acting(world.officer) as actor:
        answer(actor, first.pk, NewAnswer("nothing_held"))
    with pytest.raises(RuleBroken):
        _asked(world, second_to=first.pk, asked=world.health.pk)
    assert _asked(world, second_to=first.pk).second_to_id == first.pk
    with pytest.raises(RuleBroken):
        _asked(world, second_to=first.pk)
    late = asked(world.case, world.supervisor, world.police, due_on=timezone.localdate() - dt.timedelta(days=2))
    assert late.is_overdue(timezone.localdate())
    assert _asked(world, second_to=late.pk).second_to_id == late.pk


def test_answers_stay_as_they_are_given(world: Any) -> None:
    row = _asked(world)
    with acting(world.officer) as actor:
        answer(actor, row.pk, NewAnswer("cannot_say", no_action=True))
        for sql in (
            "UPDATE sharing_sharinganswer SET given = 'refused'",
            "UPDATE sharing_answersilence SET code = 'nothing_held'",
            "UPDATE sharing_requestwords SET question = 'x'",
            "UPDATE sharing_sharingrequest SET answered_at = NULL",
            "UPDATE sharing_requestremark SET text = 'x'",
            "DELETE FROM sharing_sharingrequest",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    with backstage():
        assert AnswerSilence.objects.unguarded(because="test").get().code == "cannot_say"


def test_the_two_silences_are_one_row_for_a_guest_and_one_line_on_the_trail(world: Any) -> None:
    rows = {code: _asked(world) for code in ("nothing_held", "cannot_say")}
    with acting(world.officer) as actor:
        for code, row in rows.items():
            answer(actor, row.pk, NewAnswer(code, no_action=True))
    assert {str(line.detail) for line in lines(verb="request.answered")} == {"{'given': 'nothing'}"}
    with backstage():
        kept = SharingAnswer.objects.unguarded(because="test").values_list("given", "reason", "basis", "note_id")
        assert [tuple(map(str, row)) for row in kept] == [("nothing", "", "", "None")] * 2
