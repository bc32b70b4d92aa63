"""``manage.py reminders``: what the operator sees and mends."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from devstack.testing import as_worker
from tests.reminders.kit import change, due, mails, sent, swept
from tests.reminders.postbox import Postbox


def said(*arguments: str) -> str:
    out = io.StringIO()
    with as_worker():
        call_command("reminders", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def awake(world: Any) -> Any:
    far = timezone.localtime() + dt.timedelta(hours=6)
    change(world.partnership, settings={"reminders": {"quiet": [f"{far:%H}:00", f"{far:%H}:01"]}})
    return world


def test_a_sweep_and_the_messages_by_hand(awake: Any, box: Postbox) -> None:
    due(awake, on=timezone.localdate())
    assert said("sweep") == "1 raised\n"
    assert said("send") == "1 handed over\n"
    status = said("status")
    assert "1 standing, 0 to send" in status
    assert "0 unknown" in status
    assert said("messages") == ""


def test_an_unknown_message_is_listed_and_sent_again_by_a_person(awake: Any, box: Postbox) -> None:
    due(awake, on=timezone.localdate())
    swept()
    box.behave = "drop"
    sent()
    box.behave = "take"
    with pytest.raises(CommandError, match="needs a person"):
        said("status")
    (mail,) = mails()
    listed = said("messages")
    assert listed.startswith(f"{mail.pk}  unknown")
    assert "@" not in listed
    assert "same Message-ID" in said("resend", str(mail.pk))
    assert said("send") == "1 handed over\n"
    assert len(set(box.ids())) == 1
    with pytest.raises(CommandError, match="no unknown or refused"):
        said("resend", str(mail.pk))


@pytest.mark.parametrize("act", ["sweep", "send", "status"])
def test_the_role_that_serves_keeps_no_reminders(awake: Any, act: str) -> None:
    due(awake, on=timezone.localdate())
    with pytest.raises(CommandError, match="DATABASE_URL of the worker"):
        call_command("reminders", act, stdout=io.StringIO())
