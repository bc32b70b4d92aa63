"""Why a person can or cannot see something: true to the policy in both directions, silent to whoever may not know."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from access import policy
from access.choices import Tier
from access.models import Event
from agencies.errors import NotAllowed
from casework.models import Case, Note
from casework.queries.explain import Explanation, explain
from devstack.testing import backstage
from tests.access.test_sight import INSIDE, OUTSIDE
from tests.factories import EmergencyFactory, MembershipFactory, NoteFactory, PlaceFactory, give_to_agency

CAST = (*INSIDE, *OUTSIDE)
CASE = "VRP-CEDAR"


def ask(actor: Any, membership: Any, about: Any) -> Explanation:
    return explain(actor, membership.user.email, str(about))


def newest() -> Any:
    with backstage():
        return Event.objects.unguarded(because="test").order_by("-seq").first()


def words(told: Explanation) -> str:
    return " ".join([told.verdict, *(step.sentence for step in told.steps), *told.ask])


@pytest.fixture
def wide(world: Any) -> Any:
    """The cast, and three more ways in: a whole agency's, an emergency, and an emergency that has ended."""
    world.head = MembershipFactory(agency=world.police, duties=["supervisor"])
    give_to_agency(world.case, world.police)
    EmergencyFactory(case=world.case, membership=world.duty)
    world.late = MembershipFactory(agency=world.police, duties=["emergency"])
    now = timezone.now()
    EmergencyFactory(
        case=world.case, membership=world.late, opened_at=now - dt.timedelta(hours=3),
        expires_at=now - dt.timedelta(hours=1),
    )  # fmt: skip
    world.early = MembershipFactory(agency=world.college)
    PlaceFactory(
        case=world.case, membership=world.early, kind="ad_hoc", valid_from=now + dt.timedelta(days=1),
        valid_to=now + dt.timedelta(days=9),
    )  # fmt: skip
    world.unsworn = MembershipFactory(agency=world.college, accepted=False)
    PlaceFactory(case=world.case, membership=world.unsworn)
    return world


EVERYBODY = (*CAST, "head", "late", "early", "unsworn")
READERS = (*INSIDE, "head", "duty", "past_guest", "border", "unsworn")


def test_the_verdict_on_the_case_is_the_policys_for_everybody(wide: Any, act: Any) -> None:
    with act(wide.supervisor) as actor:
        told = {who: ask(actor, getattr(wide, who), CASE) for who in EVERYBODY}
    for who, answer in told.items():
        with act(getattr(wide, who)) as actor:
            seen = Case.objects.visible_to(actor).filter(pk=wide.case.pk).exists()
        assert answer.known
        assert answer.sees == seen, who
        assert all(step.met for step in answer.steps) == seen or who == "stranger", (who, answer.steps)
        assert bool(answer.ask) != seen, who


NOTES: dict[str, dict[str, Any]] = {
    "team": {"summary": "S", "gist": "G"},
    "team, full text alone": {},
    "team, to companions": {"summary": "S", "told_to_companions": True},
    "core": {"handling": "core", "summary": "S", "gist": "G"},
    "core, no gist": {"handling": "core", "summary": "S"},
    "named": {"handling": "named", "summary": "S", "gist": "G", "listed": ["officer"]},
    "named, no gist": {"handling": "named", "listed": ["officer"]},
    "sealed": {"handling": "sealed", "summary": "S", "gist": "G", "listed": ["clinician"]},
    "released as summary": {"released_tier": 3, "summary": "S", "gist": "G"},
    "released as gist, under secrecy": {"released_tier": 2, "gist": "G", "secrecy": "health", "kind": "health"},
    "released as nothing": {"released_tier": 1},
    "core, released as summary, no summary": {"handling": "core", "released_tier": 3, "gist": "G"},
    "withdrawn": {"status": "withdrawn", "summary": "S"},
    "police": {"by": "officer", "handling": "core", "kind": "police_information", "summary": "S", "gist": "G"},
    "guest's": {"by": "teacher", "summary": "S"},
    "companion's": {"by": "mentor", "kind": "companion"},
}


@pytest.mark.parametrize("name", NOTES)
def test_the_verdict_on_a_note_is_the_policys_for_everybody(wide: Any, act: Any, name: str) -> None:
    labels = {**NOTES[name]}
    author = getattr(wide, labels.pop("by", "supervisor"))
    labels["listed"] = [getattr(wide, who).user for who in labels.get("listed", ())]
    note = NoteFactory(case=wide.case, by=author, **labels)
    with act(wide.supervisor) as actor:
        told = {who: ask(actor, getattr(wide, who), note.pk) for who in READERS}
    for who, answer in told.items():
        with act(getattr(wide, who)) as actor:
            rows = Note.objects.visible_to(actor).filter(pk=note.pk).annotate(t=policy.tier_expression(actor))
            tier = max(rows.values_list("t", flat=True), default=0)
        assert answer.tier == Tier(tier), (who, answer)
        assert answer.sees == bool(tier)
        if tier < Tier.FULL:
            assert not answer.steps or any(not step.met for step in answer.steps), (who, answer.steps)
            assert answer.ask, who


