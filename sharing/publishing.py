"""What is typed about a text for the public, between form and service, and where a text stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sharing.choices_publishing import (
    DECIDING_STEPS,
    ConsentHow,
    Outlet,
    PublicationState,
    PublicationStepKind,
    SaidYesNo,
)

MOST_DAYS = 90
"""Days within which an answer may be asked for at the most; ours."""
MOST_FINDINGS = 30
"""Words that look telling and are answered one by one; with more of them a text is not anonymous. Ours."""


@dataclass(frozen=True, slots=True)
class NewPublication:
    """A text for the public. ``answers`` say of each word that looks telling why it may stay."""

    outlet: Outlet
    asked_by: str
    purpose: str
    text: str
    answer_by: dt.date
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPublicationStep:
    """A step: ``on`` and ``how`` go with what the person says, ``on`` with what was published."""

    kind: PublicationStepKind
    words: str
    verdict: SaidYesNo | None = None
    on: dt.date | None = None
    how: ConsentHow | None = None


class Step(Protocol):
    """What counts of a step."""

    kind: str
    verdict: str


def state_of(steps: Iterable[Step], answer_by: dt.date, today: dt.date) -> PublicationState:
    """Return where a text stands after ``steps``, in their order; without both approvals its last day ends it."""
    said = {(step.kind, step.verdict) for step in steps}
    kinds = {kind for kind, _verdict in said}
    for kind, state in (
        (PublicationStepKind.PUBLISHED, PublicationState.PUBLISHED),
        (PublicationStepKind.WITHDRAWN, PublicationState.WITHDRAWN),
        (PublicationStepKind.LAPSED, PublicationState.LAPSED),
    ):
        if kind in kinds:
            return state
    if (PublicationStepKind.CONSENT, SaidYesNo.NO) in said:
        return PublicationState.STOPPED
    if any((kind, SaidYesNo.NO) in said for kind in DECIDING_STEPS):
        return PublicationState.REFUSED
    if all((kind, SaidYesNo.YES) in said for kind in DECIDING_STEPS):
        return PublicationState.APPROVED
    return PublicationState.LAPSED if answer_by < today else PublicationState.WAITING
