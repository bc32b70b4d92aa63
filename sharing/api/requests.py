"""Requests between agencies for programs: ask, see, answer, by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, Flag, Key, OneOf, Query, Text
from access.api.schema import operation
from agencies.choices import Purpose
from casework.api.answers import TIER_OF
from casework.api.bodies import NoteBody, new_note
from casework.api.once import ONCE, form_key
from casework.queries.writers import desk_on
from sharing.asking import NewAnswer, NewRequest
from sharing.choices import AnswerCode, ReleaseBasis, RequestState
from sharing.queries.request_lines import RequestFilters, case_requests, inbox
from sharing.queries.request_page import request_page
from sharing.services.request_answers import answer
from sharing.services.requests import ask, note_effect, see

ASKED = [(word, TIER_OF[word].label) for word in ("full", "summary", "gist")]


class RequestQuery(Query):
    """Filters of the list, as on the page."""

    way = OneOf([("to_us", _("Given to us")), ("by_us", _("Asked by us"))], required=False)
    state = OneOf([("open", _("Open")), ("overdue", _("Overdue")), ("answered", _("Answered"))], required=False)


class AskBody(Body):
    """A request to another agency."""

    asked = Key(help_text=_("The agency"))
    purpose = OneOf(Purpose.choices, help_text=_("An agreement in force between the two must cover it"))
    tier = OneOf(ASKED, help_text=_("How full an answer is needed"))
    question = Text(max_length=1500)
    reason = Text(max_length=600, help_text=_("Why it is needed"))
    is_urgent = Flag(required=False, help_text=_("An answer is needed today"))
    due_on = Day(required=False, allow_null=True)
    second_to = Key(required=False, allow_null=True, help_text=_("The request that is asked again"))


class RequestAnswerBody(Body):
    """An answer of the caller's agency."""

    code = OneOf(AnswerCode.choices)
    words = NoteBody(required=False, allow_null=True, help_text=_("Words that become a note"))
    note = Key(required=False, allow_null=True, help_text=_("A note of the caller's agency that answers it"))
    reason = Text(max_length=600, required=False, allow_blank=True, help_text=_("Why it is refused"))
    basis = OneOf(ReleaseBasis.choices, required=False, help_text=_("On what ground; of health agencies"))
    action = Text(max_length=600, required=False, allow_blank=True, help_text=_("With “cannot say”: what to do"))
    no_action = Flag(required=False, help_text=_("Not even that can be said"))


class EffectBody(Body):
    """What an answer without words does to the plan."""

    text = Text(max_length=600)


class RequestLineAnswer(Answer):
    """One request in a list."""

    id = s.UUIDField()
    case = s.CharField(source="reference")
    asked_by = s.CharField(source="asker")
    asked = s.CharField()
    purpose = s.CharField(help_text=_("In words"))
    tier = s.CharField(help_text=_("In words"))
    urgent = s.BooleanField()
    due_on = s.DateField()
    state = s.ChoiceField(RequestState.choices)
    overdue = s.BooleanField()
    answer = s.CharField(help_text=_("In words, as far as the caller may know it"))
    again = s.BooleanField(help_text=_("Whether it was asked before"))


class RequestsAnswer(Answer):
    """Requests, those that wait first."""

    results = RequestLineAnswer(many=True)


class RequestOneAnswer(Answer):
    """One request with its answer, as far as the caller may know them."""

    request = RequestLineAnswer(source="line")
    question = s.CharField()
    reason = s.CharField()
    seen = s.CharField(help_text=_("In words"))
    answered = s.CharField(help_text=_("In words"))
    note = s.UUIDField(source="note_id", allow_null=True, help_text=_("The note with the words of the answer"))
    refusal = s.CharField(help_text=_("Why it was refused"))
    basis = s.CharField(help_text=_("In words"))
    advice = s.CharField(source="advice_text", help_text=_("What to do where nothing can be said"))
    effect = s.CharField(source="effect_text", help_text=_("Effect on the plan"))
    earlier = s.UUIDField(allow_null=True)
    later = s.UUIDField(allow_null=True)


class Requests(Endpoint):
    """Requests between agencies about a case."""

    @operation(RequestsAnswer, operation_id="request_list", parameters=[RequestQuery])
    def list(self, request: Request) -> Response:
        """Requests between the caller's agency and others."""
        return Response(
            RequestsAnswer({"results": inbox(self.actor, RequestFilters(**self.asked(RequestQuery))).rows}).data
        )

    @operation(RequestsAnswer, operation_id="request_list_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """The requests about one case."""
        return Response(RequestsAnswer({"results": case_requests(self.actor, reference).rows}).data)

    @operation(RequestOneAnswer, status=201, operation_id="request_ask", request=AskBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Ask another agency; for permanent members."""
        sent = self.sent(AskBody)
        new = NewRequest(**{**sent, "tier": int(TIER_OF[sent["tier"]])})
        return self._one(ask(self.actor, reference, new, form_key(request)).pk, 201)

    @operation(RequestOneAnswer, operation_id="request_read")
    def retrieve(self, request: Request, sharing_request: uuid.UUID) -> Response:
        """One request with its answer."""
        return self._one(sharing_request)

    @operation(RequestOneAnswer, status=201, operation_id="request_seen", request=None)
    def seen(self, request: Request, sharing_request: uuid.UUID) -> Response:
        """Note that the asked agency saw it; of anybody else nothing is noted."""
        see(self.actor, sharing_request)
        return self._one(sharing_request, 201)

    @operation(RequestOneAnswer, status=201, operation_id="request_answer", request=RequestAnswerBody)
    def answer(self, request: Request, sharing_request: uuid.UUID) -> Response:
        """Answer it for the caller's agency."""
        page = request_page(self.actor, sharing_request, "answer")
        sent = self.sent(RequestAnswerBody)
        words = sent.pop("words", None)
        new = NewAnswer(**sent, words=new_note(desk_on(self.actor, page.file), words) if words else None)
        answer(self.actor, sharing_request, new)
        return self._one(sharing_request, 201)

    @operation(RequestOneAnswer, status=201, operation_id="request_effect", request=EffectBody)
    def effect(self, request: Request, sharing_request: uuid.UUID) -> Response:
        """Note what an answer without words does to the plan; for whoever asked, and the case manager."""
        note_effect(self.actor, sharing_request, self.sent(EffectBody)["text"])
        return self._one(sharing_request, 201)

    def _one(self, request_id: uuid.UUID, status: int = 200) -> Response:
        return Response(RequestOneAnswer(request_page(self.actor, request_id)).data, status=status)
