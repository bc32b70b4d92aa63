"""The database server crashes, and the machine's clock jumps: none is lost, none is told twice or early.

``FAULTS=50`` (``make faults``) runs the long battery.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Deadline
from devstack.testing import backstage
from tests.faults.crash import kill_a_backend, own_server
from tests.faults.stack import JUMPING, stack
from tests.faults.test_storm import LONG, awake, fall_due, judge, untold, wait_until_some_are_told, wait_until_told

__all__ = ["awake"]
CRASHES, JUMPS = (-(-LONG // 5), -(-LONG // 5)) if LONG else (1, 1)
EACH = 60 if LONG else 20
"""Deadlines that fall due before each fault."""


@pytest.mark.django_db(transaction=True)
def test_a_backend_that_is_killed_takes_the_server_down_and_nothing_is_lost(awake: Any) -> None:
    chance = random.Random(9)
    with own_server() as cluster, stack(cluster) as made:
        killed = set()
        for _n in range(CRASHES):
            fall_due(awake, EACH)
            wait_until_some_are_told()
            time.sleep(chance.uniform(0, 0.5))
            killed.add(kill_a_backend(cluster, made.database))
        fall_due(awake, EACH)
        wait_until_told()
        assert len(killed) == CRASHES
        judge(made, EACH * (CRASHES + 1))


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_jumps_tells_nothing_early_and_stops_nothing(awake: Any) -> None:
    chance = random.Random(10)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with stack(of=JUMPING) as made:
        fall_due(awake, EACH)
        with backstage():  # announced by nobody: it is due tomorrow, and that alone
            Deadline.objects.unguarded(because="test").create(
                case=awake.case, kind="emergency_review", due_on=tomorrow, responsible=awake.manager,
                agency=awake.charity,
            )  # fmt: skip
        wait_until_told()
        for n in range(JUMPS):
            made.set_clock(chance.choice((40, 3, 1.5)) * (1 if n % 2 == 0 else -1))
            time.sleep(2.5)  # it is swept by the wrong clock
            fall_due(awake, EACH)
            wait_until_told()
            made.set_clock(0)
            time.sleep(0.5)
            fall_due(awake, EACH)
            wait_until_told()  # also after a clock that went back
        assert untold() == 0
        judge(made, EACH * (2 * JUMPS + 1))
