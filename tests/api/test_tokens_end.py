"""Tokens end for good with what they stood on: a password, an account, a role, signing out everywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from access.models import ApiToken
from devstack.databases import OWNER, WEB
from devstack.testing import as_role, backstage
from tests.agencies.helpers import PASSWORD, change, fresh, lines, signed_in
from tests.api.caller import Caller, caller, token_of
from tests.factories import MembershipFactory

NEWER = "copper lantern drifts north"


def works(call: Caller) -> bool:
    """Whether the token opens anything; what does not is 401 and nothing else."""
    status = call.get("/cases/").status_code
    assert status in (200, 401)
    return bool(status == 200)


def edit(membership: Any, **more: Any) -> dict[str, Any]:
    row = fresh(membership)
    return {"position": str(row.position_id), "duties": row.duties, "ends_on": "", "version": row.version, **more}


def own_password(world: Any, browse: Any) -> None:
    body = {"oldpassword": PASSWORD, "password1": NEWER, "password2": NEWER}
    assert signed_in(world.officer).post("/account/password/", body).status_code == 302


def new_link(world: Any, browse: Any) -> None:
    answer = browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/password/")
    assert answer.status_code == 200


def off_and_on_again(world: Any, browse: Any) -> None:
    client, address = browse(world.coordinator), f"/agencies/members/{world.officer.pk}/account/"
    for on in "01":
        assert client.post(address, {"on": on}).status_code == 303
    assert fresh(world.officer.user).is_active


def other_duties(world: Any, browse: Any) -> None:
    body = edit(world.officer, duties=["supervisor"])
    assert browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/", body).status_code == 303


def other_position(world: Any, browse: Any) -> None:
    body = edit(world.officer, position=str(world.mentor.position_id))
    assert browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/", body).status_code == 303


def end_of_the_membership(world: Any, browse: Any) -> None:
    body = {"reason": "Moved away", "version": "1"}
    assert browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/end/", body).status_code == 303


def signing_out_everywhere(world: Any, browse: Any) -> None:
    assert browse(world.officer).post("/account/sessions/", {}).status_code == 302


ENDS: dict[str, tuple[Callable[[Any, Any], None], str]] = {
    "own password": (own_password, "new_password"),
    "one-time link": (new_link, "new_password"),
    "switched off and on": (off_and_on_again, "switched_off"),
    "duties": (other_duties, "new_role"),
    "position": (other_position, "new_role"),
    "membership": (end_of_the_membership, "new_role"),
    "signed out everywhere": (signing_out_everywhere, "signed_out_everywhere"),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_token_ends_with_what_it_stood_on(world: Any, browse: Any, how: str) -> None:
    act, ground = ENDS[how]
    signed_in(world.officer)  # sets the password that tokens are made under
    call, bystander = caller(world.officer), caller(world.analyst)
    assert works(call)
    act(world, browse)
    assert not works(call)
    assert works(bystander)
    with backstage():
        ended = ApiToken.objects.unguarded(because="test").get(membership=world.officer)
    assert ended.revoked_at is not None
    (line,) = lines("token.ended")
    assert (line.ground, line.subjects, line.detail) == (ground, [ended.pk], {"tokens": 1})
    assert (line.user_id, line.partnership_id, line.case_id) == (None, world.partnership.pk, None)


def test_a_first_password_ends_what_the_link_left(world: Any, browse: Any) -> None:
    """A token made between the link and the password cannot be; one of an account without password ends too."""
    call = caller(world.clinician)
    page = browse(world.coordinator).post(f"/agencies/members/{world.clinician.pk}/password/").content.decode()
    path = "/account/first-password/" + page.partition("/account/first-password/")[2].partition("<")[0].strip()
    assert not works(call)
    late = caller(world.clinician)
    somebody = Client()
    answer = somebody.post(somebody.get(path)["Location"], {"password": NEWER, "again": NEWER})
    assert answer.status_code == 303
    assert not works(late)


def test_a_role_elsewhere_leaves_the_other_memberships_alone(world: Any, browse: Any) -> None:
    other = MembershipFactory(user=world.officer.user, agency=world.college)
    here, there = caller(world.officer), caller(other)
    other_duties(world, browse)
    assert not works(here)
    assert works(there)
    signing_out_everywhere(world, browse)
    assert not works(there)


def test_what_changes_nothing_ends_nothing(world: Any, browse: Any) -> None:
    call = caller(world.officer)
    client = browse(world.coordinator)
    assert client.post(f"/agencies/members/{world.officer.pk}/", edit(world.officer)).status_code == 303
    change(world.officer.user, full_name="Another Name", language="en")
    assert browse(world.officer).get("/").status_code == 200
    assert works(call)
    assert lines("token.ended") == []


def test_nobody_without_tokens_gets_a_line(world: Any, browse: Any) -> None:
    signing_out_everywhere(world, browse)
    other_duties(world, browse)
    assert lines("token.ended") == []


def test_what_has_ended_is_not_brought_back(world: Any, act: Any) -> None:
    call = caller(world.officer)
    change(world.officer.user, password="!another")
    for role in (WEB, OWNER):
        with act(world.officer), pytest.raises(DatabaseError, match="stays so"), transaction.atomic(), as_role(role):
            connection.cursor().execute("UPDATE access_apitoken SET revoked_at = NULL")
    assert not works(call)


def test_a_role_does_not_change_when_the_end_of_its_token_cannot_be_recorded(
    world: Any, browse: Any, refusing_trail: Any
) -> None:
    token_of(world.officer)
    change_of = browse(world.coordinator)
    with refusing_trail():
        answer = change_of.post(f"/agencies/members/{world.officer.pk}/", edit(world.officer, duties=["chair"]))
    assert answer.status_code == 503
    assert fresh(world.officer).duties == []


def test_signing_out_everywhere_needs_its_line_too(world: Any, browse: Any, refusing_trail: Any) -> None:
    call = caller(world.officer)
    client = browse(world.officer)
    with refusing_trail():
        assert client.post("/account/sessions/", {}).status_code == 503
    assert works(call)
