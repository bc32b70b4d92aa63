"""Lines of the trail about accounts. Nobody acts in them: whose account it is stands among the subjects.

They name accounts by id alone; an address that somebody typed is never recorded.
"""

import uuid

from access import trail
from access.choices import Operation


def signed_in(user_id: uuid.UUID) -> None:
    """Record a login. Like the others: raises TrailUnavailable when the line cannot be written."""
    _line("account.signed_in", Operation.ADMINISTER, [user_id], "password")


def sign_in_failed(user_ids: list[uuid.UUID], *, locked_out: bool) -> None:
    """Record a failed login; ``user_ids`` is empty when no account has the address."""
    verb = "account.locked_out" if locked_out else "account.sign_in_failed"
    _line(verb, Operation.REFUSE, user_ids, "locked_out" if locked_out else "wrong_credentials")


def signed_out(user_id: uuid.UUID) -> None:
    """Record a logout by the person."""
    _line("account.signed_out", Operation.ADMINISTER, [user_id], "own")


def password_changed(user_id: uuid.UUID) -> None:
    """Record a new password."""
    _line("account.password_changed", Operation.ADMINISTER, [user_id], "own")


def _line(verb: str, operation: Operation, subjects: list[uuid.UUID], ground: str) -> None:
    trail.record(None, verb, operation=operation, kind="account", subjects=subjects, ground=ground)
