"""Factories of the casework floor."""

import datetime as dt
from typing import Any

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from access.choices import Tier
from agencies.models import FAR_FUTURE
from casework.choices import CATEGORY_OF_KIND
from casework.models import (
    Case,
    CaseAgencyGrant,
    CaseOversight,
    CaseTeamMember,
    Deadline,
    EmergencyAccess,
    Note,
    NoteListing,
    NoteText,
    Person,
)
from devstack.testing import backstage
from tests.factories.agencies import AgencyFactory, PartnershipFactory
from tests.factories.base import BackstageFactory


class PersonFactory(BackstageFactory):
    class Meta:
        model = Person

    reference = factory.Sequence(lambda n: f"P-{n:05d}")
    given_name = "Idris"
    family_name = factory.Sequence(lambda n: f"Family{n}")
    born_on = dt.date(2003, 4, 5)


class CaseFactory(BackstageFactory):
    class Meta:
        model = Case

    reference = factory.Sequence(lambda n: f"VRP-T{n:04d}")
    neutral_title = factory.Sequence(lambda n: f"Title{n}")
    person = factory.SubFactory(PersonFactory)
    partnership = factory.SubFactory(PartnershipFactory)
    lead_agency = factory.SubFactory(AgencyFactory, partnership=factory.SelfAttribute("..partnership"))
    area = "velmarra"
    status = "active"
    opened_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=100))
    next_review_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
    last_activity_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1))


class PlaceFactory(BackstageFactory):
    """A place on a case: ``PlaceFactory(case=..., membership=..., kind="permanent")``."""

    class Meta:
        model = CaseTeamMember
        rename = {"case": "content_object"}

    membership = None
    user = factory.SelfAttribute("membership.user")
    permission = factory.LazyFunction(lambda: Permission.objects.get(codename="be_on_team"))
    kind = "permanent"
    valid_from = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=90))
    valid_to = factory.LazyAttribute(
        lambda row: FAR_FUTURE if row.kind == "permanent" else timezone.now() + dt.timedelta(days=60)
    )
    code_number = 1


class OversightFactory(BackstageFactory):
    class Meta:
        model = CaseOversight

    membership = None
    user = factory.SelfAttribute("membership.user")
    agency = factory.SelfAttribute("membership.agency")
    partnership = factory.SelfAttribute("membership.agency.partnership")
    area = "velmarra"
    valid_from = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=90))
    decision = "Elected chair"


class EmergencyFactory(BackstageFactory):
    class Meta:
        model = EmergencyAccess

    membership = None
    case = None
    user = factory.SelfAttribute("membership.user")
    agency = factory.SelfAttribute("membership.agency")
    reason = "Danger to life reported by telephone"
    opened_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(minutes=5))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(hours=2))


class DeadlineFactory(BackstageFactory):
    class Meta:
        model = Deadline

    kind = "case_review"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=5))
    agency = factory.SubFactory(AgencyFactory)


class NoteFactory(BackstageFactory):
    """A note with its wordings: ``NoteFactory(case=..., by=membership, full="...", summary="...", gist="...")``."""

    class Meta:
        model = Note
        exclude = ("by",)

    by = None
    case = None
    membership = factory.SelfAttribute("by")
    author = factory.SelfAttribute("by.user")
    originator = factory.SelfAttribute("by.agency")
    kind = "contact"
    data_category = factory.LazyAttribute(lambda row: CATEGORY_OF_KIND[row.kind])
    occurred_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=2))
    recorded_at = factory.LazyFunction(timezone.now)
    nature = "fact"
    handling = "team"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        texts = {Tier.FULL: kwargs.pop("full", "Full words."), Tier.SUMMARY: kwargs.pop("summary", "")}
        texts[Tier.GIST] = kwargs.pop("gist", "")
        title, listed = kwargs.pop("title", "A title"), kwargs.pop("listed", ())
        kwargs.update(has_summary=bool(texts[Tier.SUMMARY]), has_gist=bool(texts[Tier.GIST]))
        note = super()._create(model_class, *args, **kwargs)
        with backstage():
            for tier, text in texts.items():
                if text:
                    NoteText(note=note, tier=tier, title=title, text=text).save(force_insert=True)
            for user in listed:
                NoteListing(note=note, user=user).save(force_insert=True)
        return note


def give_to_agency(case: Case, agency: Any) -> CaseAgencyGrant:
    """Give the case to the whole agency, for its supervisors."""
    with backstage():
        grant = CaseAgencyGrant(
            content_object=case,
            group=agency.staff_group,
            permission=Permission.objects.get(codename="be_on_team"),
            valid_from=timezone.now() - dt.timedelta(days=10),
            valid_to=FAR_FUTURE,
        )
        grant.save(force_insert=True)
    return grant
