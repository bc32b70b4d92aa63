"""The person is told before anything is shared; taking part is another thing, and no ground for sharing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from access.models import Event
from casework.choices import NoticePoint
from casework.models import Case, ParticipationConsent, TransparencyNotice
from devstack.testing import backstage
from tests.factories import NoticeFactory

PAGE = "/cases/VRP-CEDAR/telling/"
NOTICE, CONSENT = f"{PAGE}notice/", f"{PAGE}consent/"


def today(offset: int = 0) -> str:
    return (timezone.localdate() + dt.timedelta(days=offset)).isoformat()


def notice(**changes: Any) -> dict[str, Any]:
    return {
        "given_on": today(), "how": "read_out", "points": list(NoticePoint.values), "language": "French",
        "interpreter": "not_needed", "copy": "given", "answer": "signed", **changes,
    }  # fmt: skip


def consent(**changes: Any) -> dict[str, Any]:
    return {"said_on": today(), "answer": "takes_part", "part": "The mentoring", **changes}


def stored(model: Any) -> list[Any]:
    with backstage():
        return list(model.objects.unguarded(because="test").order_by("recorded_at"))


def put(row: Any, **fields: Any) -> None:
    with backstage():
        row.refresh_from_db()
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()


def test_nothing_is_shared_before_all_of_it_was_said(world: Any, browse: Any) -> None:
    put(world.case, notice_given_on=None)
    client = browse(world.manager)
    most = [point for point in NoticePoint.values if point != "security"]
    answer = client.post(NOTICE, notice(points=most))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Still to say: What will always go to the police" in text
    assert 'value="French"' in text
    assert stored(TransparencyNotice) == []
    with backstage():
        assert Case.objects.unguarded(because="test").get().notice_given_on is None


def test_a_notice_lets_the_case_become_active_and_ends_a_deferral(world: Any, browse: Any) -> None:
    put(world.case, status="accepted", notice_given_on=None, basis="order", basis_text="Order")
    client = browse(world.manager)
    assert "Give the transparency notice" in client.get("/cases/VRP-CEDAR/move/").content.decode()
    put(world.case, notice_deferred_to=timezone.localdate() + dt.timedelta(days=4))
    assert client.post(NOTICE, notice()).status_code == 303
    (row,) = stored(TransparencyNotice)
    assert (row.membership_id, row.answer, len(row.points)) == (world.manager.pk, "signed", 8)
    with backstage():
        case = Case.objects.unguarded(because="test").get()
    assert (case.notice_given_on, case.notice_deferred_to) == (timezone.localdate(), None)
    assert "Give the transparency notice" not in client.get("/cases/VRP-CEDAR/move/").content.decode()
    text = client.get(PAGE).content.decode()
    assert "Signed that they were told" in text
    with backstage():
        verbs = set(Event.objects.unguarded(because="test").values_list("verb", flat=True))
    assert {"notice.given", "telling.read", "notice.opened_to_write"} <= verbs


def test_an_older_notice_recorded_later_does_not_set_the_day_back(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    assert client.post(NOTICE, notice()).status_code == 303
    assert client.post(NOTICE, notice(given_on=today(-9))).status_code == 303
    with backstage():
        assert Case.objects.unguarded(because="test").get().notice_given_on == timezone.localdate()
    assert len(stored(TransparencyNotice)) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_on": today(1)}, "lies ahead"),
        ({"answer": "not_signed"}, "Say why it was not signed"),
        ({"interpreter": "present"}, "Name who interpreted"),
        ({"language": ""}, "Say in which language"),
        ({"points": []}, "Tick what was said"),
        ({"copy": ""}, "what became of the copy"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(world: Any, browse: Any, changes: Any, words: str) -> None:
    answer = browse(world.manager).post(NOTICE, notice(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert stored(TransparencyNotice) == []


def test_whoever_needs_an_interpreter_has_one_or_wanted_none(world: Any, browse: Any) -> None:
    put(world.case.person, interpreter_needed=True)
    client = browse(world.manager)
    assert "needs an interpreter" in client.post(NOTICE, notice()).content.decode()
    assert client.post(NOTICE, notice(interpreter="declined")).status_code == 303
    assert client.post(NOTICE, notice(interpreter="remote", interpreter_name="Bridge Interpreters")).status_code == 303


def test_a_minor_has_a_guardian_beside_them(world: Any, browse: Any) -> None:
    put(world.case.person, born_on=timezone.localdate() - dt.timedelta(days=365 * 16))
    client = browse(world.manager)
    for path, form in ((NOTICE, notice), (CONSENT, consent)):
        assert 'name="guardian"' in client.get(path).content.decode()
        answer = client.post(path, form())
        assert answer.status_code == 422
        assert "name the guardian" in answer.content.decode()
        assert client.post(path, form(guardian="The mother")).status_code == 303


def test_taking_part_is_recorded_apart_and_opens_nothing(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    assert client.post(CONSENT, consent(words="Him, yes.")).status_code == 303
    assert client.post(CONSENT, consent(answer="withdraws")).status_code == 303
    assert [row.answer for row in stored(ParticipationConsent)] == ["takes_part", "withdraws"]
    text = client.get(PAGE).content.decode()
    assert "Him, yes." in text
    assert "no ground for sharing" in text
    for bad, words in (({"part": "  "}, "asked to take part in"), ({"said_on": today(2)}, "lies ahead")):
        answer = client.post(CONSENT, consent(**bad))
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_form_sent_twice_records_once(world: Any, browse: Any) -> None:
    client, key = browse(world.manager), str(uuid.uuid4())
    for path, form, model in ((NOTICE, notice, TransparencyNotice), (CONSENT, consent, ParticipationConsent)):
        for _again in range(2):
            assert client.post(path, form(form_key=key)).status_code == 303
        assert len(stored(model)) == 1


def test_partners_read_and_do_not_record_and_guests_do_not_read(world: Any, browse: Any) -> None:
    NoticeFactory(case=world.case, membership=world.manager, words="Said in confidence")
    officer = browse(world.officer)
    assert "Said in confidence" in officer.get(PAGE).content.decode()
    assert officer.get(NOTICE).status_code == officer.post(NOTICE, notice()).status_code == 403
    assert browse(world.teacher).get(PAGE).status_code == 403
    never = browse(world.analyst).get("/cases/VRP-NEVER/telling/")
    hidden = browse(world.analyst).get(PAGE)
    assert hidden.status_code == never.status_code == 404


def test_nobody_changes_what_was_recorded(world: Any, act: Any) -> None:
    row = NoticeFactory(case=world.case, membership=world.manager)
    for statement in (
        "UPDATE casework_transparencynotice SET answer = 'not_signed' WHERE id = %s",
        "DELETE FROM casework_transparencynotice WHERE id = %s",
    ):
        with (
            act(world.manager), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(),
            connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(statement, [row.pk])
