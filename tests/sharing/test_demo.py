"""The demonstration: it loads, everybody in it can log in, and the stories hold what they promise."""

import datetime as dt
import hashlib
import time
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from access.models import Event
from agencies.models import Agency, Agreement, CodeAcceptance, User
from casework.anonymous import looks_like_names, pointing
from casework.learning import TEXTS
from casework.models import (
    Case,
    CaseTeamMember,
    Contact,
    Deadline,
    EmergencyAccess,
    FollowUp,
    Lesson,
    LessonDraft,
    Note,
    NoteText,
    Outcome,
)
from casework.queries.lesson_words import protected_words
from casework.wording import repeated_words
from casework.writing import NewNote, check
from devstack.databases import WEB
from devstack.testing import as_role, as_worker, backstage
from sharing.demo.cast import logins
from sharing.models import CourtReport, ReportStatement, ReportVersion
from sharing.queries.report_sources.gather import gather
from sharing.services.assembling import scope_of
from sharing.services.sweeps import raise_reports
from tests.cast import acting, browser_of
from tests.sharing.demonstration import ROUTINE_CONTACTS, WHY, count, load, member, tier_of

EARLIER = 18
"""Cases of earlier years, which closed long ago."""


def fingerprint() -> str:
    digest = hashlib.sha256()
    with backstage(), connection.cursor() as cursor:
        for table in ("casework_note", "casework_notetext", "casework_caseteammember", "casework_deadline",
                      "casework_noteseen", "casework_noteresponse", "agencies_agreementparty", "casework_action",
                      "casework_objective", "casework_session", "casework_condition",
                      "casework_courtdecision"):  # fmt: skip
            cursor.execute(f"SELECT md5(coalesce(string_agg(r::text, '|' ORDER BY r.id), '')) FROM {table} r")
            digest.update(cursor.fetchone()[0].encode())
        cursor.execute("SELECT count(*), min(at), max(at) FROM access_event")
        digest.update(str(cursor.fetchone()).encode())
    return digest.hexdigest()


def test_as_many_as_promised(told: None) -> None:
    with backstage():
        status = Counter(Agency.objects.values_list("status", flat=True))
        states = Counter(
            agreement.state_on(timezone.now(), agreement.parties.signed(timezone.now()).count()).value
            for agreement in Agreement.objects.all()
        )
    assert status["member"] == 12
    assert status["mapped"] + status["contacted"] == 3
    assert {"in_force", "in_signature", "review_due", "expired", "suspended", "terminated"} <= set(states)
    assert count(Case) == 6 + EARLIER
    assert 250 <= count(Note) - ROUTINE_CONTACTS <= 350
    assert 280 <= count(Contact) <= 340
    assert 1_500 <= count(Event) - 2 * ROUTINE_CONTACTS <= 3_000  # written and shared, each of them
    assert count(EmergencyAccess) == 2
    assert (
        len(logins()) == 15 + 1 + 5 + 1
    )  # staff, a second senior to countersign, companions, one whose agency signed nothing


def test_every_label_and_state_occurs(told: None) -> None:
    with backstage():
        notes = Note.objects.unguarded(because=WHY)
        for name, values in {
            "handling": {"team", "core", "named", "sealed"},
            "nature": {"fact", "reported", "opinion"},
            "status": {"current", "corrected", "withdrawn"},
            "secrecy": {"none", "health", "pastoral", "investigation"},
        }.items():
            assert set(notes.values_list(name, flat=True)) == values
        assert notes.filter(contests__isnull=False).count() == 1
        assert notes.filter(edition=2).count() == 1


@pytest.mark.parametrize("address", [address for address, _post, _agency in logins()])
def test_everybody_logs_in_and_opens_the_start_page(told: None, address: str) -> None:
    client = Client()
    done = client.post("/login/", {"login": address, "password": settings.DEMO_PASSWORD})
    assert done.status_code == 302, done.content[:300]
    page = client.get("/")
    if address.startswith("ute.granholm"):
        assert page.status_code == 302
        assert page.headers["Location"].startswith("/code/")
        return
    assert page.status_code == 200


def test_loading_again_does_nothing(told: None) -> None:
    before = fingerprint()
    assert "nothing was loaded" in load()
    assert fingerprint() == before


def test_a_fresh_load_of_the_same_day_is_equal(told: None, settings: Any, tmp_path: Path) -> None:
    settings.CHECKPOINT_DIR = str(tmp_path)
    (tmp_path / "seal-1.json").write_text("{}")
    before = fingerprint()
    assert "6 cases" in load("--fresh")
    assert fingerprint() == before
    assert not list(tmp_path.iterdir())


def test_production_refuses_it(db: None, settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="not loaded in production"):
        load()
    with pytest.raises(CommandError, match="not loaded in production"):
        load("--cases", "10")


