"""The demonstration: orders, contacts, breach and plan are as the stories tell."""

import datetime as dt
from collections import Counter

from django.utils import timezone

from casework.models import (
    Action,
    Breach,
    BreachStep,
    Condition,
    Contact,
    CustodyEpisode,
    Deadline,
    Exposure,
    Incident,
    Order,
    OrderType,
    PlanVersion,
    PositionTaken,
    Session,
    SignEntry,
    SignObservation,
)
from devstack.testing import backstage
from sharing.models import CourtReport, ReportStatement, ReportVersion
from sharing.queries.report_sources.gather import gather
from sharing.services.assembling import scope_of
from tests.cast import acting, browser_of
from tests.sharing.demonstration import WHY, count, member


def test_contacts_are_as_the_stories_tell(told: None) -> None:
    now = timezone.now()
    with backstage():
        rows = Contact.objects.unguarded(because=WHY)
        missed = rows.filter(case__reference="VRP-DOGWOOD", attended__in=("no_good_reason", "no_excused"))
        first, second = missed.order_by("happened_at")
        recent = rows.filter(case__reference="VRP-ELM", happened_at__gte=now - dt.timedelta(days=90))
        assert recent.count() >= 40
        assert rows.filter(attended="pending").count() == 12
        assert not rows.filter(happened_at__gt=now).exists()
        assert {c.attended for c in rows} >= {"pending", "yes", "late", "no_excused", "no_good_reason"}
        assert {c.setting for c in rows} == {"custody", "community"}
        clocks = set(
            Deadline.objects.unguarded(because=WHY).filter(subject_kind="contact").values_list("kind", flat=True)
        )
        assert Exposure.objects.unguarded(because=WHY).filter(case__reference__in=("VRP-CEDAR", "VRP-ELM")).count() == 5
        assert Incident.objects.unguarded(because=WHY).count() == 4
        assert set(SignObservation.objects.unguarded(because=WHY).values_list("state", flat=True)) == {"not_assessed"}
        classes = Counter(SignEntry.objects.unguarded(because=WHY).values_list("sign_class", flat=True))
    assert (first.attended, second.attended) == ("no_excused", "no_good_reason")
    assert second.letter_on is not None
    assert second.explanation_id is not None
    assert first.happened_at is not None
    assert second.happened_at is not None
    assert (second.happened_at - first.happened_at).days <= 35
    assert clocks == {"contact_letter", "explanation"}
    assert sum(classes.values()) == 21
    assert len(classes) == 3