def test_a_category_that_no_agreement_covers_is_named(wide: Any, act: Any) -> None:
    note = NoteFactory(case=wide.case, by=wide.supervisor, kind="health")
    with backstage():
        wide.agreement.data_categories = ["supervision"]
        wide.agreement.version += 1
        wide.agreement.save()
    with act(wide.supervisor) as actor:
        told = ask(actor, wide.officer, note.pk)
    assert told.tier == Tier.NONE
    assert "covers “Health”" in words(told)
    assert "Coordinator" in words(told)


def test_a_suspended_agreement_is_the_reason_and_says_since_when(wide: Any, act: Any) -> None:
    with backstage():
        wide.agreement.suspended_at = timezone.now()
        wide.agreement.version += 1
        wide.agreement.save()
    with act(wide.supervisor) as actor:
        told = ask(actor, wide.officer, CASE)
    assert not told.sees
    assert f"“{wide.agreement.title}”: Suspended on" in words(told)
    assert [step.met for step in told.steps] == [True, True, False]


def test_each_unmet_condition_is_said_in_words(wide: Any, act: Any) -> None:
    expected = {
        "past_guest": "ended on", "early": "begins on", "colleague": "There is no place on this case",
        "border": "No agreement in force binds", "unsworn": "has not been accepted", "late": "ended on",
    }  # fmt: skip
    with act(wide.supervisor) as actor:
        for who, phrase in expected.items():
            assert phrase in words(ask(actor, getattr(wide, who), CASE)), who
        told = ask(actor, wide.teacher, CASE)
    assert told.sees
    assert "since" in words(told)
    assert "until" in words(told)


def test_who_reads_less_is_told_whom_to_ask(wide: Any, act: Any) -> None:
    with backstage():
        wide.probation.focal_point = wide.supervisor
        wide.probation.version += 1
        wide.probation.save()
    note = NoteFactory(case=wide.case, by=wide.supervisor, handling="core", summary="S", gist="G")
    with act(wide.supervisor) as actor:
        told = ask(actor, wide.teacher, note.pk)
    assert told.tier == Tier.GIST
    assert told.ask[0].startswith(f"Focal point: {wide.supervisor.user.full_name}")
    assert told.ask[1].startswith(f"Case manager: {wide.manager.user.full_name}")


@pytest.mark.parametrize("who", ["teacher", "mentor", "chair"])
def test_guests_companions_and_the_chair_ask_about_themselves_alone(wide: Any, act: Any, browse: Any, who: str) -> None:
    membership = getattr(wide, who)
    with act(membership) as actor:
        told = ask(actor, membership, CASE)
        assert told.sees
        assert wide.manager.user.full_name not in words(told)
        with pytest.raises(NotAllowed):
            ask(actor, wide.officer, CASE)
        with pytest.raises(NotAllowed):
            explain(actor, "nobody.at.all@example.org", CASE)
    body = {"email": wide.officer.user.email, "about": CASE}
    assert browse(membership).post("/explain/", body).status_code == 403


def test_who_is_named_on_a_note_is_not_told_to_those_who_are_not(wide: Any, act: Any) -> None:
    note = NoteFactory(case=wide.case, by=wide.supervisor, handling="named", gist="G", listed=[wide.officer.user])
    with act(wide.clinician) as actor:
        assert ask(actor, wide.clinician, note.pk).tier == Tier.GIST
        for who in (wide.officer, wide.manager):
            with pytest.raises(NotAllowed, match="named on this note"):
                ask(actor, who, note.pk)
    with act(wide.manager) as actor:
        assert ask(actor, wide.officer, note.pk).tier == Tier.FULL
        assert ask(actor, wide.manager, note.pk).tier == Tier.GIST


def test_somebody_of_another_partnership_is_nobody(wide: Any, act: Any) -> None:
    with act(wide.supervisor) as actor:
        foreign, unknown = ask(actor, wide.stranger, CASE), explain(actor, "no.one@example.org", CASE)
    assert foreign == unknown
    assert "Nobody with this address" in foreign.verdict


TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.mark.parametrize("who", OUTSIDE)
def test_the_answer_about_the_unseen_is_the_answer_about_what_never_was(world: Any, browse: Any, who: str) -> None:
    """Byte for byte, about oneself and about others, for cases and for notes."""
    note = NoteFactory(case=world.case, by=world.supervisor)
    client = browse(getattr(world, who))
    answers = set()
    for email in (getattr(world, who).user.email, world.officer.user.email, "no.one@example.org"):
        for about in (CASE.lower(), str(note.pk), "VRP-NEVER", str(uuid.uuid4()), "x' OR 1=1", "\u202e"):
            answer = client.post("/explain/", {"email": email, "about": about})
            assert answer.status_code == 200
            answers.add(TOKEN.sub(b"", answer.content))
            headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
            assert "CEDAR" not in str(headers)
    assert len(answers) == 1
    assert b"Perhaps there never was" in answers.pop()