def test_only_the_owner_can_load(told: None) -> None:
    with pytest.raises(CommandError, match="as the owner"), as_role(WEB):
        call_command("demo", "--fresh", stdout=StringIO())


def test_the_wall_and_the_trail_stand_again(told: None) -> None:
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity AND relkind = 'r'"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O' AND NOT tgisinternal")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM access_event WHERE xid <> pg_current_xact_id()::text::bigint")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM (SELECT at < lag(at) OVER (ORDER BY seq) AS back FROM access_event) e WHERE back"
        )
        assert cursor.fetchone() == (0,)


def test_nothing_lies_in_the_future(told: None) -> None:
    now = timezone.now()
    with backstage():
        assert not Note.objects.unguarded(because=WHY).filter(recorded_at__gt=now).exists()
        assert not Event.objects.unguarded(because=WHY).filter(at__gt=now).exists()


def test_the_logins_are_listed_without_a_database() -> None:
    said = StringIO()
    call_command("demo", "--logins", stdout=said)
    for login in ("luca.vennstrom", "rosa.kivela", "ben.adeyemi-thorsen", "leonor.castelbrook", "farid.belloum"):
        assert f"{login}@example.org" in said.getvalue()
    assert settings.DEMO_PASSWORD in said.getvalue()


def test_one_person_meets_the_gate_of_the_code(told: None) -> None:
    with backstage():
        newest = CodeAcceptance.objects.order_by("-code__number").values_list("code", flat=True)[0]
        missing = User.objects.exclude(code_acceptances__code=newest)
        assert [user.email for user in missing] == ["ute.granholm@example.org"]


SEES_CEDAR = {
    "amara.denholt", "ines.marholt", "jonas.akkerby", "leonor.castelbrook", "ruben.tallis", "yannick.sorel",
    "farid.belloum", "tomas.brekkelund", "sunniva.harlow-reeve", "helena.quistberg",
}  # fmt: skip


@pytest.mark.parametrize("login", [address.partition("@")[0] for address, _post, _agency in logins()])
def test_who_sees_cedar(told: None, login: str) -> None:
    with acting(member(login)) as actor:
        assert Case.objects.visible_to(actor).filter(reference="VRP-CEDAR").exists() == (login in SEES_CEDAR)


def test_cedar_is_told_in_tiers(told: None) -> None:
    assert tier_of("jonas.akkerby", "Renewed approach") == {4, 3, 2}
    assert tier_of("ines.marholt", "Renewed approach") >= {3, 2}
    assert tier_of("amara.denholt", "Renewed approach") == {2}
    for outside in ("leonor.castelbrook", "ruben.tallis", "yannick.sorel", "greta.holmvik", "casimir.doverin"):
        assert tier_of(outside, "Renewed approach") == set()
    assert tier_of("ruben.tallis", "Why a mentor lead manages this case") == {3, 2}
    assert tier_of("amara.denholt", "Advice after the first conversations") == {2}
    assert tier_of("jonas.akkerby", "Advice after the first conversations") == set()  # no party to the health annex
    assert tier_of("yannick.sorel", "Plan, version three, agreed") == {3, 2}


def test_a_charity_manages_cedar_by_a_decision_with_dissent(told: None) -> None:
    with backstage():
        team = CaseTeamMember.objects.unguarded(because=WHY).filter(content_object__reference="VRP-CEDAR")
        manager = team.select_related("membership__user", "agency").get(is_case_manager=True)
        supervisor = team.select_related("membership__user").get(is_order_supervisor=True)
    assert (manager.membership.user.full_name, manager.agency.name) == ("Amara Denholt", "Second Door")
    assert "dissent" in manager.decision
    assert supervisor.membership.user.full_name == "Ines Marholt"


