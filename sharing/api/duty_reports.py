"""Duty reports for programs: made, listed and answered by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Key, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.choices import DutyBasis, DutyOutcome, HowSoon
from sharing.queries.duty_reports import duty_inbox, duty_list, duty_page, received_page
from sharing.reporting_duty import NewDuty
from sharing.services.duty_reports import acknowledge_duty, file_duty_report

LONG = 4000


class DutyAnswer(Answer):
    """That a duty report was made, and what was answered."""

    id = s.UUIDField()
    recipient = s.CharField(source="to")
    agency = s.CharField()
    made_by = s.CharField(source="by")
    made = s.CharField(help_text=_("The moment, in words"))
    how_soon = s.ChoiceField(HowSoon.choices)
    acknowledged = s.CharField(help_text=_("The moment, in words; empty until then"))
    outcome = s.CharField(help_text=_("In words; empty until it is said"))


class DutiesAnswer(Answer):
    """The latest duty reports of a case that the caller may know of."""

    reports = DutyAnswer(many=True, source="lines")


class DutyWordsAnswer(Answer):
    """What the writer fears, knows and thinks."""

    feared = s.CharField()
    at_risk = s.CharField()
    known = s.CharField()
    thought = s.CharField()


class PassedAnswer(Answer):
    """What passed to law enforcement."""

    id = s.UUIDField()
    text = s.CharField()
    how_soon = s.CharField(source="soon", help_text=_("In words"))
    phoned = s.CharField(help_text=_("The moment, in words; empty if nobody phoned"))
    sent = s.CharField(help_text=_("The moment, in words"))
    sender = s.CharField()
    sender_agency = s.CharField()
    acknowledged = s.CharField()
    outcome = s.CharField()
    version = s.IntegerField()


class DutyPageAnswer(Answer):
    """One duty report, as far as the caller reads it."""

    report = DutyAnswer(source="line")
    words = DutyWordsAnswer(allow_null=True)
    passed = PassedAnswer(allow_null=True)


class InboxAnswer(Answer):
    """What the caller's agency received, and for chair and legal adviser that reports were made."""

    received = PassedAnswer(many=True)
    made = DutyAnswer(many=True)


class DutyBody(Body):
    """A duty report to make. ``passed`` is all that law enforcement reads."""

    to_agency = Key()
    feared = Text(max_length=2000)
    at_risk = Text(max_length=1000)
    how_soon = OneOf(HowSoon.choices)
    rests_on = s.ListField(child=OneOf(DutyBasis.choices), min_length=1, max_length=3)
    known = Text(max_length=LONG)
    thought = Text(max_length=LONG, required=False, allow_blank=True, default="")
    passed = Text(max_length=LONG)
    is_released = s.BooleanField(required=False, default=False, help_text=_("The permanent team may read what passed"))
    is_health = s.BooleanField(required=False, default=False, help_text=_("It holds health data"))
    phoned_at = s.DateTimeField(required=False, allow_null=True, default=None, help_text=_("Needed if it is now"))
    phoned_whom = Text(max_length=120, required=False, allow_blank=True, default="")


class AnswerBody(Body):
    """That it was received, and what became of it, if that is known."""

    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=_("The one that was read"))
    outcome = OneOf(DutyOutcome.choices, required=False)


class DutyReports(Endpoint):
    """What members pass to law enforcement to prevent a crime."""

    @operation(DutiesAnswer, operation_id="duty_reports_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """The duty reports of a case that the caller may know of, the newest first."""
        return Response(DutiesAnswer(duty_list(self.actor, reference)).data)

    @operation(DutyPageAnswer, status=201, operation_id="duty_report_file", request=DutyBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Make a duty report: open to everybody on the team, whatever the agreements say."""
        sent = self.sent(DutyBody)
        sent["rests_on"] = tuple(DutyBasis(one) for one in sent["rests_on"])
        sent["how_soon"] = HowSoon(sent["how_soon"])
        made = file_duty_report(self.actor, reference, NewDuty(**sent), form_key(request))
        return Response(DutyPageAnswer(duty_page(self.actor, made.pk)).data, status=201)

    @operation(DutyPageAnswer, operation_id="duty_report")
    def retrieve(self, request: Request, duty: uuid.UUID) -> Response:
        """One duty report."""
        return Response(DutyPageAnswer(duty_page(self.actor, duty)).data)

    @operation(InboxAnswer, operation_id="duty_inbox")
    def inbox(self, request: Request) -> Response:
        """What the caller's agency received; for chair and legal adviser, that reports were made."""
        return Response(InboxAnswer(duty_inbox(self.actor)).data)

    @operation(PassedAnswer, status=201, operation_id="duty_acknowledge", request=AnswerBody)
    def acknowledge(self, request: Request, passed: uuid.UUID) -> Response:
        """Acknowledge it as a receiver, and say what became of it, now or later."""
        sent = self.sent(AnswerBody)
        outcome = DutyOutcome(sent["outcome"]) if sent.get("outcome") else None
        acknowledge_duty(self.actor, passed, sent["version"], outcome)
        return Response(PassedAnswer(received_page(self.actor, passed)).data, status=201)
