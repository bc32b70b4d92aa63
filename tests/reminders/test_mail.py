"""By e-mail: to whom, when, what stands in it, and what is known of it afterwards; with a real server that answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.services.reminder_mail import send_again
from devstack.testing import as_worker, backstage
from tests.reminders.kit import at, change, due, mails, reminders, sent, swept
from tests.reminders.postbox import Postbox
from tests.reminders.test_sweep import ENDS, MONDAY

TEN = at(MONDAY, 10)


def minutes(n: float) -> dt.datetime:
    return TEN + dt.timedelta(minutes=n)


def test_a_message_says_that_something_needs_you_and_nothing_else(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    assert sent(TEN) == 1
    assert sent(TEN) == 0
    (message,), (mail,) = box.messages, mails()
    assert box.to == [world.supervisor.user.email]
    assert message["Subject"] == "Something needs you"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.as_string()
    assert "https://cases.example.org/reminders/" in text
    assert "https://cases.example.org/account/reminders/" in text
    hidden = (
        "CEDAR",
        "Cedar",
        "Idris",
        "Valcourt",
        "ourt report",
        str(world.case.pk),
        str(MONDAY),
        "verdue",
        "Probation",
    )
    assert [word for word in hidden if word in text] == []
    assert (mail.state, mail.message_id, mail.answer) == ("sent", message["Message-ID"], None)


def test_several_at_once_are_one_message(world: Any, box: Postbox) -> None:
    for kind in ("hearing", "follow_up", "release"):
        due(world, on=MONDAY, kind=kind)
    swept(TEN)
    assert sent(TEN) == 1
    assert [one.mail_id for one in reminders()] == [mails()[0].pk] * 3


def test_nobody_is_written_to_in_quiet_hours(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(at(MONDAY, 0))
    assert [sent(at(MONDAY, hour)) for hour in (0, 3, 6)] == [0, 0, 0]
    assert sent(at(MONDAY, 7)) == 1


def test_a_digest_comes_once_a_day(world: Any, box: Postbox) -> None:
    change(world.supervisor.user, reminded_by="digest")
    due(world, on=MONDAY)
    swept(at(MONDAY, 8))
    assert sent(at(MONDAY, 8)) == 1
    due(world, on=MONDAY, kind="hearing")
    swept(at(MONDAY, 9))
    assert sent(at(MONDAY, 19)) == 0
    assert sent(at(MONDAY + dt.timedelta(days=1), 7)) == 1
    assert [(one.kind, one.digest_on) for one in mails()] == [
        ("digest", MONDAY), ("digest", MONDAY + dt.timedelta(days=1)),
    ]  # fmt: skip


def test_who_wants_none_gets_none_and_is_reminded_here(world: Any, box: Postbox) -> None:
    change(world.supervisor.user, reminded_by="in_app")
    due(world, on=MONDAY)
    assert swept(TEN) == 1
    assert sent(TEN) == 0
    change(world.supervisor.user, reminded_by="now")
    assert sent(TEN) == 0, "what was raised before the choice is not sent after it"


def test_a_choice_counts_until_the_message_goes(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    change(world.supervisor.user, reminded_by="in_app")
    assert sent(TEN) == 0
    assert [one.post for one in reminders()] == ["none"]


@pytest.mark.parametrize("end", ENDS)
def test_access_is_judged_when_it_is_sent(world: Any, box: Postbox, end: Any) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    end(world)
    assert sent(TEN) == 0
    assert box.messages == []
    assert [one.post for one in reminders()] == ["none"]


def test_what_was_done_or_moved_meanwhile_is_not_sent(world: Any, box: Postbox) -> None:
    done, moved = due(world, on=MONDAY), due(world, on=MONDAY, kind="hearing")
    swept(TEN)
    change(done, state="done", done_at=timezone.now())
    change(moved, due_on=MONDAY + dt.timedelta(days=90))
    assert sent(TEN) == 0
    assert box.messages == []


def test_a_server_that_takes_it_and_drops_the_line_leaves_it_unknown_for_ever(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    box.behave = "drop"
    assert sent(TEN) == 0
    box.behave = "take"
    for later in (1, 10, 60, 300):
        assert sent(minutes(later)) == 0
    assert [one.state for one in mails()] == ["unknown"]
    assert len(box.messages) == 1


def test_a_person_may_send_it_again_with_the_same_id(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    box.behave = "drop"
    sent(TEN)
    box.behave = "take"
    with as_worker():
        assert send_again(None, mails()[0].pk)
        assert not send_again(None, world.case.pk)
    assert sent(timezone.now() + dt.timedelta(days=1)) == 1
    first, second = box.ids()
    assert first == second
    assert [one.state for one in mails()] == ["sent"]
    with as_worker():
        assert not send_again(None, mails()[0].pk)


@pytest.mark.parametrize("where", ["GREETING", "MAIL", "RCPT", "DATA END"])
def test_refused_for_now_is_tried_again_later(world: Any, box: Postbox, where: str) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    box.behave, box.at = "451", where
    assert sent(TEN) == 0
    assert [one.state for one in mails()] == ["failed"]
    assert sent(minutes(1)) == 0
    box.behave = "take"
    assert sent(minutes(4)) == 0
    assert sent(minutes(6)) == 1
    assert [(one.state, one.attempts) for one in mails()] == [("sent", 2)]
    assert len(box.messages) == 1


def test_refused_for_good_is_not_tried_again(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    box.behave, box.at = "550", "RCPT"
    sent(TEN)
    box.behave = "take"
    assert sent(minutes(600)) == 0
    assert [(one.state, one.answer, one.again_at) for one in mails()] == [("failed", 550, None)]


def test_it_is_given_up_after_five_refusals(world: Any, box: Postbox) -> None:
    due(world, on=MONDAY)
    swept(TEN)
    box.behave = "451"
    for n in range(20):
        sent(minutes(30 * n))
    assert [(one.state, one.attempts, one.again_at) for one in mails()] == [("failed", 5, None)]


def test_a_server_that_is_not_there_is_waited_for(world: Any, box: Postbox, settings: Any) -> None:
    due(world, on=MONDAY)
    due(world, on=MONDAY, responsible=world.officer, agency=world.police)
    swept(TEN)
    settings.EMAIL_PORT = 1
    for n in range(8):
        assert sent(minutes(30 * n)) == 0
    settings.EMAIL_PORT = box.port
    assert sent(minutes(360)) == 2
    assert {one.state for one in mails()} == {"sent"}


def test_refused_before_and_not_wanted_any_more_is_let_go(world: Any, box: Postbox) -> None:
    row = due(world, on=MONDAY)
    swept(TEN)
    box.behave = "451"
    sent(TEN)
    change(row, state="done", done_at=timezone.now())
    box.behave = "take"
    assert sent(minutes(10)) == 0
    assert box.messages == []
    assert [(one.state, one.again_at) for one in mails()] == [("failed", None)]


def test_an_ill_server_does_not_hold_up_the_worker(world: Any, box: Postbox) -> None:
    for who in (world.supervisor, world.officer, world.manager):
        due(world, on=MONDAY, responsible=who, agency=who.agency)
    swept(TEN)
    box.behave = "drop"
    sent(TEN)
    assert [one.state for one in mails()] == ["unknown"]
    box.behave = "take"
    assert sent(minutes(1)) == 2


def test_whoever_died_while_handing_over_leaves_it_unknown(world: Any, box: Postbox, monkeypatch: Any) -> None:
    class Killed(BaseException):
        pass

    def dies(*_args: Any) -> None:
        raise Killed

    due(world, on=MONDAY)
    swept(TEN)
    monkeypatch.setattr("casework.services.reminder_mail.hand_over", dies)
    with pytest.raises(Killed):
        sent(TEN)
    monkeypatch.undo()
    assert [one.state for one in mails()] == ["sending"]
    assert sent(minutes(1)) == 0
    assert [one.state for one in mails()] == ["sending"]
    assert sent(minutes(3)) == 0
    assert [one.state for one in mails()] == ["unknown"]


def test_the_id_of_a_message_comes_from_what_it_tells(world: Any, box: Postbox) -> None:
    """After a restore of yesterday's database the same reminders have the same id: the mailbox knows it has it."""

    due(world, on=MONDAY)
    swept(TEN)
    sent(TEN)
    with backstage():
        for row in (*reminders(), *mails()):
            row.delete()
    swept(TEN)
    sent(TEN)
    assert len(set(box.ids())) == 1
    assert len(box.ids()) == 2
