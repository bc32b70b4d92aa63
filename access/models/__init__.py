"""Tables of the access floor."""

from access.models.draft import Draft
from access.models.event import Event, Seal

__all__ = ["Draft", "Event", "Seal"]
