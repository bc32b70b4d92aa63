"""Legal advice for programs: ask on a case, read a question with its answer, the advisers' desk, answer."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Flag, Key, OneOf, Text
from access.api.schema import operation
from access.choices import Tier
from casework.api.answers import TIER_OF
from casework.api.once import ONCE, form_key
from sharing.advising import MOST_WORDS, NewAnswer, NewQuestion, Quoted
from sharing.choices import AdviceAbout, Conclusion
from sharing.queries.advice import advice_desk, advice_list, advice_page
from sharing.services.advice import answer_advice, ask_advice

TIERS = [(word, TIER_OF[word].label) for word in ("gist", "summary", "full")]


class QuotedBody(Body):
    """Words of one note that go with a question."""

    note = Key()
    tier = OneOf(TIERS, help_text=_("Of another agency's note at most the summary"))


class QuestionBody(Body):
    """A question to the legal advisers."""

    question = Text(max_length=4000)
    note = Key(required=False, allow_null=True, help_text=_("The note it is about"))
    urgent = Flag(required=False, help_text=_("Whether the answer is needed today"))
    quoted = s.ListField(child=QuotedBody(), required=False, max_length=MOST_WORDS)


class AdviceAnswerBody(Body):
    """What an adviser concludes."""

    conclusion = OneOf(Conclusion.choices)
    words = Text(max_length=2000)
    reasoning = Text(max_length=6000, required=False, allow_blank=True)


class AdviceLineAnswer(Answer):
    """One question."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name of the question"))
    case_mark = s.CharField(help_text=_("A neutral name of its case, to the caller in this month"))
    about = s.CharField(help_text=_("In words"))
    question = s.CharField()
    urgent = s.BooleanField()
    due_on = s.DateField()
    state = s.CharField(help_text=_("How near its day is, or done"))
    by = s.CharField()
    agency = s.CharField()
    conclusion = s.CharField(help_text=_("In words; empty until it is answered"))


class QuoteAnswer(Answer):
    """Words that go with a question."""

    agency = s.CharField()
    tier = s.CharField(help_text=_("In words"))
    words = s.CharField()


class AnswerFactsAnswer(Answer):
    """One answer of an adviser."""

    id = s.UUIDField()
    conclusion = s.ChoiceField(Conclusion.choices)
    words = s.CharField()
    by = s.CharField()
    at = s.CharField(help_text=_("The moment, in words"))
    reasoning = s.CharField(help_text=_("Under legal secrecy"))


class AdvicePageAnswer(Answer):
    """One question with its words and answers, the newest answer first."""

    question = AdviceLineAnswer(source="line")
    quoted = QuoteAnswer(source="quotes", many=True)
    answers = AnswerFactsAnswer(many=True)
    may_answer = s.BooleanField()


class AdviceListAnswer(Answer):
    """What the caller asked on a case."""

    case = s.CharField(source="file.reference")
    questions = AdviceLineAnswer(source="lines", many=True)


class AdviceDeskAnswer(Answer):
    """What waits for the legal advisers, and what was answered last."""

    open = AdviceLineAnswer(many=True)
    answered = AdviceLineAnswer(many=True)


class Advice(Endpoint):
    """Questions to the legal advisers, and their answers."""

    @operation(AdviceListAnswer, operation_id="advice_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """What the caller asked on a case; nobody else's questions."""
        return Response(AdviceListAnswer(advice_list(self.actor, reference)).data)

    @operation(AdvicePageAnswer, status=201, operation_id="advice_ask", request=QuestionBody, parameters=[ONCE])
    def ask(self, request: Request, reference: str) -> Response:
        """Ask the legal advisers. They read the question and the quoted words, and nothing else of the case."""
        sent = self.sent(QuestionBody)
        note = sent.get("note")
        new = NewQuestion(
            question=sent["question"], about=AdviceAbout.NOTE if note else AdviceAbout.GENERAL, about_id=note,
            urgent=sent.get("urgent", False),
            quoted=tuple(Quoted(one["note"], Tier(TIER_OF[one["tier"]])) for one in sent.get("quoted", ())),
        )  # fmt: skip
        row = ask_advice(self.actor, reference, new, form_key(request))
        return self._answer(row.pk, 201)

    @operation(AdviceDeskAnswer, operation_id="advice_desk")
    def desk(self, request: Request) -> Response:
        """What waits for the legal advisers of the partnership; for them."""
        return Response(AdviceDeskAnswer(advice_desk(self.actor)).data)

    @operation(AdvicePageAnswer, operation_id="advice_read")
    def retrieve(self, request: Request, advice: uuid.UUID) -> Response:
        """One question; for whoever asked and for the advisers."""
        return self._answer(advice)

    @operation(AdvicePageAnswer, status=201, operation_id="advice_answer", request=AdviceAnswerBody, parameters=[ONCE])
    def answer(self, request: Request, advice: uuid.UUID) -> Response:
        """Answer a question as a legal adviser, and never one's own."""
        sent = self.sent(AdviceAnswerBody)
        new = NewAnswer(Conclusion(sent["conclusion"]), sent["words"], sent.get("reasoning", ""))
        answer_advice(self.actor, advice, new, form_key(request))
        return self._answer(advice, 201)

    def _answer(self, advice: uuid.UUID, status: int = 200) -> Response:
        return Response(AdvicePageAnswer(advice_page(self.actor, advice)).data, status=status)
