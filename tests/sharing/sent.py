"""What is sent twice: the forms of this floor, each with what it stands on, and what the first of two leaves there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from access.choices import Tier
from agencies.choices import DataCategory, Purpose
from sharing import models as sh
from sharing.advising import NewAnswer, NewQuestion
from sharing.asking import NewRequest
from sharing.choices import Conclusion, DutyBasis, HowSoon, LawfulBasis, LeakStepKind
from sharing.choices_erasing import ErasureGround, HoldGround, LegalGround
from sharing.choices_restricting import RestrictionGround
from sharing.choices_rights import RightsHow, RightsKind
from sharing.erasing import NewErasure
from sharing.holding import NewHold
from sharing.leaking import NewLeak, NewLeakStep
from sharing.proposing import NewProposal
from sharing.rectifying import NewContest
from sharing.reporting_duty import NewDuty
from sharing.restricting import NewRestriction
from sharing.rights import NewRights
from sharing.services import (
    advice,
    duty_reports,
    erasures,
    holds,
    leaks,
    proposals,
    rectifying,
    requests,
    restricting,
    retention,
    rights,
)
from sharing.services.retention import NewRetention
from tests.factories import NoteFactory
from tests.factories.advice import AdviceAnswerFactory, AdviceFactory
from tests.factories.contested import ContestedFactFactory
from tests.factories.duty import DutyReportFactory
from tests.factories.erasing import ErasureFactory, LegalHoldFactory
from tests.factories.leaks import LeakFactory, LeakStepFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.reports import RetentionReviewFactory
from tests.factories.requests import SharingRequestFactory
from tests.factories.restrictions import RestrictionFactory
from tests.factories.rights import RightsRequestFactory
from tests.sharing.erasing_scene import granted

CEDAR = "VRP-CEDAR"


def in_days(days: int) -> dt.date:
    """A day from today."""
    return timezone.localdate() + dt.timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form: who sends it, what is laid before, how it is sent, and what the first of two makes under the same key."""

    who: str
    model: Any
    verb: str
    lay: Callable[[Any], Any]
    send: Callable[[Any, Any, uuid.UUID], Any]
    first: Callable[[Any, Any, uuid.UUID], Any]


def _asked(kind: str) -> Callable[[Any], Any]:
    """A request of the person, with a note that it may be about."""

    def lay(world: Any) -> Any:
        world.note = NoteFactory(case=world.case, by=world.officer, full="F.", summary="S.", gist="G.")
        return RightsRequestFactory(
            case=world.case, membership=world.officer, kind=kind, identity="known", identity_on=in_days(0)
        )

    return lay


def _erasable(world: Any) -> Any:
    world.note = NoteFactory(case=world.case, by=world.manager, full="F.")
    return granted(world)


def new_proposal(**more: Any) -> NewProposal:
    """A draft to an employer, with as little as it takes."""
    given: dict[str, Any] = {
        "to_agency": None, "recipient": "Harbour Works", "purpose": Purpose.REINTEGRATION,
        "basis": LawfulBasis.PUBLIC_TASK, "categories": (DataCategory.EDUCATION_WORK,), **more,
    }  # fmt: skip
    return NewProposal(**given)


def new_leak(**more: Any) -> NewLeak:
    """A letter that went to the wrong house."""
    given: dict[str, Any] = {
        "noticed_at": timezone.now() - dt.timedelta(hours=1), "what": "A letter.", "tier": Tier.FULL,
        "kinds": ("supervision",), "reached": "A neighbour.", **more,
    }  # fmt: skip
    return NewLeak(**given)


def new_duty(world: Any, **more: Any) -> NewDuty:
    """A fire that is feared within days, to the port service."""
    given: dict[str, Any] = {
        "to_agency": world.port.pk, "feared": "A fire.", "at_risk": "Neighbours.", "how_soon": HowSoon.DAYS,
        "rests_on": (DutyBasis.BEHAVIOUR,), "known": "He bought what burns.", "thought": "",
        "passed": "Somebody bought what burns.", **more,
    }  # fmt: skip
    return NewDuty(**given)


def new_erasure(world: Any, source: Any, **more: Any) -> NewErasure:
    """One note, because the person asked."""
    given: dict[str, Any] = {
        "ground": ErasureGround.REQUEST, "source_id": source.pk, "words": "Of somebody else.",
        "legal_ground": LegalGround.UNLAWFUL, "told_on": in_days(0), "note_id": world.note.pk, **more,
    }  # fmt: skip
    return NewErasure(**given)


def _question(world: Any) -> NewRequest:
    return NewRequest(world.police.pk, "reintegration", 3, "Was he seen at the hall?", "He asks to train there.")


