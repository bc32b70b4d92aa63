"""Steps that every act shares: the duty, the locked row at the version that was read, the line on the trail."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import Duty
from agencies.errors import Conflict, NotAllowed
from agencies.models import VersionedModel

V = TypeVar("V", bound=VersionedModel)


def must_coordinate(actor: Actor) -> None:
    """Refuse everybody but coordinators.

    Raises:
        NotAllowed: the actor's membership does not carry the duty.
    """
    if not actor.has_duty(Duty.COORDINATOR):
        raise NotAllowed(_("Only a partnership coordinator may do this. Ask one of them."))


def locked(rows: QuerySet[V], pk: uuid.UUID, version: int | None) -> V:
    """Fetch one of ``rows`` and lock it; ``version`` is the one its editor read, None where it does not matter.

    Raises:
        Http404: it is not among ``rows``.
        Conflict: somebody changed it since it was read.
    """
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    if version is not None and row.version != version:
        raise Conflict(_("Somebody else changed this while you were writing. Nothing was saved yet."))
    return row


def recorded(
    actor: Actor,
    verb: str,
    kind: str,
    subjects: Iterable[uuid.UUID],
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append the line of an act of administration; ``detail`` holds names of fields and figures only.

    Raises:
        TrailUnavailable: it could not be written; the act must not be committed.
    """
    trail.record(
        actor, verb, operation=Operation.ADMINISTER, kind=kind, subjects=subjects, reason=reason, detail=detail
    )


def apply(row: VersionedModel, values: Mapping[str, Any]) -> list[str]:
    """Set ``values`` on ``row`` and return the names of the columns that changed; a pure change."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
