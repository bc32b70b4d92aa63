"""What is told of plans: the attributes of frozen dataclasses, and what callers send about an action."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError

from access.api.fields import Answer, Body, Key, OneOf, Text
from casework.choices import ActionState, Area, InterventionOutcome, ObjectiveState, PlanState
from casework.planning import ActionMove


class PlanActionAnswer(Answer):
    """One step by one agency and one person, by one day."""

    id = s.UUIDField()
    line = s.UUIDField(allow_null=True, help_text=_("Line of the objective it serves"))
    text = s.CharField()
    agency = s.CharField()
    agency_code = s.CharField()
    who = s.CharField(help_text=_("Empty where the caller's place shows no names"))
    is_mine = s.BooleanField(source="mine")
    due_on = s.DateField()
    state = s.ChoiceField(ActionState.choices)
    reason = s.CharField(help_text=_("Why it cannot be done yet, or is no longer needed"))
    unblock_by = s.CharField()
    evidence = s.UUIDField(allow_null=True, help_text=_("Note that shows it"))
    for_companions = s.BooleanField(help_text=_("Companions may read it"))
    for_guests = s.BooleanField(help_text=_("Guests may read it"))
    may_change = s.BooleanField(source="may")


class ObjectiveAnswer(Answer):
    """A change wanted, with the progress of its actions."""

    id = s.UUIDField()
    line = s.UUIDField(help_text=_("Stays the same from version to version"))
    text = s.CharField()
    person_words = s.CharField()
    chosen_by_person = s.BooleanField(source="chosen")
    area = s.ChoiceField(Area.choices)
    domain = s.CharField(help_text=_("In words"))
    function = s.CharField(help_text=_("In words"))
    finding = s.CharField(help_text=_("What it answers; empty for guests and companions"))
    finding_note = s.UUIDField(allow_null=True, help_text=_("Note that says it, where the caller may read that note"))
    measure = s.CharField()
    target_on = s.DateField()
    state = s.ChoiceField(ObjectiveState.choices)
    actions_done = s.IntegerField(source="done")
    actions_total = s.IntegerField(source="total")


class PlanVersionAnswer(Answer):
    """Where one version stands, and who said what to it."""

    id = s.UUIDField()
    number = s.IntegerField()
    state = s.ChoiceField(PlanState.choices)
    answer = s.CharField(help_text=_("The person's answer, in words"))
    person_words = s.CharField()
    counter_offer = s.CharField()
    version = s.IntegerField(help_text=_("Of the row; to be sent with the words of a draft"))


class PlanAreaAnswer(Answer):
    """One of the three areas: its words and objectives."""

    code = s.ChoiceField(Area.choices)
    text = s.CharField()
    objectives = ObjectiveAnswer(many=True)


class EndingAnswer(Answer):
    """Who comes after one support."""

    id = s.UUIDField()
    support = s.CharField()
    agency = s.CharField()
    successor = s.CharField()
    by = s.CharField(help_text=_("The day, in words"))
    state = s.CharField(help_text=_("How near the day is; nothing once it is done"))


class PlanAnswer(Answer):
    """The plan that counts today, as far as the caller's place shows it."""

    case = s.CharField(source="file.reference")
    version = PlanVersionAnswer(source="shown", allow_null=True, help_text=_("Null where the place shows no versions"))
    in_the_making = PlanVersionAnswer(source="other", allow_null=True)
    areas = PlanAreaAnswer(many=True)
    ending = EndingAnswer(many=True)
    safety = s.SerializerMethodField()
    achievements = s.SerializerMethodField()
    is_stale = s.SerializerMethodField()

    def get_is_stale(self, page: Any) -> bool:
        """Say whether its review was not held in time."""
        return bool(page.stale_since)

    def get_safety(self, page: Any) -> list[dict[str, str]]:
        """Tell the headings of the safety plan with their words; none where the place does not show it."""
        return [{"heading": str(heading), "text": text} for heading, text in page.safety]

    def get_achievements(self, page: Any) -> list[dict[str, str]]:
        """Tell what was achieved, with the day in words."""
        return [{"text": text, "on": on} for text, on in page.achievements]


class ObjectivesAnswer(Answer):
    """Objectives of the version that counts today."""

    results = ObjectiveAnswer(many=True)


class PlanActionsAnswer(Answer):
    """Actions of a case."""

    results = PlanActionAnswer(many=True)


class InterventionAnswer(Answer):
    """A programme or service; of another agency's treatment its kind and attendance alone."""

    id = s.UUIDField()
    kind = s.CharField(help_text=_("In words"))
    title = s.CharField()
    goal = s.CharField()
    provider = s.CharField()
    provider_code = s.CharField()
    is_voluntary = s.BooleanField(source="voluntary")
    when = s.CharField(help_text=_("In words"))
    starts_on = s.DateField()
    ends_on = s.DateField(allow_null=True)
    outcome = s.ChoiceField(InterventionOutcome.choices)
    came = s.IntegerField()
    excused = s.IntegerField()
    missed = s.IntegerField()
    is_withheld = s.BooleanField(source="withheld", help_text=_("Treatment: its words stay with its agency"))


class InterventionsAnswer(Answer):
    """Interventions of a case."""

    results = InterventionAnswer(many=True)


class ActionMoveBody(Body):
    """What becomes of an action."""

    state = OneOf(ActionState.choices)
    reason = Text(max_length=300, required=False, allow_blank=True, help_text=_("Needed for blocked and not_needed"))
    unblock_by = Key(required=False, allow_null=True, help_text=_("Membership that must act; needed for blocked"))
    evidence = Text(max_length=2000, required=False, allow_blank=True, help_text=_("Becomes a note of the case"))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for what a state needs."""
        if attrs["state"] == ActionState.BLOCKED and attrs.get("unblock_by") is None:
            raise ValidationError({"unblock_by": [_("Say who must act so that it can go on.")]})
        return attrs


def move_of(sent: dict[str, Any]) -> ActionMove:
    """Return the move that was sent."""
    return ActionMove(
        state=sent["state"], reason=sent.get("reason", ""), unblock_by=sent.get("unblock_by"),
        evidence=sent.get("evidence", ""),
    )  # fmt: skip
