"""Words of the trade that the assessments floor uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    """What an item asks for. A strength is not the absence of a concern: each kind has a scale of its own."""

    CONCERN = "concern", _("Concern")
    PROTECTIVE = "protective", _("Strength")
    ENVIRONMENT = "environment", _("Surroundings")
    DESCRIPTIVE = "descriptive", _("Description")


class Part(TextChoices):
    """The four parts that a signed assessment must hold (R37)."""

    RISKS = "risks", _("Risks")
    NEEDS = "needs", _("Needs")
    RESPONSIVITY = "responsivity", _("Responsivity")
    RESOURCES = "resources", _("Resources")


class AssessmentKind(TextChoices):
    """Why an assessment is made."""

    INITIAL = "initial", _("First assessment")
    REVIEW = "review", _("Review")
    PRE_RELEASE = "pre_release", _("Before release")
    TRIGGERED = "triggered", _("After an event")
    CLOSING = "closing", _("At closing")


class AssessmentState(TextChoices):
    """How far an assessment is (domain section 3.5)."""

    DRAFT = "draft", _("Draft")
    CONTRIBUTIONS_OPEN = "contributions_open", _("Contributions")
    CONSENSUS = "consensus", _("Consensus")
    SIGNED = "signed", _("Signed")
    COUNTERSIGNED = "countersigned", _("Countersigned")
    SUPERSEDED = "superseded", _("Replaced by a correction")


IN_THE_MAKING = (AssessmentState.DRAFT, AssessmentState.CONTRIBUTIONS_OPEN, AssessmentState.CONSENSUS)
"""States in which an assessment is still written on; afterwards it is locked."""

LOCKED = (AssessmentState.SIGNED, AssessmentState.COUNTERSIGNED, AssessmentState.SUPERSEDED)
STANDING = (AssessmentState.SIGNED, AssessmentState.COUNTERSIGNED)
"""Signed, and not replaced by a correction."""


class ContributionState(TextChoices):
    """What an agency did with the question."""

    ASKED = "asked", _("Asked")
    BEGUN = "begun", _("Begun")
    HANDED_IN = "handed_in", _("Handed in")
    NOTHING = "nothing", _("Nothing to contribute")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Relevance(TextChoices):
    """What a concern has to do with this person's offending."""

    LOW = "low", _("Low")
    SOME = "some", _("Some")
    HIGH = "high", _("High")


class Confidence(TextChoices):
    """How sure the judgement is."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Priority(TextChoices):
    """How soon the team must act; said by people, reckoned by nothing."""

    ROUTINE = "routine", _("Routine")
    RAISED = "raised", _("Raised")
    URGENT = "urgent", _("Urgent")


class Imminence(TextChoices):
    """When harm is expected, if nothing is done."""

    NOW = "now", _("Now")
    WEEKS = "weeks", _("Within weeks")
    MONTHS = "months", _("Within months")
    NONE_SEEN = "none_seen", _("None seen")


class ScenarioKind(TextChoices):
    """A plausible future. At least two harmful ones and one good one (domain section 5)."""

    RETURN = "return", _("Return to the group")
    VIOLENCE = "violence", _("Violent act")
    HARM_TO_PERSON = "harm_to_person", _("Harm to the person")
    GOOD_LIFE = "good_life", _("Good life in twelve months")


HARMFUL = (ScenarioKind.RETURN, ScenarioKind.VIOLENCE, ScenarioKind.HARM_TO_PERSON)


class ReviewState(TextChoices):
    """How far a review is: a draft is written on, a held one is locked."""

    DRAFT = "draft", _("Draft")
    HELD = "held", _("Held")


class Progress(TextChoices):
    """How far an objective came since the last review (domain section 3.2)."""

    WORSE = "worse", _("Worse")
    NONE = "none", _("None")
    SOME = "some", _("Some")
    MUCH = "much", _("Much")
    DONE = "done", _("Done")


class Speaker(TextChoices):
    """Whose feedback it is (R152)."""

    PERSON = "person", _("The person")
    FAMILY = "family", _("The family")
    MEMBER = "member", _("My agency")
