"""What the services of reports refuse although a page rarely lets it come so far: the rule stands below the form."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from agencies.errors import Conflict
from devstack.testing import backstage
from sharing.choices import ReportKind
from sharing.models import ReportOmission, ReportStatement
from sharing.reporting import Edit, NewReport, PartEdit
from sharing.services import report_checks, report_giving_up, report_signing, reports
from tests.casework.doors import lines
from tests.casework.test_services_refuse import refused
from tests.factories import BreachFactory, CustodyFactory
from tests.factories.reports import CourtReportFactory, ReportCheckFactory, today
from tests.sharing.reporting import begin, post, signed, stored, with_record, word


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order, a record and a senior."""
    return with_record(world)


def new(kind: str, about: Any, since: int = -9, until: int = 0) -> NewReport:
    """A report to begin about a row, or about nothing that is there."""
    key = about.pk if about else uuid.uuid4()
    return NewReport(ReportKind(kind), key, today(since), today(until))


def laid(court: Any, **more: Any) -> Any:
    """A report of the order as it stands at some step."""
    return CourtReportFactory(order=court.record.order, author=court.supervisor, **more)


def test_a_report_is_begun_about_something_on_the_case_and_days_that_are_over(court: Any, act: Any) -> None:
    order = court.record.order
    with act(court.supervisor) as actor:
        for given, words in (
            (new("progress", order, -1, -2), "ends before it begins"),
            (new("progress", order, -1, 1), "cannot end in the future"),
            (new("progress", None), "Choose what the report is about"),
            (new("breach", None), "Choose what the report is about"),
            (new("pre_release", None), "Choose what the report is about"),
        ):
            assert words in refused(reports.start_report, actor, court.case.reference, given)
    assert lines("report.started") == []


def test_a_report_before_a_release_needs_an_order_that_names_the_court(world: Any, act: Any) -> None:
    stay = CustodyFactory(case=world.case, release_on=today(50))
    with act(world.supervisor) as actor:
        sentence = refused(reports.start_report, actor, world.case.reference, new("pre_release", stay))
    assert "Record the order first" in sentence


def test_another_of_a_kind_is_not_begun_beside_the_first(court: Any, act: Any) -> None:
    report = begin(court)
    with act(court.supervisor) as actor:
        again = new("progress", court.record.order)
        assert "is being written already" in refused(reports.start_report, actor, court.case.reference, again)
    assert [row.subjects for row in lines("report.started")] == [[report.pk]]


def test_what_the_database_holds_one_of_is_not_begun_twice(court: Any, act: Any) -> None:
    breach = BreachFactory(condition=court.record.condition, state="referred_to_court")
    laid(court, breach=breach)  # of the same order and kind, so that the constraint alone stands in the way
    with act(court.supervisor) as actor:
        again = new("progress", court.record.order)
        assert "is being written already" in refused(reports.start_report, actor, court.case.reference, again)
    assert lines("report.started") == []


@pytest.mark.parametrize(
    ("kind", "change", "due"),
    [
        ("progress", {"report_every_days": None}, 0),
        ("progress", {"report_every_days": 200, "ends_on": 5}, 5),
        ("completion", {"ends_on": None}, 0),
        ("completion", {"ends_on": 40}, 40),
    ],
)
def test_a_report_is_due_as_its_order_makes_it(
    court: Any, act: Any, kind: str, change: dict[str, Any], due: int
) -> None:
    order = court.record.order
    for name, value in change.items():
        setattr(order, name, today(value) if name == "ends_on" and value else value)
    order.version += 1
    with backstage():
        order.save()
    with act(court.supervisor) as actor:
        report = reports.start_report(actor, court.case.reference, new(kind, order))
    assert stored(pk=report.pk).due_on == today(due)


@pytest.mark.parametrize(("release", "due"), [(None, 0), (100, 40)])
def test_a_report_before_a_release_is_due_sixty_days_ahead(court: Any, act: Any, release: int | None, due: int) -> None:
    stay = CustodyFactory(case=court.case, release_on=today(release) if release else None)
    with act(court.supervisor) as actor:
        report = reports.start_report(actor, court.case.reference, new("pre_release", stay))
    assert stored(pk=report.pk).due_on == today(due)


def test_a_report_that_is_due_is_begun_before_anything_else_is_done_with_it(court: Any, act: Any) -> None:
    report = laid(court, state="due", assembled_at=None)
    with act(court.supervisor) as actor:
        assert "not begun yet" in refused(reports.bring_in, actor, report.pk)
        assert "not begun yet" in refused(report_giving_up.give_up_report, actor, report.pk, "Too early.")
        assert "Say why" in refused(report_giving_up.give_up_report, actor, report.pk, " ")
    assert stored(pk=report.pk).state == "due"


def test_a_report_that_was_given_up_is_written_no_more(court: Any, act: Any) -> None:
    report = laid(court, state="dropped")
    with act(court.supervisor) as actor:
        assert "is not written any more" in refused(reports.bring_in, actor, report.pk)


def test_a_part_is_kept_from_the_version_it_was_begun_from(court: Any, act: Any) -> None:
    report = begin(court)
    with act(court.supervisor) as actor:
        late = (report.pk, "recommendation", PartEdit(version=0, body="Late."))
        assert "Your words stay below" in refused(reports.edit_part, actor, *late, kind=Conflict)
    assert lines("report.edited") == []


