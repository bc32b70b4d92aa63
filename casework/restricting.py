"""Restriction of processing: what may be passed on no further while it lasts. The floor that keeps it says so here.

A duty report is never held up by it: what may prevent a crime is told all the same (domain section 4.5).
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access import policy
from access.actor import Actor
from agencies.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Mark:
    """That a note, or the whole case, is restricted: since when, and when it is looked at again; days in words."""

    id: uuid.UUID
    whole: bool
    on: str
    review: str


Marks = Mapping[uuid.UUID, Mark]
Provider = Callable[[Actor, Sequence[uuid.UUID], Sequence[uuid.UUID]], Marks]
_providers: list[Provider] = []


def add_restrictions(provider: Provider) -> None:
    """Let notes and cases show that they are restricted; called once, while the applications load."""
    _providers.append(provider)


def restrictions_of(actor: Actor, cases: Sequence[uuid.UUID], notes: Sequence[uuid.UUID] = ()) -> Marks:
    """Return the restrictions that run, by the key of the case or the note, as far as ``actor`` knows. Logs nothing."""
    found: dict[uuid.UUID, Mark] = {}
    for provider in _providers if cases or notes else ():
        found.update(provider(actor, cases, notes))
    return found


def must_not_be_restricted(
    actor: Actor, case_id: uuid.UUID, notes: Sequence[uuid.UUID] = (), field: str | None = None,
    proposal: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """Hold that neither the case, one of these notes nor one behind a proposal is restricted, before more is passed on.

    Raises:
        RuleBroken: one is, whether or not the actor knows of it.
    """
    if policy.is_restricted(case_id, notes, proposal):
        raise RuleBroken(
            _("It is restricted, because the person asked: it goes no further until that is lifted. "
              "A duty report is possible all the same."), field,
        )  # fmt: skip
