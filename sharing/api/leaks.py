"""Reports of leaks for programs: made, read and decided by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, OneOf, Text
from access.api.schema import operation
from access.choices import Tier
from agencies.choices import DataCategory
from casework.api.once import ONCE, form_key
from sharing.choices import LeakStepKind, LeakVerdict
from sharing.leaking import NewLeak, NewLeakStep
from sharing.queries.leaks import leak_desk, leak_list, leak_page
from sharing.services.leaks import report_leak, step_after_leak

TIERS = [(tier.name.lower(), tier.label) for tier in Tier if tier != Tier.NONE]


class LeakAnswer(Answer):
    """One report in a list."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name"))
    what = s.CharField()
    is_danger = s.BooleanField()
    by = s.CharField()
    agency = s.CharField()
    noticed = s.CharField(help_text=_("The moment, in words"))
    reported = s.CharField(help_text=_("The moment, in words"))
    authority_by = s.CharField(help_text=_("The moment until which the authority is told, in words"))
    authority = s.CharField(help_text=_("What was decided, in words; empty until then"))
    person = s.CharField(help_text=_("What was decided, in words; empty until then"))
    is_closed = s.BooleanField()


class LeakStepAnswer(Answer):
    """One step after a leak."""

    kind = s.ChoiceField(LeakStepKind.choices)
    verdict = s.CharField(help_text=_("In words; empty where nothing is decided"))
    words = s.CharField()
    until = s.CharField(help_text=_("The day, in words; empty where there is none"))
    by = s.CharField()
    agency = s.CharField()
    at = s.CharField(help_text=_("The moment, in words"))


class LeakPageAnswer(Answer):
    """One report with its steps, the newest first."""

    report = LeakAnswer(source="line")
    tier = s.CharField(help_text=_("In words"))
    kinds = s.ListField(child=s.CharField())
    reached = s.CharField()
    at_risk = s.CharField()
    phoned = s.CharField()
    phoned_whom = s.CharField()
    measures = s.CharField()
    steps = LeakStepAnswer(many=True)


class LeakListAnswer(Answer):
    """Reports on a case that the caller may know of."""

    reports = LeakAnswer(many=True, source="lines")


class LeakDeskAnswer(Answer):
    """Reports of the partnership, for the chair and the legal advisers."""

    open = LeakAnswer(many=True)
    closed = LeakAnswer(many=True)


class LeakBody(Body):
    """A report of a leak."""

    noticed_at = s.DateTimeField()
    what = Text(max_length=4000)
    tier = OneOf(TIERS)
    kinds = s.ListField(child=OneOf(DataCategory.choices), min_length=1, max_length=len(DataCategory.choices))
    reached = Text(max_length=1000)
    is_danger = s.BooleanField(required=False, default=False, help_text=_("Somebody is in danger now: phone first"))
    at_risk = Text(max_length=1000, required=False, allow_blank=True, default="")
    phoned_at = s.DateTimeField(
        required=False, allow_null=True, default=None, help_text=_("Needed where danger is now")
    )
    phoned_whom = Text(max_length=120, required=False, allow_blank=True, default="")
    measures = Text(max_length=2000, required=False, allow_blank=True, default="")


class LeakStepBody(Body):
    """A step after a leak. ``until_on`` goes with a person who is told, or of whom it is decided again."""

    kind = OneOf(LeakStepKind.choices)
    verdict = OneOf(LeakVerdict.choices, required=False)
    words = Text(max_length=2000)
    until_on = s.DateField(required=False, allow_null=True, default=None)


class Leaks(Endpoint):
    """What reached somebody it should not."""

    @operation(LeakDeskAnswer, operation_id="leak_desk")
    def desk(self, request: Request) -> Response:
        """Reports of the partnership; for the chair and the legal advisers."""
        return Response(LeakDeskAnswer(leak_desk(self.actor)).data)

    @operation(LeakListAnswer, operation_id="leaks_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """Reports on a case: one's own, and all for its case manager."""
        return Response(LeakListAnswer(leak_list(self.actor, reference)).data)

    @operation(LeakPageAnswer, status=201, operation_id="leak_report", request=LeakBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Report a leak: open to everybody on the team, whatever the agreements say."""
        sent = self.sent(LeakBody)
        sent["tier"], sent["kinds"] = Tier[sent["tier"].upper()], tuple(sent["kinds"])
        row = report_leak(self.actor, reference, NewLeak(**sent), form_key(request))
        return self._answer(row.pk, 201)

    @operation(LeakPageAnswer, operation_id="leak_read")
    def retrieve(self, request: Request, leak: uuid.UUID) -> Response:
        """One report with its steps."""
        return self._answer(leak)

    @operation(LeakPageAnswer, status=201, operation_id="leak_step", request=LeakStepBody, parameters=[ONCE])
    def step(self, request: Request, leak: uuid.UUID) -> Response:
        """Put down a measure or a decision, that the person was told, or close it with what was learned."""
        sent = self.sent(LeakStepBody)
        verdict = LeakVerdict(sent["verdict"]) if sent.get("verdict") else None
        new = NewLeakStep(LeakStepKind(sent["kind"]), sent["words"], verdict, sent["until_on"])
        step_after_leak(self.actor, leak, new, form_key(request))
        return self._answer(leak, 201)

    def _answer(self, leak: uuid.UUID, status: int = 200) -> Response:
        return Response(LeakPageAnswer(leak_page(self.actor, leak)).data, status=status)