def test_a_sealed_note_does_not_exist_for_whoever_may_not_know(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, handling="sealed")
    client = browse(world.teacher)
    email = world.teacher.user.email
    real = client.post("/explain/", {"email": email, "about": str(note.pk)})
    never = client.post("/explain/", {"email": email, "about": str(uuid.uuid4())})
    assert TOKEN.sub(b"", real.content) == TOKEN.sub(b"", never.content)
    knows = browse(world.clinician).post("/explain/", {"email": world.clinician.user.email, "about": str(note.pk)})
    assert b"reads none of it" in knows.content


def test_every_question_is_in_the_trail(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    client.post("/explain/", {"email": world.officer.user.email, "about": CASE})
    line = newest()
    assert (line.verb, line.operation, line.case_id, line.ground) == (
        "access.explained", "consult", world.case.pk, "permanent",
    )  # fmt: skip
    assert line.detail == {"person": str(world.officer.user_id)}
    browse(world.stranger).post("/explain/", {"email": world.officer.user.email, "about": CASE})
    line = newest()
    assert (line.verb, line.operation, line.case_id, line.ground) == (
        "access.explained", "refuse", world.case.pk, "unseen",
    )  # fmt: skip
    browse(world.stranger).post("/explain/", {"email": world.officer.user.email, "about": "VRP-NEVER"})
    assert newest().case_id is None


def test_the_page_asks_answers_and_says_what_is_missing(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    page = client.get("/explain/?about=VRP-CEDAR")
    assert f'value="{world.supervisor.user.email}"' in page.content.decode()
    assert 'value="VRP-CEDAR"' in page.content.decode()
    for body in ({}, {"email": "x", "about": ""}, {"email": "a@example.org", "about": "x" * 65}):
        answer = client.post("/explain/", body)
        assert answer.status_code == 422
        assert b"Error:" in answer.content
    told = client.post("/explain/", {"email": world.teacher.user.email.upper(), "about": "vrp-cedar"})
    assert told.status_code == 200
    assert b"Guest, until a date" in told.content


def test_whoever_has_not_accepted_the_code_learns_that_this_is_why(wide: Any, browse: Any) -> None:
    answer = browse(wide.unsworn).post("/explain/", {"email": wide.unsworn.user.email, "about": CASE})
    assert answer.status_code == 200
    assert b"has not been accepted" in answer.content
    assert b"Perhaps there never was" in answer.content


def console(email: str, about: Any, capsys: Any) -> str:
    capsys.readouterr()
    call_command("explain_access", email, str(about))
    return str(capsys.readouterr().out)


def test_on_the_command_line_the_person_gets_their_own_answer_without_names(wide: Any, act: Any, capsys: Any) -> None:
    note = NoteFactory(case=wide.case, by=wide.supervisor, handling="core", gist="Canary words", title="Canary title")
    for who in READERS:
        membership = getattr(wide, who)
        with act(membership) as actor:
            rows = Note.objects.visible_to(actor).filter(pk=note.pk).annotate(t=policy.tier_expression(actor))
            tier = Tier(max(rows.values_list("t", flat=True), default=0))
        out = console(membership.user.email, note.pk, capsys)
        if tier:
            assert f"at this tier: {tier.label}" in out, who
        else:
            assert out == console(membership.user.email, uuid.uuid4(), capsys), who
        for name in (wide.supervisor, wide.manager, membership):
            assert name.user.full_name not in out.replace("person.", "")
        assert "Canary" not in out
        assert "Valcourt" not in out


def test_the_command_line_tells_nothing_of_a_case_that_the_person_may_not_know(wide: Any, capsys: Any) -> None:
    for who in ("past_guest", "colleague", "border", "stranger", "early", "late"):
        email = getattr(wide, who).user.email
        assert console(email, CASE, capsys) == console(email, "VRP-NEVER", capsys), who
    assert "acts for an agency today" in console("no.one@example.org", CASE, capsys)
    line = newest()
    assert (line.verb, line.user_id, line.ground) == ("access.explained_on_console", None, "console")


def test_a_role_that_reads_no_case_is_told_which_one_does(world: Any, as_worker: Any, capsys: Any) -> None:
    assert "This person sees VRP-CEDAR" in console(world.officer.user.email, CASE, capsys)
    with pytest.raises(CommandError, match="of the web process"), as_worker(), transaction.atomic():
        console(world.officer.user.email, CASE, capsys)
