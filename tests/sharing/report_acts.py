"""What the second wall of reports shows to whom and lets whom do: rows and acts, each with the people it is for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from devstack.testing import backstage
from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.duty_acts import DUTY, duty_shown
from tests.sharing.report_stage import MORE, everybody
from tests.sharing.report_turns import KEEPERS, NEXT, POLICE, SENIORS, TURNS, WRITER, WRITERS, Act, changes

WORKING = WRITERS | {"manager", "officer", "clinician", "rescuer", "sergeant"}
PROPOSERS = WORKING - {"watch", "rescuer"}  # not by emergency access
DECIDERS = {"chair", "overseer", "coordinator"}
APPROVE = "state = 'approved', decided_by_id = '{me}', decider_id = '{user}', decided_at = now()"
FOR_CHAIR = "state = 'approved', decided_by_id = '{chair}', decider_id = '{chair_user}', decided_at = now()"
KNOWN = WORKING | {"chair", "overseer"}
DAY = dt.date(2026, 1, 5)


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    named = WRITERS | {"officer"}
    yield "courtreport", s.report_draft.pk, KNOWN
    yield "reportsection", s.part["draft"].pk, WRITERS
    yield "reportsection", s.part["open"].pk, WORKING
    yield "reportstatement", s.unkept.pk, WRITERS  # what the court was not told stays with who writes
    yield "reportstatement", s.unasked.pk, WRITERS
    yield "reportstatement", s.kept.pk, WORKING
    yield "reportomission", s.gap.pk, WRITERS
    yield "reportomission", s.border_gap.pk, {"watch"}  # no agreement binds its originator, and emergencies need none
    yield "reportcheck", s.old_check.pk, WRITERS | POLICE
    yield "reportversion", s.file_open.pk, WORKING
    yield "reportversion", s.file_named.pk, named
    yield "reportversion", s.old_file.pk, WRITERS  # signed once and returned
    yield "disclosure", s.told.disclosure_id, KNOWN
    yield "notification", s.told.pk, KNOWN
    yield from duty_shown(s)
    yield "deferral", s.deferral.pk, KNOWN | {"coordinator", "legal"}
    with backstage():
        asked = sh.ReportStatement.objects.unguarded(because="test").get(section=s.asked_part, is_asked=True)
        check = sh.ReportCheck.objects.unguarded(because="test").get(report=s.report_checking)
        sealed = sh.ReportOmission.objects.unguarded(because="test").get(note=s.notes["sealed"])
        sent = sh.ReportDelivery.objects.unguarded(because="test").get(report=s.report_sent)
    yield "reportstatement", asked.pk, WRITERS | POLICE
    yield "reportcheck", check.pk, WRITERS | POLICE
    yield "reportomission", sealed.pk, WRITERS
    yield "reportdelivery", sent.pk, KNOWN
    yield "retentionreview", s.retention.pk, KNOWN


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _retention(by: str = "", days: int = 0) -> Callable[[Stage, Any], str]:
    on = timezone.localdate() - dt.timedelta(days=days)
    return _new(lambda s, who: sh.RetentionReview(
        case=s.case, reviewed_on=on, membership=s.people[by] if by else who, proposal="keep", reason="x",
        next_on=on + dt.timedelta(days=9),
    ))  # fmt: skip


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


def _judged(assessment: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, _who: sh.ReportStatement(
        report=s.report_draft, section=s.part["draft"], position=901, text="T", source_kind="assessment",
        source_id=s.more[assessment].pk, nature="opinion", originator=s.charity,
    ))  # fmt: skip


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


def _check(by: str = "", **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ReportCheck(
        report=s.report_draft, agency=s.health, asked_at=timezone.now(), membership=s.people.get(by), **more,
    ))  # fmt: skip


def _file(report: str, signed: str, countersigned: str = "", form: str = "pdf") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        people = {"me": who, "": None, **everybody(s)}
        return sh.ReportVersion(
            report=s.more[report], edition=9, format=form, size=0, sha256="", made_at=timezone.now(),
            signed_by=people[signed], countersigned_by=people[countersigned],
        )  # fmt: skip

    return _new(make)


def _delivery(report: str, by: str = "me", court: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ReportDelivery(
        report=s.more[report], court=s.more[court] if court else s.reported_order.court, how="portal", sent_on=DAY,
        membership=who if by == "me" else s.people[by],
    ))  # fmt: skip


def _disclosure(report: str, by: str = "me") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.Disclosure(
        case=s.case, report=s.more[report], court=s.more[report].court, purpose="court", tier=4, items=1,
        made_on=DAY, membership=who if by == "me" else s.people[by], recorded_at=timezone.now(),
    ))  # fmt: skip


def _told(note: str, by: str = "me", of: str = "") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        with backstage():
            sent = s.more[of] if of else sh.Disclosure.objects.unguarded(because="test").get(report=s.report_sent)
        return sh.Notification(
            disclosure=sent, told_on=DAY, note=s.more[note], recorded_at=timezone.now(),
            membership=who if by == "me" else s.people[by],
        )  # fmt: skip

    return _new(make)


def _deferral(disclosure: str = "disclosure", by: str = "me") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        row, member = s.more[disclosure], who if by == "me" else s.people[by]
        return sh.Deferral(
            case=s.case, partnership=s.partnership, disclosure=row, what="A report", to_whom="A court",
            made_on=row.made_on, ground="others", facts="Facts.", until_on=row.made_on + dt.timedelta(days=30),
            proposed_by=member, proposer_id=member.user_id, proposed_at=timezone.now(),
        )  # fmt: skip

    return _new(make)


def decides(change: str, row: str = "deferral") -> Callable[[Stage, Any], str]:
    """A change of a deferral; ``{me}`` and ``{user}`` are whoever tries it, and so for the chair and the officer."""

    def sql(s: Stage, who: Any) -> str:
        said = change.format(
            me=who.pk, user=who.user_id, chair=s.chair.pk, chair_user=s.chair.user_id, officer=s.officer.pk,
            officer_user=s.officer.user_id,
        )  # fmt: skip
        return f"UPDATE sharing_deferral SET {NEXT}, {said} WHERE id = '{s.more[row].pk}'"

    return sql


def _asks(function: str, report: str) -> Callable[[Stage, Any], str]:
    """A question that the wall answers to anybody."""
    return lambda s, _who: f"SELECT 1 WHERE {function}('{s.more[f'report_{report}'].pk}')"


def _is_of(report: str, case: str) -> Callable[[Stage, Any], str]:
    return lambda s, _who: (
        f"SELECT 1 WHERE sharing_case_of_report('{s.more[f'report_{report}'].pk}') = '{getattr(s, case).pk}'"
    )


ANYBODY = {*INSIDE, *OUTSIDE, *MORE}
QUESTIONS = (
    Act("case of a report", "", _is_of("draft", "case"), ANYBODY),
    Act("case of another", "", _is_of("elsewhere", "case_elsewhere"), ANYBODY),
    Act("reads", "", _asks("sharing_reads_report", "draft"), WRITERS),
    Act("owns", "", _asks("sharing_owns_report", "open"), WRITERS),
    Act("writes", "", _asks("sharing_writes_report", "draft"), WRITER),
    Act("keeps", "", _asks("sharing_keeps_report", "open"), WRITER),
    Act("keeps the police's", "", _asks("sharing_keeps_report", "foreign"), set()),
    Act("countersigns", "", _asks("sharing_countersigns", "fresh"), SENIORS),
    Act("countersigns one's own", "", _asks("sharing_countersigns", "own"), {"second"}),
)
DEFERRALS = (
    Act("propose to tell later", "deferral", _deferral(), PROPOSERS),
    Act("propose it for another", "deferral", _deferral(by="assistant"), {"assistant"}),
    Act("propose it of what the person knows", "deferral", _deferral("known"), set()),
    Act("propose it of another case's", "deferral", _deferral("elsewhere"), set()),
    Act("approve", "deferral", decides(APPROVE), DECIDERS, DECIDERS | {"legal"}),
    Act("approve for another", "deferral", decides(FOR_CHAIR), {"chair"}, DECIDERS | {"legal"}),
    Act("approve one's own", "deferral", decides(APPROVE, "deferral_own"), DECIDERS - {"chair"},
        (DECIDERS | {"legal"}) - {"chair"}),
    Act("change what was proposed", "deferral", decides("facts = 'Others.'"), set(), DECIDERS | {"legal"}),
    Act("approve a long one alone", "deferral", decides(APPROVE, "deferral_long"), set()),
    Act("look again", "deferral", decides("reviewed_on = current_date", "deferral_runs"), DECIDERS | {"legal"}),
    Act("end", "deferral", decides("state = 'ended', reason = 'Over.'", "deferral_runs"), DECIDERS | {"legal"}),
)  # fmt: skip
ACTS = (
    Act("review retention", "retentionreview", _retention(), {"manager"}),
    Act("review it long ago", "retentionreview", _retention(days=40), set()),
    Act("review it ahead", "retentionreview", _retention(days=-40), set()),
    Act("review retention in another's name", "retentionreview", _retention("officer"), set()),
    Act("rewrite a retention review", "retentionreview",
        lambda _s, _w: "UPDATE sharing_retentionreview SET reason = 'x'", set()),
    Act("begin a report", "courtreport", _report(), WRITER),
    Act("begin one for another agency", "courtreport", _report(agency_id=lambda s: s.police.pk), set()),
    Act("begin one in another's name", "courtreport", _report(author=lambda s: s.assistant), set(), WRITER),
    Act("begin one being checked", "courtreport", _report(state=lambda s: "agency_check"), set(), WRITER),
    Act("begin one that is signed", "courtreport", _report(signed_at=lambda s: timezone.now()), set(), WRITER),
    Act("begin one with a senior", "courtreport", _report(countersigner=lambda s: s.senior), set(), WRITER),
    Act("begin one countersigned", "courtreport", _report(countersigned_at=lambda s: timezone.now()), set(), WRITER),
    Act("begin one that is frozen", "courtreport", _report(is_frozen=lambda s: True), set()),
    Act("correct a report", "courtreport", _report(corrects=lambda s: s.report_waits), WRITER),
    Act("correct one that nobody countersigned", "courtreport", _report(corrects=lambda s: s.report_fresh), set()),
    Act("correct what the police told the court", "courtreport", _report(corrects=lambda s: s.report_told), WRITER),
    Act("correct what the police did not send", "courtreport", _report(corrects=lambda s: s.report_unsent), set()),
    Act("correct what one does not read whole", "courtreport", _report(corrects=lambda s: s.report_beyond), set()),
    Act("go on with a report", "courtreport", changes("courtreport", NEXT, "report_open"), WRITER, KEEPERS),
    Act("go on with one's own", "courtreport", changes("courtreport", NEXT, "report_own"), WRITER, WRITER | {"second"}),
    Act("go on with the police's", "courtreport", changes("courtreport", NEXT, "report_foreign"), set(), {"sergeant"}),
    Act("add a part", "reportsection", _part("report_draft"), WRITER),
    Act("add a part to a signed one", "reportsection", _part("report_open"), set()),
    Act("add a part to the police's", "reportsection", _part("report_foreign"), set()),
    Act("change a part", "reportsection", changes("reportsection", NEXT, "report_draft"), WRITER),
    Act("add a statement", "reportstatement", _statement("draft"), WRITER),
    Act("quote a note", "reportstatement", _statement("draft", "supervisors_note"), WRITER),
    Act("quote beyond one's tier", "reportstatement", _statement("draft", "sealed"), set()),
    Act("tell of an assessment", "reportstatement", _judged("cleared"), WRITER),
    Act("tell of one that is kept from the court", "reportstatement", _judged("signed_before"), set()),
    Act("tell again what a court was told", "reportstatement", _judged("once_told"), WRITER),
    Act("add to a signed one", "reportstatement", _statement("open"), set()),
    Act("change a statement", "reportstatement", changes("reportstatement", "text = 'x'", "report_draft"), WRITER),
    Act("leave something out", "reportomission", _omission("report_draft"), WRITER),
    Act("leave a known note out", "reportomission", _omission("report_draft", "sealed"), WRITER),
    Act("leave an unknown note out", "reportomission", _omission("report_draft", "borders_note"), set()),
    Act("leave out of a signed one", "reportomission", _omission("report_open"), set()),
    Act("bring it back", "reportomission", changes("reportomission", "is_current = false", "report_draft"), WRITER),
    Act("ask", "reportcheck", _check(), WRITER),
    Act("ask with an answer", "reportcheck", _check(state="agreed"), set(), WRITER),
    Act("ask with words", "reportcheck", _check(words="x"), set(), WRITER),
    Act("ask in their name", "reportcheck", _check(by="clinician"), set(), WRITER),
    Act("sign", "reportversion", _file("report_fresh", "me"), WRITER),
    Act("sign for another", "reportversion", _file("report_fresh", "assistant"), set()),
    Act("sign with a countersignature", "reportversion", _file("report_fresh", "me", "senior"), set()),
    Act("countersign", "reportversion", _file("report_waits", "supervisor", "me"), {"senior"}),
    Act("countersign for another", "reportversion", _file("report_waits", "supervisor", "watch"), set()),
    Act("countersign one's own", "reportversion", _file("report_own", "supervisor", "me"), set()),
    Act("sign the police's", "reportversion", _file("report_foreign", "me"), set()),
    Act("sign for the senior", "reportversion", _file("report_own", "senior"), set()),
    Act("sign one's own without keeping it", "reportversion", _file("report_own", "me"), set()),
    Act("sign a draft's file", "reportversion", _file("report_draft", "me"), set()),
    Act("sign after the senior", "reportversion", _file("report_waits", "me", form="docx"), set()),
    Act("sign twice", "reportversion", _file("report_filed", "me"), set()),
    Act("sign another format", "reportversion", _file("report_filed", "me", form="docx"), WRITER),
    Act("sign anew", "reportversion", _file("report_signed_anew", "me"), WRITER),
    Act("countersign in the senior's name", "reportversion", _file("report_waits", "supervisor", "senior"), {"senior"}),
    Act("countersign, once a senior", "reportversion", _file("report_lapsed", "supervisor", "me"), set()),
    Act("send", "reportdelivery", _delivery("report_open"), WRITER),
    Act("send for another", "reportdelivery", _delivery("report_open", "assistant"), set()),
    Act("send the police's", "reportdelivery", _delivery("report_foreign"), set()),
    Act("send before it is countersigned", "reportdelivery", _delivery("report_fresh"), set()),
    Act("send a draft", "reportdelivery", _delivery("report_thawed"), set()),
    Act("send to another court", "reportdelivery", _delivery("report_open", court="court_elsewhere"), set()),
    Act("acknowledge", "reportdelivery", changes("reportdelivery", NEXT, "report_sent"), WRITER),
    Act("disclose", "disclosure", _disclosure("report_open"), WRITER),
    Act("disclose for another", "disclosure", _disclosure("report_open", "assistant"), set()),
    Act("disclose another case's", "disclosure", _disclosure("report_elsewhere"), set()),
    Act("disclose what is not countersigned", "disclosure", _disclosure("report_fresh"), set()),
    Act("tell", "notification", _told("supervisors_note"), WRITER),
    Act("tell, who manages the case", "notification", _told("managers_note"), {"manager"}),
    Act("tell for another", "notification", _told("supervisors_note", "assistant"), set()),
    Act("tell without managing, or in another's words", "notification", _told("officers_note"), set()),
    Act("tell while it is put off", "notification", _told("supervisors_note", of="put_off"), set()),
    Act("tell in words of another case", "notification", _told("note_elsewhere"), set()),
)  # fmt: skip


wrong = Scene("sharing", everybody, shown, (*ACTS, *DEFERRALS, *DUTY, *TURNS, *QUESTIONS)).wrong
"""What is shown or let through otherwise than it must be."""
