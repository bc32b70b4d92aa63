"""Each kind of deadline, by doing the thing: raised, told once, passed on once, closed by the act, gone with access."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from casework.choices import DeadlineKind
from casework.models import Deadline
from casework.reminding import rules_of
from devstack.testing import backstage
from tests.reminders import lives, lives_of_courts, lives_of_rights, lives_of_work
from tests.reminders.kit import at, change, reminders, swept
from tests.reminders.life import Life, new, of

ROOT = Path(__file__).parents[2]
LIVES = (*lives.LIVES, *lives_of_work.LIVES, *lives_of_courts.LIVES, *lives_of_rights.LIVES)


def tells(rows: list[Deadline]) -> Counter[tuple[Any, str, Any]]:
    """What each of ``rows`` was told to whom, and how often."""
    keys = {row.pk for row in rows}
    return Counter((one.deadline_id, one.step, one.user_id) for one in reminders() if one.deadline_id in keys)


@pytest.fixture
def quiet(world: Any) -> Any:
    """What the cast has open already is out of the way."""
    with backstage():
        for row in Deadline.objects.unguarded(because="test").filter(state="open"):
            row.state, row.done_at, row.version = "dropped", timezone.now(), row.version + 1
            row.save()
    return world


@pytest.mark.parametrize("life", LIVES, ids=lambda one: one.kind.value)
def test_it_is_raised_told_once_passed_on_once_and_closed_by_the_act(quiet: Any, browse: Any, life: Life) -> None:
    life.begin(quiet, browse)
    rows = new(life.kind)
    assert rows, "nothing fell due"
    timing, last = rules_of({}).of(life.kind), max(row.due_on for row in rows)
    for days in (0, 1, 3, 7, 30, 31):
        swept(at(last + dt.timedelta(days=days)))
    counted = tells(rows)
    assert set(counted.values()) == {1}, "somebody was told twice"
    steps = Counter(told_step for _row, told_step, _who in counted)
    assert steps["overdue"] >= len(rows)
    escalated = {row for row, told_step, _who in counted if told_step == "escalation"}
    assert len(escalated) == (len(rows) if timing.escalate else 0)
    life.done(quiet, browse)
    settled = {row.pk: row.state for row in of(life.kind)}
    assert "done" in {settled[row.pk] for row in rows}
    closed = [row.pk for row in rows if settled[row.pk] != "open"]
    assert not [one for one in reminders(state="open") if one.deadline_id in closed and one.step != "escalation"]
    before = len(reminders())
    swept(at(last + dt.timedelta(days=60)))
    assert not [one for one in reminders()[before:] if one.deadline_id in closed]


@pytest.mark.parametrize("life", LIVES, ids=lambda one: one.kind.value)
def test_nobody_whose_access_ended_is_told(quiet: Any, browse: Any, life: Life) -> None:
    life.begin(quiet, browse)
    rows = new(life.kind)
    gone = {row.responsible_id: row.responsible for row in rows}
    for member in gone.values():
        assert member is not None
        change(member, valid_to=timezone.now())
    swept(at(max(row.due_on for row in rows) + dt.timedelta(days=30)))
    assert not [one for one in reminders() if one.membership_id in gone]


def raised_in(kind: DeadlineKind) -> list[Path]:
    """The files that raise or settle it."""
    python, sql = f"DeadlineKind.{kind.name}", f"'{kind.value}'"
    return [
        path
        for floor in ("casework", "assessments", "sharing")
        for room in ("services", "sql")
        for path in (ROOT / floor / room).glob("*.*")
        if path.suffix in (".py", ".sql") and (python if path.suffix == ".py" else sql) in path.read_text()
    ]


@pytest.mark.parametrize("kind", sorted(DeadlineKind))
def test_every_kind_has_its_life_here_and_something_raises_it(kind: DeadlineKind) -> None:
    lived = [life for life in LIVES if life.kind == kind]
    assert len(lived) == 1, "a new kind: say here how it comes and how it goes"
    assert raised_in(kind), "a kind that nothing raises"
