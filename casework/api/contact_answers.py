"""What is told of contacts, incidents, exposure and signs: the attributes of frozen dataclasses."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from casework.api.answers import NoteAnswer
from casework.choices import MARKS, Attended, ContactKind, Mode, Setting, SignClass


class MarkAnswer(Answer):
    """What a contact shows about a condition."""

    condition = s.UUIDField()
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    kept = s.ChoiceField(MARKS)


class ContactAnswer(Answer):
    """A contact as the caller reads it; its words are a note at the caller's tier."""

    id = s.UUIDField()
    kind = s.ChoiceField(ContactKind.choices)
    attended = s.ChoiceField(Attended.choices)
    at = s.DateTimeField(help_text=_("When it is planned, or when it was"))
    planned = s.BooleanField()
    setting = s.ChoiceField(Setting.choices)
    mode = s.ChoiceField(Mode.choices)
    place = s.CharField()
    minutes = s.IntegerField(allow_null=True)
    who = s.CharField(help_text=_("Empty where the caller's place hides names"))
    position = s.CharField()
    agency = s.CharField()
    agency_code = s.CharField()
    own = s.BooleanField(help_text=_("Of the caller's agency"))
    relative = s.CharField(help_text=_("The family member, where the caller may know"))
    asked_manager = s.BooleanField()
    help_given = s.ListField(child=s.CharField())
    skill_gained = s.CharField()
    test_result = s.CharField(help_text=_("In words; empty unless it is a test"))
    marks = MarkAnswer(many=True)
    objectives = s.ListField(child=s.CharField())
    actions = s.ListField(child=s.CharField())
    letter = s.CharField(help_text=_("When and how the letter about a missed contact was sent; empty without one"))
    note = NoteAnswer(allow_null=True)
    explanation = NoteAnswer(allow_null=True)
    may = s.ListField(child=s.CharField())


class CountsAnswer(Answer):
    """Numbers over all contacts that the caller reads."""

    planned = s.IntegerField()
    attended = s.IntegerField()
    excused = s.IntegerField()
    missed = s.IntegerField()


class ContactMadeAnswer(Answer):
    """The contact that was planned or recorded."""

    id = s.UUIDField(source="pk")
    attended = s.ChoiceField(Attended.choices)


class EventAnswer(Answer):
    """An incident, an exposure or a sign. ``values`` are its fields by name."""

    id = s.UUIDField()
    what = s.ChoiceField([("incident", _("Incident")), ("exposure", _("Exposure")), ("sign", _("Sign"))])
    title = s.CharField()
    values = s.DictField(child=s.CharField())
    state = s.CharField(help_text=_("Of a sign: whether agencies looked at it together"))
    recorded_at = s.DateTimeField()
    occurred_on = s.DateField()
    agency = s.CharField()
    agency_code = s.CharField()
    own = s.BooleanField()
    note = NoteAnswer(allow_null=True)


class MonthAnswer(Answer):
    """One month of exposure."""

    begins_on = s.DateField(help_text=_("First day of the month"))
    total = s.IntegerField()
    settings = s.CharField(help_text=_("Where, in words"))
    offers = s.CharField(help_text=_("What was offered, in words"))
    responses = s.CharField(help_text=_("What the person did, in words"))


class TrendAnswer(Answer):
    """Exposure of the last twelve months, as far as the caller reads it."""

    results = MonthAnswer(many=True, source="months")
    total = s.IntegerField()
    earlier = s.IntegerField(help_text=_("How many lie further back"))
    counter_offer = s.CharField(help_text=_("What the plan in force offers against it"))


class EventMadeAnswer(Answer):
    """What was recorded."""

    id = s.UUIDField(source="pk")
    note = s.UUIDField(source="note_id")


class SignAnswer(Answer):
    """One sign of the catalogue."""

    id = s.UUIDField()
    code = s.CharField()
    sign_class = s.ChoiceField(SignClass.choices)
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    guidance = s.CharField()
    is_belief = s.BooleanField(help_text=_("Belief alone never triggers anything"))
    is_active = s.BooleanField()


class CatalogueAnswer(Answer):
    """The signs of the partnership."""

    results = SignAnswer(many=True)


class RuleAnswer(Answer):
    """One reporting rule."""

    id = s.UUIDField()
    situation = s.CharField()
    channel = s.CharField()
    recipient = s.CharField()
    within = s.CharField()
    pass_on = s.CharField()
    basis = s.CharField()
    places = s.ListField(child=s.CharField())
    is_active = s.BooleanField()


class RulesAnswer(Answer):
    """The reporting rules of the partnership."""

    results = RuleAnswer(many=True)