def test_an_edit_of_a_statement_that_is_not_there_changes_nothing(court: Any, act: Any) -> None:
    report = begin(court)
    with act(court.supervisor) as actor:
        edit = PartEdit(version=1, body="", edits=(Edit(uuid.uuid4(), "Not from here.", True, 1),))
        reports.edit_part(actor, report.pk, "recommendation", edit)
    with backstage():
        texts = ReportStatement.objects.unguarded(because="test").filter(report=report).values_list("text", flat=True)
        assert "Not from here." not in texts
    assert [row.detail["statements"] for row in lines("report.edited")] == [0]


def test_only_what_was_countersigned_is_corrected_and_once(court: Any, act: Any) -> None:
    report = signed(court)
    with act(court.supervisor) as actor:
        assert "Only a countersigned report" in refused(reports.correct_report, actor, report.pk)
    assert post(court.senior, report, "countersign").status_code == 303
    with act(court.supervisor) as actor:
        reports.correct_report(actor, report.pk)
        assert "A correction of this report was begun" in refused(reports.correct_report, actor, report.pk)
    assert stored(corrects=report).number == 2


def test_an_agency_answers_what_it_was_asked_with_words(court: Any, act: Any) -> None:
    report = begin(court)
    post(court.supervisor, report, "ask")
    check = report_checks.answer_check
    with act(court.officer) as actor:
        assert "You were asked anew" in refused(check, actor, report.pk, 0, "agreed", "", kind=Conflict)
        assert "Say whether" in refused(check, actor, report.pk, 1, "waiting", "")
        assert "Say what is wrong" in refused(check, actor, report.pk, 1, "objects", " ")
    assert lines("report.checked") == []
    assert word(court, report, "recommendation", body="Go on.").status_code == 303  # takes it back to the desk
    with act(court.officer) as actor:
        assert "with its writer again" in refused(check, actor, report.pk, 1, "agreed", "")


def test_an_objection_is_answered_where_there_is_one(court: Any, act: Any) -> None:
    report = begin(court)
    with act(court.supervisor) as actor:
        answer = report_checks.answer_objection
        assert "Say why" in refused(answer, actor, report.pk, court.police.pk, " ")
        assert "no objection" in refused(answer, actor, report.pk, court.police.pk, "They stay.")
    post(court.supervisor, report, "ask")
    with act(court.supervisor) as actor:
        assert "no objection" in refused(answer, actor, report.pk, court.police.pk, "They stay.")


def test_an_agency_that_is_quoted_no_more_is_asked_no_more(court: Any, act: Any) -> None:
    report = laid(court)
    asked = [
        ReportCheckFactory(report=report, agency=court.police, shown="x"),
        ReportCheckFactory(report=report, agency=court.health, state="nobody"),
    ]
    with act(court.supervisor) as actor:
        assert report_checks.ask_checks(actor, report.pk) == 0
    with backstage():
        for check in asked:
            check.refresh_from_db()
    assert [check.state for check in asked] == ["nobody", "nobody"]


def test_one_report_is_written_on_a_breach_and_then_corrected(court: Any, act: Any) -> None:
    breach = BreachFactory(condition=court.record.condition, state="referred_to_court")
    laid(court, breach=breach, kind="breach", signed=True)
    with act(court.supervisor) as actor:
        sentence = refused(reports.start_report, actor, court.case.reference, new("breach", breach))
    assert "Correct that one" in sentence


def cleared(note: Any, tier: int) -> None:
    """Clear a note for the court as far as ``tier``."""
    with backstage():
        note.court_tier = tier
        note.save(update_fields=["court_tier"])


def test_what_was_left_out_and_is_told_now_is_named_no_more_and_again_once_it_is_taken_back(
    court: Any, act: Any
) -> None:
    report, note = begin(court), court.record.contacts[2].note  # nobody came; not cleared

    def left_out() -> list[tuple[str, bool]]:
        with backstage():
            rows = ReportOmission.objects.unguarded(because="test").filter(report=report, note=note)
            return list(rows.values_list("why", "is_current"))

    assert left_out() == [("not_cleared", True)]
    for tier, is_current in ((4, False), (0, True)):
        cleared(note, tier)
        with act(court.supervisor) as actor:
            reports.bring_in(actor, report.pk)
        assert left_out() == [("not_cleared", is_current)]


def test_words_that_changed_stop_the_signature(court: Any, act: Any) -> None:
    report = begin(court)
    assert word(court, report, "persons_view", body="I want to go on.").status_code == 303
    assert word(court, report, "recommendation", body="Continue.").status_code == 303
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    with backstage():
        text = court.record.police.texts.unguarded(because="test").get(tier=3)
        text.text = "Seen twice near the old meeting place."
        text.save()
    with act(court.supervisor) as actor:
        assert "The record changed" in refused(report_signing.sign_report, actor, report.pk)


def test_edited_words_stay_while_the_record_says_the_same(court: Any, act: Any) -> None:
    report = begin(court)
    with backstage():
        row = ReportStatement.objects.unguarded(because="test").get(report=report, note=court.record.police)
    assert word(court, report, "exposure", **{f"text_{row.pk}": "Seen once."}).status_code == 303
    with act(court.supervisor) as actor:
        assert reports.bring_in(actor, report.pk).changed == 0
    with backstage():
        row.refresh_from_db()
    assert (row.text, row.newer, row.is_edited) == ("Seen once.", "", True)