def test_orders_and_custody_are_as_the_stories_tell(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        orders = {row.case.reference: row for row in Order.objects.unguarded(because=WHY).select_related("case")}
        binding = Counter(
            Condition.objects.unguarded(because=WHY)
            .filter(state__in=("in_force", "in_question"))
            .values_list("case__reference", flat=True)
        )
        stay = CustodyEpisode.objects.unguarded(because=WHY).get(ended_on=None)
        old = Condition.objects.unguarded(because=WHY).filter(state="varied").count()
        jurisdictions = set(OrderType.objects.unguarded(because=WHY).values_list("jurisdiction", flat=True))
    assert len(orders) == 6
    assert {reference: order.state_on(today).value for reference, order in orders.items()} == {
        "VRP-ALDER": "pending", "VRP-BIRCH": "in_force", "VRP-CEDAR": "varied", "VRP-DOGWOOD": "varied",
        "VRP-ELM": "varied", "VRP-FIR": "expired",
    }  # fmt: skip
    assert binding["VRP-DOGWOOD"] == 5
    assert stay.release_on == today + dt.timedelta(days=128)
    assert old == 3
    assert jurisdictions == {"Arden Reach", "Costa Salina"}


def test_dogwood_tells_of_a_warning_a_proposal_and_a_dissent(told: None) -> None:
    page = browser_of(member("tomas.brekkelund")).get("/cases/VRP-DOGWOOD/breaches/")
    with backstage():
        breach = Breach.objects.unguarded(because=WHY).get()
        views = Counter(
            PositionTaken.objects.unguarded(because=WHY).filter(decision__breach=breach).values_list("view", flat=True)
        )
        warned = BreachStep.objects.unguarded(because=WHY).get(breach=breach, kind="warning")
    assert f"/breach/{breach.pk}/" in page.content.decode()
    assert (breach.proposal, breach.state) == ("terms_changed", "not_accepted")
    assert (timezone.localdate() - warned.on).days == 21
    assert views == {"agrees": 2, "abstains": 1, "dissents": 1}
    detail = browser_of(member("jonas.akkerby")).get(f"/cases/VRP-DOGWOOD/breach/{breach.pk}/").content.decode()
    for words in ("Refer it to the court", "between six and seven in the evening", "within sight of that desk",
                  "between nine and eleven in the morning", "It had gone to the old address"):  # fmt: skip
        assert words in detail


def test_plans_are_as_the_stories_tell(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        versions = PlanVersion.objects.unguarded(because=WHY).select_related("case")
        states: dict[str, list[str]] = {}
        for row in versions.order_by("case__reference", "number"):
            states.setdefault(row.case.neutral_title, []).append(row.state)
        actions = list(Action.objects.unguarded(because=WHY))
        blocked = {
            (row.case.neutral_title, row.agency.code)
            for row in Action.objects.unguarded(because=WHY).filter(state="blocked").select_related("case", "agency")
        }
    assert states == {
        "Alder": ["in_force", "draft"], "Cedar": ["superseded", "superseded", "in_force"],
        "Dogwood": ["superseded", "in_force"], "Elm": ["superseded", "superseded", "in_force"],
        "Fir": ["superseded", "superseded"],
    }  # fmt: skip
    assert 40 <= len(actions) <= 60
    assert 0.12 <= sum(row.is_overdue(today) for row in actions) / len(actions) <= 0.18
    assert blocked == {("Alder", "CSF"), ("Dogwood", "VHO"), ("Elm", "POL")}
    assert count(Session) >= 60


def test_dogwood_is_warned_of_two_offers_against_anger(told: None) -> None:
    body = browser_of(member("tomas.brekkelund")).get("/cases/VRP-DOGWOOD/plan/").content.decode()
    assert "are of the same kind" in body
    assert "Nobody had looked whether there is one already" in body
    assert "Must unblock it: Pia Vandersloot" in body


def test_plans_are_told_to_each_place_as_it_may_know(told: None) -> None:
    plan = "/cases/VRP-CEDAR/plan/"
    for login, has, lacks in (
        ("amara.denholt", ("On my own feet.", "Psychology sessions"), ("Talks after quarrels",)),
        ("leonor.castelbrook", ("Talks after quarrels",), ()),
        (
            "ruben.tallis",
            ("Welding course", "Fill in the log book", "Pass the welding examination", "Register for"),
            ("Advice to the team on sleep", "Conversations at the council", "Evenings with a mentor", "ferry landing"),
        ),
        (
            "yannick.sorel",
            ("Walk the way home", "Evenings with a mentor", "Conversations at the council"),
            ("No renewed travel plan",),
        ),
    ):
        body = browser_of(member(login)).get(plan).content.decode()
        assert [words for words in has if words not in body] == [], login
        assert [words for words in lacks if words in body] == [], login


def test_a_finding_of_cedar_points_to_the_note_of_the_police(told: None) -> None:
    body = browser_of(member("jonas.akkerby")).get("/cases/VRP-CEDAR/plan/").content.decode()
    assert "Because: Police: the risk of a renewed approach is raised" in body
    assert body.count("Read the note it answers") == 1


def test_reports_are_as_the_stories_tell(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        rows = list(CourtReport.objects.unguarded(because=WHY).select_related("case").order_by("due_on", "kind"))
        text = "\n".join(ReportStatement.objects.unguarded(because=WHY).values_list("text", flat=True))
        files = list(ReportVersion.objects.unguarded(because=WHY).filter(format="pdf"))
    found = {(row.case.reference, row.kind, row.state) for row in rows}
    assert {("VRP-ELM", "progress", "draft"), ("VRP-DOGWOOD", "breach", "draft"),
            ("VRP-ALDER", "pre_release", "due")} <= found  # fmt: skip
    assert sum(row.case.reference == "VRP-ELM" and row.state == "acknowledged" for row in rows) == 2
    assert any(row.is_late(today) for row in rows)
    (elm,) = [row for row in rows if row.case.reference == "VRP-ELM" and row.state == "draft"]
    with acting(member("ines.marholt")) as actor:
        found_now = gather(actor, scope_of(actor, elm))
    assert found_now.behind >= 60
    assert "Five sessions since the messages" not in text  # the clinician cleared nothing
    assert "My own car was followed" not in text
    assert len(files) == 5
    assert all(bytes(row.content).startswith(b"%PDF-") for row in files)