KEEP = NewRetention("keep", "The order still runs.")
MEASURE = NewLeakStep(LeakStepKind.MEASURE, "It was fetched.")
HOLD = NewHold(CEDAR, HoldGround.CLAIM, "A claim is announced.", in_days(30))
ASKS = NewRights(RightsKind.ACCESS, RightsHow.LETTER, in_days(-1), "What do you hold about me?")
FORMS: dict[str, Sent] = {
    "question to the advisers": Sent(
        "officer", sh.LegalAdviceRequest, "advice.asked", lambda world: world,
        lambda actor, world, form: advice.ask_advice(actor, CEDAR, NewQuestion("May I tell the school?"), form),
        lambda world, _laid, key: AdviceFactory(id=key, case=world.case, membership=world.officer),
    ),
    "answer of an adviser": Sent(
        "legal", sh.AdviceAnswer, "advice.answered",
        lambda world: AdviceFactory(case=world.case, membership=world.officer),
        lambda actor, asked, form: advice.answer_advice(actor, asked.pk, NewAnswer(Conclusion.MAY, "Yes."), form),
        lambda world, asked, key: AdviceAnswerFactory(id=key, request=asked, membership=world.legal),
    ),
    "erasure": Sent(
        "manager", sh.Erasure, "erasure.proposed", lambda world: (world, _erasable(world)),
        lambda actor, laid, form: erasures.propose_erasure(actor, CEDAR, new_erasure(*laid), form),
        lambda world, laid, key: ErasureFactory(
            id=key, case=world.case, membership=world.manager, source_id=laid[1].pk, note_id=world.note.pk
        ),
    ),
    "hold": Sent(
        "legal", sh.LegalHold, "hold.placed", lambda world: world,
        lambda actor, _laid, form: holds.place_hold(actor, HOLD, form),
        lambda world, _laid, key: LegalHoldFactory(id=key, case=world.case, membership=world.legal),
    ),
    "leak": Sent(
        "officer", sh.LeakReport, "leak.reported", lambda world: world,
        lambda actor, _laid, form: leaks.report_leak(actor, CEDAR, new_leak(), form),
        lambda world, _laid, key: LeakFactory(id=key, case=world.case, membership=world.officer),
    ),
    "step after a leak": Sent(
        "manager", sh.LeakStep, "leak.measured", lambda world: LeakFactory(case=world.case, membership=world.officer),
        lambda actor, leak, form: leaks.step_after_leak(actor, leak.pk, MEASURE, form),
        lambda world, leak, key: LeakStepFactory(id=key, report=leak, membership=world.manager),
    ),
    "proposal": Sent(
        "officer", sh.DisclosureProposal, "proposal.drafted", lambda world: world,
        lambda actor, _laid, form: proposals.propose_disclosure(actor, CEDAR, new_proposal(), form),
        lambda world, _laid, key: ProposalFactory(id=key, case=world.case, membership=world.officer),
    ),
    "contested note": Sent(
        "manager", sh.ContestedFact, "contested.named", lambda world: (world, _asked("rectification")(world)),
        lambda actor, laid, form: rectifying.contest_fact(
            actor, laid[1].pk, NewContest(laid[0].note.pk, "I was at work."), form
        ),
        lambda world, laid, key: ContestedFactFactory(
            id=key, request=laid[1], note=world.note, membership=world.manager
        ),
    ),
    "request to an agency": Sent(
        "supervisor", sh.SharingRequest, "request.asked", lambda world: world,
        lambda actor, world, form: requests.ask(actor, CEDAR, _question(world), form),
        lambda world, _laid, key: SharingRequestFactory(
            id=key, case=world.case, membership=world.supervisor, asked=world.police
        ),
    ),
    "restriction": Sent(
        "manager", sh.Restriction, "restriction.placed", _asked("restriction"),
        lambda actor, asked, form: restricting.restrict(
            actor, asked.pk, NewRestriction(RestrictionGround.CONTESTED, "Looked into.", in_days(60)), form
        ),
        lambda world, asked, key: RestrictionFactory(id=key, request=asked, membership=world.manager),
    ),
    "duty report": Sent(
        "officer", sh.DutyReport, "duty.filed", lambda world: world,
        lambda actor, world, form: duty_reports.file_duty_report(actor, CEDAR, new_duty(world), form),
        lambda world, _laid, key: DutyReportFactory(
            id=key, case=world.case, membership=world.officer, to_agency=world.port
        ),
    ),
    "retention review": Sent(
        "manager", sh.RetentionReview, "retention.reviewed", lambda world: world,
        lambda actor, _laid, form: retention.review_retention(actor, CEDAR, KEEP, form),
        lambda world, _laid, key: RetentionReviewFactory(id=key, case=world.case, membership=world.manager),
    ),
    "request of the person": Sent(
        "officer", sh.RightsRequest, "rights.recorded", lambda world: world,
        lambda actor, _laid, form: rights.record_request(actor, CEDAR, ASKS, form),
        lambda world, _laid, key: RightsRequestFactory(id=key, case=world.case, membership=world.officer),
    ),
}  # fmt: skip
"""Every form of this floor that makes a row, by what it makes."""
