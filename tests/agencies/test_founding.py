"""An empty installation gets its first coordinator, once."""

import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from access.models import Event
from agencies.models import AgencyMembership, CodeOfConduct, Position, User
from devstack.testing import backstage

GIVEN = {
    "partnership": "Velmarra Reintegration Partnership", "area": "Velmarra", "agency": "City of Velmarra",
    "code": "cov", "group": "government_social", "regime": "gdpr", "name": "Wanda Eskeland",
    "email": "Wanda.Eskeland@example.org",
}  # fmt: skip
SECRET = "seven grey herons over quayhollow"


def test_the_first_coordinator_sets_a_password_and_publishes_the_code(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("found", **GIVEN)
    (path,) = re.findall(r"https://[^/]+(/\S+)", capsys.readouterr().out)
    client = Client()
    form = client.get(client.get(path)["Location"])
    assert form.status_code == 200
    set_to = client.post(form.request["PATH_INFO"], {"password": SECRET, "again": SECRET})
    assert set_to.status_code == 303
    assert client.get(path).status_code == 404
    assert client.post("/login/", {"login": "wanda.eskeland@example.org", "password": SECRET}).status_code == 302
    today = client.get("/agencies/code/new/").context["form"].initial["begins_on"]
    answer = client.post("/agencies/code/new/", {"text": "We share what another member needs.", "begins_on": today})
    assert answer.status_code == 303
    client.post("/code/", {"code": CodeOfConduct.objects.get().pk})
    assert client.get("/agencies/new/").status_code == 200


def test_it_leaves_a_line_and_a_catalogue_of_positions(db: None) -> None:
    call_command("found", **GIVEN)
    membership = AgencyMembership.objects.get()
    assert membership.duties == ["coordinator"]
    assert membership.agency.code == "COV"
    assert Position.objects.filter(is_companion=True).exists()
    with backstage():
        line = Event.objects.unguarded(because="test").get()
    assert line.verb == "partnership.founded"
    assert membership.pk in line.subjects


def test_it_is_refused_once_anybody_is_there(db: None) -> None:
    call_command("found", **GIVEN)
    with pytest.raises(CommandError, match="people already"):
        call_command("found", **{**GIVEN, "email": "another@example.org"})


@pytest.mark.parametrize(("change", "said"), [({"code": "too long"}, "code"), ({"email": "no address"}, "email")])
def test_odd_values_are_refused_by_name(db: None, change: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("found", **{**GIVEN, **change})
    assert not User.objects.exists()
