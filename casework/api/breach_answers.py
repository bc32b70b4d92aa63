"""What is told of breaches and joint decisions: the attributes of frozen dataclasses, nothing behind them."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from access.choices import Nature
from casework.api.answers import TierField
from casework.choices import BreachState, BreachStepKind, DecisionKind, Outcome, Proposal, View


class ClockAnswer(Answer):
    """A day that counts for a breach."""

    what = s.CharField(source="label")
    day = s.DateField()
    state = s.ChoiceField([(one, one) for one in ("overdue", "today", "soon", "later")])


class BreachLineAnswer(Answer):
    """A breach in a list."""

    id = s.UUIDField()
    condition_number = s.IntegerField(source="number")
    about = s.CharField()
    order = s.CharField()
    suspected_on = s.DateField()
    state = s.ChoiceField(BreachState.choices)
    is_open = s.BooleanField()
    is_serious = s.BooleanField()
    proposal = s.ChoiceField(Proposal.choices)
    outcome = s.ChoiceField(Outcome.choices)
    window_to = s.DateField(allow_null=True, help_text=_("A repeat counts until this day"))
    clocks = ClockAnswer(many=True)


class BreachesAnswer(Answer):
    """The breaches of a case, those with something to do first."""

    case = s.CharField(source="file.reference")
    results = BreachLineAnswer(many=True, source="lines")


class StepWordsAnswer(Answer):
    """The words of a step at the fullest tier the caller may read."""

    note = s.UUIDField(source="id")
    tier = TierField()
    nature = s.ChoiceField(Nature.choices)
    text = s.CharField()


class StepAnswer(Answer):
    """One step of a breach. ``words`` is null where there are none, or none for the caller."""

    id = s.UUIDField()
    kind = s.ChoiceField(BreachStepKind.choices)
    on = s.DateField()
    by = s.CharField()
    agency_code = s.CharField()
    delivery = s.CharField(help_text=_("In words; empty where it does not apply"))
    words = StepWordsAnswer(allow_null=True)
    withheld = s.BooleanField(help_text=_("There are words that the caller's place does not show"))
    court = s.CharField(help_text=_("The court's words, with an outcome"))


class ProofAnswer(Answer):
    """A record that shows the facts, as far as the caller reads it."""

    what = s.CharField()
    on = s.CharField()
    note = s.UUIDField(source="note_id", allow_null=True)
    agency = s.CharField()
    agency_code = s.CharField()


class WarningAnswer(Answer):
    """An earlier warning of the same condition that counts."""

    breach = s.UUIDField(source="breach_id")
    on = s.CharField()
    window = s.CharField()


class TermAnswer(Answer):
    """Words put to the court as a condition."""

    id = s.UUIDField()
    about = s.CharField()
    text = s.CharField()
    function = s.CharField()
    replaces = s.CharField()
    by = s.CharField()
    agency_code = s.CharField()


class PositionAnswer(Answer):
    """One agency's position."""

    agency = s.CharField()
    agency_code = s.CharField()
    view = s.ChoiceField(View.choices)
    reason = s.CharField()
    by = s.CharField()


class JointDecisionAnswer(Answer):
    """A joint decision with everybody's position."""

    id = s.UUIDField()
    kind = s.ChoiceField(DecisionKind.choices)
    on = s.CharField()
    options = s.CharField()
    chosen = s.CharField()
    reasons = s.CharField()
    by = s.CharField()
    breach = s.UUIDField(source="breach_id", allow_null=True)
    positions = PositionAnswer(many=True)


class JointDecisionsAnswer(Answer):
    """The joint decisions of a case, newest first."""

    case = s.CharField(source="file.reference")
    results = JointDecisionAnswer(many=True, source="lines")


class JointDecisionDetailAnswer(Answer):
    """One joint decision of a case."""

    case = s.CharField(source="file.reference")
    decision = JointDecisionAnswer(source="line")


class NextAnswer(Answer):
    """What is to be done next; ``kind`` is empty where nothing is, or where somebody else acts."""

    title = s.CharField()
    text = s.CharField()
    kind = s.CharField()


class BreachAnswer(Answer):
    """One breach: its condition in the court's words, its steps and what is next."""

    case = s.CharField(source="file.reference")
    breach = BreachLineAnswer(source="line")
    version = s.IntegerField(help_text=_("To be sent with the next step"))
    condition_text = s.CharField()
    steps = StepAnswer(many=True)
    proofs = ProofAnswer(many=True)
    warnings = WarningAnswer(many=True)
    terms = TermAnswer(many=True)
    decisions = JointDecisionAnswer(many=True)
    next = NextAnswer()


class StepCreatedAnswer(Answer):
    """Where the breach stands after the step."""

    id = s.UUIDField(source="pk")
    state = s.ChoiceField(BreachState.choices)
    version = s.IntegerField()
