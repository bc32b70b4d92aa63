"""The same question on the command line: the answer that the person themselves would get, without any name."""

from django.db import transaction

from access import trail
from access.choices import Operation
from access.context import close_context, open_context
from access.identify import actor_of
from agencies.models import AgencyMembership
from agencies.queries.people import current_memberships, membership_of
from casework.queries.explain import Explanation, answer, nothing_there, subject_of


def explain_on_console(email: str, about: str) -> Explanation | None:
    """Explain what the person with this address sees, asked of both walls as that person; None: they act for nobody.

    Nothing is told beyond the conditions: what the person may not know of gets the answer of what never existed.
    The question is logged as the operator's, under nobody's name.
    """
    first = membership_of(email)
    with transaction.atomic():
        found = [_as(membership, about) for membership in current_memberships(first.user)] if first else []
        best = max(found, key=lambda one: (one.known, one.sees, one.tier), default=None)
        trail.record(
            None, "access.explained_on_console", operation=Operation.CONSULT, kind="explanation",
            subjects=[first.user_id] if first else [], ground="console", detail={"known": bool(best and best.known)},
        )  # fmt: skip
    return best


def _as(membership: AgencyMembership, about: str) -> Explanation:
    actor = actor_of(membership)
    open_context(actor)
    try:
        subject = subject_of(actor, about)
        if subject is None:
            return nothing_there(actor)
        return answer(actor, subject, membership.user, named=False, own_name=False)
    finally:
        close_context()
