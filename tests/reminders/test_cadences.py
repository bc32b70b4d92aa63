"""How long things may take: shown with default and source, set by coordinators, read by whoever reckons a day."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from access.models import Event
from agencies.models import Agreement, Partnership
from agencies.queries.cadences import DEFAULTS
from casework.due import due_in_working_days
from casework.models import Deadline
from devstack.testing import backstage
from tests.factories import NoteFactory
from tests.reminders.kit import change

ROOT = Path(__file__).parents[2]
LIST, SPAN, MONTHS = "/times/", "/times/spans/{}/", "/times/follow-ups/"


def kept(world: Any) -> Partnership:
    with backstage():
        return Partnership.objects.get(pk=world.partnership.pk)


def put(world: Any, **days: int) -> None:
    """The partnership set these."""
    change(world.partnership, settings={"cadences": days})


def dues(**where: Any) -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because="test").filter(**where))


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def reads(text: str, name: str) -> bool:
    """Whether a source reckons with this setting."""
    return f"->> '{name}'" in text or (f'"{name}"' in text and ("due_after(" in text or "cadence(" in text))


@pytest.mark.parametrize("name", DEFAULTS)
def test_each_is_read_by_something_that_reckons_a_day(name: str) -> None:
    found = [
        path
        for floor in ("agencies", "casework", "assessments", "sharing")
        for path in (ROOT / floor).rglob("*.*")
        if path.suffix in (".py", ".sql")
        and "demo" not in path.parts
        and path.name != "cadences.py"
        and reads(path.read_text(), name)
    ]
    assert found, "a setting that nothing reads promises what the product does not do"


@pytest.mark.django_db
def test_the_database_counts_working_days_as_the_product_does() -> None:
    start = dt.date(2026, 11, 23)  # a Monday
    with connection.cursor() as cursor:
        for offset in range(7):
            for days in (0, 1, 4, 5, 6, 11):
                day = start + dt.timedelta(days=offset)
                cursor.execute("SELECT casework_working_day(%s, %s)", [day, days])
                assert cursor.fetchone()[0] == due_in_working_days(days, day)


@pytest.mark.django_db
def test_the_database_reckons_with_the_same_defaults() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(p.prosrc, ';') FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace")
        source = cursor.fetchone()[0]
    found = {
        name: {int(days) for days in re.findall(rf"->> '{name}'\)::integer[^;]*?,\s*(\d+)\)", source)}
        for name in DEFAULTS
    }
    told = {name: days for name, days in found.items() if days}
    assert set(told) >= {"code_renewal", "retention_review", "reminders_kept", "first_assessment", "deferral_review"}
    assert told == {name: {DEFAULTS[name].days} for name in told}
    assert {name for name in DEFAULTS if f"->> '{name}'" in source} == set(told)


def test_all_are_shown_with_default_and_source_and_none_is_set_by_others(world: Any, browse: Any) -> None:
    text = browse(world.officer).get(LIST).content.decode()
    for usual in DEFAULTS.values():
        assert str(usual.label).replace("'", "&#x27;") in text
        assert usual.source in text
    assert "Calderdale" in text
    assert "keeps its day" in text
    assert "/times/spans/" not in text
    for at in (SPAN.format("plan_review"), MONTHS):
        assert browse(world.officer).get(at).status_code == 403
        assert browse(world.chair).post(at, {}).status_code == 403


@pytest.mark.parametrize("name", DEFAULTS)
def test_each_is_set_within_its_bounds_by_coordinators(world: Any, browse: Any, name: str) -> None:
    client, usual, at = browse(world.coordinator), DEFAULTS[name], SPAN.format(name)
    page = client.get(at).content.decode()
    assert usual.source in page
    for days in (usual.least - 1, usual.most + 1, "", "soon"):
        answer = client.post(at, {"days": days, "version": kept(world).version})
        assert answer.status_code == 422
        assert f"Enter {usual.least} to {usual.most} days." in answer.content.decode()
    days = usual.most if usual.most != usual.days else usual.least
    assert client.post(at, {"days": days, "version": kept(world).version}).status_code == 303
    assert kept(world).settings["cadences"] == {name: days}
    with backstage():
        (line,) = Event.objects.unguarded(because="test").filter(verb="cadence.set")
    assert line.detail == {"cadence": name, "days": days}
    assert "changed" in client.get(LIST).content.decode()


def test_sent_twice_it_is_set_once_and_a_conflict_keeps_what_was_typed(world: Any, browse: Any) -> None:
    client, at, read = browse(world.coordinator), SPAN.format("plan_review"), kept(world).version
    for _ in range(2):
        assert client.post(at, {"days": 60, "version": read}).status_code == 303
    with backstage():
        assert Event.objects.unguarded(because="test").filter(verb="cadence.set").count() == 1
    answer = client.post(at, {"days": 50, "version": read})
    assert answer.status_code == 409
    assert 'value="50"' in answer.content.decode()
    assert kept(world).settings["cadences"] == {"plan_review": 60}
    assert client.get(SPAN.format("nonsense")).status_code == 404


def test_follow_ups_are_set_for_cases_that_close_from_then_on(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    assert client.post(MONTHS, {"version": kept(world).version}).status_code == 422
    assert client.post(MONTHS, {"months": ["5"], "version": kept(world).version}).status_code == 422
    form = {"months": ["12", "3"], "version": kept(world).version}
    for _ in range(2):
        assert client.post(MONTHS, form).status_code == 303
    assert kept(world).settings["follow_up_months"] == [3, 12]
    assert client.post(MONTHS, {**form, "months": ["6"]}).status_code == 409


def test_a_question_is_due_as_the_partnership_says_and_keeps_its_day(world: Any, browse: Any) -> None:
    put(world, question=2)
    note = NoteFactory(case=world.case, by=world.officer, full="Seen.", summary="Seen.")
    asked = browse(world.supervisor).post(f"/notes/{note.pk}/respond/", {"kind": "question", "text": "Where?"})
    assert asked.status_code == 303
    assert [one.due_on for one in dues(kind="question")] == [due_in_working_days(2)]
    put(world, question=9)
    assert [one.due_on for one in dues(kind="question")] == [due_in_working_days(2)]
    words = due_in_working_days(2).strftime("%-d %b %Y")
    assert words in browse(world.officer).get("/").content.decode()


def test_emergency_access_is_reviewed_as_the_partnership_says(world: Any, browse: Any) -> None:
    put(world, emergency_review=3)
    form = {"reference": "VRP-CEDAR", "reason": "The mother telephoned: he is on the bridge.", "hours": "2"}
    assert browse(world.duty).post("/emergency/", form).status_code == 303
    found = dues(kind="emergency_review")
    assert {one.responsible_id for one in found} >= {world.manager.pk, world.legal.pk}  # one setting for both
    assert {one.due_on for one in found} == {due_in_working_days(3)}
    assert due_in_working_days(3).strftime("%-d %b %Y") in browse(world.manager).get("/").content.decode()


def test_the_end_of_a_place_is_told_as_long_before_as_the_partnership_says(world: Any, browse: Any) -> None:
    put(world, place_ends_ahead=5)
    form = {
        "membership": str(world.colleague.pk), "kind": "ad_hoc", "purpose": "reintegration",
        "until": in_days(40).isoformat(), "decision": "As agreed",
    }  # fmt: skip
    assert browse(world.manager).post("/cases/VRP-CEDAR/team/new/", form).status_code == 303
    assert in_days(35) in [one.due_on for one in dues(kind="place_ends")]


def test_forms_start_with_what_the_partnership_says(world: Any, browse: Any) -> None:
    put(world, court_report=45, contribution=3)
    page = browse(world.supervisor).get("/cases/VRP-CEDAR/orders/new/").content.decode()
    assert re.search(r'name="report_every_days"[^>]*value="45"|value="45"[^>]*name="report_every_days"', page)


def test_forms_of_agreements_propose_the_review_that_the_partnership_sets(world: Any, browse: Any) -> None:
    put(world, agreement_review=200)
    client = browse(world.coordinator)
    with backstage():
        agreement = Agreement.objects.filter(partnership=world.partnership, terminated_at=None).first()
    assert agreement
    for page in ("/agencies/agreements/new/", f"/agencies/agreements/{agreement.pk}/renew/"):
        text = client.get(page).content.decode()
        found = re.search(r'<input[^>]*name="review_on"[^>]*>', text)
        assert found
        assert f'value="{in_days(200)}"' in found[0]
