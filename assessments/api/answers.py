"""What is told of assessments: the attributes of frozen dataclasses, nothing behind them. Answers are words."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from assessments.choices import AssessmentState, ContributionState, ItemKind, Part, ScenarioKind


class AssessmentLineAnswer(Answer):
    """One assessment in a list."""

    id = s.UUIDField()
    kind = s.CharField()
    as_of = s.CharField(source="on", help_text=_("The day for which it is judged, in words"))
    state = s.ChoiceField(AssessmentState.choices)
    setting = s.CharField()
    assessor = s.CharField(source="by")
    countersigned_by = s.CharField()
    instrument = s.CharField()


class TurnAnswer(Answer):
    """A contribution that the caller's agency is asked for."""

    id = s.UUIDField()
    state = s.CharField()
    due_on = s.CharField()


class AssessmentsAnswer(Answer):
    """The assessments of a case, newest first; ``asked`` is what the caller's agency is asked for."""

    results = AssessmentLineAnswer(many=True, source="lines")
    asked = TurnAnswer(many=True, source="turns")


class AgreedAnswer(Answer):
    """What the team agreed on for an item."""

    item = s.CharField(source="code")
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    answer = s.CharField(source="answer_code")
    relevance = s.CharField()
    reason = s.CharField()


class SectionAnswer(Answer):
    """A section with what is agreed in it."""

    code = s.CharField()
    title = s.CharField()
    kind = s.ChoiceField(ItemKind.choices)
    health = s.BooleanField(help_text=_("Answered by health members; the others read the gist"))
    skipped = s.BooleanField(help_text=_("There was no custody to ask about"))
    agreed = AgreedAnswer(many=True)


class GivenAnswer(Answer):
    """What one agency was asked and gave. Its words are read as far as they were released, after consensus."""

    id = s.UUIDField()
    agency = s.CharField()
    mandate = s.CharField()
    state = s.ChoiceField(ContributionState.choices)
    due_on = s.CharField()
    reason = s.CharField()
    note = s.UUIDField(source="words.id", allow_null=True, default=None)


class ScenarioAnswer(Answer):
    """A plausible future, as pairs of label and words."""

    id = s.UUIDField()
    kind = s.ChoiceField(ScenarioKind.choices)
    facts = s.ListField(child=s.ListField(child=s.CharField()))


class JudgementAnswer(Answer):
    """The summary judgement in words; chosen by people, reckoned by nothing."""

    priority = s.CharField()
    imminence = s.CharField()
    confidence = s.CharField()
    words = s.CharField()
    rests_on = s.ListField(child=s.CharField())


class InformationGapAnswer(Answer):
    """Something not known."""

    id = s.UUIDField()
    text = s.CharField()
    owner = s.CharField()
    due_on = s.CharField()
    answer = s.CharField()
    closed_on = s.CharField()


class DissentAnswer(Answer):
    """A view that stayed different."""

    agency = s.CharField()
    item = s.CharField()
    view = s.CharField()
    reason = s.CharField()


class AssessmentAnswer(Answer):
    """One assessment."""

    assessment = AssessmentLineAnswer(source="line")
    version = s.IntegerField()
    reason = s.CharField()
    corrects = s.UUIDField(allow_null=True)
    for_court_since = s.CharField(help_text=_("Since when the court may be told of it; empty when it may not"))
    contributions = GivenAnswer(many=True, source="given")
    sections = SectionAnswer(many=True)
    formulation = s.ListField(child=s.ListField(child=s.CharField()), help_text=_("Pairs of label and words"))
    scenarios = ScenarioAnswer(many=True)
    judgement = JudgementAnswer(allow_null=True)
    gaps = InformationGapAnswer(many=True)
    dissents = DissentAnswer(many=True)
    lacks = s.ListField(child=s.CharField(), help_text=_("What is missing before it can be signed"))


class SaidAnswer(Answer):
    """What one agency said about an item."""

    agency = s.CharField()
    mandate = s.CharField()
    answer = s.CharField()
    relevance = s.CharField()
    grounds = s.CharField()
    nature = s.CharField()
    confidence = s.CharField()


class ItemSidesAnswer(Answer):
    """One item, side by side."""

    item = s.CharField(source="item.code")
    label = s.CharField(source="item.label")  # type: ignore[assignment]  # a field, not the label of this serializer
    said = SaidAnswer(many=True)
    agreed = s.CharField()
    reason = s.CharField()
    agencies_differ = s.BooleanField(source="differ")


class SidesAnswer(Answer):
    """One section, side by side."""

    section = s.CharField(source="section.code")
    title = s.CharField(source="section.title")
    items = ItemSidesAnswer(many=True, source="sides")


class OptionAnswer(Answer):
    """One possible answer."""

    code = s.CharField()
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    needs_record = s.BooleanField()


class ItemAnswer(Answer):
    """One question of an instrument."""

    code = s.CharField()
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    guidance = s.CharField()
    part = s.ChoiceField(Part.choices)
    belief = s.BooleanField(help_text=_("About conviction alone: nothing rests on it by itself"))
    answers = OptionAnswer(many=True, source="scale.answers")


class InstrumentSectionAnswer(Answer):
    """A part of an instrument."""

    code = s.CharField()
    title = s.CharField()
    kind = s.ChoiceField(ItemKind.choices)
    help = s.CharField()
    health = s.BooleanField()
    items = ItemAnswer(many=True)


class InstrumentAnswer(Answer):
    """An instrument: its questions, and what it is not."""

    code = s.CharField()
    version = s.CharField()
    title = s.CharField()
    licence = s.CharField()
    status = s.CharField()
    sections = InstrumentSectionAnswer(many=True)


class InstrumentLineAnswer(Answer):
    """One loaded instrument."""

    id = s.UUIDField()
    title = s.CharField()
    version = s.CharField(source="number")
    items = s.IntegerField()
    licence = s.CharField()
    in_use = s.BooleanField()


class InstrumentsAnswer(Answer):
    """The instruments of the partnership."""

    results = InstrumentLineAnswer(many=True, source="lines")
