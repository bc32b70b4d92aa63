"""Factories of legal advice: a question, the words that go with it, an answer and its reasoning. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import AdviceAnswer, AdviceContext, AdviceReasoning, LegalAdviceRequest
from tests.factories.base import BackstageFactory


class AdviceFactory(BackstageFactory):
    """A question that ``membership`` asked yesterday."""

    class Meta:
        model = LegalAdviceRequest

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    user = factory.SelfAttribute("membership.user")
    agency = factory.SelfAttribute("membership.agency")
    question = "May I tell the school?"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=2))
    asked_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1))


class AdviceContextFactory(BackstageFactory):
    class Meta:
        model = AdviceContext

    request = None
    note = None
    case = factory.SelfAttribute("request.case")
    agency = factory.SelfAttribute("note.originator")
    tier = 3
    words = "They met."


class AdviceAnswerFactory(BackstageFactory):
    """What the adviser ``membership`` concluded."""

    class Meta:
        model = AdviceAnswer

    request = None
    membership = None
    case = factory.SelfAttribute("request.case")
    asker = factory.SelfAttribute("request.user")
    user = factory.SelfAttribute("membership.user")
    conclusion = "may_not"
    words = "The school does not need it."
    answered_at = factory.LazyFunction(timezone.now)


class AdviceReasoningFactory(BackstageFactory):
    class Meta:
        model = AdviceReasoning

    answer = None
    case = factory.SelfAttribute("answer.case")
    text = "It is not necessary for the purpose."