def test_deadlines_are_as_the_stories_tell(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        due = {
            (row.case.reference if row.case else "", row.kind): (row.due_on - today).days
            for row in Deadline.objects.unguarded(because=WHY).filter(state="open").select_related("case")
        }
        late = Deadline.objects.unguarded(because=WHY).filter(state="open", due_on__lt=today).count()
        ended = {row.case_id: row.disengagement for row in Outcome.objects.unguarded(because=WHY)}
        waiting = [
            (row.months, (row.due_on - today).days, ended[row.case_id])
            for row in FollowUp.objects.unguarded(because=WHY).waiting().order_by("due_on")
        ]
    assert {key for key in due if key[1] == "follow_up"} == {("VRP-FIR", "follow_up")}
    assert due["VRP-ALDER", "network"] == -22
    assert due["VRP-BIRCH", "first_plan"] == 9
    assert due["VRP-CEDAR", "deferral_review"] == due["", "deferral_review"] == 4
    assert due["VRP-CEDAR", "notification"] == 18, "the person is told when the deferral is over"
    assert due["", "duty_receipt"] == -1, "from yesterday evening, and nobody answered yet"
    assert waiting == [(6, -8, "partial"), (12, 175, "partial")]
    assert due["", "agreement_review"] == 20
    assert ("VRP-DOGWOOD", "emergency_review") in due
    assert late >= 5


def test_the_minor_has_a_guardian_on_the_team(told: None) -> None:
    with backstage():
        case = Case.objects.unguarded(because=WHY).select_related("person").get(reference="VRP-BIRCH")
        ages = {
            row.neutral_title: row.person.age_on(timezone.localdate())
            for row in Case.objects.unguarded(because=WHY).exclude(status="archived").select_related("person")
        }
    assert case.person.is_minor_on(timezone.localdate())
    assert "Rosa" in case.person.guardian
    assert ages == {"Alder": 22, "Birch": 17, "Cedar": 24, "Dogwood": 20, "Elm": 19, "Fir": 26}
    with acting(member("rosa.kivela")) as actor:
        assert Case.objects.visible_to(actor, "write").get().reference == "VRP-BIRCH"


def test_the_stories_keep_the_rules_of_writing(told: None) -> None:
    words = {4: "full", 3: "summary", 2: "gist"}
    with backstage():
        notes = Note.objects.unguarded(because=WHY).select_related("originator", "case__person").exclude(kind="contest")
        for note in notes:
            texts = {text.tier: text for text in NoteText.objects.unguarded(because=WHY).filter(note=note)}
            said: dict[str, Any] = {words[tier]: text.text for tier, text in texts.items()}
            gist = texts.get(2)
            check(
                NewNote(
                    kind=note.kind, occurred_on=note.occurred_on, nature=note.nature, handling=note.handling,
                    title=texts[4].title, secrecy=note.secrecy, source_grade=note.source_grade,
                    knowledge_grade=note.knowledge_grade, released_tier=note.released_tier,
                    told_to_companions=note.told_to_companions, action=gist.action if gist else "",
                    named=tuple(note.listings.unguarded(because=WHY).values_list("user_id", flat=True)),
                    checked_by=gist.checked_by_id if gist else None, **said,
                ),
                note.originator,
            )  # fmt: skip
            for lower in ("summary", "gist"):
                assert not repeated_words(said["full"], said.get(lower, ""), [str(note.case.person)]), said


def test_the_case_manager_reads_a_log_with_a_past(told: None) -> None:
    browser = browser_of(member("amara.denholt"))
    page = browser.get("/cases/VRP-CEDAR/access/")
    assert page.status_code == 200
    with backstage():
        lines = Event.objects.unguarded(because=WHY).filter(case_id__isnull=False)
        oldest = lines.order_by("at").values_list("at", flat=True)[0]
    assert oldest < timezone.now() - dt.timedelta(days=300)


def test_a_synthetic_world_is_built_into_an_empty_database_only(told: None) -> None:
    with pytest.raises(CommandError, match="holds data already"):
        load("--cases", "20")


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
        begun = time.monotonic()
        found_now = gather(actor, scope_of(actor, elm))
        spent = time.monotonic() - begun
    assert found_now.behind >= 60
    assert spent < 2
    assert "Five sessions since the messages" not in text  # the clinician cleared nothing
    assert "My own car was followed" not in text
    assert len(files) == 5
    assert all(bytes(row.content).startswith(b"%PDF-") for row in files)


def test_the_sweep_finds_nothing_more_in_the_demonstration(told: None) -> None:
    with backstage():
        before = {row.pk: row.due_on for row in CourtReport.objects.unguarded(because=WHY)}
    with as_worker():
        assert raise_reports(None) == 0
    with backstage():
        assert {row.pk: row.due_on for row in CourtReport.objects.unguarded(because=WHY)} == before


def test_one_lesson_stands_and_one_waits_and_neither_points_to_anybody(told: None) -> None:
    """What stands would pass the check of its own case, as seen by who wrote it."""
    with backstage():
        drafts = list(LessonDraft.objects.unguarded(because="test").select_related("case", "membership__user"))
        assert sorted(draft.state for draft in drafts) == ["approved", "waiting"]
        (lesson,) = Lesson.objects.unguarded(because="test").all()
        assert "voluntary offer in the first week" in lesson.differently
    for draft in drafts:
        with acting(draft.membership) as actor:
            known = protected_words(actor, Case.objects.get_for(actor, reference=draft.case.reference))
        words = [getattr(draft, name) for name in TEXTS]
        assert [pointing(text, known) for text in words] == [""] * len(words)
        assert looks_like_names(words) == []
