"""Factories of requests between agencies and of what is answered. Backstage."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone

from sharing.choices import SILENT, AnswerCode
from sharing.models import AnswerSilence, RequestRemark, RequestWords, SharingAnswer, SharingRequest
from tests.factories.base import BackstageFactory


class SharingRequestFactory(BackstageFactory):
    """``SharingRequestFactory(case=..., membership=..., asked=...)``: asked by the membership's agency."""

    class Meta:
        model = SharingRequest

    case = None
    membership = None
    agency = factory.SelfAttribute("membership.agency")
    asked = None
    purpose = "reintegration"
    tier = 3
    asked_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=7))


class RequestWordsFactory(BackstageFactory):
    class Meta:
        model = RequestWords

    request = None
    case = factory.SelfAttribute("request.case")
    question = "Was he seen near the harbour hall in the last month?"
    reason = "His evenings there end late, and the plan has a condition on it."


class SharingAnswerFactory(BackstageFactory):
    class Meta:
        model = SharingAnswer

    request = None
    case = factory.SelfAttribute("request.case")
    given = "nothing"
    membership = None
    answered_at = factory.LazyFunction(timezone.now)


class AnswerSilenceFactory(BackstageFactory):
    class Meta:
        model = AnswerSilence

    request = None
    case = factory.SelfAttribute("request.case")
    code = "cannot_say"


class RequestRemarkFactory(BackstageFactory):
    class Meta:
        model = RequestRemark

    request = None
    case = factory.SelfAttribute("request.case")
    kind = "action"
    membership = None
    text = "Keep the evening appointments; call before you visit."
    at = factory.LazyFunction(timezone.now)


def asked(case: Any, by: Any, of: Any, **more: Any) -> Any:
    """A request with its words."""
    words = {name: more.pop(name) for name in ("question", "reason") if name in more}
    row = SharingRequestFactory(case=case, membership=by, asked=of, **more)
    RequestWordsFactory(request=row, **words)
    return row


def answered(request: Any, by: Any, code: str, **more: Any) -> Any:
    """An answer, with its silence where it is one."""
    silent = AnswerCode(code) in SILENT
    row = SharingAnswerFactory(request=request, membership=by, given="nothing" if silent else code, **more)
    if silent:
        AnswerSilenceFactory(request=request, code=code)
    return row
