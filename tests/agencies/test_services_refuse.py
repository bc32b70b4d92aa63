"""What the services of the agencies refuse although no page lets it come so far."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from access.models import Event
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import Agency, AgencyMembership
from agencies.services import accounts, acting, agencies, agreements, codes, members
from devstack.testing import backstage
from tests.agencies.helpers import change, day, fresh, lines
from tests.factories import PositionFactory, agree

pytestmark = pytest.mark.django_db


def refused(act: Callable[..., object], *values: Any, kind: type[Exception] = RuleBroken, **named: Any) -> str:
    """The sentence with which a service refuses."""
    with pytest.raises(kind) as caught:
        act(*values, **named)
    return str(getattr(caught.value, "sentence", caught.value))


def details(**more: Any) -> agencies.AgencyDetails:
    given = {
        "name": "Harbour Legal Clinic", "code": "HLC", "group": "civil_society", "sub_type": "", "level": "local",
        "area": "", "mandate": "", "powers": "", "limits": "", "resources": "", "controller_regime": "gdpr",
        "secrecy_default": "none", "involvement": "regular", **more,
    }  # fmt: skip
    return agencies.AgencyDetails(**given)


def text(agreement: Any, **more: Any) -> agreements.AgreementText:
    sections = {name: getattr(agreement, name) for name in agreements.AgreementText.__slots__ if name in SECTIONS}
    given = {
        "title": "Another title", "purposes": ["reintegration"], "data_categories": ["housing"], **sections,
        "begins_on": day(0), "ends_on": day(90), "review_on": day(30), **more,
    }  # fmt: skip
    return agreements.AgreementText(**given)


SECTIONS = {
    "legal_basis", "who_may_see", "rights", "accuracy", "secrecy", "duty_reports", "notification", "security",
    "retention",
}  # fmt: skip


def test_only_a_coordinator_acts(world: Any, act: Any) -> None:
    agreement, membership = world.agreement.pk, world.clinician.pk
    for who in (world.officer, world.chair, world.legal):
        with act(who) as actor:
            asked: tuple[tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]], ...] = (
                (agencies.add_agency, (details(),), {}),
                (agreements.suspend_agreement, (agreement,), {"reason": "x", "version": 1}),
                (members.end_member, (membership,), {"reason": "x", "version": 1}),
                (accounts.switch_account, (membership,), {"on": False}),
                (codes.publish_code, ("Another text.", day(0)), {}),
            )
            for service, values, named in asked:
                sentence = refused(service, actor, *values, kind=NotAllowed, **named)
                assert "Only a partnership coordinator" in sentence
    with backstage():
        assert not Event.objects.unguarded(because="test").exists()


def test_an_agency_does_not_begin_shut(world: Any, act: Any) -> None:
    for status in ("suspended", "left"):
        with act(world.coordinator) as actor:
            assert "cannot begin" in refused(agencies.add_agency, actor, details(), status)
    with backstage():
        assert not Agency.objects.filter(code="HLC").exists()


def test_people_are_added_in_a_position_that_exists(world: Any, act: Any) -> None:
    new = members.NewMember("new.person@example.org", "Nela Person", uuid.uuid4(), [], day(0), None)
    with act(world.coordinator) as actor:
        assert "Choose a position" in refused(members.add_member, actor, world.health.pk, new)
    later = members.NewMember("new.person@example.org", "Nela Person", PositionFactory().pk, [], day(3), day(9))
    with act(world.coordinator) as actor:
        added = members.add_member(actor, world.health.pk, later)
    assert added.needs_password
    with backstage():
        row = AgencyMembership.objects.get(pk=added.membership_id)
    assert row.valid_from > row.valid_to - dt.timedelta(days=8)
    assert row.valid_to - row.valid_from == dt.timedelta(days=7)


def test_an_agency_is_spoken_for_by_its_own_people(world: Any, act: Any) -> None:
    speak = partial(agencies.change_agency, version=fresh(world.health).version)
    with act(world.coordinator) as actor:
        for focal_point, deputy in ((world.officer.pk, None), (world.clinician.pk, world.officer.pk)):
            asked = partial(speak, actor, world.health.pk, details(), focal_point=focal_point, deputy=deputy)
            assert "works for this agency today" in refused(asked)
    assert fresh(world.health).focal_point_id is None


def test_nobody_changes_their_own_membership_or_acts_under_another_persons(world: Any, act: Any) -> None:
    own = world.coordinator
    changed = {"position": own.position_id, "duties": ["chair"], "ends_on": None, "version": 1}
    with act(own) as actor:
        assert "their own membership" in refused(
            partial(members.change_member, actor, own.pk, **changed), kind=NotAllowed
        )
        assert "one of your agencies" in refused(acting.choose_membership, actor, world.officer.pk)
    assert fresh(own).duties == ["coordinator"]
    assert lines("account.acting_for") == []


def test_a_link_that_never_was_sets_no_password(world: Any) -> None:
    before = fresh(world.clinician.user).password
    assert "does not work any more" in refused(accounts.set_first_password, str(world.clinician.user_id), "c1-00", "x")
    assert fresh(world.clinician.user).password == before
    assert lines("account.password_set") == []


def test_a_switch_that_is_there_already_changes_and_records_nothing(world: Any, act: Any) -> None:
    with act(world.coordinator) as actor:
        accounts.switch_account(actor, world.clinician.pk, on=True)
        accounts.switch_account(actor, world.clinician.pk, on=False)
        accounts.switch_account(actor, world.clinician.pk, on=False)
    assert not fresh(world.clinician.user).is_active
    assert lines("account.switched_on") == []
    assert len(lines("account.switched_off")) == 1


def test_who_joins_and_leaves_an_agreement_is_or_is_not_a_party(world: Any, act: Any) -> None:
    row = world.agreement
    ended = agree(world.port, world.police, terminated_at=row.valid_from)
    with act(world.coordinator) as actor:
        asked: tuple[tuple[Callable[..., object], Any, Any, dict[str, Any], str], ...] = (
            (agreements.add_party, row, world.police, {}, "is a party already"),
            (agreements.add_party, row, world.elsewhere, {}, "agencies of this partnership"),
            (agreements.add_party, ended, world.college, {}, "nobody can join"),
            (agreements.leave_agreement, row, world.port, {"reason": "x"}, "is a party today"),
        )
        for service, agreement, agency, named, words in asked:
            act_now = partial(service, actor, agreement.pk, agency.pk, version=fresh(agreement).version, **named)
            assert words in refused(act_now)
    assert lines("agreement.joined") == lines("agreement.left") == []


def test_an_agreement_is_not_signed_twice_by_one_party(world: Any, act: Any) -> None:
    row = change(world.agreement, offered_for_signature_on=day(-10))
    with act(world.coordinator) as actor:
        sign = partial(agreements.sign_agreement, actor, row.pk, world.police.pk, version=row.version)
        assert "has not signed yet" in refused(partial(sign, signatory="A. Head", signed_on=day(0)))
    assert lines("agreement.signed") == []


def test_an_agreement_is_written_between_agencies_of_the_partnership(world: Any, act: Any) -> None:
    with act(world.coordinator) as actor:
        parties = [world.police.pk, world.elsewhere.pk]
        assert "of this partnership" in refused(agreements.add_agreement, actor, text(world.agreement), parties)
        key = agreements.add_agreement(actor, text(world.agreement), [world.police.pk, world.port.pk])
        before = text(world.agreement, review_on=day(-1))
        assert "review must come after" in refused(
            agreements.change_agreement, actor, key, before, [world.police.pk], version=1
        )
        agreements.change_agreement(actor, key, text(world.agreement, ends_on=None), [world.police.pk], version=1)
    assert [line.detail for line in lines("agreement.changed")] == [{"fields": ["parties", "valid_to"]}]


def test_codes_of_conduct_come_one_after_the_other(world: Any, act: Any) -> None:
    with act(world.coordinator) as actor:
        assert codes.publish_code(actor, "We ask first.", day(5)) == 2
        assert "begins later than this day" in refused(codes.publish_code, actor, "We ask again.", day(3))
        assert "today or later" in refused(codes.publish_code, actor, "We ask again.", day(-1))
        assert "text of the latest version" in refused(codes.publish_code, actor, " We ask first. ", day(6))
    assert [line.detail for line in lines("code.published")] == [{"number": 2}]


def test_a_coordinator_out_of_standing_publishes_nothing(world: Any, act: Any) -> None:
    with act(world.coordinator) as actor:
        change(world.social, status="suspended")
        assert "own standing" in refused(codes.publish_code, actor, "We ask first.", day(0), kind=NotAllowed)
    assert lines("code.published") == []
