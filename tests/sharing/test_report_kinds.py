"""The other three kinds of report assemble from their own parts of the record, and from little as well as from much."""

from typing import Any

import pytest

from casework.due import day_words
from casework.models import BreachProof, ProposedTerm
from devstack.testing import backstage
from sharing.models import ReportSection, ReportStatement
from tests.cast import browser_of
from tests.factories import (
    ActionFactory,
    BreachFactory,
    BreachStepFactory,
    ConditionFactory,
    CourtDecisionFactory,
    CustodyFactory,
    DecisionFactory,
    EndingStepFactory,
    ExposureFactory,
    NoteFactory,
    PositionTakenFactory,
)
from tests.factories.reports import held, today
from tests.sharing.reporting import WHY, begin, errors, post, with_record


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def told(report: Any) -> dict[str, list[Any]]:
    """Kept statements by section."""
    with backstage():
        found: dict[str, list[Any]] = {}
        rows = ReportStatement.objects.unguarded(because=WHY).filter(report=report, is_kept=True)
        for row in rows.select_related("section").order_by("section__position", "position"):
            found.setdefault(row.section.key, []).append(row)
        return found


def words(report: Any) -> dict[str, str]:
    return {key: "\n".join(row.text for row in rows) for key, rows in told(report).items()}


def missing(report: Any) -> dict[str, str]:
    with backstage():
        rows = ReportSection.objects.unguarded(because=WHY).filter(report=report).exclude(missing="")
        return dict(rows.values_list("key", "missing"))


def failing(court: Any) -> Any:
    """A breach with explanation, proof, a warning before it, and a decision with a dissent."""

    case, by, condition = court.case, court.supervisor, court.record.condition
    earlier = BreachFactory(condition=condition, suspected_on=today(-60), state="warning", window_to=today(300))
    BreachStepFactory(breach=earlier, membership=by, kind="warning", on=today(-55), delivery="letter")
    breach = BreachFactory(
        condition=condition, suspected_on=today(-5), state="not_accepted", proposal="terms_changed", act_by_on=today(5)
    )
    said = NoteFactory(case=case, by=by, kind="contact", full="His father fell.", court_tier=4, occurred_on=today(-3))
    BreachStepFactory(breach=breach, membership=by, kind="explanation_asked", on=today(-4), delivery="registered")
    BreachStepFactory(breach=breach, membership=by, kind="explanation_given", on=today(-3), note=said)
    decision = DecisionFactory(case=case, membership=by, breach=breach, chosen="Evenings", reasons="Care at home")
    PositionTakenFactory(decision=decision, membership=court.officer, view="dissents", reason="The desk is badly lit.")
    with backstage():
        BreachProof(breach=breach, contact=court.record.contacts[2], membership=by).save(force_insert=True)
        ProposedTerm(
            breach=breach, replaces=condition, category="reporting", text="Reports on Friday evenings.",
            function="relapse_prevention", membership=by,
        ).save(force_insert=True)  # fmt: skip
    return breach


def test_a_breach_report_holds_words_dates_proof_and_the_earlier_warning(court: Any) -> None:
    breach = failing(court)
    report = begin(court, f"breach:{breach.pk}")
    assert (report.kind, report.breach_id, report.due_on) == ("breach", breach.pk, today(5))
    found = words(report)
    assert "“The person reports to the office every week.”" in found["condition"]
    assert "Did not come, no good reason" in found["facts"]
    assert "Nobody came." not in "".join(found.values())  # its words were not cleared
    assert "Registered letter" in found["explanation"]
    assert "His father fell." in found["explanation"]
    assert "Warning given. Letter. A repeat counts until" in found["warnings"]
    assert "Evenings. Why: Care at home." in found["team_view"]
    assert "Police Desk: Dissents. The desk is badly lit." in found["team_view"]
    assert "“Reports on Friday evenings.” Instead of condition 1." in found["terms"]
    assert "They spoke about rent." not in found["compliance"]  # counted; its writer may bring it in
    natures = [row.nature for row in told(report)["team_view"]]
    assert set(natures) == {"opinion"}


def test_an_agency_whose_dissent_is_told_is_asked_about_it(court: Any) -> None:
    report = begin(court, f"breach:{failing(court).pk}")
    assert post(court.supervisor, report, "ask").status_code == 303
    page = browser_of(court.officer).get(f"/reports/{report.pk}/check/").content.decode()
    assert "The desk is badly lit." in page
    assert "His father fell." not in page


