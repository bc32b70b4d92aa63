"""When the code of conduct falls due: for whom, by which day, and that the day follows what was set."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from agencies.models import CodeAcceptance, CodeOfConduct
from casework.choices import DeadlineKind, ReminderStep
from casework.models import Deadline
from casework.reminding import KEY
from devstack.testing import backstage
from tests.factories import CodeFactory
from tests.reminders.kit import at, change, reminders, swept
from tests.reminders.life import day, sweep


def due(who: Any) -> list[dt.date]:
    """The days by which somebody is to accept a version of the code."""
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(kind=DeadlineKind.CODE, state="open", responsible=who)
        return sorted(rows.values_list("due_on", flat=True))


def accepted(who: Any, on: dt.date) -> None:
    """Somebody accepted the code on that day, and never again."""
    with backstage():
        CodeAcceptance.objects.filter(user=who.user).update(accepted_at=at(on))


def test_a_first_version_that_comes_is_due_on_the_day_before(world: Any) -> None:
    starts = timezone.now() + dt.timedelta(days=9)
    with backstage():
        CodeAcceptance.objects.all().delete()
        CodeOfConduct.objects.filter(pk=world.code.pk).update(in_force_from=starts)
    sweep()
    assert due(world.officer) == [timezone.localdate(starts) - dt.timedelta(days=1)]


def test_whoever_came_before_a_version_and_missed_its_first_day_is_still_asked(world: Any) -> None:
    began = timezone.now() - dt.timedelta(days=3)
    code = CodeFactory(partnership=world.partnership, number=world.code.number + 1, in_force_from=began)
    change(world.analyst, valid_from=timezone.now() - dt.timedelta(days=1))
    sweep()
    assert due(world.officer) == [timezone.localdate(code.in_force_from) - dt.timedelta(days=1)]
    assert due(world.analyst) == [], "whoever came after it is asked at the door"


def test_the_day_follows_what_the_partnership_sets(world: Any) -> None:
    accepted(world.officer, day(-340))
    sweep()
    (before,) = due(world.officer)
    accepted(world.officer, day(-350))
    sweep()
    assert due(world.officer) == [before - dt.timedelta(days=10)]


def test_a_step_that_no_kind_of_deadline_has_tells_nobody(world: Any) -> None:
    accepted(world.officer, day(-340))
    sweep()
    (on,) = due(world.officer)
    with backstage():
        kinds = {str(kind): [0, 1, 0] for kind in DeadlineKind.values}
    change(world.partnership, settings={**world.partnership.settings, KEY: {"kinds": kinds}})
    eve = at(on - dt.timedelta(days=1), 10)
    swept(eve)
    assert announced() == []
    change(world.partnership, settings={})
    swept(eve)
    assert announced() == [on]


def announced() -> list[dt.date]:
    """The days that were announced before they came."""
    return [one.due_on for one in reminders() if one.step == ReminderStep.AHEAD]
