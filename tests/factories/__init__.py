"""Rows for tests. Everything is made backstage: past the second wall, as no one in particular."""

from tests.factories.agencies import (
    AgencyFactory,
    AgreementFactory,
    CodeFactory,
    MembershipFactory,
    PartnershipFactory,
    PositionFactory,
    UserFactory,
    accept_code,
    agree,
)
from tests.factories.casework import (
    CaseFactory,
    DeadlineFactory,
    EmergencyFactory,
    NoteFactory,
    OversightFactory,
    PersonFactory,
    PlaceFactory,
    give_to_agency,
)

__all__ = [
    "AgencyFactory",
    "AgreementFactory",
    "CaseFactory",
    "CodeFactory",
    "DeadlineFactory",
    "EmergencyFactory",
    "MembershipFactory",
    "NoteFactory",
    "OversightFactory",
    "PartnershipFactory",
    "PersonFactory",
    "PlaceFactory",
    "PositionFactory",
    "UserFactory",
    "accept_code",
    "agree",
    "give_to_agency",
]
