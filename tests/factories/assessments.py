"""Factories of the cycle: an instrument, assessments, contributions and judgements. Backstage."""

import datetime as dt
import json
import pathlib

import factory
from django.conf import settings
from django.utils import timezone

from assessments.models import (
    Assessment,
    ConsensusRating,
    Contribution,
    Dissent,
    Evidence,
    ExternalAssessment,
    Formulation,
    InformationGap,
    Instrument,
    ItemRating,
    Judgement,
    Scenario,
)
from tests.factories.base import BackstageFactory

SRDR = json.loads((pathlib.Path(settings.BASE_DIR) / "assessments/instruments/srdr-1.0.json").read_text())


def _day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


class InstrumentFactory(BackstageFactory):
    """SRDR 1.0 as the product ships it."""

    class Meta:
        model = Instrument

    partnership = None
    code = "srdr"
    number = "1.0"
    title = SRDR["title"]
    definition = factory.LazyFunction(lambda: SRDR)
    loaded_at = factory.LazyFunction(timezone.now)


class AssessmentFactory(BackstageFactory):
    """One that takes contributions; ``state="signed"`` is signed by its assessor now."""

    class Meta:
        model = Assessment

    case = None
    assessor = None
    instrument = None
    kind = "initial"
    as_of = factory.LazyFunction(lambda: _day(-1))
    state = "contributions_open"
    opened_at = factory.LazyFunction(timezone.now)
    signed_at = factory.LazyAttribute(
        lambda row: timezone.now() if row.state in ("signed", "countersigned", "superseded") else None
    )


class ContributionFactory(BackstageFactory):
    """An agency that was asked; with ``note`` it has handed in."""

    class Meta:
        model = Contribution

    assessment = None
    agency = None
    case = factory.SelfAttribute("assessment.case")
    instrument = factory.SelfAttribute("assessment.instrument")
    due_on = factory.LazyFunction(lambda: _day(10))
    note = None
    state = factory.LazyAttribute(lambda row: "handed_in" if row.note else "asked")
    handed_in_at = factory.LazyAttribute(lambda row: timezone.now() if row.note else None)


class ItemRatingFactory(BackstageFactory):
    class Meta:
        model = ItemRating

    contribution = None
    case = factory.SelfAttribute("contribution.case")
    item = "C1"
    answer = "some"
    grounds = "Seen twice at the old meeting place"


class ConsensusRatingFactory(BackstageFactory):
    class Meta:
        model = ConsensusRating

    assessment = None
    case = factory.SelfAttribute("assessment.case")
    membership = factory.SelfAttribute("assessment.assessor")
    item = "C1"
    answer = "some"
    reason = "Two agencies saw it"


class EvidenceFactory(BackstageFactory):
    class Meta:
        model = Evidence

    rating = None
    consensus = None
    note = None
    case = factory.SelfAttribute("note.case")


class DissentFactory(BackstageFactory):
    class Meta:
        model = Dissent

    assessment = None
    membership = None
    case = factory.SelfAttribute("assessment.case")
    agency = factory.SelfAttribute("membership.agency")
    item = "C1"
    view = "Marked"
    reason = "The patrol saw more"
    at = factory.LazyFunction(timezone.now)


class FormulationFactory(BackstageFactory):
    class Meta:
        model = Formulation

    assessment = None
    case = factory.SelfAttribute("assessment.case")
    why_then = "He looked for a place to belong"


class ScenarioFactory(BackstageFactory):
    class Meta:
        model = Scenario

    assessment = None
    case = factory.SelfAttribute("assessment.case")
    responder = factory.SelfAttribute("assessment.assessor")
    kind = "return"
    who = "An older acquaintance"
    what = "Offers work and a room"
    how_soon = "Within weeks of losing the room"
    first_signs = "Stays away from the course"
    first_response = "The mentor visits the same day"


class JudgementFactory(BackstageFactory):
    class Meta:
        model = Judgement

    assessment = None
    case = factory.SelfAttribute("assessment.case")
    priority = "raised"
    imminence = "months"
    confidence = "medium"
    words = "The approach is real, the course holds him."
    rests_on = factory.LazyFunction(lambda: ["C1"])


class InformationGapFactory(BackstageFactory):
    class Meta:
        model = InformationGap

    assessment = None
    case = factory.SelfAttribute("assessment.case")
    owner = factory.SelfAttribute("assessment.assessor")
    text = "Who pays for the room"
    due_on = factory.LazyFunction(lambda: _day(14))


class ExternalAssessmentFactory(BackstageFactory):
    """A reference to a licensed tool."""

    class Meta:
        model = ExternalAssessment

    case = None
    membership = None
    agency = factory.SelfAttribute("membership.agency")
    tool = "Harbour Structured Guide"
    made_on = factory.LazyFunction(lambda: _day(-30))
    assessor = "A certified assessor"
    kept_at = "In the file of the agency"
    conclusion = "Needs a place to belong"
    recorded_at = factory.LazyFunction(timezone.now)
