"""Errors of the lock. Those of the trade stand in ``agencies.errors`` and are offered here too."""

from agencies.errors import Conflict, NotAllowed, RuleBroken

__all__ = ["Conflict", "NotAllowed", "RuleBroken", "TrailUnavailable", "Unguarded"]


class Unguarded(RuntimeError):
    """Protected rows were asked for without saying for whom. A programming error, never an answer."""


class TrailUnavailable(RuntimeError):
    """The trail could not be written, so what it should have told does not happen (HTTP 503)."""
