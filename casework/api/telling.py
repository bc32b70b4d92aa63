"""What the person was told, and what they say to taking part, for programs."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from casework.choices import ConsentAnswer, InterpreterUse, NoticeAnswer, NoticeCopy, NoticeHow, NoticePoint
from casework.queries.telling import telling_page
from casework.services.telling import give_notice, record_consent
from casework.telling import NewConsent, NewNotice


class NoticeAnswerOut(Answer):
    """One giving of the transparency notice."""

    id = s.UUIDField()
    given = s.CharField(source="on", help_text=_("The day, in words"))
    how = s.CharField(help_text=_("In words"))
    language = s.CharField()
    interpreter = s.CharField(help_text=_("In words"))
    copy = s.CharField(help_text=_("In words"))
    signed = s.BooleanField()
    reason = s.CharField(help_text=_("Why it was not signed"))
    guardian = s.CharField()
    words = s.CharField(help_text=_("What the person asked or said"))
    by = s.CharField()


class ConsentAnswerOut(Answer):
    """What the person said to taking part."""

    id = s.UUIDField()
    said = s.CharField(source="on", help_text=_("The day, in words"))
    answer = s.CharField(help_text=_("In words"))
    part = s.CharField(help_text=_("In what"))
    words = s.CharField()
    guardian = s.CharField()
    by = s.CharField()


class TellingAnswer(Answer):
    """What the person knows and says, the newest first."""

    case = s.CharField(source="file.reference")
    deferred = s.CharField(help_text=_("Until when the notice is put off, in words; empty when it is not"))
    notices = NoticeAnswerOut(many=True)
    consents = ConsentAnswerOut(many=True)


class MadeAnswer(Answer):
    """What was recorded."""

    id = s.UUIDField(source="pk")


class NoticeBody(Body):
    """One giving of the notice."""

    given_on = s.DateField()
    how = s.ChoiceField(NoticeHow.choices)
    points = s.ListField(child=s.ChoiceField(NoticePoint.choices), help_text=_("All of them: what was said"))
    language = s.CharField(max_length=60)
    interpreter = s.ChoiceField(InterpreterUse.choices)
    copy = s.ChoiceField(NoticeCopy.choices)
    answer = s.ChoiceField(NoticeAnswer.choices, help_text=_("That they were told; it is no consent"))
    interpreter_name = s.CharField(max_length=120, required=False, default="", allow_blank=True)
    answer_reason = s.CharField(max_length=300, required=False, default="", allow_blank=True)
    guardian = s.CharField(max_length=120, required=False, default="", allow_blank=True)
    words = s.CharField(max_length=1000, required=False, default="", allow_blank=True)


class ConsentBody(Body):
    """What the person said to taking part."""

    said_on = s.DateField()
    answer = s.ChoiceField(ConsentAnswer.choices)
    part = s.CharField(max_length=200)
    words = s.CharField(max_length=1000, required=False, default="", allow_blank=True)
    guardian = s.CharField(max_length=120, required=False, default="", allow_blank=True)


class Tellings(Endpoint):
    """What the person of one case knows and says."""

    @operation(TellingAnswer, operation_id="telling_read")
    def retrieve(self, request: Request, reference: str) -> Response:
        """Notices that were given, and what the person says to taking part."""
        return Response(TellingAnswer(telling_page(self.actor, reference)).data)

    @operation(MadeAnswer, status=201, operation_id="notice_give", request=NoticeBody, parameters=[ONCE])
    def notice(self, request: Request, reference: str) -> Response:
        """Record that the person was told (case manager or order supervisor)."""
        sent = self.sent(NoticeBody)
        new = NewNotice(**{**sent, "points": tuple(sent["points"])})
        row = give_notice(self.actor, reference, new, form_key(request))
        return Response(MadeAnswer(row).data, status=status.HTTP_201_CREATED)

    @operation(MadeAnswer, status=201, operation_id="consent_record", request=ConsentBody, parameters=[ONCE])
    def consent(self, request: Request, reference: str) -> Response:
        """Record what the person says to taking part (case manager or order supervisor)."""
        row = record_consent(self.actor, reference, NewConsent(**self.sent(ConsentBody)), form_key(request))
        return Response(MadeAnswer(row).data, status=status.HTTP_201_CREATED)
