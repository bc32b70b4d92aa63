"""Tables of the assessments floor."""

from assessments.models.assessment import Assessment, Contribution, Evidence, ItemRating
from assessments.models.external import ExternalAssessment
from assessments.models.instrument import Instrument
from assessments.models.judgement import ConsensusRating, Dissent, Formulation, InformationGap, Judgement, Scenario
from assessments.models.review import Feedback, Review, ReviewedObjective, ReviewEvidence

__all__ = [
    "Assessment", "ConsensusRating", "Contribution", "Dissent", "Evidence", "ExternalAssessment", "Feedback",
    "Formulation", "InformationGap", "Instrument", "ItemRating", "Judgement", "Review", "ReviewEvidence",
    "ReviewedObjective", "Scenario",
]  # fmt: skip
