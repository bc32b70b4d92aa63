"""Reports to the court behind the doors: one at each step, with a word of its own in every hidden text."""

from __future__ import annotations

from typing import Any

from devstack.testing import backstage
from tests.doors.answers import PERMANENT_AND_RESCUER
from tests.factories import ConditionFactory, CourtDecisionFactory, MembershipFactory, OrderFactory
from tests.factories.reports import (
    CourtReportFactory,
    DeferralFactory,
    DisclosureFactory,
    ReportCheckFactory,
    ReportDeliveryFactory,
    ReportOmissionFactory,
    ReportSectionFactory,
    ReportStatementFactory,
    ReportVersionFactory,
)

DECIDERS = (*PERMANENT_AND_RESCUER, "chair", "coordinator", "legal")
"""Who reads why the person is told later: the record of the case, and whoever decides, without the case."""
READERS = {
    "report own words": ("supervisor",), "report own statement": ("supervisor",),
    "report asked words": ("supervisor", "officer"), "report objection": ("supervisor", "officer"),
    "report returned": ("supervisor",), "report given up": ("supervisor",), "report open words": PERMANENT_AND_RESCUER,
    "report open file": PERMANENT_AND_RESCUER, "report named words": ("supervisor", "officer"),
    "report named file": ("supervisor", "officer"),
    "deferral facts": DECIDERS, "deferral reason": DECIDERS,
}  # fmt: skip
"""Who may be told each word: until it is signed the writing agency and the asked one; then who reads each item."""


def lay(stage: Any) -> None:
    """Lay an order with a condition and a report at each step."""
    w = stage.world
    order = OrderFactory(case=w.case, number="K 1/26")
    decision = CourtDecisionFactory(order=order, membership=w.supervisor, words="")
    ConditionFactory(order=order, source_decision=decision, exact_text="Reports every week.")
    stage.more["reported_order"] = order
    stage.more["reported_custody"] = stage.more["stay"]
    senior = MembershipFactory(agency=w.probation, duties=["supervisor"])

    def report(name: str, **more: Any) -> Any:
        row = CourtReportFactory(order=order, author=w.supervisor, **more)
        stage.more[name] = row
        return row

    back = {"returned": stage.hide("report returned"), "given_up": stage.hide("report given up")}
    draft = report("report_draft", kind="completion", **back)
    section = ReportSectionFactory(report=draft, body=stage.hide("report own words"))
    ReportStatementFactory(section=section, text=stage.hide("report own statement"))
    ReportOmissionFactory(report=draft, note=stage.notes["sealed"])
    checking = report("report_checking", state="agency_check", kind="progress")
    _finish(stage, checking)
    asked = ReportSectionFactory(report=checking, key="exposure")
    ReportStatementFactory(
        section=asked, note=stage.notes["sealed"], text=stage.hide("report asked words"), tier=1, is_asked=True,
        is_quoted=True,
    )  # fmt: skip
    ReportCheckFactory(report=checking, agency=w.police, state="objects", words=stage.hide("report objection"))
    _clear(stage.notes["team"])
    for name, note in (("open", "team"), ("named", "named")):
        row = report(f"report_{name}", signed=True, countersigner=senior, kind="pre_release", custody=None)
        _fill(stage, name, row, stage.notes[note])
    sent, later = (
        report(name, signed=True, countersigner=senior, state="sent", kind="progress")
        for name in ("report_sent", "report_deferred")
    )
    _disclose(stage, sent, later)


def _fill(stage: Any, name: str, row: Any, note: Any) -> None:
    """Words of a note in a signed report, and its file."""
    ReportStatementFactory(section=ReportSectionFactory(report=row), note=note, text=stage.hide(f"report {name} words"))
    stage.more[f"file_{name}"] = ReportVersionFactory(
        report=row, content=b"%PDF " + stage.hide(f"report {name} file").encode()
    )


def _disclose(stage: Any, sent: Any, later: Any) -> None:
    """What went to the court; of one the person is told later: a deferral that runs, and its renewal to decide."""
    w = stage.world
    ReportDeliveryFactory(report=sent)
    stage.more["disclosure"] = DisclosureFactory(report=sent)
    put_off = stage.more["put_off"] = DisclosureFactory(report=later)
    stage.more["deferral_runs"] = DeferralFactory(disclosure=put_off, proposed_by=w.supervisor, decided_by=w.chair)
    stage.more["deferral"] = DeferralFactory(
        disclosure=put_off,
        proposed_by=w.supervisor,
        facts=stage.hide("deferral facts"),
        reason=stage.hide("deferral reason"),
    )


def _clear(note: Any) -> None:
    """What was signed is sent only while it is cleared."""
    with backstage():
        note.court_tier = 4
        note.save(update_fields=["court_tier"])


def _finish(stage: Any, report: Any) -> None:
    """What a report needs before it is signed."""
    for key in ("persons_view", "recommendation"):
        ReportSectionFactory(report=report, key=key, body="Words.", position=200)
