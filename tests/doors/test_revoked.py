"""The same open browser after the ground under it is gone: closed at the next request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from agencies.models import Agency, AgencyMembership, Agreement, AgreementParty, CodeOfConduct, User
from casework.models import CaseTeamMember, EmergencyAccess
from devstack.testing import backstage
from tests.doors.knock import address, body_of, client_of
from tests.doors.stage import Stage, build
from tests.doors.words import leaks

PAGES = (
    "case_overview",
    "note_list",
    "note_detail",
    "case_team",
    "case_contact",
    "api_case",
    "api_case_notes",
    "api_note",
)


@pytest.fixture
def stage(world: Any) -> Stage:
    return build(world)


def _ended(stage: Stage, who: str) -> None:
    CaseTeamMember.objects.unguarded(because="test").filter(
        content_object=stage.case, membership=stage.people[who]
    ).update(valid_to=timezone.now(), version=F("version") + 1)  # fmt: skip


def _suspended(stage: Stage, _who: str) -> None:
    Agreement.objects.filter(pk=stage.agreement.pk).update(suspended_at=timezone.now(), version=F("version") + 1)


def _terminated(stage: Stage, _who: str) -> None:
    Agreement.objects.filter(pk=stage.agreement.pk).update(terminated_at=timezone.now(), version=F("version") + 1)


def _lapsed(stage: Stage, _who: str) -> None:
    Agreement.objects.filter(pk=stage.agreement.pk).update(valid_to=timezone.now(), version=F("version") + 1)


def _other_purpose(stage: Stage, _who: str) -> None:
    Agreement.objects.filter(pk=stage.agreement.pk).update(purposes=["court"], version=F("version") + 1)


def _left(stage: Stage, who: str) -> None:
    AgreementParty.objects.filter(agency=stage.people[who].agency).update(valid_to=timezone.now())


def _membership_over(stage: Stage, who: str) -> None:
    AgencyMembership.objects.filter(pk=stage.people[who].pk).update(valid_to=timezone.now(), version=F("version") + 1)


def _agency_out(stage: Stage, who: str) -> None:
    Agency.objects.filter(pk=stage.people[who].agency_id).update(status="suspended", version=F("version") + 1)


def _switched_off(stage: Stage, who: str) -> None:
    User.objects.filter(pk=stage.people[who].user_id).update(is_active=False)


def _new_code(stage: Stage, _who: str) -> None:
    CodeOfConduct.objects.create(
        partnership=stage.partnership, number=2, text="We ask.", in_force_from=timezone.now() - dt.timedelta(seconds=1)
    )  # fmt: skip


def _emergency_over(stage: Stage, _who: str) -> None:
    EmergencyAccess.objects.unguarded(because="test").update(expires_at=timezone.now())


GROUNDS: dict[str, tuple[str, Callable[[Stage, str], None]]] = {
    "the place ended": ("officer", _ended),
    "the guest's place ended": ("teacher", _ended),
    "the companion's place ended": ("mentor", _ended),
    "the agreement was suspended": ("officer", _suspended),
    "the agreement was terminated": ("clinician", _terminated),
    "the agreement lapsed": ("manager", _lapsed),
    "the agreement no longer covers the purpose": ("teacher", _other_purpose),
    "the agency left the agreement": ("officer", _left),
    "the membership ended": ("officer", _membership_over),
    "the agency was suspended": ("supervisor", _agency_out),
    "the account was switched off": ("supervisor", _switched_off),
    "a new code came into force": ("supervisor", _new_code),
    "emergency access ran out": ("rescuer", _emergency_over),
}


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_door_closes_at_the_next_request(stage: Stage, ground: str) -> None:
    who, take_away = GROUNDS[ground]
    client = client_of(stage, who)
    assert client.get(address("case_overview", stage)).status_code == 200
    with backstage():
        take_away(stage, who)
    for name in PAGES:
        answer = client.get(address(name, stage))
        assert answer.status_code in (302, 401, 403, 404), f"{name} after {ground}"
        assert leaks(stage, "stranger", body_of(answer), {"asked": address(name, stage)}) == []
    for name in ("my_work", "case_list", "shared_with_us", "api_cases"):
        answer = client.get(address(name, stage))
        assert leaks(stage, "stranger", body_of(answer), {}) == [], f"{name} after {ground}"


def test_an_expired_guest_is_a_stranger(stage: Stage) -> None:
    guest, stranger = client_of(stage, "past_guest"), client_of(stage, "stranger")
    for name in PAGES:
        assert guest.get(address(name, stage)).status_code == stranger.get(address(name, stage)).status_code == 404
