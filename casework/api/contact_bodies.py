"""What callers send about contacts, incidents, exposure and signs."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError

from access.api.fields import Body, Flag, Key, OneOf, Text
from casework.api.bodies import NoteBody, PageQuery
from casework.choices import (
    MARKS,
    Attended,
    ContactKind,
    ExposureBy,
    ExposureResponse,
    HelpKind,
    IncidentKind,
    Mode,
    Offer,
    Setting,
    TestResult,
)
from casework.contacting import NewContact, NewPlan, Touched
from casework.writing import NewNote

MOST = 50


class Moment(s.DateTimeField):
    """A moment with its offset, for example 2026-05-03T10:00:00+02:00."""

    default_error_messages = {"invalid": _("Send a moment with its offset, for example 2026-05-03T10:00:00+02:00.")}

    def to_internal_value(self, value: Any) -> dt.datetime:
        """Return the moment."""
        if not isinstance(value, str):
            self.fail("invalid", format="")
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            self.fail("invalid", format="")
        if timezone.is_naive(moment):
            self.fail("invalid", format="")
        return moment


class Whole(s.IntegerField):
    """A whole number, not text."""

    def to_internal_value(self, data: Any) -> int:
        """Return the number."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class PlanBody(Body):
    """A contact to come."""

    kind = OneOf(ContactKind.choices)
    planned_for = Moment()
    setting = OneOf(Setting.choices, required=False)
    mode = OneOf(Mode.choices, required=False)
    place = Text(max_length=80, required=False, allow_blank=True)
    relationship = Key(required=False, allow_null=True)
    asked = Flag(required=False, help_text=_("A family contact was agreed with the case manager"))


class MarkBody(Body):
    """What the contact shows about a condition."""

    condition = Key()
    kept = OneOf(MARKS)


class HeldBody(Body):
    """What became of a contact, with its words as a note. The note's kind and day are those of the contact."""

    kind = OneOf(ContactKind.choices)
    attended = OneOf(Attended.choices[1:])
    happened_at = Moment()
    setting = OneOf(Setting.choices, required=False)
    mode = OneOf(Mode.choices, required=False)
    relationship = Key(required=False, allow_null=True)
    asked = Flag(required=False, help_text=_("A family contact was agreed with the case manager"))
    minutes = Whole(required=False, allow_null=True)
    place = Text(max_length=80, required=False, allow_blank=True)
    help_given = s.ListField(child=OneOf(HelpKind.choices), required=False, max_length=len(HelpKind.choices))
    skill_gained = Text(max_length=120, required=False, allow_blank=True)
    test_result = OneOf([one for one in TestResult.choices if one[0]], required=False)
    marks = MarkBody(many=True, required=False)
    objectives = s.ListField(child=Key(), required=False, max_length=MOST)
    actions = s.ListField(child=Key(), required=False, max_length=MOST)
    note = NoteBody()


def plan_of(sent: dict[str, Any]) -> NewPlan:
    """Return the plan that was sent."""
    return NewPlan(**sent)


def contact_of(sent: dict[str, Any], words: NewNote) -> NewContact:
    """Return the contact that was sent with its ``words``.

    Raises:
        ValidationError: a condition is marked twice.
    """
    marks = tuple((mark["condition"], mark["kept"]) for mark in sent.get("marks", ()))
    if len({condition for condition, _kept in marks}) != len(marks):
        raise ValidationError({"marks": [_("Mark each condition once.")]})
    got = {name: sent[name] for name in ("setting", "mode", "relationship", "asked") if name in sent}
    touched = Touched(
        minutes=sent.get("minutes"), place=sent.get("place", ""), help_given=tuple(sent.get("help_given", ())),
        skill_gained=sent.get("skill_gained", ""), test_result=sent.get("test_result", ""), marks=marks,
        objectives=tuple(sent.get("objectives", ())), actions=tuple(sent.get("actions", ())),
    )  # fmt: skip
    return NewContact(
        kind=sent["kind"], attended=sent["attended"], happened_at=sent["happened_at"], words=words, touched=touched,
        **got,
    )  # fmt: skip


class IncidentBody(Body):
    """An incident."""

    kind = OneOf(IncidentKind.choices)
    setting = OneOf(Setting.choices, required=False)
    note = NoteBody()


class ExposureBody(Body):
    """Contact with, or an offer from, a violent group."""

    by = OneOf(ExposureBy.choices)
    offer = OneOf(Offer.choices)
    response = OneOf(ExposureResponse.choices)
    setting = OneOf(Setting.choices, required=False)
    counter_offer = Text(max_length=200, required=False, allow_blank=True)
    note = NoteBody()


class SignBody(Body):
    """A sign of the catalogue that the caller's agency saw."""

    entry = Key()
    note = NoteBody()


class ContactQuery(PageQuery):
    """Filters of the contacts of a case, as on the page."""

    kind = OneOf(ContactKind.choices, required=False)
    attended = OneOf(Attended.choices, required=False)
    setting = OneOf(Setting.choices, required=False)


class EventQuery(PageQuery):
    """Filters of incidents, exposure and signs, as on the page."""

    agency = Text(required=False, allow_blank=True, max_length=4, help_text=_("Short code"))
    setting = OneOf(Setting.choices, required=False)
