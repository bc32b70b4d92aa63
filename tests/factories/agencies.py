"""Factories of the agencies floor."""

import datetime as dt
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from agencies.choices import DataCategory, Purpose
from agencies.models import (
    Agency,
    AgencyMembership,
    Agreement,
    AgreementParty,
    CodeAcceptance,
    CodeOfConduct,
    Partnership,
    Position,
    User,
)
from devstack.testing import backstage
from tests.factories.base import BackstageFactory


class PartnershipFactory(BackstageFactory):
    class Meta:
        model = Partnership

    name = factory.Sequence(lambda n: f"Partnership {n}")
    area = "velmarra"


class CodeFactory(BackstageFactory):
    class Meta:
        model = CodeOfConduct

    partnership = factory.SubFactory(PartnershipFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "We share what is needed, and no more."
    in_force_from = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=400))


class GroupFactory(BackstageFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"staff of agency {n}")


class AgencyFactory(BackstageFactory):
    class Meta:
        model = Agency

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Agency {n}")
    code = factory.Sequence(lambda n: f"A{n % 1000}")
    group = "government_social"
    controller_regime = "gdpr"
    involvement = "core"
    status = "member"
    area = "velmarra"
    staff_group = factory.SubFactory(GroupFactory)


class PositionFactory(BackstageFactory):
    class Meta:
        model = Position

    name = factory.Sequence(lambda n: f"Position {n}")


class UserFactory(BackstageFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person.{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"


class MembershipFactory(BackstageFactory):
    """A person acting for an agency, who has accepted the code in force."""

    class Meta:
        model = AgencyMembership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    position = factory.SubFactory(PositionFactory)
    valid_from = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=300))

    @factory.post_generation  # type: ignore[untyped-decorator]  # factory-boy brings no types
    def accepted(self, create: Any, extracted: Any, **kwargs: Any) -> None:
        if extracted is not False:
            accept_code(self)


class AgreementFactory(BackstageFactory):
    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory)
    title = factory.Sequence(lambda n: f"Agreement {n}")
    purposes = [p.value for p in Purpose]
    data_categories = [c.value for c in DataCategory]
    valid_from = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=200))
    offered_for_signature_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=210))


def accept_code(membership: AgencyMembership) -> None:
    """Accept the newest code of the membership's partnership, making one where there is none."""
    with backstage():
        code = CodeOfConduct.objects.filter(partnership=membership.agency.partnership).order_by("-number").first()
        if code is None:
            code = CodeFactory(partnership=membership.agency.partnership)
        CodeAcceptance.objects.get_or_create(user=membership.user, code=code)


def agree(*agencies: Agency, **fields: Any) -> Agreement:
    """An agreement in force that all ``agencies`` signed."""
    agreement = AgreementFactory(partnership=agencies[0].partnership, **fields)
    with backstage():
        for agency in agencies:
            AgreementParty.objects.create(
                agreement=agreement, agency=agency, signed_on=timezone.localdate() - dt.timedelta(days=205)
            )
    return agreement
