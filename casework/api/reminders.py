"""Reminders of the caller for programs: what needs them, what they put off; settle one, or put one off."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf
from access.api.schema import operation
from casework.choices import ReminderStep, SnoozeReason
from casework.queries.reminders import reminder_page, reminder_to_snooze
from casework.services.reminders import settle_reminder, snooze_reminder


class ReminderAnswer(Answer):
    """One deadline that the caller is reminded of, at the furthest step it has reached."""

    id = s.UUIDField()
    what = s.CharField(help_text=_("In words: its title where the caller knows one, else its kind"))
    kind = s.CharField(help_text=_("What is to be done, in words; empty where that is the title"))
    case = s.CharField(source="reference", help_text=_("Reference of the case; empty where it is about none"))
    due_on = s.DateField()
    step = s.ChoiceField(ReminderStep.choices, source="reached")
    can_be_ticked = s.BooleanField(source="by_hand", help_text=_("Whether it is settled by saying that it is done"))
    later_until = s.DateField(source="asleep_until", allow_null=True, help_text=_("The day until which it was put off"))
    later_because = s.CharField(source="why", help_text=_("In words"))


class RemindersAnswer(Answer):
    """Everything the caller is reminded of, the soonest first."""

    now = ReminderAnswer(many=True, help_text=_("What needs the caller now"))
    later = ReminderAnswer(many=True, help_text=_("What they put off"))


class LaterBody(Body):
    """Until when a reminder may wait, and why."""

    until = Day()
    reason = OneOf(SnoozeReason.choices)


class Reminders(Endpoint):
    """The caller's own reminders; nobody reads another's."""

    @operation(RemindersAnswer, operation_id="reminder_list")
    def list(self, request: Request) -> Response:
        """What needs the caller now, and what they put off."""
        return self._all()

    @operation(RemindersAnswer, status=201, operation_id="reminder_done", request=None)
    def done(self, request: Request, reminder: uuid.UUID) -> Response:
        """Say that it is done, or take up what was passed on; answers what is left. The rest is met by its own act."""
        settle_reminder(self.actor, reminder)
        return self._all(201)

    @operation(RemindersAnswer, status=201, operation_id="reminder_later", request=LaterBody)
    def later(self, request: Request, reminder: uuid.UUID) -> Response:
        """Put it off for at the most 14 days; the deadline does not move. Answers everything as it stands then."""
        reminder_to_snooze(self.actor, reminder)
        sent = self.sent(LaterBody)
        snooze_reminder(self.actor, reminder, sent["until"], SnoozeReason(sent["reason"]))
        return self._all(201)

    def _all(self, status: int = 200) -> Response:
        return Response(RemindersAnswer(reminder_page(self.actor)).data, status=status)
