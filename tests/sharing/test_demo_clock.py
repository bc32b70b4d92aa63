"""The demonstration is told from the day of the database, which judges who is there, not from the program's clock."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from casework.models import Case
from devstack.testing import backstage
from sharing.demo.calendar import today_of_the_database
from sharing.models import CourtReport, ReportStatement
from tests.cast import acting
from tests.sharing.demonstration import WHY, load, member


@pytest.mark.parametrize("told", ["2026-01-05", "2027-01-04"])
def test_it_loads_when_the_program_believes_in_another_day(db: None, told: str) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(f"{told}T12:00:00+00:00"), tick=True):
        assert today_of_the_database() != dt.date.fromisoformat(told)
        load()
    with backstage():
        reports = CourtReport.objects.unguarded(because=WHY).exclude(author=None).count()
        assert ReportStatement.objects.unguarded(because=WHY).count() > reports > 0
    with acting(member("ines.marholt")) as actor:
        assert Case.objects.visible_to(actor).filter(reference="VRP-BIRCH").exists()