def test_one_breach_has_one_report(court: Any) -> None:
    breach = failing(court)
    begin(court, f"breach:{breach.pk}")
    form = {"about": f"breach:{breach.pk}"}
    again = browser_of(court.supervisor).post(f"/cases/{court.case.reference}/reports/new/", form)
    assert again.status_code == 422  # it is not offered any more
    form = {"about": f"progress:{court.record.order.pk}"}
    begin(court)
    second = browser_of(court.supervisor).post(f"/cases/{court.case.reference}/reports/new/", form)
    assert "being written already" in errors(second)


def test_a_pre_release_report_tells_the_way_out(court: Any) -> None:
    stay = CustodyFactory(case=court.case, began_on=today(-200), release_on=today(50))
    ActionFactory(case=court.case, membership=court.supervisor, text="First appointment", due_on=today(51))
    ActionFactory(case=court.case, membership=court.supervisor, text="Much later", due_on=today(90))
    note = NoteFactory(
        case=court.case, by=court.officer, kind="police_information", full="F", summary="Old friends wait for him.",
        handling="core", court_tier=3, nature="reported", source_grade="1", knowledge_grade="A",
    )  # fmt: skip
    ExposureFactory(note=note)
    report = begin(court, f"pre_release:{stay.pk}")
    found = words(report)
    assert "Planned release:" in found["sentence"]
    assert "After release:" in found["sentence"]
    assert found["first_weeks"].count("First appointment") == 1
    assert "Much later" not in found["first_weeks"]
    assert "Old friends wait for him." in found["gate"]
    assert "On the team: Police Desk" in found["network"]
    assert "Aunt Selma" not in "".join(found.values())
    assert {"custody", "gate", "pathways", "handover"} <= set(missing(report))
    assert report.due_on == today(50 - 60)


def test_a_pre_release_report_tells_the_conditions_that_wait_outside(court: Any) -> None:
    stay = CustodyFactory(case=court.case, began_on=today(-200), release_on=today(50))
    order, by = court.record.order, court.supervisor
    made = CourtDecisionFactory(order=order, membership=by)
    ConditionFactory(order=order, source_decision=made, number=2, exact_text="Live with the aunt.", starts_on=today(50))
    ConditionFactory(
        order=order, source_decision=None, number=2, edition=2, state="proposed", exact_text="Live in the small flat.",
        proposed_by=court.officer, proposed_on=today(-3), starts_on=None,
    )  # fmt: skip
    report = begin(court, f"pre_release:{stay.pk}")
    found = words(report)["sentence"]
    assert "“Live with the aunt.”" in found
    assert "Proposed: Reporting: “Live in the small flat.” Instead of condition 2." in found
    assert post(court.supervisor, report, "ask").status_code == 303
    assert "Live in the small flat." in (
        browser_of(court.officer).get(f"/reports/{report.pk}/check/").content.decode()
    )  # the agency whose words they are is asked
    assert "Live with the aunt." not in words(begin(court)).get("order", "")  # not in force in a period that is over


def test_a_completion_report_says_what_goes_on(court: Any) -> None:
    EndingStepFactory(case=court.case, agency=court.probation, support="Weekly talks", successor="The coach")
    report = begin(court, f"completion:{court.record.order.pk}")
    assert "Weekly talks (Probation Office): then The coach." in words(report)["ending"]
    assert report.due_on == court.record.order.ends_on


def test_a_contested_record_is_told_as_such(court: Any) -> None:
    note = court.record.contacts[0].note
    NoteFactory(case=court.case, by=court.officer, kind="contest", contests=note, full="It was another day.")
    report = begin(court)
    assert (
        "Another agency holds that a record of Probation Office used here is not right."
        in words(report)["not_verified"]
    )


def test_contacts_of_another_agency_count_only_when_cleared(court: Any) -> None:
    held(court.case, court.officer, -6, "At the desk.", court_tier=0)
    held(court.case, court.officer, -4, "At the desk again.", court_tier=4)
    report = begin(court)
    assert "4 contacts with the person" in words(report)["contacts"]
    assert "At the desk again." in words(report)["contacts"]


def test_each_version_of_a_condition_says_until_when(court: Any) -> None:
    order, by = court.record.order, court.supervisor
    made = CourtDecisionFactory(order=order, membership=by)
    later = CourtDecisionFactory(order=order, membership=by, act="varied")
    old = ConditionFactory(
        order=order, source_decision=made, ending_decision=later, number=2, state="varied", ends_on=today(-30)
    )
    ConditionFactory(order=order, source_decision=later, number=2, edition=2, replaces=old, starts_on=today(-29))
    lines = words(begin(court))["conditions"].splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "1. Reporting", f"2. Reporting, until {day_words(today(-30))}", "2. Reporting"
    ]  # fmt: skip
