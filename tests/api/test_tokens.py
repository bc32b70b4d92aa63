"""Bearer tokens: made, used, expired, revoked, bound to one membership, and nobody else's."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from access.models import ApiToken, Event
from access.queries.standing import what_is_missing
from access.services.tokens import create_token, revoke_token
from agencies.errors import RuleBroken
from agencies.models import AgencyMembership, CodeAcceptance
from tests.api.caller import Caller, caller, token_of
from tests.factories import CodeFactory, MembershipFactory


def row(backstage: Any) -> ApiToken:
    with backstage():
        return ApiToken.objects.unguarded(because="test").get()


def change(backstage: Any, **values: Any) -> None:
    with backstage():
        ApiToken.objects.unguarded(because="test").update(**values)


def test_the_secret_is_kept_nowhere(world: Any, act: Any, backstage: Any) -> None:
    with act(world.officer) as actor:
        made = create_token(actor, "  report script ", 30)
    stored = row(backstage)
    assert len(made.secret) >= 46  # the mark and 43 characters: 256 bits
    assert stored.prefix == made.secret[:8]
    assert stored.name == "report script"
    with connection.cursor() as cursor, backstage():
        cursor.execute("SELECT t::text FROM access_apitoken t")
        assert made.secret not in cursor.fetchone()[0]


def test_its_life(world: Any, act: Any, backstage: Any) -> None:
    with act(world.officer) as actor:
        made = create_token(actor, "script", 30)
    call = Caller(made.secret)
    assert call.get("/cases/").status_code == 200
    used = row(backstage).last_used_at
    assert used is not None
    assert call.get("/cases/").status_code == 200
    assert row(backstage).last_used_at == used, "written once a minute at most"
    with act(world.officer) as actor:
        revoke_token(actor, made.id)
    answer = call.get("/cases/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    with backstage():
        verbs = [e.verb for e in Event.objects.unguarded(because="test").filter(kind="token").order_by("seq")]
    assert verbs == ["token.created", "token.revoked"]


def test_it_ends_with_its_day(world: Any, backstage: Any) -> None:
    call = caller(world.officer)
    now = timezone.now()
    change(backstage, created_at=now - dt.timedelta(days=30), expires_at=now - dt.timedelta(seconds=1))
    assert call.get("/cases/").status_code == 401


def test_it_ends_with_the_membership(world: Any, backstage: Any) -> None:
    call = caller(world.officer)
    with backstage():
        AgencyMembership.objects.filter(pk=world.officer.pk).update(
            valid_to=timezone.now(), version=world.officer.version + 1
        )
    assert call.get("/cases/").status_code == 401


def test_it_ends_with_the_account(world: Any, backstage: Any) -> None:
    call = caller(world.officer)
    with backstage():
        world.officer.user.is_active = False
        world.officer.user.save(update_fields=["is_active"])
    assert call.get("/cases/").status_code == 401


def test_out_of_standing_is_told_why(world: Any, backstage: Any) -> None:
    call = caller(world.officer)
    CodeFactory(partnership=world.partnership, number=2)
    answer = call.get("/cases/")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert "code of conduct" in answer.json()["detail"]
    with backstage():
        CodeAcceptance(user=world.officer.user, code_id=CodeFactory._meta.model.objects.get(number=2).pk).save()
    assert call.get("/cases/").status_code == 200


def test_there_is_a_sentence_even_when_nothing_is_found_missing(world: Any, act: Any) -> None:
    with act(world.officer) as actor:
        assert "coordinator" in what_is_missing(actor)


def test_it_acts_under_its_own_membership_only(world: Any, backstage: Any) -> None:
    """The same person at another agency, older and still running, does not lend the token a way in."""
    other = MembershipFactory(user=world.officer.user, agency=world.college)
    call = caller(other)
    assert call.get("/cases/").json()["results"] == []
    assert call.get("/cases/VRP-CEDAR/").status_code == 404
    with backstage():
        AgencyMembership.objects.filter(pk=other.pk).update(valid_to=timezone.now(), version=other.version + 1)
    assert call.get("/cases/").status_code == 401, "it does not fall back to the other membership"


@pytest.mark.parametrize("secret", ["x", "tc_" + "A" * 43, "", "é" * 20, "tc_ " + "b" * 40])
def test_unknown_tokens_are_refused_even_beside_a_session(world: Any, browse: Any, secret: str) -> None:
    client = browse(world.officer)
    assert client.get("/api/v1/cases/").status_code == 200
    answer = client.get("/api/v1/cases/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_token_opens_no_page(world: Any) -> None:
    secret = token_of(world.officer)
    answer = Client().get("/account/tokens/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_nobody_has_more_than_ten(world: Any, act: Any) -> None:
    with act(world.officer) as actor:
        for number in range(10):
            create_token(actor, f"n{number}", 1)
        with pytest.raises(RuleBroken):
            create_token(actor, "one more", 1)


@pytest.mark.parametrize(("name", "days"), [("", 30), ("x", 0), ("x", 91), ("x", -1)])
def test_odd_tokens_are_not_made(world: Any, act: Any, name: str, days: int) -> None:
    with act(world.officer) as actor, pytest.raises(RuleBroken):
        create_token(actor, name, days)


def seen(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_second_wall_shows_own_rows_only(world: Any, act: Any) -> None:
    token_of(world.officer)
    token_of(world.teacher)
    assert seen("SELECT * FROM access_apitoken") == [], "no context, no rows"
    for who in (world.officer, world.teacher):
        with act(who) as actor:
            assert seen("SELECT user_id FROM access_apitoken") == [(who.user_id,)]
            assert ApiToken.objects.visible_to(actor).count() == 1
    with act(world.manager) as actor:
        assert seen("SELECT * FROM access_apitoken") == []
        assert not ApiToken.objects.visible_to(actor).exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE access_apitoken SET expires_at = now()",
        "UPDATE access_apitoken SET digest = 'x'",
        "UPDATE access_apitoken SET membership_id = gen_random_uuid()",
        "DELETE FROM access_apitoken",
        "TRUNCATE access_apitoken",
    ],
)
def test_the_application_can_only_revoke(world: Any, act: Any, sql: str) -> None:
    token_of(world.officer)
    with act(world.officer), pytest.raises(DatabaseError), transaction.atomic():
        seen(sql)


def test_nobody_makes_a_token_for_somebody_else(world: Any, act: Any) -> None:
    with act(world.officer), pytest.raises(DatabaseError), transaction.atomic():
        ApiToken(
            user=world.manager.user, membership=world.manager, name="x", prefix="tc_x", digest=uuid.uuid4().hex,
            expires_at=timezone.now() + dt.timedelta(days=1),
        ).save(force_insert=True)  # fmt: skip


def test_no_row_outlives_ninety_days(world: Any, act: Any) -> None:
    with act(world.officer), pytest.raises(DatabaseError, match="ninety"), transaction.atomic():
        ApiToken(
            user=world.officer.user, membership=world.officer, name="x", prefix="tc_x", digest=uuid.uuid4().hex,
            expires_at=timezone.now() + dt.timedelta(days=91),
        ).save(force_insert=True)  # fmt: skip


def test_the_page_makes_shows_once_and_revokes(world: Any, browse: Any, backstage: Any) -> None:
    client = browse(world.officer)
    assert client.get("/account/tokens/").status_code == 200
    made = client.post("/account/tokens/", {"name": "script", "days": "30"})
    assert made.status_code == 201
    secret = made.context["made"].secret
    assert secret in made.content.decode()
    again = client.get("/account/tokens/").content.decode()
    assert secret not in again
    assert secret[:8] in again
    assert Caller(secret).get("/cases/").status_code == 200
    key = row(backstage).pk
    assert browse(world.manager).post(f"/account/tokens/{key}/revoke/").status_code == 404
    assert client.get(f"/account/tokens/{key}/revoke/").status_code == 405
    assert client.post(f"/account/tokens/{key}/revoke/").status_code == 303
    assert Caller(secret).get("/cases/").status_code == 401
    assert client.post(f"/account/tokens/{key}/revoke/").status_code == 303, "twice is no mistake"


def test_the_page_refuses_an_eleventh(world: Any, browse: Any) -> None:
    for _ in range(10):
        token_of(world.officer)
    answer = browse(world.officer).post("/account/tokens/", {"name": "script", "days": "30"})
    assert answer.status_code == 422
    assert "ten working tokens" in answer.content.decode()


ODD = [{}, {"name": "x", "days": "91"}, {"name": "", "days": "7"}, {"name": "x", "days": "y"}]


@pytest.mark.parametrize("sent", ODD)
def test_the_page_says_what_is_missing(world: Any, browse: Any, sent: dict[str, str]) -> None:
    answer = browse(world.officer).post("/account/tokens/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_making_one_asks_for_the_password_again(world: Any, browse: Any, backstage: Any) -> None:
    with backstage():
        world.officer.user.set_password("otter-lantern-gravel-9")
        world.officer.user.save(update_fields=["password"])
    answer = browse(world.officer).post("/account/tokens/", {"name": "script", "days": "30"})
    assert answer.status_code == 302
    assert "/account/confirm/" in answer["Location"]


def test_the_page_is_closed_to_strangers(world: Any) -> None:
    answer = Client().get("/account/tokens/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
