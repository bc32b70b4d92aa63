"""Words for what somebody is to a case and how a grant stands."""

import datetime as dt

from django.utils.translation import gettext as _

from access.policy import Standing


def role_word(standing: Standing) -> str:
    """Say in words what the holder of ``standing`` is on the case."""
    if standing.manages and standing.supervises:
        return _("Case manager and order supervisor")
    if standing.manages:
        return _("Case manager")
    return _("Order supervisor") if standing.supervises else str(standing.kind.label)


def emergency_word(ended_at: dt.datetime | None, expires_at: dt.datetime, now: dt.datetime) -> str:
    """Say whether an emergency access was ended by hand, runs, or ran out."""
    if ended_at is not None:
        return _("Ended by hand")
    return _("Running now") if expires_at > now else _("Ran out")
