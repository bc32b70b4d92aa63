"""Legal holds and erasures, backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import Erasure, ErasureNotice, LegalHold
from tests.factories.base import BackstageFactory


class LegalHoldFactory(BackstageFactory):
    """``LegalHoldFactory(case=..., membership=...)``: placed now, looked at again in a month."""

    class Meta:
        model = LegalHold

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    user = factory.SelfAttribute("membership.user")
    ground = "claim"
    words = "A claim for damages is announced."
    placed_at = factory.LazyFunction(timezone.now)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))


class ErasureFactory(BackstageFactory):
    """``ErasureFactory(case=..., membership=..., source_id=...)``: proposed now; nothing may stand in its way."""

    class Meta:
        model = Erasure

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    user = factory.SelfAttribute("membership.user")
    ground = "request"
    legal_ground = "unlawful"
    words = "It should never have been recorded."
    told_on = factory.LazyFunction(timezone.localdate)
    proposed_at = factory.LazyFunction(timezone.now)


class ErasureNoticeFactory(BackstageFactory):
    """``ErasureNoticeFactory(erasure=..., agency=...)``: an agency that is to be told within a week."""

    class Meta:
        model = ErasureNotice

    erasure = None
    kind = "agency"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=7))
    raised_at = factory.LazyFunction(timezone.now)
