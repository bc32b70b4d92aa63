"""What is no matter for the court stays out of a report, by whatever way the record could bring it in."""

from typing import Any

import pytest

from casework.models import Achievement, NoteText
from devstack.testing import backstage
from sharing.models import ReportStatement
from tests.cast import browser_of
from tests.factories import (
    ActionFactory,
    BreachFactory,
    BreachProofFactory,
    InterventionFactory,
    ObjectiveFactory,
    SessionFactory,
)
from tests.factories.reports import held
from tests.sharing.reporting import WHY, begin, with_record


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def told(report: Any) -> str:
    """Every word that stands in a report."""
    with backstage():
        rows = ReportStatement.objects.unguarded(because=WHY).filter(report=report)
        return "\n".join(rows.values_list("text", flat=True))


def test_an_achieved_objective_of_health_is_not_told_as_an_achievement(court: Any) -> None:
    health = ObjectiveFactory(plan=court.record.plan, domain="health", text="zqsober since spring")
    home = ObjectiveFactory(plan=court.record.plan, domain="home", text="Own flat")
    client = browser_of(court.manager)
    for row in (health, home):
        form = {"state": "achieved", "version": row.version}
        assert client.post(f"/objectives/{row.pk}/state/", form).status_code == 303
    with backstage():
        rows = Achievement.objects.unguarded(because=WHY).filter(line__in=[health.line, home.line])
        assert dict(rows.values_list("line", "for_court")) == {health.line: False, home.line: False}
        rows.update(for_court=True)  # as it was recorded before
    text = told(begin(court))
    assert "zqsober" not in text
    assert "Own flat." in text


def test_steps_and_help_for_an_objective_of_health_are_not_told(court: Any) -> None:
    line = ObjectiveFactory(plan=court.record.plan, domain="health", text="zqrest").line
    ActionFactory(case=court.case, membership=court.supervisor, line=line, text="Bring him to the zqclinic")
    InterventionFactory(case=court.case, provider=court.charity, line=line, title="zqsupport group")
    ordered = InterventionFactory(
        case=court.case, provider=court.health, type="counselling", title="zqvoices", goal="zqcalm",
        is_voluntary=False, condition=court.record.condition,
    )  # fmt: skip
    InterventionFactory(case=court.case, provider=court.health, type="counselling", title="zqsleep")
    SessionFactory(intervention=ordered, membership=court.clinician)
    report = begin(court)
    text = told(report)
    assert "zq" not in text
    assert "Counselling and guidance (Mental Health Service): attended 1 of 1. Ordered by the court." in text
    assert browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode().count("Health secrecy") >= 3


def test_words_beside_a_contact_go_no_further_than_its_own(court: Any) -> None:
    def met(by: Any, court_tier: int, **more: Any) -> Any:
        row = held(court.case, by, -6, "Words.", court_tier=court_tier, **more)
        with backstage():
            row.note.has_gist = court_tier == 2
            row.note.save(update_fields=["has_gist"])
        return row

    met(court.supervisor, 0, skill_gained="zqowes nothing", place="zqward")
    met(court.supervisor, 4, skill_gained="cooks")
    hidden = met(court.clinician, 2, attended="no_good_reason", skill_gained="zqcopes", place="zqroom")
    with backstage():
        NoteText(note=hidden.note, tier=2, title="Contact", text="He was expected once.").save(force_insert=True)
    text = told(begin(court))
    assert "zq" not in text
    assert "Skill gained: cooks." in text
    assert text.count("no good reason") == 1  # the probation office's own; a gist hides the day of the other


def test_the_place_of_an_uncleared_contact_stays_out_of_the_facts(court: Any) -> None:
    missed = held(court.case, court.supervisor, -6, "Words.", court_tier=0, attended="no_good_reason", place="zqward")
    breach = BreachFactory(condition=court.record.condition)
    BreachProofFactory(breach=breach, contact=missed, membership=court.supervisor)
    text = told(begin(court, f"breach:{breach.pk}"))
    assert "zqward" not in text
    assert "no good reason. Planned for" in text


def test_an_explanation_goes_to_the_court_when_somebody_says_so(court: Any) -> None:
    def explain(member: Any, words: str, **form: str) -> Any:
        contact = held(court.case, court.supervisor, -3, "Nobody came.", attended="no_good_reason")
        client, path = browser_of(member), f"/contacts/{contact.pk}/explained/"
        assert "May the words go into the report to the court?" in client.get(path).content.decode()
        day = contact.happened_at.date().isoformat()
        answer = client.post(path, {"came_on": day, "words": words, "accepted": "no", **form})
        assert answer.status_code == 303

    explain(court.manager, "zqill in bed", court_tier="0")
    explain(court.supervisor, "zqill at the doctor's", court_tier="0")
    explain(court.supervisor, "His bus was late.", court_tier="4")
    explain(court.manager, "His train was late.", court_tier="4")
    text = told(begin(court))
    assert "zqill" not in text
    assert "His bus was late." in text
    assert "His train was late." in text
