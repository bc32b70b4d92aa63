"""The demonstration: the follow-up that is late has reminded once, and was passed on once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from casework.models import Deadline, Reminder
from devstack.testing import backstage
from tests.cast import browser_of
from tests.reminders.kit import swept
from tests.sharing.conftest import demo, told  # noqa: F401 - fixtures
from tests.sharing.demonstration import member

pytestmark = pytest.mark.usefixtures("told")


def of_fir() -> list[Reminder]:
    """Reminders of Fir's follow-up."""
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(case__reference="VRP-FIR", kind="follow_up")
        row = rows.get(state="open", due_on__lt=timezone.localdate())
        found = Reminder.objects.unguarded(because="test").filter(deadline=row).order_by("step")
        return list(found.select_related("user"))


def test_firs_late_follow_up_reminded_once_and_was_passed_on_once() -> None:
    for _again in range(3):
        swept(timezone.now())
    assert [one.step for one in of_fir()] == ["escalation", "overdue"]
    passed_on, overdue = of_fir()
    assert overdue.user.email == "samir.oudelaar@example.org"
    assert passed_on.user.email != overdue.user.email


def test_whoever_answers_for_it_finds_it_on_the_list() -> None:
    page: Any = browser_of(member("samir.oudelaar")).get("/reminders/")
    text = page.content.decode()
    assert "VRP-FIR" in text
    assert "Overdue" in text


def test_whoever_it_was_passed_on_to_finds_it_too() -> None:
    passed_on = of_fir()[0]
    text = browser_of(member(passed_on.user.email.partition("@")[0])).get("/reminders/").content.decode()
    assert "VRP-FIR" in text
    assert "passed on to you" in text
