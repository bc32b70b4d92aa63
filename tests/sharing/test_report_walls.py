"""Who reads what of a report: a plain rule, the sights and the second wall say the same; and who may write where."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from devstack.testing import backstage
from sharing import models as sh
from tests.cast import acting, actor_for
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import MembershipFactory, PlaceFactory

KNOWN = ("supervisor", "manager", "officer", "clinician", "chair", "rescuer", "assistant")
WORKING = ("supervisor", "manager", "officer", "clinician", "rescuer", "assistant")
WRITERS = ("supervisor", "assistant")  # the probation office, from a permanent place
NAMED = (*WRITERS, "officer")  # those who read the note of the named report as far as it is told
TABLES = {
    "courtreport": "pk", "reportsection": "report_id", "reportstatement": "report_id", "reportcheck": "report_id",
    "reportomission": "report_id", "reportversion": "report_id", "reportdelivery": "report_id",
    "disclosure": "report_id",
}  # fmt: skip
MODELS = {
    "courtreport": sh.CourtReport, "reportsection": sh.ReportSection, "reportstatement": sh.ReportStatement,
    "reportcheck": sh.ReportCheck, "reportomission": sh.ReportOmission, "reportversion": sh.ReportVersion,
    "reportdelivery": sh.ReportDelivery, "disclosure": sh.Disclosure,
}  # fmt: skip


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged reports, and a second member of the writing agency on the case."""
    found = build(world)
    found.more["assistant"] = MembershipFactory(agency=world.probation)
    PlaceFactory(case=world.case, membership=found.assistant)
    return found


def rule(who: str, table: str, report: str) -> bool:
    """The rule in plain words: whether somebody sees the rows of a table that belong to a report."""
    if table in ("courtreport", "reportdelivery", "disclosure"):
        return who in KNOWN
    if table == "reportomission":  # the one row is about a note that police sealed: all who work on the case know it
        return who in WRITERS
    if table in ("reportstatement", "reportcheck") and report == "checking" and who == "officer":
        return True  # its own words, which it is asked about
    if who in WRITERS:
        return True
    if report in ("draft", "checking"):
        return False
    return who in (NAMED if report == "named" else WORKING)


def everybody(stage: Stage) -> dict[str, Any]:
    return {name: stage.people[name] for name in (*INSIDE, *OUTSIDE, "assistant")}


def rows_by_report(stage: Stage, table: str) -> dict[str, list[uuid.UUID]]:
    """All rows of a table that hang on the reports of the rule, by the name of their report."""
    names = {stage.more[f"report_{name}"].pk: name for name in ("draft", "checking", "open", "named", "sent")}
    with backstage():
        rows = MODELS[table].objects.unguarded(because="test").filter(**{f"{TABLES[table]}__in": list(names)})
        found: dict[str, list[uuid.UUID]] = {}
        for key, report in rows.values_list("pk", TABLES[table]):
            found.setdefault(names[report], []).append(key)
    return found


@pytest.mark.parametrize("table", TABLES)
def test_both_walls_keep_the_rule(stage: Stage, table: str) -> None:
    stored, wrong = rows_by_report(stage, table), []
    for who, member in everybody(stage).items():
        with backstage():
            sights = set(MODELS[table].objects.visible_to(actor_for(member)).values_list("pk", flat=True))
        with acting(member), connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM sharing_{table}")
            wall = {key for (key,) in cursor.fetchall()}
        for report, keys in stored.items():
            if table == "reportsection" and report == "checking" and who == "officer":
                continue  # said below
            for key in keys:
                said = rule(who, table, report) and not _not_asked(stage, table, report, who, key)
                if (key in sights, key in wall) != (said, said):
                    wrong.append(f"{who} {report}: sight {key in sights}, wall {key in wall}, rule {said}")
    assert wrong == []


