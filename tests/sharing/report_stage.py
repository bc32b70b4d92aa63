"""Reports at every step, and more people around them: rows that tell the conditions of the second wall apart."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from devstack.testing import backstage
from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    CourtFactory,
    EmergencyFactory,
    MembershipFactory,
    NoteFactory,
    OrderFactory,
    OversightFactory,
    PlaceFactory,
)
from tests.factories.reports import (
    CourtReportFactory,
    DeferralFactory,
    DisclosureFactory,
    ReportCheckFactory,
    ReportOmissionFactory,
    ReportSectionFactory,
    ReportStatementFactory,
    ReportVersionFactory,
)
from tests.sharing.duty_acts import lay_duty_more

MORE = ("assistant", "senior", "second", "sergeant", "watch", "overseer")


def lay(world: Any) -> Stage:
    """The staged reports, more people of the agencies that write and check, and rows that tell the conditions apart."""
    s = build(world)
    s.more["assistant"] = MembershipFactory(agency=world.probation)
    s.more["sergeant"] = MembershipFactory(agency=world.police, duties=["supervisor"])
    s.more["watch"] = MembershipFactory(agency=world.probation, duties=["supervisor"])  # by emergency access
    s.more["overseer"] = MembershipFactory(agency=world.probation, duties=["chair"])
    s.more["senior"] = s.report_open.countersigner
    s.more["second"] = MembershipFactory(agency=world.probation, duties=["supervisor"])  # another senior
    for name in ("assistant", "sergeant", "senior", "second"):
        PlaceFactory(case=world.case, membership=s.more[name])
    EmergencyFactory(membership=s.watch, case=world.case)
    OversightFactory(membership=s.overseer)
    s.more["court_elsewhere"] = CourtFactory(partnership=world.partnership)
    for name, more in _reports(s).items():
        kept = {"order": s.reported_order, "kind": "pre_release", "author": world.supervisor, **more}
        s.more[f"report_{name}"] = CourtReportFactory(**kept)
    _lay_notes(s)
    _lay_parts(s)
    _lay_checks(s)
    _lay_files(s)
    lay_duty_more(s)
    return s


def _reports(s: Stage) -> dict[str, dict[str, Any]]:
    """A report at each step, by name; some as no step leaves them, so that each condition stands alone in the way."""
    w, both = s.world, {"signed": True, "countersigner": s.senior}
    theirs = {"author": w.officer, "signed": True, "countersigner": s.sergeant}
    frozen, never = {"is_frozen": True, "signed_at": timezone.now()}, {"countersigned_at": None}
    return {
        "own": {"author": s.senior, "signed": True},
        "fresh": {"signed": True}, "waits": both, "filed": {"signed": True}, "signed_anew": {"signed": True},
        "foreign": {"author": w.officer}, "unsent": theirs,
        "told": {**theirs, "state": "sent"}, "beyond": {**theirs, "state": "sent"},
        "ready": {"state": "agency_check"}, "asking": {"state": "agency_check"},
        "theirs": {"author": s.assistant, "state": "agency_check"},
        "theirs_signed": {"author": s.assistant, "signed": True},
        "lapsed": {"signed": True, "countersigner": s.assistant},  # who is no senior any more
        "named_only": {**both, **never}, "thawed": {"countersigner": s.senior},
        "stuck": {"state": "agency_check", "countersigner": s.senior, **frozen},
        "gone": {"state": "dropped", **frozen}, "dropped": {"state": "dropped"},
    }  # fmt: skip


def _lay_notes(s: Stage) -> None:
    w = s.world
    for name in ("supervisor", "manager", "officer", "border"):
        s.more[f"{name}s_note"] = NoteFactory(case=w.case, by=s.people[name], full="Words.", summary="Words.")
    other = CaseFactory(reference="VRP-ASH", partnership=w.partnership, lead_agency=w.probation)
    PlaceFactory(case=other, membership=w.supervisor, is_order_supervisor=True)
    s.more["note_elsewhere"] = NoteFactory(case=other, by=w.supervisor, full="Words.")
    s.more["case_elsewhere"] = other
    s.more["report_elsewhere"] = CourtReportFactory(
        order=OrderFactory(case=other), author=w.supervisor, signed=True, countersigner=s.senior
    )


def _lay_parts(s: Stage) -> None:
    w = s.world
    with backstage():
        rows = sh.ReportSection.objects.unguarded(because="test").select_related("report")
        s.more["part"] = {name: rows.filter(report=s.more[f"report_{name}"]).first() for name in ("draft", "open")}
        s.more["asked_part"] = rows.get(report=s.report_checking, key="exposure")
    sealed, theirs = s.notes["sealed"], s.officers_note
    beyond = ReportSectionFactory(report=s.report_beyond, key="exposure", position=10)
    ReportStatementFactory(section=beyond, note=sealed, tier=4)
    s.more["unkept"] = ReportStatementFactory(section=s.part["open"], note=sealed, is_kept=False)
    s.more["kept"] = ReportStatementFactory(section=s.part["open"])  # without a note: it hides nothing from anybody
    of_case = {"case": w.case, "assessor": w.manager, "instrument": s.questions}
    cleared = {"for_court_at": timezone.now(), "for_court_by": w.manager}
    s.more["cleared"] = AssessmentFactory(**of_case, **cleared, state="countersigned")
    s.more["once_told"] = AssessmentFactory(**of_case, **cleared, state="superseded")
    ReportStatementFactory(section=s.part["open"], source_kind="assessment", source_id=s.once_told.pk, note=None)
    s.more["unasked"] = ReportStatementFactory(section=s.asked_part, note=theirs, is_quoted=True)
    empty = {"note": None, "source_kind": "contact", "source_id": uuid.uuid4(), "originator": w.probation}
    s.more["gap"] = ReportOmissionFactory(report=s.report_draft, **empty)
    s.more["border_gap"] = ReportOmissionFactory(report=s.report_draft, note=s.borders_note)
    s.more["old_check"] = ReportCheckFactory(report=s.report_open, agency=w.police)
    told = s.more["known"] = DisclosureFactory(report=s.report_named)
    for name, report, more in (
        ("own", s.report_beyond, {"proposed_by": w.chair}),
        ("long", s.report_told, {"proposed_by": w.supervisor, "needs_second": True}),
    ):
        s.more[f"deferral_{name}"] = DeferralFactory(disclosure=DisclosureFactory(report=report), **more)
    s.more["elsewhere"] = DisclosureFactory(
        report=CourtReportFactory(order=s.report_elsewhere.order, author=w.supervisor, kind="completion")
    )
    with backstage():
        s.more["told"] = sh.Notification.objects.create(
            disclosure=told, told_on=told.made_on, membership=w.supervisor, note=s.supervisors_note,
            recorded_at=timezone.now(),
        )  # fmt: skip


def _lay_checks(s: Stage) -> None:
    """One report with answers alone, and one that waits for an answer."""
    w = s.world
    ReportCheckFactory(report=s.report_ready, agency=w.police, state="agreed", membership=w.officer)
    ReportCheckFactory(report=s.report_ready, agency=w.college, state="objects", words="No.", answer="It says so.")
    ReportCheckFactory(report=s.report_asking, agency=w.police)


def _lay_files(s: Stage) -> None:
    """What was made before a report was signed last, and what was made since."""
    before = timezone.now() - dt.timedelta(days=1)
    s.more["old_file"] = ReportVersionFactory(report=s.report_open, edition=2, made_at=before)
    ReportVersionFactory(report=s.report_signed_anew, made_at=before)
    for name in ("filed", "waits"):
        ReportVersionFactory(report=s.more[f"report_{name}"])


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in ("supervisor", *MORE, *INSIDE, *OUTSIDE)}
