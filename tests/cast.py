"""The cast: one case called Cedar, the people on it, and those who must learn nothing of it."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from access.actor import Actor
from access.context import close_context, open_context
from access.identify import actor_of
from agencies.models import AgencyMembership
from devstack.testing import backstage
from tests.factories import (
    AgencyFactory,
    CaseFactory,
    CodeFactory,
    MembershipFactory,
    OversightFactory,
    PartnershipFactory,
    PersonFactory,
    PlaceFactory,
    PositionFactory,
    agree,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def actor_for(membership: AgencyMembership) -> Actor:
    """The actor of a membership."""
    with backstage():
        fresh = AgencyMembership.objects.select_related("agency", "position", "user").get(pk=membership.pk)
    return actor_of(fresh)


@contextlib.contextmanager
def acting(membership: AgencyMembership) -> Iterator[Actor]:
    """Open the second wall's context for a block and give the actor."""
    actor = actor_for(membership)
    open_context(actor)
    try:
        yield actor
    finally:
        close_context()


def browser_of(membership: AgencyMembership) -> Client:
    """A test client signed in as the membership's person."""
    client = Client()
    client.force_login(membership.user, backend=BACKEND)
    return client


@pytest.fixture
def world(db: None) -> Any:
    """The partnership, one agreement in force between five agencies, the case, and everybody around it."""
    w = SimpleNamespace()
    w.partnership = PartnershipFactory(name="Velmarra Reintegration Partnership")
    w.code = CodeFactory(partnership=w.partnership, number=1)

    def agency(name: str, code: str, **more: Any) -> Any:
        return AgencyFactory(partnership=w.partnership, name=name, code=code, **more)

    w.probation = agency("Probation Office", "PRB", group="law_enforcement", controller_regime="led")
    w.police = agency("Police Desk", "POL", group="law_enforcement", controller_regime="led")
    w.charity = agency("Second Door", "SEC", group="civil_society")
    w.college = agency("Vocational College", "COL", group="youth")
    w.health = agency("Mental Health Service", "HLT", group="health", secrecy_default="health")
    w.social = agency("Social Services", "SOC")
    w.port = agency("Port Service", "PRT", group="law_enforcement")
    w.elsewhere = AgencyFactory(name="Elsewhere Office", code="ELS")
    w.agreement = agree(w.probation, w.police, w.charity, w.college, w.health, w.social)

    def member(agency: Any, **more: Any) -> AgencyMembership:
        return MembershipFactory(agency=agency, **more)

    w.supervisor = member(w.probation)  # order supervisor of the case
    w.manager = member(w.charity)  # case manager of the case, from a charity
    w.officer = member(w.police)  # permanent member from the police
    w.analyst = member(w.police)  # police colleague without a place
    w.clinician = member(w.health)  # permanent member from health
    w.teacher = member(w.college)  # guest with an end date
    w.past_guest = member(w.college)  # guest whose end date has passed
    w.mentor = member(w.charity, position=PositionFactory(is_companion=True))  # companion
    w.colleague = member(w.probation)  # of the lead agency, without a place
    w.border = member(w.port)  # has a place, but the agency signed no agreement
    w.stranger = member(w.elsewhere)  # another partnership altogether
    w.chair = member(w.social, duties=["chair"])  # oversight of the area
    w.legal = member(w.social, duties=["legal"])  # reads the trail, no case
    w.coordinator = member(w.social, duties=["coordinator"])  # sets things up, sees no case
    w.duty = member(w.police, duties=["emergency"])  # may ask for emergency access

    w.person = PersonFactory(given_name="Idris", family_name="Valcourt")
    w.case = CaseFactory(
        reference="VRP-CEDAR", neutral_title="Cedar", person=w.person, partnership=w.partnership,
        lead_agency=w.probation,
    )  # fmt: skip
    PlaceFactory(case=w.case, membership=w.supervisor, is_order_supervisor=True)
    PlaceFactory(case=w.case, membership=w.manager, is_case_manager=True)
    PlaceFactory(case=w.case, membership=w.officer)
    PlaceFactory(case=w.case, membership=w.clinician)
    PlaceFactory(case=w.case, membership=w.teacher, kind="ad_hoc")
    PlaceFactory(case=w.case, membership=w.past_guest, kind="ad_hoc", valid_to=timezone.now() - dt.timedelta(seconds=1))
    PlaceFactory(case=w.case, membership=w.mentor, kind="companion")
    PlaceFactory(case=w.case, membership=w.border)
    OversightFactory(membership=w.chair)
    return w


@pytest.fixture
def act() -> Any:
    """``with act(membership) as actor:`` opens the context of the second wall."""
    return acting


@pytest.fixture
def browse() -> Any:
    """``browse(membership)`` gives a signed-in test client."""
    return browser_of