def _not_asked(stage: Stage, table: str, report: str, who: str, key: uuid.UUID) -> bool:
    """A statement in a report being checked that the officer's agency is not asked about."""
    if (table, report, who) != ("reportstatement", "checking", "officer"):
        return False
    with backstage():
        row = sh.ReportStatement.objects.unguarded(because="test").get(pk=key)
    return not (row.is_asked and row.originator_id == stage.police.pk)


def test_an_asked_agency_reads_its_words_and_no_section(stage: Stage) -> None:
    with acting(stage.officer) as actor:
        shown = sh.ReportStatement.objects.visible_to(actor).filter(report=stage.report_checking)
        assert [row.text for row in shown] == [stage.words["report asked words"]]
        assert not sh.ReportSection.objects.visible_to(actor).filter(report=stage.report_checking).exists()


def refused(member: Any, sql: str, *values: Any) -> bool:
    """Whether the wall lets an act of somebody change no row at all."""
    with acting(member):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, values)
                touched = cursor.rowcount
        except DatabaseError:
            return True
    return bool(touched == 0)


WRITES = {
    "a part of a draft": ("UPDATE sharing_reportsection SET body = 'x', version = version + 1 WHERE report_id = %s",
                          "report_draft", {"supervisor"}),
    "a statement of a draft": ("UPDATE sharing_reportstatement SET text = 'x' WHERE report_id = %s", "report_draft",
                               {"supervisor"}),
    "a part of a signed report": (("UPDATE sharing_reportsection SET body = 'x', version = version + 1"
                                  " WHERE report_id = %s"), "report_open", set()),
    "a statement of a signed report": ("UPDATE sharing_reportstatement SET text = 'x' WHERE report_id = %s",
                                       "report_open", set()),
    "the state of a report": ("UPDATE sharing_courtreport SET state = 'sent', version = version + 1 WHERE id = %s",
                              "report_open", {"supervisor"}),
    "a thaw": (("UPDATE sharing_courtreport SET is_frozen = false, state = 'draft', version = version + 1"
               " WHERE id = %s"), "report_open", set()),
    "another case": (("UPDATE sharing_courtreport SET agency_id = gen_random_uuid(), version = version + 1"
                     " WHERE id = %s"), "report_draft", set()),
    "an answer for the police": (("UPDATE sharing_reportcheck SET state = 'agreed', words = '', version = version + 1,"
                                 " membership_id = access_actor_membership() WHERE report_id = %s"),
                                 "report_checking", {"officer"}),
    "the bytes of a file": ("UPDATE sharing_reportversion SET content = '' WHERE report_id = %s", "report_open", set()),
    "the ledger": ("UPDATE sharing_disclosure SET items = 0 WHERE report_id = %s", "report_sent", set()),
    "gone": ("DELETE FROM sharing_courtreport WHERE id = %s", "report_draft", set()),
}  # fmt: skip


@pytest.mark.parametrize("act", WRITES)
def test_the_wall_lets_only_these_write(stage: Stage, act: str) -> None:
    sql, report, able = WRITES[act]
    people = everybody(stage)
    with backstage():
        people["senior"] = sh.CourtReport.objects.unguarded(because="test").get(pk=stage.report_open.pk).countersigner
        PlaceFactory(case=stage.case, membership=people["senior"])
    done = set()
    for who, member in people.items():
        sid = transaction.savepoint()
        if not refused(member, sql, stage.more[report].pk):
            done.add(who)
        transaction.savepoint_rollback(sid)
    assert done == able


def test_no_file_is_forged(stage: Stage) -> None:
    sql = """INSERT INTO sharing_reportversion (id, report_id, edition, format, content, size, sha256, signed_by_id,
             meets_standards, missing_signs, made_at)
             VALUES (gen_random_uuid(), %s, 9, 'pdf', '', 0, '', %s, true, '', now())"""
    for who, member in everybody(stage).items():
        sid = transaction.savepoint()
        assert refused(member, sql, stage.report_open.pk, stage.supervisor.pk), who  # it was countersigned
        transaction.savepoint_rollback(sid)
