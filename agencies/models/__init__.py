"""Tables of the agencies floor."""

from agencies.models.agreement import Agreement, AgreementParty
from agencies.models.base import FAR_FUTURE, KeyedModel, VersionedModel, far_future, only_once, save_next
from agencies.models.code import CodeAcceptance, CodeOfConduct
from agencies.models.partnership import Agency, Partnership
from agencies.models.people import AgencyMembership, Position, User

__all__ = [
    "FAR_FUTURE",
    "Agency",
    "AgencyMembership",
    "Agreement",
    "AgreementParty",
    "CodeAcceptance",
    "CodeOfConduct",
    "KeyedModel",
    "Partnership",
    "Position",
    "User",
    "VersionedModel",
    "far_future",
    "only_once",
    "save_next",
]
