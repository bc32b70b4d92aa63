"""Tables of the access floor."""

from access.models.draft import Draft
from access.models.event import Event, Seal
from access.models.token import LONGEST_LIFE, ApiToken

__all__ = ["LONGEST_LIFE", "ApiToken", "Draft", "Event", "Seal"]
