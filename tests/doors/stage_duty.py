"""Duty reports behind the doors: one whose words its circle alone reads, one that was released, one received."""

from __future__ import annotations

from typing import Any

from devstack.testing import backstage
from tests.doors.answers import PERMANENT_AND_RESCUER
from tests.factories.duty import DutyPassedFactory, DutyReportFactory, DutyWordFactory

WORDS = ("feared", "at_risk", "known", "thought")
READERS = {
    **{f"duty {name}": ("supervisor",) for name in WORDS},
    "duty passed": ("supervisor", "duty"), "duty released": (*PERMANENT_AND_RESCUER, "duty"),
}  # fmt: skip
"""Who may be told each word: the writer and their agency, and of what passed its receivers."""


def lay_duty(stage: Any) -> None:
    """Lay two duty reports of the order supervisor to the police, where one member receives them."""
    w = stage.world
    with backstage():
        w.duty.duties, w.duty.version = ["emergency", "duty_desk"], w.duty.version + 1
        w.duty.save(update_fields=["duties", "version"])
    made = {"case": w.case, "membership": w.supervisor, "to_agency": w.police}
    stage.more["duty_report"] = DutyReportFactory(**made)
    DutyWordFactory(report=stage.duty_report, **{name: stage.hide(f"duty {name}") for name in WORDS})
    stage.more["duty_passed"] = DutyPassedFactory(report=stage.duty_report, text=stage.hide("duty passed"))
    stage.more["duty_open"] = DutyReportFactory(**made)
    DutyWordFactory(report=stage.duty_open)
    stage.more["duty_released"] = DutyPassedFactory(
        report=stage.duty_open, text=stage.hide("duty released"), is_released=True
    )
