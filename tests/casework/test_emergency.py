"""Emergency access: short, reasoned, loud; the same answer for what is hidden and what never was."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from access.models import Event
from casework.models import Deadline, EmergencyAccess
from devstack.testing import backstage
from tests.casework.doors import TOKEN, lines, must_look_absent, page
from tests.factories import CaseFactory, EmergencyFactory, NoteFactory, PartnershipFactory

REASON = "The mother telephoned: he is on the bridge and has a knife."


def ask(client: Any, reference: Any = "VRP-CEDAR", **changes: Any) -> Any:
    return client.post("/emergency/", {"reference": reference, "reason": REASON, "hours": "2", **changes})


def accesses() -> Any:
    with backstage():
        return list(EmergencyAccess.objects.unguarded(because="test").order_by("opened_at"))


def test_it_opens_the_case_shows_the_banner_and_ends_by_hand(world: Any, browse: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, full="Core words.", handling="core")
    client = browse(world.duty)
    must_look_absent(client, "/cases/{}/")
    answer = ask(client, " vrp-cedar ")
    assert (answer.status_code, answer["Location"]) == (303, "/cases/VRP-CEDAR/")
    body = page(client, "/cases/VRP-CEDAR/")
    assert "Core words." in body
    for path in ("/", "/cases/", "/agencies/", "/emergency/"):
        other = page(client, path)
        assert "minutes left" in other
        assert "VRP-CEDAR" in other
    (access,) = accesses()
    assert dt.timedelta(minutes=119) < access.expires_at - timezone.now() <= dt.timedelta(hours=2)
    assert browse(world.officer).post(f"/emergency/{access.pk}/end/").status_code == 404
    assert client.post(f"/emergency/{access.pk}/end/").status_code == 303
    must_look_absent(client, "/cases/{}/")
    assert "minutes left" not in page(client, "/")
    assert client.post(f"/emergency/{access.pk}/end/").status_code == 404


def opened_by_sql(reference: str = "vrp-cedar", reason: Any = REASON, hours: Any = 2) -> tuple[Any, uuid.UUID]:
    """What the function of the database answers to whoever calls it alone, and the key of what it opened."""
    key = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_open_emergency(%s, %s, %s, %s)", [reference, reason, hours, key])
        return cursor.fetchone()[0], key


def told(line: Event) -> dict[str, Any]:
    """A line but for what the database stamps on each."""
    return {f.name: getattr(line, f.name) for f in Event._meta.fields if f.name not in ("seq", "at", "xid", "subjects")}


def test_page_and_function_leave_the_same_single_line(world: Any, browse: Any, act: Any) -> None:
    assert ask(browse(world.duty)).status_code == 303
    with act(world.duty):
        case, key = opened_by_sql()
    assert case == world.case.pk
    by_page, by_function = lines("emergency.opened")
    assert told(by_page) == told(by_function)
    assert told(by_function) == {
        "operation": "disclose", "verb": "emergency.opened", "kind": "emergency", "user_id": world.duty.user_id,
        "membership_id": world.duty.pk, "agency_id": world.police.pk, "partnership_id": world.partnership.pk,
        "case_id": world.case.pk, "tier": None, "recipients": [world.duty.pk], "ground": "emergency",
        "reason": REASON, "detail": {"hours": 2},
    }  # fmt: skip
    assert by_function.subjects == [key]
    assert "Opened emergency access" in page(browse(world.manager), "/cases/VRP-CEDAR/access/")


@pytest.mark.parametrize(
    "wrong", [{"reason": " hurry "}, {"reason": None}, {"hours": 9}, {"hours": None}, {"reference": "VRP-NEVER"}]
)
def test_the_function_opens_nothing_without_reason_hours_or_case(world: Any, act: Any, wrong: Any) -> None:
    with act(world.duty):
        assert opened_by_sql(**wrong)[0] is None
    with act(world.analyst):
        assert opened_by_sql()[0] is None
    assert opened_by_sql()[0] is None, "nobody acts"
    assert accesses() == []
    assert lines("emergency.opened") == []


@pytest.mark.parametrize("how", ["revoked", "trigger"])
def test_what_cannot_be_recorded_is_not_opened(world: Any, browse: Any, refusing_trail: Any, how: str) -> None:
    client = browse(world.duty)
    with refusing_trail(how):
        assert ask(client).status_code == 503
    assert accesses() == []
    assert ask(client).status_code == 303


def test_it_ends_by_the_clock(world: Any, browse: Any) -> None:
    EmergencyFactory(
        case=world.case, membership=world.duty, opened_at=timezone.now() - dt.timedelta(hours=3),
        expires_at=timezone.now() - dt.timedelta(seconds=1),
    )  # fmt: skip
    client = browse(world.duty)
    must_look_absent(client, "/cases/{}/")
    assert "minutes left" not in page(client, "/")


@pytest.mark.parametrize("who", ["analyst", "colleague", "stranger", "officer", "coordinator", "mentor"])
def test_without_the_duty_there_is_a_sentence_and_nothing_else(world: Any, browse: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    assert "members who carry that duty" in page(client, "/emergency/", 403)
    real, never = ask(client), ask(client, "VRP-NEVER")
    assert real.status_code == never.status_code == 403
    assert real.content == never.content
    assert accesses() == []


def test_an_unknown_reference_and_a_foreign_one_answer_alike(world: Any, browse: Any) -> None:
    client = browse(world.duty)
    CaseFactory(reference="XYZ-ALIEN", partnership=PartnershipFactory())
    first, second = ask(client, "VRP-NEVER"), ask(client, "XYZ-ALIEN")
    assert first.status_code == second.status_code == 422
    one, other = first.content.decode(), second.content.decode().replace("XYZ-ALIEN", "VRP-NEVER")
    assert re.sub(TOKEN, "", one) == re.sub(TOKEN, "", other)
    assert len(lines("emergency.asked")) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "hurry"}, "Say in a sentence"),
        ({"reason": ""}, "Say in a sentence"),
        ({"hours": "9"}, "valid choice"),
        ({"hours": ""}, "Choose for how long"),
        ({"reference": ""}, "Enter the case reference"),
    ],
)
def test_bad_input_gives_the_form_once_more(world: Any, browse: Any, changes: Any, words: Any) -> None:
    answer = ask(browse(world.duty), **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert accesses() == []


def test_whoever_sees_the_case_already_needs_none(world: Any, browse: Any) -> None:
    with backstage():
        world.officer.duties = ["emergency"]
        world.officer.version += 1
        world.officer.save()
    answer = ask(browse(world.officer))
    assert answer.status_code == 422
    assert "open to you already" in answer.content.decode()
    client = browse(world.duty)
    assert ask(client).status_code == 303
    assert ask(client).status_code == 422
    assert len(accesses()) == 1


def test_the_sixth_ask_within_an_hour_is_refused(world: Any, browse: Any) -> None:
    client = browse(world.duty)
    for _each in range(5):
        assert ask(client, "VRP-NEVER").status_code == 422
    answer = ask(client)
    assert answer.status_code == 429
    assert "five times within an hour" in answer.content.decode()
    assert accesses() == []
    assert lines("emergency.asked")[-1].ground == "too_many"


def test_the_case_manager_is_told_and_reviews_what_was_opened(world: Any, browse: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor)
    duty, manager = browse(world.duty), browse(world.manager)
    ask(duty)
    page(duty, "/cases/VRP-CEDAR/notes/")
    (access,) = accesses()
    assert world.duty.user.full_name in page(manager, "/")
    path = f"/emergency/{access.pk}/review/"
    body = page(manager, path)
    assert REASON in body
    assert "Read a page of notes" in body
    assert manager.post(path, {"finding": ""}).status_code == 422
    answer = manager.post(path, {"finding": "Right: life was in danger."})
    assert (answer.status_code, answer["Location"]) == (303, "/cases/VRP-CEDAR/")
    assert "Right: life was in danger." in page(browse(world.supervisor), path)
    assert manager.post(path, {"finding": "Again"}).status_code == 422
    with backstage():
        rows = Deadline.objects.unguarded(because="test")
        assert set(rows.filter(subject_id=access.pk).values_list("state", flat=True)) == {"done"}
    assert "Emergency access to review" not in page(manager, "/")


def test_who_may_review(world: Any, browse: Any) -> None:
    access = EmergencyFactory(case=world.case, membership=world.duty)
    path = f"/emergency/{access.pk}/review/"
    for who, status in (
        ("supervisor", 200), ("manager", 200), ("officer", 403), ("duty", 403), ("teacher", 404), ("mentor", 404),
        ("chair", 404), ("analyst", 404), ("stranger", 404), ("colleague", 404),
    ):  # fmt: skip
        client = browse(getattr(world, who))
        assert client.get(path).status_code == status, who
        if status != 200:
            assert client.post(path, {"finding": "Mine"}).status_code == status, who
    assert accesses()[0].reviewed_at is None
