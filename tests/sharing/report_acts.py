"""What the second wall of reports shows to whom and lets whom do: rows and acts, each with the people it is for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from devstack.testing import backstage
from sharing import models as sh
from tests.cast import acting
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import (
    CaseFactory,
    EmergencyFactory,
    MembershipFactory,
    NoteFactory,
    OrderFactory,
    OversightFactory,
    PlaceFactory,
)
from tests.factories.reports import (
    CourtReportFactory,
    DisclosureFactory,
    ReportCheckFactory,
    ReportOmissionFactory,
    ReportSectionFactory,
    ReportStatementFactory,
)
from tests.oracle.attempts import inserted

MORE = ("assistant", "senior", "sergeant", "watch", "overseer")
WRITERS = {"supervisor", "assistant", "senior", "watch"}  # the probation office, where it works on the case
WORKING = WRITERS | {"manager", "officer", "clinician", "rescuer", "sergeant"}
KNOWN = WORKING | {"chair", "overseer"}
POLICE = {"officer", "sergeant"}  # permanent members of the agency that is asked
DAY = dt.date(2026, 1, 5)


class Act(NamedTuple):
    """A statement for whoever tries it, and for whom it goes through."""

    name: str
    table: str
    sql: Callable[[Stage, Any], str]
    able: set[str]


def lay(world: Any) -> Stage:
    """The staged reports, more people of the agencies that write and check, and rows that tell the conditions apart."""
    s = build(world)
    s.more["assistant"] = MembershipFactory(agency=world.probation)
    s.more["sergeant"] = MembershipFactory(agency=world.police, duties=["supervisor"])
    s.more["watch"] = MembershipFactory(agency=world.probation, duties=["supervisor"])  # by emergency access
    s.more["overseer"] = MembershipFactory(agency=world.probation, duties=["chair"])
    s.more["senior"] = s.report_open.countersigner
    for name in ("assistant", "sergeant", "senior"):
        PlaceFactory(case=world.case, membership=s.more[name])
    EmergencyFactory(membership=s.watch, case=world.case)
    OversightFactory(membership=s.overseer)
    kept = {"order": s.reported_order, "kind": "pre_release", "custody": None}
    s.more["report_own"] = CourtReportFactory(author=s.senior, signed=True, **kept)
    s.more["report_fresh"] = CourtReportFactory(author=world.supervisor, signed=True, **kept)
    s.more["report_waits"] = CourtReportFactory(author=world.supervisor, signed=True, countersigner=s.senior, **kept)
    s.more["report_foreign"] = CourtReportFactory(author=world.officer, **kept)
    theirs = {"author": world.officer, "signed": True, "countersigner": s.sergeant, **kept}
    s.more["report_unsent"] = CourtReportFactory(**theirs)
    s.more["report_told"] = CourtReportFactory(**theirs, state="sent")
    s.more["report_beyond"] = CourtReportFactory(**theirs, state="sent")
    _lay_notes(s)
    _lay_parts(s)
    return s


def _lay_notes(s: Stage) -> None:
    w = s.world
    for name in ("supervisor", "manager", "officer", "border"):
        s.more[f"{name}s_note"] = NoteFactory(case=w.case, by=s.people[name], full="Words.", summary="Words.")
    other = CaseFactory(reference="VRP-ASH", partnership=w.partnership, lead_agency=w.probation)
    PlaceFactory(case=other, membership=w.supervisor, is_order_supervisor=True)
    s.more["note_elsewhere"] = NoteFactory(case=other, by=w.supervisor, full="Words.")
    s.more["report_elsewhere"] = CourtReportFactory(order=OrderFactory(case=other), author=w.supervisor)


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
    ReportStatementFactory(section=s.part["open"])  # without a note: it hides nothing from anybody
    s.more["unasked"] = ReportStatementFactory(section=s.asked_part, note=theirs, is_quoted=True)
    empty = {"note": None, "source_kind": "contact", "source_id": uuid.uuid4(), "originator": w.probation}
    s.more["gap"] = ReportOmissionFactory(report=s.report_draft, **empty)
    s.more["border_gap"] = ReportOmissionFactory(report=s.report_draft, note=s.borders_note)
    s.more["old_check"] = ReportCheckFactory(report=s.report_open, agency=w.police)
    told = DisclosureFactory(report=s.report_named)
    with backstage():
        s.more["told"] = sh.Notification.objects.create(
            disclosure=told, told_on=told.made_on, membership=w.supervisor, note=s.supervisors_note,
            recorded_at=timezone.now(),
        )  # fmt: skip


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, *MORE)}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    named = WRITERS | {"officer"}
    yield "courtreport", s.report_draft.pk, KNOWN
    yield "reportsection", s.part["draft"].pk, WRITERS
    yield "reportsection", s.part["open"].pk, WORKING
    yield "reportstatement", s.unkept.pk, WRITERS  # what the court was not told stays with who writes
    yield "reportstatement", s.unasked.pk, WRITERS
    yield "reportomission", s.gap.pk, WRITERS
    yield "reportomission", s.border_gap.pk, {"watch"}  # no agreement binds its originator, and emergencies need none
    yield "reportcheck", s.old_check.pk, WRITERS | POLICE
    yield "reportversion", s.file_open.pk, WORKING
    yield "reportversion", s.file_named.pk, named
    yield "disclosure", s.told.disclosure_id, KNOWN
    yield "notification", s.told.pk, KNOWN
    with backstage():
        asked = sh.ReportStatement.objects.unguarded(because="test").get(section=s.asked_part, is_asked=True)
        check = sh.ReportCheck.objects.unguarded(because="test").get(report=s.report_checking)
        sealed = sh.ReportOmission.objects.unguarded(because="test").get(note=s.notes["sealed"])
        sent = sh.ReportDelivery.objects.unguarded(because="test").get(report=s.report_sent)
    yield "reportstatement", asked.pk, WRITERS | POLICE
    yield "reportcheck", check.pk, WRITERS | POLICE
    yield "reportomission", sealed.pk, WRITERS
    yield "reportdelivery", sent.pk, KNOWN


def _changes(table: str, change: str, report: str) -> Callable[[Stage, Any], str]:
    column = "id" if table == "courtreport" else "report_id"
    return lambda s, _who: f"UPDATE sharing_{table} SET {change} WHERE {column} = '{s.more[report].pk}'"


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _report(**more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.CourtReport(**{
        "case": s.case, "agency_id": who.agency_id, "court": s.reported_order.court, "kind": "pre_release",
        "period_from": DAY, "period_to": DAY, "due_on": DAY, "author": who, **{k: v(s) for k, v in more.items()},
    }))  # fmt: skip


def _statement(report: str, note: str = "", tier: int = 4) -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        given = s.notes.get(note) or s.more.get(note)
        return sh.ReportStatement(
            report=s.more[f"report_{report}"], section=s.part[report], position=900, text="T", note=given, tier=tier,
            source_kind="own", nature="fact", originator=s.probation,
        )  # fmt: skip

    return _new(make)


def _omission(report: str, note: str = "") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        given = s.notes.get(note) or s.more.get(note)
        return sh.ReportOmission(
            report=s.more[report], note=given, source_kind="contact", source_id=uuid.uuid4(), originator=s.probation,
            why="not_cleared",
        )  # fmt: skip

    return _new(make)


def _part(report: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ReportSection(report=s.more[report], key="network", position=1))


def _file(report: str, signed: str, countersigned: str = "") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        people = {"me": who, "": None, **everybody(s)}
        return sh.ReportVersion(
            report=s.more[report], edition=9, format="pdf", size=0, sha256="", made_at=timezone.now(),
            signed_by=people[signed], countersigned_by=people[countersigned],
        )  # fmt: skip

    return _new(make)


def _delivery(report: str, by: str = "me") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ReportDelivery(
        report=s.more[report], court=s.reported_order.court, how="portal", sent_on=DAY,
        membership=who if by == "me" else s.people[by],
    ))  # fmt: skip


def _disclosure(report: str, by: str = "me") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.Disclosure(
        case=s.case, report=s.more[report], court=s.reported_order.court, purpose="court", tier=4, items=1,
        made_on=DAY, membership=who if by == "me" else s.people[by], recorded_at=timezone.now(),
    ))  # fmt: skip


def _told(note: str, by: str = "me") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        with backstage():
            sent = sh.Disclosure.objects.unguarded(because="test").get(report=s.report_sent)
        return sh.Notification(
            disclosure=sent, told_on=DAY, note=s.more[note], recorded_at=timezone.now(),
            membership=who if by == "me" else s.people[by],
        )  # fmt: skip

    return _new(make)


NEXT = "version = version + 1"
WRITER = {"supervisor"}
ACTS = (
    Act("begin a report", "courtreport", _report(), WRITER),
    Act("begin one for another agency", "courtreport", _report(agency_id=lambda s: s.police.pk), set()),
    Act("begin one in another's name", "courtreport", _report(author=lambda s: s.assistant), set()),
    Act("begin one that is frozen", "courtreport", _report(is_frozen=lambda s: True), set()),
    Act("correct a report", "courtreport", _report(corrects=lambda s: s.report_waits), WRITER),
    Act("correct one that nobody countersigned", "courtreport", _report(corrects=lambda s: s.report_fresh), set()),
    Act("correct what the police told the court", "courtreport", _report(corrects=lambda s: s.report_told), WRITER),
    Act("correct what the police did not send", "courtreport", _report(corrects=lambda s: s.report_unsent), set()),
    Act("correct what one does not read whole", "courtreport", _report(corrects=lambda s: s.report_beyond), set()),
    Act("go on with a report", "courtreport", _changes("courtreport", NEXT, "report_open"), WRITER),
    Act("go on with one's own", "courtreport", _changes("courtreport", NEXT, "report_own"), WRITER),
    Act("go on with the police's", "courtreport", _changes("courtreport", NEXT, "report_foreign"), set()),
    Act("add a part", "reportsection", _part("report_draft"), WRITER),
    Act("add a part to a signed one", "reportsection", _part("report_open"), set()),
    Act("add a part to the police's", "reportsection", _part("report_foreign"), set()),
    Act("change a part", "reportsection", _changes("reportsection", NEXT, "report_draft"), WRITER),
    Act("add a statement", "reportstatement", _statement("draft"), WRITER),
    Act("quote a note", "reportstatement", _statement("draft", "supervisors_note"), WRITER),
    Act("quote beyond one's tier", "reportstatement", _statement("draft", "sealed"), set()),
    Act("add to a signed one", "reportstatement", _statement("open"), set()),
    Act("change a statement", "reportstatement", _changes("reportstatement", "text = 'x'", "report_draft"), WRITER),
    Act("leave something out", "reportomission", _omission("report_draft"), WRITER),
    Act("leave a known note out", "reportomission", _omission("report_draft", "sealed"), WRITER),
    Act("leave an unknown note out", "reportomission", _omission("report_draft", "borders_note"), set()),
    Act("leave out of a signed one", "reportomission", _omission("report_open"), set()),
    Act("bring it back", "reportomission", _changes("reportomission", "is_current = false", "report_draft"), WRITER),
    Act("ask", "reportcheck", _new(lambda s, who: sh.ReportCheck(
        report=s.report_draft, agency=s.health, asked_at=timezone.now())), WRITER),
    Act("answer an objection", "reportcheck",
        _changes("reportcheck", f"answer = 'x', {NEXT}", "report_checking"), WRITER),
    Act("say that one's words stand", "reportcheck", lambda s, who: (
        f"UPDATE sharing_reportcheck SET state = 'agreed', membership_id = '{who.pk}', version = version + 1"
        f" WHERE report_id = '{s.report_checking.pk}'"), POLICE),
    Act("answer too late", "reportcheck", _changes("reportcheck", f"answer = 'x', {NEXT}", "report_open"), set()),
    Act("answer wherever one may", "reportcheck", lambda s, who: (
        "UPDATE sharing_reportcheck SET answer = 'x', version = 2"), WRITER),
    Act("hand the question to another agency", "reportcheck", lambda s, who: (
        f"UPDATE sharing_reportcheck SET agency_id = '{s.health.pk}', version = 2"), set()),
    Act("take the question over", "reportcheck", lambda s, who: (
        f"UPDATE sharing_reportcheck SET agency_id = '{who.agency_id}', version = 2"), set()),
    Act("sign", "reportversion", _file("report_fresh", "me"), WRITER),
    Act("sign for another", "reportversion", _file("report_fresh", "assistant"), set()),
    Act("sign with a countersignature", "reportversion", _file("report_fresh", "me", "senior"), set()),
    Act("countersign", "reportversion", _file("report_waits", "supervisor", "me"), {"senior"}),
    Act("countersign for another", "reportversion", _file("report_waits", "supervisor", "watch"), set()),
    Act("countersign one's own", "reportversion", _file("report_own", "supervisor", "me"), set()),
    Act("sign the police's", "reportversion", _file("report_foreign", "me"), set()),
    Act("send", "reportdelivery", _delivery("report_open"), WRITER),
    Act("send for another", "reportdelivery", _delivery("report_open", "assistant"), set()),
    Act("send the police's", "reportdelivery", _delivery("report_foreign"), set()),
    Act("acknowledge", "reportdelivery", _changes("reportdelivery", NEXT, "report_sent"), WRITER),
    Act("disclose", "disclosure", _disclosure("report_open"), WRITER),
    Act("disclose for another", "disclosure", _disclosure("report_open", "assistant"), set()),
    Act("disclose another case's", "disclosure", _disclosure("report_elsewhere"), set()),
    Act("tell", "notification", _told("supervisors_note"), WRITER),
    Act("tell, who manages the case", "notification", _told("managers_note"), {"manager"}),
    Act("tell for another", "notification", _told("supervisors_note", "assistant"), set()),
    Act("tell without managing, or in another's words", "notification", _told("officers_note"), set()),
    Act("tell in words of another case", "notification", _told("note_elsewhere"), set()),
)  # fmt: skip


def _sees(table: str, row: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM sharing_{table} WHERE id = %s", [row])
        return cursor.fetchone() is not None


def _goes(sql: str) -> bool:
    """Whether a statement changes a row; nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            touched: int = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return touched > 0


def wrong(s: Stage, table: str = "", first: bool = False) -> list[str]:
    """What is shown or let through otherwise than it must be; of tables so called, and only the ``first`` if asked."""
    found = []
    rows = [row for row in shown(s) if row[0].startswith(table)]
    acts = [act for act in ACTS if act.table.startswith(table)]
    for who, member in everybody(s).items():
        tries = [(act, act.sql(s, member)) for act in acts]
        with acting(member):
            found += [f"{who} sees {t} {k}: not so" for t, k, able in rows if _sees(t, k) != (who in able)]
            found += [f"{who}: {act.name}" for act, sql in tries if _goes(sql) != (who in act.able)]
        if found and first:
            break
    return found
