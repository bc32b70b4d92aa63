"""Tables of the assessments floor."""

from assessments.models.assessment import Assessment, Contribution, Evidence, ItemRating
from assessments.models.instrument import Instrument
from assessments.models.judgement import ConsensusRating, Dissent, Formulation, InformationGap, Judgement, Scenario

__all__ = [
    "Assessment", "ConsensusRating", "Contribution", "Dissent", "Evidence", "Formulation", "InformationGap",
    "Instrument", "ItemRating", "Judgement", "Scenario",
]  # fmt: skip
