"""Kills while reminders are raised and sent: none is lost, none is told twice, what is unknown is seen.

``FAULTS=50`` (``make faults``) runs the long battery: fifty kills over two thousand reminders.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from casework.models import Deadline, Reminder
from devstack.testing import backstage
from tests.faults.stack import Stack, stack
from tests.reminders.kit import change, mails, sent

LONG = int(os.environ.get("FAULTS", "0"))
"""Kills of the long battery; 0: the short one."""
ROWS, TIMES = (40 * LONG, LONG) if LONG else (200, 6)
PATIENCE = 60.0
"""Seconds after the last fault within which everything must be told."""
KILLS: tuple[Callable[[Stack, random.Random], None], ...] = (
    Stack.kill_child, Stack.kill_backends, Stack.kill_worker, Stack.drop_mail, Stack.kill_beat, Stack.kill_broker,
)  # fmt: skip


def fall_due(world: Any, number: int) -> None:
    """So many deadlines fall due today, for three people of the case."""
    people = (world.supervisor, world.manager, world.officer)
    with backstage():
        Deadline.objects.bulk_create(
            Deadline(
                case=world.case, kind="hearing", due_on=timezone.localdate(), responsible=people[n % 3],
                agency=people[n % 3].agency,
            ) for n in range(number)
        )  # fmt: skip


def untold() -> int:
    """Deadlines of which nobody was reminded, and reminders that wait for a message."""
    with backstage():
        waiting = Reminder.objects.unguarded(because="test").filter(post="waiting").count()
        rows = Deadline.objects.unguarded(because="test").filter(kind="hearing", reminders__isnull=True)
        return rows.count() + waiting


def wait_until_told() -> float:
    """Seconds until everything is told."""
    start = time.monotonic()
    while untold():
        assert time.monotonic() - start < PATIENCE, f"{untold()} are not told"
        time.sleep(0.25)
    return time.monotonic() - start


def wait_until_some_are_told(longest: float = 8) -> None:
    """The worker is at work, or has had time enough to come back."""
    end, before = time.monotonic() + longest, untold()
    while untold() >= before and time.monotonic() < end:
        time.sleep(0.05)


def judge(made: Stack, number: int) -> None:
    """Nothing lost, nothing twice; each message is known to have gone, or stands in the ledger as unknown."""
    with override_settings(**made.mail()):
        # What was cut off while it was handed over is unknown by then; what was refused for now goes again.
        sent(timezone.now() + dt.timedelta(minutes=10))
    with backstage():
        rows = list(Reminder.objects.unguarded(because="test").values_list("deadline_id", "step", "mail_id"))
    told = Counter(deadline for deadline, _step, _mail in rows)
    assert len(told) == number
    assert set(told.values()) == {1}
    assert {step for _deadline, step, _mail in rows} == {"due"}
    assert None not in {mail for _deadline, _step, mail in rows}
    arrived, ledger = Counter(made.box.ids()), mails()
    assert {mail.state for mail in ledger} <= {"sent", "unknown"}
    assert set(arrived.values()) <= {1}, "a message came twice"
    known = {mail.message_id for mail in ledger}
    assert set(arrived) <= known, "a message came that stands in no ledger"
    gone = {mail.message_id for mail in ledger if mail.state == "sent"}
    assert gone <= set(arrived), "a message counts as sent and never came"


@pytest.fixture
def awake(world: Any) -> Any:
    """It is not quiet now, whatever the hour of the test."""
    far = timezone.localtime() + dt.timedelta(hours=6)
    quiet = [f"{far:%H}:00", f"{far + dt.timedelta(hours=1):%H}:00"]
    change(world.partnership, settings={"reminders": {"quiet": quiet}})
    return world


def storm(made: Stack, world: Any, number: int, kills: int, seed: int) -> float:
    """Let ``number`` deadlines fall due between ``kills``; return the seconds until all was told after the last."""
    chance = random.Random(seed)
    parts = kills + 1  # the last falls due after the last kill
    for n in range(kills):
        fall_due(world, number * (n + 1) // parts - number * n // parts)
        wait_until_some_are_told()
        time.sleep(chance.uniform(0, 1))
        KILLS[n % len(KILLS)](made, chance)
    fall_due(world, number - number * kills // parts)
    return wait_until_told()


@pytest.mark.django_db(transaction=True)
def test_a_storm_of_kills_loses_none_and_doubles_none(awake: Any) -> None:
    with stack() as made:
        seconds = storm(made, awake, ROWS, TIMES, seed=4)
        judge(made, ROWS)
        states = Counter(mail.state for mail in mails())
        said = f"{TIMES} kills, {ROWS} reminders: all told {seconds:.1f} s after the last; messages {dict(states)}"
        sys.stdout.write(f"{said}\n")


@pytest.mark.django_db(transaction=True)
def test_two_beats_and_no_beat(awake: Any) -> None:
    with stack() as made:
        made.start_beat("second")
        fall_due(awake, 40)
        wait_until_told()
        for name in ("beat", "second"):
            made.supervisor.procs[name].kill()
            made.supervisor.procs[name].wait()
        fall_due(awake, 10)
        time.sleep(2)
        assert untold() == 10, "nobody wakes the worker"
        made.start_beat()
        wait_until_told()
        judge(made, 50)
